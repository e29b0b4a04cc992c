"""Cities under all their names: exonyms, inflected forms, and the cities that the mentions themselves state."""

from dataclasses import dataclass
from functools import cache

import polars as pl

from ecosystem_graph.resolve.linkage.lexicon import fold, read_entries
from ecosystem_graph.resources import resource

__all__ = ["Gazetteer", "find_places"]

_SHORTEST_NAME = 3
_SHORTEST_STEM = 4
_LONGEST_PHRASE = 3
_VOWEL = r"[aeiouy]$"
_ADJECTIVE = (
    r"(?:(?:ov|ev|en|iv|in)?(?:s|z|c)?k(?:iy|yy|yi|ii|ij|i|y|a|aya|oi|oy|oe|o|e|ego|ogo|oho|iej|ih|ikh|im|om|omu|u|ie)|"
    r"ner|er|i|iai|es|os|ense|ensis|in|n|an)$"
)
"""Endings that make an adjective or a case of the name of a city."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of cities by country.

    Attributes:
        names: country, name (folded, words joined by ``_``), place (folded main name).
        cities: The place of each mention, in their order; empty when no city is stated.
    """

    names: pl.DataFrame
    cities: pl.Series

    @staticmethod
    def of(rows: pl.DataFrame) -> "Gazetteer":
        """Return the shipped cities with those that mentions state.

        Args:
            rows: Mentions: country, city.

        Returns:
            The gazetteer for these mentions.
        """
        stated = rows.select("country", "city").unique().sort("country", "city")
        stated = stated.with_columns(name=pl.col("city").map_elements(_fold_city, return_dtype=pl.String))
        shipped = _shipped()
        # A city is written in many ways and one of them is shipped: that place is meant.
        placed = stated.join(shipped, on=["country", "name"], how="left").with_columns(
            pl.col("place").fill_null(pl.col("name"))
        )
        named = pl.concat([shipped, placed.filter(pl.col("name") != "").select("country", "name", "place")])
        names = pl.concat([named, _without_stopwords(named)])
        cities = rows.select("country", "city").join(placed, on=["country", "city"], how="left", maintain_order="left")
        return Gazetteer(
            names.unique(["country", "name"], keep="first", maintain_order=True), cities["place"].alias("city")
        )


def _without_stopwords(names: pl.DataFrame) -> pl.DataFrame:
    """Return names of several words as they stand in names of organisations, whose small words are gone."""
    ignored = sorted({entry.word for entry in read_entries("stopwords.csv", "stop")})
    words = pl.col("name").str.split("_").list.filter(~pl.element().is_in(ignored)).list.join("_")
    short = names.filter(pl.col("name").str.contains("_")).with_columns(name=words)
    return short.filter(pl.col("name").str.len_chars() > _SHORTEST_NAME)


def _fold_city(city: str) -> str:
    """Return the folded name of a city without what stands in brackets, after a comma or a postal code."""
    bare = city.split("(", maxsplit=1)[0].split(",", maxsplit=1)[0].split("/", maxsplit=1)[0]
    folded = fold(bare.replace("'", ""))
    words = [word for word in folded.split("_") if not word.isdigit() and word != "cedex"]
    return "_".join(words)


@cache
def _shipped() -> pl.DataFrame:
    table = pl.read_csv(resource("data", "reference", "linkage", "places.csv"), schema_overrides={"words": pl.String})
    names = pl.concat_list(pl.concat_list("place"), pl.col("words").fill_null("").str.split(" "))
    long = table.select("country", "place", name=names).explode("name")
    return (
        long.filter(pl.col("name").str.len_chars() >= _SHORTEST_NAME)
        .unique(["country", "name"], keep="first", maintain_order=True)
        .select("country", "name", "place")
    )


