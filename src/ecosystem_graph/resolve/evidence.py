"""Which region an address points to, judged by addresses whose region is known."""

from typing import Final

import polars as pl

from ecosystem_graph.resolve.address import postcode_key, town_key

__all__ = ["CLEAR", "by_postcode", "by_town"]

CLEAR: Final = 0.7
"""Share of the known addresses that must agree before they speak for a new one."""

_SHORTEST = 2
"""Characters of the shortest beginning of a postal code that is looked at."""

_LONGEST = 8


def by_postcode(places: pl.DataFrame, known: pl.DataFrame, *, least_share: float) -> pl.DataFrame:
    """Tell regions by the longest beginning of the postal code that speaks for one region.

    A beginning speaks when the region it is most often known with has at least a given share of what is known about it,
    and when it is the whole code or more than one known address has it.

    Args:
        places: ``place``, ``country`` and ``postcode``; one row per place.
        known: ``country``, ``postcode``, ``region`` and ``rows``, the number of times that this is known.
        least_share: Least share, 0-1.

    Returns:
        ``place``, ``region``, ``share`` and ``length`` (characters of the beginning); places without evidence have no
        row. O(n log n) times the length of a code.
    """
    key = ["country", "beginning"]
    asked = pl.concat(_beginnings(places.select("place", "country", postcode_key())))
    wanted = asked.select(key).unique()
    taught = known.join(wanted, on="country", how="semi").select("country", "region", "rows", postcode_key())
    matching = [part.join(wanted, on=key, how="semi") for part in _beginnings(taught)]
    candidates = asked.join(_count(pl.concat(matching), "beginning"), on=key)
    whole = pl.col("beginning") == pl.col("postcode_key")
    speaking = candidates.filter((pl.col("share") >= least_share) & (whole | (pl.col("known") > 1)))
    longest = speaking.with_columns(length=pl.col("beginning").str.len_chars()).sort("length", descending=True)
    return longest.unique("place", keep="first", maintain_order=True).select("place", "region", "share", "length")


def by_town(places: pl.DataFrame, known: pl.DataFrame, *, least_share: float) -> pl.DataFrame:
    """Tell regions by the name of the town.

    Args:
        places: ``place``, ``country`` and ``town``; one row per place.
        known: ``country``, ``town``, ``region`` and ``rows``, the number of times that this is known.
        least_share: Least share, 0-1; with 1 a name that two regions have says nothing.

    Returns:
        ``place``, ``region`` and ``share``; places without evidence have no row. O(n log n).
    """
    named = known.select("country", "region", "rows", town_key()).drop_nulls()
    counted = _count(named, "town_key").filter(pl.col("share") >= least_share)
    asked = places.select("place", "country", town_key()).drop_nulls()
    return asked.join(counted, on=["country", "town_key"]).select("place", "region", "share")


def _beginnings(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Return one frame per length, with one row per row and beginning of its postal code."""
    keyed = rows.drop_nulls("postcode_key")
    length = pl.col("postcode_key").str.len_chars()
    return [
        keyed.filter(length >= size).with_columns(beginning=pl.col("postcode_key").str.slice(0, size))
        for size in range(_SHORTEST, _LONGEST + 1)
    ]


def _count(known: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return the region that each key is most often known with, its share, and how many addresses are known."""
    counted = known.group_by("country", key, "region").agg(n=pl.col("rows").cast(pl.Int64).sum())
    total = pl.col("n").sum().over("country", key)
    shares = counted.with_columns(known=total, share=pl.col("n") / total)
    best = shares.sort("n", "region", descending=[True, False]).unique(["country", key], keep="first")
    return best.select("country", key, "region", "share", "known")
