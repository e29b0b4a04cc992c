"""Names as sparse rows of weighted concepts, ready to be compared by the hundred thousand."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from ecosystem_graph.resolve.linkage.name import NormalisedNames
from ecosystem_graph.resources import resource

__all__ = ["Bags", "ConceptCounts", "bag_names", "count_concepts", "count_frequencies"]

_WEIGHTS = {
    "word": 1.0,
    "acronym": 1.0,
    "kind": 0.8,
    "field": 1.0,
    "demonym": 0.7,
    "number": 0.7,
    "place": 0.7,
    "home": 0.3,
    "parent": 0.3,
}
"""How much a rare word of each group counts beside others: what names often leave out counts less."""
_MOST_INFORMATION = 14.0
"""log2 of the rarest: beyond one in 16,000 names, rarity is mostly chance."""
_FEWEST_NAMES = 1024
_SPELT = ("word", "acronym")
"""Groups whose concepts may be compared by spelling."""
_TERRITORY = "territory"
"""The body that governs a municipality, county, province or region."""
_STEPS_PER_DOUBLING = 8


@dataclass(frozen=True, slots=True)
class Bags:
    """Concepts of names in compressed rows.

    Attributes:
        starts: Where the concepts of each name begin in the other arrays; length names + 1.
        concepts: Number of the concept.
        weights: Information of the concept in bits, less for what names often leave out.
        groups: Number of the group in `GROUPS` order.
        texts: A text of each concept number as names write it, for comparing spelling.
        labels: The concept itself.
        is_word: Whether any name says the concept as a word, so that spelling may be compared.
        information: Bits that each name tells, without home.
        bodies: What body each name calls itself, as bits that are set; 0 where it does not tell.
    """

    starts: np.ndarray
    concepts: np.ndarray
    weights: np.ndarray
    groups: np.ndarray
    texts: pl.Series
    labels: pl.Series
    is_word: np.ndarray
    information: np.ndarray
    bodies: np.ndarray


class ConceptCounts(NamedTuple):
    """How often names say each concept.

    Attributes:
        concepts: concept, n (how many names say it), text (the smallest one that says it), is_word (whether any of them
            says it as a word).
        names: How many names there are.
    """

    concepts: pl.DataFrame
    names: int


def count_concepts(names: NormalisedNames) -> ConceptCounts:
    """Count the concepts of names."""
    said = names.words.unique(["row", "concept"], keep="first", maintain_order=True)
    counted = said.group_by("concept").agg(
        n=pl.len().cast(pl.Int64), text=pl.col("text").min(), is_word=pl.col("group").is_in(_SPELT).any()
    )
    return ConceptCounts(counted.sort("concept"), names.texts.height)


def bag_names(
    names: NormalisedNames,
    groups: tuple[str, ...],
    frequencies: pl.DataFrame | None = None,
    counts: ConceptCounts | None = None,
) -> Bags:
    """Return names as bags of concepts.

    Args:
        names: Normalised names.
        groups: Names of the groups, in the order of their numbers.
        frequencies: concept, names (how many say it; those of the empty concept are all); ``None``: those shipped.
        counts: Concepts of all names, where these are a part of them; ``None`` where they are all.

    Returns:
        The bags; rarity is measured among these names and those behind the lexicon.
    """
    height = names.texts.height
    group = pl.col("group").replace_strict({name: place for place, name in enumerate(groups)}, return_dtype=pl.Int8)
    words = names.words.unique(["row", "concept"], keep="first", maintain_order=True)
    counted = count_concepts(names) if counts is None else counts
    rarity = counted.concepts.join(words.select("concept"), on="concept", how="semi").sort("concept")
    rarity = rarity.with_row_index("number")
    # A short list says little about rarity: names of research organisations everywhere are counted with it.
    known = _shipped_frequencies() if frequencies is None else frequencies
    everywhere = known.filter(pl.col("concept") == "")["names"].item()
    rarity = rarity.join(known, on="concept", how="left", maintain_order="left").with_columns(
        pl.col("names").fill_null(0)
    )
    share = (pl.lit(_in_steps(counted.names) + everywhere) / (pl.col("n") + pl.col("names"))).log(2)
    bits = share.clip(0.3, _MOST_INFORMATION)
    rarity = rarity.with_columns(bits=bits)
    words = (
        words.join(rarity.select("concept", "number", "bits"), on="concept")
        .with_columns(
            weight=pl.col("bits") * pl.col("group").replace_strict(_WEIGHTS, return_dtype=pl.Float64), code=group
        )
        .sort("row", "position", "number")
    )
    lengths = np.bincount(words["row"].to_numpy(), minlength=height)
    told = words.filter(pl.col("group") != "home")
    information = np.bincount(told["row"].to_numpy(), weights=told["weight"].to_numpy(), minlength=height)
    return Bags(
        np.concatenate([[0], np.cumsum(lengths)]),
        words["number"].to_numpy().astype(np.int64),
        words["weight"].to_numpy(),
        words["code"].to_numpy(),
        rarity["text"],
        rarity["concept"],
        rarity["is_word"].to_numpy(),
        information,
        _find_bodies(names),
    )


def count_frequencies(words: pl.DataFrame, names: int, *, least: int = 15) -> pl.DataFrame:
    """Count in how many names each concept occurs.

    Args:
        words: row, concept; as `normalise_names` leaves them.
        names: Number of names.
        least: Names from which a concept is kept; what is rarer counts as unknown.

    Returns:
        concept, names; the empty concept says how many names there are.
    """
    said = words.select("row", "concept").unique().group_by("concept").agg(names=pl.len().cast(pl.Int64))
    total = pl.DataFrame({"concept": [""], "names": [names]})
    return pl.concat([total, said.filter((pl.col("names") >= least) & (pl.col("concept") != ""))]).sort("concept")


def _find_bodies(names: NormalisedNames) -> np.ndarray:
    """Return for each name the bodies that its kinds tell: the museum of a county is a museum, no county.

    A name is that of a territory's administration only where all its kinds say so: a centre for regional studies is
    none.
    """
    table = pl.read_csv(resource("data", "reference", "linkage", "bodies.csv"), schema_overrides={"body": pl.String})
    listed = table["body"].drop_nulls().unique().sort().to_list()
    number = pl.col("body").replace_strict({body: 1 << place for place, body in enumerate(listed)}, default=0)
    bit, territory = number.cast(pl.Int64), 1 << listed.index(_TERRITORY)
    kinds = names.words.filter(pl.col("group") == "kind").select("row", "concept").unique()
    told = (
        kinds.join(table.with_columns(bit=bit), on="concept", how="left")
        .group_by("row")
        .agg(
            institutions=pl.col("bit").filter(pl.col("bit") != territory).unique().sum(),
            is_territory=(pl.col("bit") == territory).any() & pl.col("bit").is_not_null().all(),
        )
    )
    only = pl.when("is_territory").then(pl.lit(territory, pl.Int64)).otherwise(pl.lit(0, pl.Int64))
    found = told.select("row", bodies=pl.when(pl.col("institutions") > 0).then("institutions").otherwise(only))
    bodies = np.zeros(names.texts.height, np.int64)
    bodies[found["row"].to_numpy()] = found["bodies"].fill_null(0).to_numpy()
    return bodies


def _shipped_frequencies() -> pl.DataFrame:
    return pl.read_csv(resource("data", "reference", "linkage", "frequencies.csv"))


def _in_steps(names: int) -> float:
    """Return a number of names, rounded up: one more name changes nothing of others that have no word in common."""
    steps = np.ceil(np.log2(max(names, _FEWEST_NAMES)) * _STEPS_PER_DOUBLING)
    return float(np.exp2(steps / _STEPS_PER_DOUBLING))
