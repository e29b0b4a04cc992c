"""How a network changed between two periods: who came, who left, which partnerships were repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from ecosystem_graph.network.structure import Network

__all__ = ["Change", "compare_periods"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of nodes and ties; shares are NaN where they would be shares of nothing.

    Attributes:
        nodes: ``id``, ``label``, ``change`` (stayed, entered, left), ``ties_before``, ``ties_after``, ``ties_kept`` and
            ``loyalty`` (share of the earlier ties that are kept; null for who entered or had none). Sorted by id.
        ties: ``source``, ``target`` (ids), ``change`` (repeated, new, ended), ``weight_before``, ``weight_after``.
        figures: Counts and shares of the whole: ``entry_rate`` (entered, of those after), ``exit_rate`` (left, of those
            before), ``repeated_ties``, ``tie_loyalty`` (repeated, of the ties before), ``new_among_stayers`` (share of
            the new ties that join two who stayed), ``jaccard_nodes``, ``jaccard_ties``.
    """

    nodes: pl.DataFrame
    ties: pl.DataFrame
    figures: dict[str, float]


def compare_periods(before: Network, after: Network) -> Change:
    """Compare two networks of the same level; nodes are known again by id. Loops are left out.

    Args:
        before: Network of the earlier period.
        after: Network of the later period.
    """
    ties = _join_ties(before, after)
    members = _join_nodes(before, after)
    counted = _count_ties(ties)
    nodes = members.join(counted, on="id", how="left").with_columns(
        pl.col("ties_before", "ties_after", "ties_kept").fill_null(0)
    )
    had_ties = pl.col("ties_before") > 0
    stayed = pl.col("change") != "entered"
    nodes = nodes.with_columns(
        loyalty=pl.when(stayed & had_ties).then(pl.col("ties_kept") / pl.col("ties_before"))
    ).sort("id")
    return Change(nodes, ties, _figures(nodes, ties))


def _tie_table(network: Network, name: str) -> pl.DataFrame:
    network = network.undirected()
    ids = network.nodes["id"]
    table = network.edges.filter(pl.col("source") != pl.col("target"))
    ends = table.select(one=ids.gather(table["source"]), other=ids.gather(table["target"]), weight=pl.col("weight"))
    return ends.select(
        source=pl.min_horizontal("one", "other"), target=pl.max_horizontal("one", "other"), **{name: "weight"}
    )


def _join_ties(before: Network, after: Network) -> pl.DataFrame:
    joined = _tie_table(before, "weight_before").join(
        _tie_table(after, "weight_after"), on=["source", "target"], how="full", coalesce=True
    )
    change = (
        pl.when(pl.col("weight_after").is_null())
        .then(pl.lit("ended"))
        .when(pl.col("weight_before").is_null())
        .then(pl.lit("new"))
        .otherwise(pl.lit("repeated"))
    )
    return joined.select("source", "target", "weight_before", "weight_after", change=change).sort("source", "target")


def _join_nodes(before: Network, after: Network) -> pl.DataFrame:
    one, other = (network.nodes.select("id", _label(network)) for network in (before, after))
    joined = one.with_columns(was=True).join(
        other.with_columns(is_now=True), on="id", how="full", coalesce=True, suffix="_after"
    )
    change = (
        pl.when(pl.col("was").is_null())
        .then(pl.lit("entered"))
        .when(pl.col("is_now").is_null())
        .then(pl.lit("left"))
        .otherwise(pl.lit("stayed"))
    )
    return joined.select("id", label=pl.coalesce("label_after", "label", "id"), change=change)


def _label(network: Network) -> pl.Expr:
    return pl.col("label") if "label" in network.nodes.columns else pl.lit(None, pl.String).alias("label")


def _count_ties(ties: pl.DataFrame) -> pl.DataFrame:
    ends = pl.concat([ties.select("change", id=end) for end in ("source", "target")])
    change = pl.col("change")
    return ends.group_by("id").agg(
        ties_before=(change != "new").sum().cast(pl.Int64),
        ties_after=(change != "ended").sum().cast(pl.Int64),
        ties_kept=(change == "repeated").sum().cast(pl.Int64),
    )


def _figures(nodes: pl.DataFrame, ties: pl.DataFrame) -> dict[str, float]:
    count = {kind: float((nodes["change"] == kind).sum()) for kind in ("stayed", "entered", "left")}
    tie = {kind: float((ties["change"] == kind).sum()) for kind in ("repeated", "new", "ended")}
    stayers = nodes.filter(pl.col("change") == "stayed")["id"].implode()
    fresh = ties.filter(pl.col("change") == "new")
    inner = float(fresh.filter(pl.col("source").is_in(stayers), pl.col("target").is_in(stayers)).height)
    return {
        "nodes_before": count["stayed"] + count["left"],
        "nodes_after": count["stayed"] + count["entered"],
        **count,
        "entry_rate": _share(count["entered"], count["stayed"] + count["entered"]),
        "exit_rate": _share(count["left"], count["stayed"] + count["left"]),
        "ties_before": tie["repeated"] + tie["ended"],
        "ties_after": tie["repeated"] + tie["new"],
        "repeated_ties": tie["repeated"],
        "tie_loyalty": _share(tie["repeated"], tie["repeated"] + tie["ended"]),
        "new_among_stayers": _share(inner, tie["new"]),
        "jaccard_nodes": _share(count["stayed"], sum(count.values())),
        "jaccard_ties": _share(tie["repeated"], sum(tie.values())),
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float(np.nan)
