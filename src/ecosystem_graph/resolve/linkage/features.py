"""Names as sparse rows of weighted concepts, ready to be compared by the hundred thousand."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from ecosystem_graph.resolve.linkage.name import NormalisedNames
from ecosystem_graph.resources import resource

__all__ = ["Bags", "bag_names"]

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
        information: Bits that each name tells, without home.
    """

    starts: np.ndarray
    concepts: np.ndarray
    weights: np.ndarray
    groups: np.ndarray
    texts: pl.Series
    labels: pl.Series
    information: np.ndarray


def bag_names(names: NormalisedNames, groups: tuple[str, ...]) -> Bags:
    """Return names as bags of concepts.

    Args:
        names: Normalised names.
        groups: Names of the groups, in the order of their numbers.

    Returns:
        The bags; rarity is measured among these names and those behind the lexicon.
    """
    height = names.texts.height
    group = pl.col("group").replace_strict({name: place for place, name in enumerate(groups)}, return_dtype=pl.Int8)
    words = names.words.unique(["row", "concept"], keep="first", maintain_order=True)
    rarity = (
        words.group_by("concept").agg(n=pl.len(), text=pl.col("text").min()).sort("concept").with_row_index("number")
    )
    # A short list says little about rarity: names of research organisations everywhere are counted with it.
    known = pl.read_csv(resource("data", "reference", "linkage", "frequencies.csv"))
    everywhere = known.filter(pl.col("concept") == "")["names"].item()
    rarity = rarity.join(known, on="concept", how="left", maintain_order="left").with_columns(
        pl.col("names").fill_null(0)
    )
    share = (pl.lit(float(height + everywhere)) / (pl.col("n") + pl.col("names"))).log(2)
    bits = share.clip(0.3, _MOST_INFORMATION)
    rarity = rarity.with_columns(bits=bits)
    words = (
        words.join(rarity.select("concept", "number", "bits"), on="concept")
        .with_columns(
            weight=pl.col("bits") * pl.col("group").replace_strict(_WEIGHTS, return_dtype=pl.Float64), code=group
        )
        .sort("row", "position", "number")
    )
    counts = np.bincount(words["row"].to_numpy(), minlength=height)
    told = words.filter(pl.col("group") != "home")
    information = np.bincount(told["row"].to_numpy(), weights=told["weight"].to_numpy(), minlength=height)
    return Bags(
        np.concatenate([[0], np.cumsum(counts)]),
        words["number"].to_numpy().astype(np.int64),
        words["weight"].to_numpy(),
        words["code"].to_numpy(),
        rarity["text"],
        rarity["concept"],
        information,
    )
