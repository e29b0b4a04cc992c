"""All pairs of members of the same project, and what they add up to; arrays only, for millions of pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Ints = NDArray[np.int64]

__all__ = ["NO_YEAR", "Pairs", "number_keys", "pair_members", "project_years", "sum_pairs"]

NO_YEAR = 9999
"""First year of a project without dates; its last year is minus this, so that it changes no first and last."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows of the same project.

    Attributes:
        first: Row of one member of each pair.
        second: Row of the other.
        size: Members of the pair's project.
        actor: Number of each row's actor (row of the actor table).
        project: Number of each row's project (place in ``projects``).
        projects: Keys of all projects, sorted.
        sizes: Members of each project, those left out included.
        repeated: Whether an actor has several rows in some project.
    """

    first: _Ints
    second: _Ints
    size: _Ints
    actor: _Ints
    project: _Ints
    projects: pl.Series
    sizes: _Ints
    repeated: bool


def pair_members(rows: pl.DataFrame, actors: pl.Series, largest: int | None = None) -> Pairs:
    """Pair all members of each project.

    Args:
        rows: ``project``, ``actor`` and ``member``, sorted by project; one row per member.
        actors: Keys of the actors, sorted.
        largest: Projects of more members are left out.

    Returns:
        Pairs, small projects first, then in the order of projects and rows. Costs O(n^2) for a project of n members.
    """
    projects = rows["project"].unique(maintain_order=True)
    project = rows["project"].rle_id().cast(pl.Int64).to_numpy()  # sorted, so each run is a project
    sizes = np.bincount(project, minlength=len(projects)).astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    first, second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    sizes_of: list[tuple[int, int]] = []
    for members in np.unique(sizes[sizes > 1]).tolist():
        if largest is not None and members > largest:
            continue
        begin = starts[sizes == members][:, None]
        one, other = np.triu_indices(members, 1)
        first.append((begin + one).ravel())
        second.append((begin + other).ravel())
        sizes_of.append((members, len(first[-1])))
    members_of, counts = np.array(sizes_of, np.int64).reshape(-1, 2).T
    return Pairs(
        np.concatenate(first), np.concatenate(second), np.repeat(members_of, counts),
        number_keys(rows["actor"], actors),
        project, projects, sizes, bool((rows["member"] != rows["actor"]).any()),
    )  # fmt: skip


def project_years(projects: pl.DataFrame | None, keys: pl.Series) -> _Ints:
    """Return first and last year (columns) of each project (row); a project without dates changes no first and last."""
    if projects is None:
        return np.tile(np.array([NO_YEAR, -NO_YEAR]), (len(keys), 1))
    dated = projects.select(
        "key",
        first=pl.coalesce("start", "end").cast(pl.Date).dt.year().cast(pl.Int64),
        last=pl.coalesce("end", "start").cast(pl.Date).dt.year().cast(pl.Int64),
    ).unique("key", keep="any")
    joined = pl.DataFrame({"key": keys}).join(dated, on="key", how="left", maintain_order="left")
    return joined.select(pl.col("first").fill_null(NO_YEAR), pl.col("last").fill_null(-NO_YEAR)).to_numpy()


def sum_pairs(
    pairs: Pairs, values: NDArray[np.float64], kept: NDArray[np.bool_] | None, actors: int, years: _Ints | None
) -> pl.DataFrame:
    """Add up the pairs of the same two actors.

    Args:
        pairs: Pairs of members.
        values: What each pair adds to the weight.
        kept: Which pairs count; all by default.
        actors: Number of actors.
        years: First and last year (columns) of each project (row), or None to leave them out.

    Returns:
        ``source`` <= ``target`` (numbers of actors), ``weight``, ``projects`` and, where some project has dates,
        ``first`` and ``last``; sorted. Pairs are added up small projects first, so that neither the order of rows nor
        threads can change a last digit.
    """
    one, other = pairs.actor[pairs.first], pairs.actor[pairs.second]
    key = np.minimum(one, other) * max(actors, 1) + np.maximum(one, other)
    first = pairs.first
    if kept is not None:
        key, values, first = key[kept], values[kept], first[kept]
    key, order = _sort_stably(key)
    values = values[order]
    dated = years is not None and bool((np.abs(years[:, 0]) < NO_YEAR).any())
    project = pairs.project[first[order]] if dated or pairs.repeated else np.empty(0, np.int64)
    starts = np.flatnonzero(np.concatenate((np.ones(min(len(key), 1), bool), key[1:] != key[:-1])))
    distinct = key[starts]
    edges = pl.DataFrame(
        {
            "source": distinct // max(actors, 1),
            "target": distinct % max(actors, 1),
            "weight": np.add.reduceat(values, starts) if len(starts) else np.empty(0),
            "projects": _count_projects(key, project, starts) if pairs.repeated else _run_lengths(starts, len(key)),
        }
    )
    return _with_years(edges, years[project], starts) if years is not None and dated and len(starts) else edges


def _sort_stably(key: _Ints) -> tuple[_Ints, _Ints]:
    """Return keys in order and where each was, equal keys in the order they had.

    Where both fit into 63 bits, key and place are sorted as one number, three times as fast as a stable sort.
    """
    bits = len(key).bit_length()
    if int(key.max(initial=0)).bit_length() + bits > 63:
        order = np.argsort(key, kind="stable")
        return key[order], order
    packed = (key << bits) | np.arange(len(key))
    packed.sort()
    return packed >> bits, packed & ((1 << bits) - 1)


def _with_years(edges: pl.DataFrame, years: _Ints, starts: _Ints) -> pl.DataFrame:
    """Add the first and last year of the shared projects; null where none has dates."""
    first, last = np.minimum.reduceat(years[:, 0], starts), np.maximum.reduceat(years[:, 1], starts)
    known = pl.Series(first < NO_YEAR)
    return edges.with_columns(first=pl.when(known).then(pl.Series(first)), last=pl.when(known).then(pl.Series(last)))


def number_keys(values: pl.Series, keys: pl.Series) -> _Ints:
    """Return the place of each value in a list of keys that has it once."""
    numbered = pl.DataFrame({"key": keys}).with_row_index("place")
    joined = values.to_frame("key").join(numbered, on="key", how="left", maintain_order="left")
    return joined["place"].cast(pl.Int64).to_numpy()


def _count_projects(key: _Ints, project: _Ints, starts: _Ints) -> _Ints:
    """Count the distinct projects of each run of equal keys; pairs of one project need not follow each other."""
    if not len(starts):
        return np.empty(0, np.int64)
    run = np.repeat(np.arange(len(starts)), _run_lengths(starts, len(key)))
    order = np.lexsort((project, run))
    fresh = np.ones(len(key), np.int64)
    same = (np.diff(run[order]) == 0) & (np.diff(project[order]) == 0)
    fresh[1:][same] = 0
    return np.add.reduceat(fresh, starts)


def _run_lengths(starts: _Ints, end: int) -> _Ints:
    return np.diff(np.append(starts, end)).astype(np.int64)
