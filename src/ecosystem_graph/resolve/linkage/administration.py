"""Administrations of regions: one body each, in whatever town an office of it stands and however it is called."""

import polars as pl

from ecosystem_graph.resolve.linkage.lexicon import fold, read_entries
from ecosystem_graph.resolve.linkage.name import normalise_names
from ecosystem_graph.resources import resource

__all__ = ["name_administrations"]

_SAID = ("region", "government", "council", "authority")
"""Kinds of organisation that the name of an administration may say; a province of a region is another body."""
_MOST_WORDS = 6


def name_administrations(mentions: pl.DataFrame) -> pl.DataFrame:
    """Name alike, and place at one seat of its own, what says nothing but a region and that it is governed.

    A region is governed by one body, and its towns do not tell who it is (``Regione Veneto`` in Venezia, Mestre and
    Marghera). Agencies and companies of a region say more than that, and stay as they are.

    Args:
        mentions: Columns of name.MENTION_SCHEMA.

    Returns:
        The same rows; name and city of administrations are replaced for linkage.

    Examples:
        >>> rows = [("a", "Regione del Veneto", "IT", "Mestre"), ("b", "Veneto Agricoltura", "IT", "Legnaro")]
        >>> mentions = pl.DataFrame(rows, schema=["key", "name", "country", "city"], orient="row")
        >>> name_administrations(mentions)["name"].to_list()
        ['region region-veneto', 'Veneto Agricoltura']
    """
    short = mentions.filter(pl.col("name").str.count_matches(r"\s+") < _MOST_WORDS)
    folded = short["name"].map_elements(fold, return_dtype=pl.String)
    asked = short.filter(folded.str.contains(_any_region())).unique(
        ["name", "country"], keep="first", maintain_order=True
    )
    named = _regions(asked).select("name", "country", called=pl.lit("region ") + pl.col("seat"))
    joined = mentions.join(named, on=["name", "country"], how="left", maintain_order="left")
    return joined.with_columns(
        name=pl.coalesce("called", "name"), city=pl.coalesce(pl.lit("seat of ") + pl.col("called"), "city")
    ).drop("called")


def _regions(asked: pl.DataFrame) -> pl.DataFrame:
    """Return name, country and seat (region) of those that say a region, that it is governed, and nothing else."""
    rows = asked.with_columns(city=pl.lit("")).with_row_index("row")
    words = normalise_names(rows.drop("row")).words
    is_region = (pl.col("group") == "demonym") & pl.col("concept").str.starts_with("region-")
    is_kind = (pl.col("group") == "kind") & pl.col("concept").is_in(_SAID) | (pl.col("group") == "home")
    said = words.group_by("row").agg(
        governs=(pl.col("concept") == "region").any(),
        only_region=(is_region | is_kind).all() & (pl.col("concept").filter(is_region).n_unique() == 1),
        demonym=pl.col("concept").filter(is_region).first(),
        rest=pl.col("text").filter(~is_kind).unique(maintain_order=True).str.join("_"),
    )
    listed = rows.select("row", "name", "country").join(said.filter("governs"), on="row")
    listed = listed.join(_listed_regions(), left_on=["country", "rest"], right_on=["country", "names"], how="left")
    seat = pl.coalesce("region", pl.when("only_region").then("demonym"))
    return listed.select("name", "country", seat=seat).drop_nulls("seat")


def _listed_regions() -> pl.DataFrame:
    """Return region, country and names (folded): regions that have no word of their own."""
    table = pl.read_csv(resource("data", "reference", "linkage", "regions.csv"))
    return table.with_columns(pl.col("names").str.split(" ")).explode("names")


def _any_region() -> str:
    """Return a pattern of the folded words for *region* in all languages."""
    words = {entry.word for entry in read_entries("kinds.csv", "kind") if entry.concept == "region"}
    return rf"(?:^|_)(?:{'|'.join(sorted(words))})"
