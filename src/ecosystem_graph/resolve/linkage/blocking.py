"""Candidate pairs: names that share rare concepts, never all pairs of a block."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from ecosystem_graph.resolve.linkage.features import Bags

__all__ = ["Candidates", "cut_work", "find_candidates"]

_LARGEST_BLOCK = 150
_MOST_PER_NAME = 20
_MOST_KEYS = 24
"""Keys of a name that are used, the most telling first: long names are descriptions."""
_MOST_FREQUENT_WORDS = 4
_PAIRS_AT_ONCE = 4_000_000
_SAME_CITY = 4.0
"""Bits by which names of one city come before others when candidates are chosen."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of names worth comparing.

    Attributes:
        left: Row of one name.
        right: Row of the other, larger than the left one.
        split: Blocks that were too large and were split.
        dropped: Blocks too large even then; their names meet through other keys only.
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

    Keys are concepts (and their translations) inside a country, the most telling ones of each name. A block above the
    bound is split by city and by a second frequent key; what is still too large is dropped. Of the rest each name keeps
    its nearest, so that the number of pairs grows with that of names.

    Args:
        bags: Names as bags of concepts.
        texts: row, text, initials, country, city.
        translations: left, right, strength.
        largest_block: Names per key that are compared with each other.
        most_per_name: Candidates that each name keeps.
        sides: A number per name; names of one number are not compared with each other. ``None`` compares all.

    Returns:
        Candidate pairs, sorted. O(names x keys x block size); memory is bounded.
    """
    keys = _keys(bags, texts, translations)
    small, large = _sized(keys.with_columns(city=pl.lit("")), largest_block)
    placed, crowded = _sized(
        large.drop("city").join(keys.select("row", "key", "city"), on=["row", "key"]).filter(pl.col("city") != ""),
        largest_block,
    )
    paired, common = _sized(_pair_keys(large), largest_block)
    used = pl.concat([small, placed, paired]).sort("row", "key", "city")
    left, right = _nearest(used, _city_numbers(texts), most_per_name, sides)
    dropped = crowded.select("country", "key", "city").n_unique() + common.select("country", "key").n_unique()
    return Candidates(left, right, large.select("country", "key").n_unique(), dropped)


def _sized(keys: pl.DataFrame, largest_block: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of blocks that are compared, and of those that are too large; blocks of one are left out."""
    size = pl.len().over("country", "key", "city")
    sized = keys.select("row", "key", "weight", "country", "city").with_columns(n=size)
    small = sized.filter((pl.col("n") > 1) & (pl.col("n") <= largest_block)).drop("n")
    return small, sized.filter(pl.col("n") > largest_block).drop("n")


def _pair_keys(large: pl.DataFrame) -> pl.DataFrame:
    """Return keys of two words each of which is too frequent alone: no university, nor all of Vienna, but both."""
    order = pl.struct(-pl.col("weight"), "key").rank("ordinal").over("row")
    frequent = large.filter(order <= _MOST_FREQUENT_WORDS)
    both = frequent.join(frequent.select("row", other="key", more="weight"), on="row").filter(
        pl.col("key") < pl.col("other")
    )
    return both.select(
        "row",
        key=pl.concat_str("key", "other", separator="+"),
        weight=(pl.col("weight") + pl.col("more")) / 2,
        country="country",
        city=pl.lit(""),
    )


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
    best = gathered.group_by("row", "key").agg(pl.col("weight").max())
    order = pl.struct(-pl.col("weight"), "key").rank("ordinal").over("row")
    places = texts.select(pl.col("row").cast(pl.Int64), "country", pl.col("city").fill_null(""))
    return best.filter(order <= _MOST_KEYS).join(places, on="row").sort("row", "key")


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
    # Each name meets as many others as its blocks are large, at most.
    block = np.diff(across.indptr)
    work = np.add.reduceat(np.append(block[matrix.indices], 0), matrix.indptr[:-1]) * (np.diff(matrix.indptr) > 0)
    found = [_nearest_of(part, matrix, across, cities, most, sides) for part in cut_work(work, _PAIRS_AT_ONCE)]
    pairs = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return pairs // height, pairs % height


def _nearest_of(
    rows: slice, matrix: csr_array, across: csr_array, cities: np.ndarray, most: int, sides: np.ndarray | None
) -> np.ndarray:
    """Return the nearest names of some names, each pair as one number."""
    shared = (matrix[rows] @ across).tocoo()
    ones, others = shared.coords[0].astype(np.int64) + rows.start, shared.coords[1].astype(np.int64)
    kept = ones != others if sides is None else sides[ones] != sides[others]
    ones, others, weights = ones[kept], others[kept], shared.data[kept]
    weights = weights + _SAME_CITY * ((cities[ones] == cities[others]) & (cities[ones] > 0))
    order = np.lexsort((others, -np.round(weights, 6), ones))
    ones, others = ones[order], others[order]
    near = np.arange(len(ones)) - np.searchsorted(ones, ones, side="left") < most
    ones, others = ones[near], others[near]
    return np.unique(np.minimum(ones, others) * len(cities) + np.maximum(ones, others))


def cut_work(work: np.ndarray, most: int) -> list[slice]:
    """Cut rows into runs of bounded work.

    Args:
        work: What each row costs.
        most: What a run may cost, unless one row alone costs more.

    Returns:
        Runs of rows that follow each other.

    Examples:
        >>> cut_work(np.array([3, 3, 9, 1]), 6)
        [slice(0, 2, None), slice(2, 3, None), slice(3, 4, None)]
    """
    done = np.concatenate([[0], np.cumsum(work)])
    found, start = [], 0
    while start < len(work):
        end = max(int(np.searchsorted(done, done[start] + most, side="right")) - 1, start + 1)
        found.append(slice(start, end))
        start = end
    return found