def find_places(words: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """Mark the words that name a city or the own country.

    Args:
        words: row, position, text, concept, group, country.
        gazetteer: Names of cities, and the city of each mention.

    Returns:
        row, position, text, concept, group; a run of words that names a city is one row.
    """
    home = gazetteer.cities.to_frame("home").with_row_index("row")
    words = words.join(home, on="row", how="left", maintain_order="left").with_columns(pl.col("home").fill_null(""))
    found = _phrases(words, gazetteer.names)
    rest = words.join(_covered(found), on=["row", "position"], how="anti", maintain_order="left")
    rest = _derived(_inflected(rest, gazetteer.names), gazetteer.names)
    is_own = (pl.col("concept") == pl.col("home")) | (
        pl.col("concept") == "country-" + pl.col("country").str.to_lowercase()
    )
    group = pl.when(pl.col("group").is_in(["place", "demonym"]) & is_own).then(pl.lit("home")).otherwise("group")
    columns = ["row", "position", "text", "concept", "group", "country", "home"]
    marked = pl.concat([found.select(columns), rest.select(columns)]).with_columns(group=group)
    return (
        marked.select(columns[:5])
        .unique(["row", "position", "concept"], maintain_order=True)
        .sort("row", "position", "concept")
    )


def _phrases(words: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Return the runs of up to three words that name a city of the country."""
    single = words.unique(["row", "position"], maintain_order=True)
    found: list[pl.DataFrame] = []
    for length in range(_LONGEST_PHRASE, 0, -1):
        parts = [pl.col("text").shift(-offset).over("row") for offset in range(length)]
        last = pl.col("position").shift(1 - length).over("row")
        grams = single.with_columns(gram=pl.concat_str(parts, separator="_"), last=last).drop_nulls("gram")
        named = grams.join(names, left_on=["country", "gram"], right_on=["country", "name"], maintain_order="left")
        if length == 1:
            # A word that means something is that, unless it is the stated city.
            named = named.filter(pl.col("group").is_in(["word", "acronym"]) | (pl.col("place") == pl.col("home")))
        # Banská Bystrica is not Považská Bystrica, of which people say Bystrica.
        for longer in found:
            named = named.join(_covered(longer), on=["row", "position"], how="anti", maintain_order="left")
        found.append(named)
    return pl.concat(found).with_columns(concept="place", group=pl.lit("place"))


def _covered(found: pl.DataFrame) -> pl.DataFrame:
    spans = found.select("row", position=pl.int_ranges("position", pl.col("last") + 1))
    return spans.explode("position").with_columns(pl.col("position").cast(pl.UInt32)).unique()


def _inflected(words: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Recognise the stated city in other endings (``Helsingin``, ``Krakowski``, ``Münchner``)."""
    unknown = words.filter(
        (pl.col("group") == "word") & (pl.col("home") != "") & (pl.col("text").str.len_chars() > _SHORTEST_STEM)
    )
    pairs = unknown.select("row", "position", "text", "country", "home").join(
        names.filter(~pl.col("name").str.contains("_")), left_on=["country", "home"], right_on=["country", "place"]
    )
    length = pl.max_horizontal(pl.col("name").str.len_chars().cast(pl.Int64) - 2, pl.lit(_SHORTEST_STEM))
    begins = pl.col("text").str.slice(0, length) == pl.col("name").str.slice(0, length)
    near = (pl.col("text").str.len_chars().cast(pl.Int64) - pl.col("name").str.len_chars().cast(pl.Int64)).is_between(
        -2, 4
    )
    same = pairs.filter(begins & near).select("row", "position", is_home=pl.lit(value=True)).unique()
    marked = words.join(same, on=["row", "position"], how="left", maintain_order="left")
    is_home = pl.col("is_home").fill_null(value=False) & (pl.col("group") == "word")
    return marked.with_columns(
        concept=pl.when(is_home).then("home").otherwise("concept"),
        group=pl.when(is_home).then(pl.lit("place")).otherwise("group"),
    )


def _derived(words: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Recognise adjectives of the cities of the country (``Poltavskiy``, ``Debreceni``, ``Berliner``)."""
    trunk = pl.col("name").str.replace(_VOWEL, "")
    trunks = (
        names.filter(~pl.col("name").str.contains("_") & (trunk.str.len_chars() >= _SHORTEST_STEM))
        .select("country", "place", trunk=trunk)
        .unique(["country", "trunk"], keep="first", maintain_order=True)
    )
    unknown = words.filter((pl.col("group") == "word") & pl.col("text").str.contains(_ADJECTIVE))
    asked = (
        unknown.select("country", "text")
        .unique()
        .with_columns(trunk=pl.col("text").str.replace(_ADJECTIVE, "").str.replace(_VOWEL, ""))
    )
    known = asked.join(trunks, on=["country", "trunk"]).select("country", "text", city="place")
    marked = words.join(known, on=["country", "text"], how="left", maintain_order="left")
    is_city = pl.col("city").is_not_null() & (pl.col("group") == "word")
    return marked.with_columns(
        concept=pl.when(is_city).then("city").otherwise("concept"),
        group=pl.when(is_city).then(pl.lit("place")).otherwise("group"),
    ).drop("city")
