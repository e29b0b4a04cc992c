"""Candidate pairs: names that share rare concepts, never all pairs of a block."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from ecosystem_graph.resolve.linkage.features import Bags

__all__ = ["Candidates", "find_candidates"]

_LARGEST_BLOCK = 150
_MOST_PER_NAME = 20
_ROWS_AT_ONCE = 20_000
_SAME_CITY = 4.0
"""Bits by which names of one city come before others when candidates are chosen."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of names worth comparing.

    Attributes:
        left: Row of one name.
        right: Row of the other, larger than the left one.
        split: Blocks that were too large and were split by city.
        dropped: Blocks too large even inside one city; their names meet through other keys only.
    """

    left: np.ndarray
    right: np.ndarray
    split: int
    dropped: int


def find_candidates(
    bags: Bags,
    texts: pl.DataFrame,
    translations: pl.DataFrame,
    *,
    largest_block: int = _LARGEST_BLOCK,
    most_per_name: int = _MOST_PER_NAME,
    sides: np.ndarray | None = None,
) -> Candidates:
    """Return the pairs of names that share most.

    Keys are concepts (and their translations) inside a country. A block above the bound is split by city; what is still
    too large is dropped. Of the rest each name keeps its nearest, so that the number of pairs grows with that of names.

    Args:
        bags: Names as bags of concepts.
        texts: row, text, initials, country, city.
        translations: left, right, strength.
        largest_block: Names per key that are compared with each other.
        most_per_name: Candidates that each name keeps.
        sides: A number per name; names of one number are not compared with each other. ``None`` compares all.

    Returns:
        Candidate pairs, sorted. O(names x keys x block size).
    """
    keys = _keys(bags, texts, translations)
    sizes = keys.group_by("country", "key").agg(n=pl.len())
    sized = keys.join(sizes, on=["country", "key"])
    small = sized.filter(pl.col("n") <= largest_block).with_columns(city=pl.lit(""))
    large = sized.filter((pl.col("n") > largest_block) & (pl.col("city") != "")).drop("n")
    by_city = large.group_by("country", "key", "city").agg(n=pl.len())
    again = large.join(by_city, on=["country", "key", "city"])
    used = pl.concat([small, again.filter(pl.col("n") <= largest_block).select(small.columns)]).filter(pl.col("n") > 1)
    left, right = _nearest(used, _city_numbers(texts), most_per_name, sides)
    split = sizes.filter(pl.col("n") > largest_block).height
    return Candidates(left, right, split, by_city.filter(pl.col("n") > largest_block).height)


def _keys(bags: Bags, texts: pl.DataFrame, translations: pl.DataFrame) -> pl.DataFrame:
    """Return row, key, weight, country, city: concepts, beginnings of rare words, translations, initials."""
    rows = np.repeat(np.arange(texts.height), np.diff(bags.starts))
    own = pl.DataFrame(
        {
            "row": rows,
            "key": bags.labels.gather(bags.concepts),
            "weight": bags.weights,
            "group": bags.groups,
            "text": bags.texts.gather(bags.concepts),
        }
    )
    translated = own.join(translations, left_on="key", right_on="left").select(
        "row", key="right", weight=pl.col("weight") * pl.col("strength")
    )
    words = own.filter(pl.col("group").is_in([0, 1]))
    begun = words.filter(pl.col("key").str.len_chars() > 4).select(
        "row", key=pl.col("key").str.slice(0, 4) + "*", weight=pl.col("weight") * 0.6
    )
    acronyms = own.filter(pl.col("text").str.len_chars().is_between(3, 8) & pl.col("group").is_in([0, 1])).select(
        "row", key=pl.col("text") + "!", weight="weight"
    )
    initials = texts.filter(pl.col("initials").str.len_chars().is_between(3, 8)).select(
        row=pl.col("row").cast(pl.Int64), key=pl.col("initials") + "!", weight=pl.lit(8.0)
    )
    gathered = pl.concat([own.select("row", "key", "weight"), translated, begun, acronyms, initials])
    places = texts.select(pl.col("row").cast(pl.Int64), "country", "city")
    return gathered.group_by("row", "key").agg(pl.col("weight").max()).join(places, on="row").sort("row", "key")


def _city_numbers(texts: pl.DataFrame) -> np.ndarray:
    """Return a number for the city of each name, 0 for none."""
    city = pl.when(pl.col("city") != "").then(pl.concat_str("country", "city", separator="|"))
    numbers: np.ndarray = texts.select(city.rank("dense").fill_null(0)).to_series().to_numpy().astype(np.int64)
    return numbers


def _nearest(
    used: pl.DataFrame, cities: np.ndarray, most: int, sides: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each name the names with which it shares most information."""
    height = len(cities)
    columns = used.select(pl.struct("country", "key", "city").rank("dense")).to_series().to_numpy().astype(np.int64) - 1
    width = int(columns.max()) + 1 if len(columns) else 1
    shape = (height, width)
    matrix = csr_array((used["weight"].to_numpy() ** 0.5, (used["row"].to_numpy(), columns)), shape=shape)
    across = matrix.T.tocsr()
    lefts, rights = [], []
    for start in range(0, height, _ROWS_AT_ONCE):
        shared = (matrix[start : start + _ROWS_AT_ONCE] @ across).tocoo()
        rows, others = shared.coords[0] + start, shared.coords[1]
        kept = rows != others if sides is None else sides[rows] != sides[others]
        rows, others, weights = rows[kept], others[kept], shared.data[kept]
        weights = weights + _SAME_CITY * ((cities[rows] == cities[others]) & (cities[rows] > 0))
        order = np.lexsort((others, -np.round(weights, 6), rows))
        rows, others = rows[order], others[order]
        first = np.searchsorted(rows, rows, side="left")
        near = np.arange(len(rows)) - first < most
        lefts.append(np.minimum(rows[near], others[near]))
        rights.append(np.maximum(rows[near], others[near]))
    pairs = (
        np.unique(np.concatenate(lefts).astype(np.int64) * height + np.concatenate(rights))
        if lefts
        else np.zeros(0, np.int64)
    )
    return pairs // height, pairs % height
