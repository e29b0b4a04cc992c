"""Which projects hang together, without joining what a list, an identifier or a person holds apart."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.project.candidate import PAIR

__all__ = ["JUDGED_BITS", "components", "consistent", "exclusive_labels", "judged_pairs"]

JUDGED_BITS: Final = 1000.0
"""Weight of a pair that a person judged to be one: more than evidence ever has."""

_JUDGED_SCHEMA: Final = pl.Schema({"one": pl.String, "other": pl.String, "is_same": pl.Boolean, "bits": pl.Float64})


def judged_pairs(judgements: Sequence[Judgement], nodes: pl.DataFrame, projects: pl.LazyFrame) -> pl.DataFrame:
    """Return what people judged about projects: one, other (nodes), is_same, bits.

    Args:
        judgements: Judgements; those about other things are passed over.
        nodes: ``key`` and ``node`` of projects that were brought together before.
        projects: Record table ``project``.
    """
    if not judgements:
        return pl.DataFrame(schema=_JUDGED_SCHEMA)
    wanted = sorted({key for each in judgements for key in (each.subject, each.object)})
    there = projects.select("key").filter(pl.col("key").is_in(wanted)).unique().collect()
    known = there.join(nodes, on="key", how="left").select("key", pl.coalesce("node", "key").alias("node"))
    canonical = nodes.filter(pl.col("node").is_in(wanted)).select(key="node", node="node").unique()
    node = dict(pl.concat([canonical, known]).iter_rows())
    rows = {
        (*sorted((node[each.subject], node[each.object])), each.is_same, JUDGED_BITS)
        for each in judgements
        if each.subject in node and each.object in node and node[each.subject] != node[each.object]
    }
    return pl.DataFrame(sorted(rows), schema=_JUDGED_SCHEMA, orient="row")


def exclusive_labels(listed: pl.DataFrame, identifiers: pl.DataFrame, judged: pl.DataFrame) -> pl.DataFrame:
    """Return what two projects that are one may not differ in: node, space, label.

    Args:
        listed: node, listing; two rows of one list are two projects.
        identifiers: node, scheme, value; two identifiers of one scheme name two projects.
        judged: What `judged_pairs` returned.
    """
    apart = judged.filter(~pl.col("is_same"))
    space = pl.format("judged {} {}", "one", "other")
    return pl.concat(
        [
            listed.select("node", space="listing", label="node"),
            identifiers.select("node", space="scheme", label="value"),
            *(apart.select(node=side, space=space, label=side) for side in PAIR),
        ]
    )


def consistent(edges: pl.DataFrame, labels: pl.DataFrame) -> pl.DataFrame:
    """Take the weakest edges from components until none joins what its labels hold apart; judged ones stay.

    Args:
        edges: Pairs with ``bits``.
        labels: What `exclusive_labels` returned.
    """
    done: list[pl.DataFrame] = []
    left = edges
    while left.height:
        component = components(left)
        placed = left.join(component.rename({"node": "one"}), on="one")
        cuttable = pl.col("bits") < JUDGED_BITS
        wrong = _contradictory(component.join(labels, on="node")).join(
            placed.filter(cuttable), on="component", how="semi"
        )
        done.append(placed.join(wrong, on="component", how="anti").select(edges.columns))
        doubtful = placed.join(wrong, on="component", how="semi")
        left = doubtful.filter(pl.col("bits") > pl.col("bits").min().over("component")).select(edges.columns)
    return pl.concat([edges.clear(), *done]).sort(PAIR)


def _contradictory(members: pl.DataFrame) -> pl.DataFrame:
    """Return the components in which some space has more labels than any one project has itself."""
    place = ["component", "space"]
    per_node = members.group_by(*place, "node").agg(pl.col("label").n_unique())
    most = per_node.group_by(place).agg(most=pl.col("label").max())
    joined = members.group_by(place).agg(pl.col("label").n_unique()).join(most, on=place)
    return joined.filter(pl.col("label") > pl.col("most")).select("component").unique()


def components(edges: pl.DataFrame) -> pl.DataFrame:
    """Return node and component (a number) of all nodes of the edges."""
    names = pl.concat([edges["one"], edges["other"]]).unique().sort()
    ends = [names.search_sorted(edges[side]).to_numpy().astype(np.int64) for side in PAIR]
    size = names.len()
    graph = coo_array((np.ones(edges.height, dtype=np.int8), (ends[0], ends[1])), shape=(size, size))
    return pl.DataFrame({"node": names, "component": connected_components(graph, directed=False)[1]})
