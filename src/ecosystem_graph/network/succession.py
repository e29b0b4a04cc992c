"""What became of communities from period to period: which go on, and who moves between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.errors import NotFoundError, QueryParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecosystem_graph.network.structure import Network

__all__ = ["Succession", "follow_communities"]


@dataclass(frozen=True, slots=True)
class Succession:
    """Communities of several periods.

    Attributes:
        blocks: One row per community and period: ``period`` (place in the order of periods), ``community`` (number in
            its period), ``size`` (nodes), ``line`` (number shared by communities that go on, from 0, in order of
            appearance, the largest first), ``entered`` (nodes that were in no community of the period before; null in
            the first period), ``left`` (nodes in none of the period after; null in the last one).
        moves: One row per pair of communities of neighbouring periods with common nodes: ``period`` (of the first),
            ``source``, ``target`` (numbers), ``nodes``.
        periods: Their names, in order.
    """

    blocks: pl.DataFrame
    moves: pl.DataFrame
    periods: tuple[str, ...]


def follow_communities(networks: Mapping[str, Network], *, least: int = 2) -> Succession:
    """Follow the communities of measured networks through periods; nodes are known again by id.

    A community goes on in the one of the next period with which it has the largest Jaccard index, pairs being taken
    from the highest index to the lowest, each community once before and once after. Communities that go on share a
    ``line``.

    Args:
        networks: Networks by period, in order, with ``community`` on their nodes.
        least: Nodes that a community must have; members of smaller ones count as in none.

    Raises:
        QueryParameterError: There are fewer than two periods, or nodes have no community.
        NotFoundError: No period has a community of so many nodes.

    Source:
        Greene, Doyle & Cunningham (2010), ASONAM 2010, 176-183. https://doi.org/10.1109/ASONAM.2010.17 (matching by
        Jaccard index); Rosvall & Bergstrom (2010), PLoS ONE 5(1) e8694. https://doi.org/10.1371/journal.pone.0008694
    """
    if len(networks) < 2:
        raise QueryParameterError(f"{len(networks)} period: expected two or more to compare")
    members = [_members(network, least) for network in networks.values()]
    if all(table.is_empty() for table in members):
        raise NotFoundError(f"no period has a community of {least} nodes or more")
    moves = [_moves(number, *pair) for number, pair in enumerate(pairwise(members))]
    lines = _number_lines(members, moves)
    return Succession(_count_blocks(members, lines), pl.concat(moves), tuple(networks))


def _members(network: Network, least: int) -> pl.DataFrame:
    if "community" not in network.nodes.columns:
        raise QueryParameterError("the networks have no communities to follow; measure community first")
    table = network.nodes.select("id", "community").drop_nulls()
    return table.filter(pl.len().over("community") >= least).sort("community", "id")


def _moves(number: int, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    both = before.rename({"community": "source"}).join(after.rename({"community": "target"}), on="id")
    counted = both.group_by("source", "target").agg(nodes=pl.len().cast(pl.Int64))
    return counted.select(pl.lit(number, pl.Int64).alias("period"), "source", "target", "nodes").sort(
        "source", "target"
    )


def _sizes(table: pl.DataFrame) -> dict[int, int]:
    counted = table.group_by("community").agg(size=pl.len()).sort("size", "community", descending=[True, False])
    return {int(community): int(size) for community, size in counted.iter_rows()}


def _number_lines(members: list[pl.DataFrame], moves: list[pl.DataFrame]) -> list[dict[int, int]]:
    """Return the line of each community, by period."""
    lines: list[dict[int, int]] = []
    count = 0
    for number, table in enumerate(members):
        sizes = _sizes(table)
        goes_on = _match(_sizes(members[number - 1]), sizes, moves[number - 1]) if number else {}
        mine = {community: lines[-1][goes_on[community]] for community in sizes if community in goes_on}
        for community in sizes:
            if community not in mine:
                mine[community] = count
                count += 1
        lines.append(mine)
    return lines


def _match(before: dict[int, int], after: dict[int, int], moves: pl.DataFrame) -> dict[int, int]:
    """Return the community before of each community after that goes on one."""
    ranked = sorted(
        (-nodes / (before[source] + after[target] - nodes), source, target)
        for source, target, nodes in moves.select("source", "target", "nodes").iter_rows()
    )
    matched: dict[int, int] = {}
    for _, source, target in ranked:
        if target not in matched and source not in matched.values():
            matched[target] = source
    return matched


def _count_blocks(members: list[pl.DataFrame], lines: list[dict[int, int]]) -> pl.DataFrame:
    blocks = []
    for number, table in enumerate(members):
        earlier = members[number - 1]["id"] if number else None
        later = members[number + 1]["id"] if number + 1 < len(members) else None
        blocks.append(
            table.group_by("community")
            .agg(size=pl.len().cast(pl.Int64), entered=_count_absent(earlier), left=_count_absent(later))
            .select(
                pl.lit(number, pl.Int64).alias("period"),
                "community",
                "size",
                pl.col("community").replace_strict(lines[number], return_dtype=pl.Int64).alias("line"),
                "entered",
                "left",
            )
            .sort("size", "community", descending=[True, False])
        )
    return pl.concat(blocks)


def _count_absent(others: pl.Series | None) -> pl.Expr:
    if others is None:
        return pl.lit(None, pl.Int64)
    return (~pl.col("id").is_in(others.implode())).sum().cast(pl.Int64)
