"""Regions inside regions: parents without cycles, and everything a region lies within."""

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ecosystem_graph.resolve.rule import CIRCLE

__all__ = ["containment", "parent_by_code", "without_cycles"]


def parent_by_code(code: str = "key") -> pl.Expr:
    """Return the code of the next wider region, null for a country.

    Each level adds one character to the code of the next wider region (Regulation (EC) No 1059/2003, Article 3).
    """
    return pl.when(pl.col(code).str.len_chars() > 2).then(pl.col(code).str.head(-1))


def without_cycles(regions: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the regions with the parent by code for those that stand in a circle of parents, and the findings.

    Args:
        regions: ``key``, ``parent`` and ``record``; one row per key. Parents that have no row end a path.

    Returns:
        Regions whose parents end at a region without parent. Codes grow shorter from child to parent, so a circle needs
        a stated parent, and each round takes one away: O(n) a round.
    """
    findings = []
    while (in_cycle := _in_cycle(regions)).any():
        findings.append(CIRCLE.findings(regions.filter(in_cycle), "region.parent", "parent"))
        corrected = pl.when(in_cycle).then(parent_by_code()).otherwise(pl.col("parent"))
        regions = regions.with_columns(parent=corrected)
    return regions, findings


def containment(regions: pl.DataFrame) -> pl.DataFrame:
    """Return each region with every wider region around it: region, within. At most one row per region and level.

    Args:
        regions: ``key`` and ``parent``, without cycles.
    """
    parents = regions.select("key", "parent").drop_nulls()
    step = parents.select(region="key", within="parent")
    steps = [pl.DataFrame(schema={"region": pl.String, "within": pl.String})]
    while step.height:
        steps.append(step)
        step = step.join(parents, left_on="within", right_on="key").select("region", within="parent")
    return pl.concat(steps).unique().sort("region", "within")


def _in_cycle(regions: pl.DataFrame) -> pl.Series:
    """Tell which regions reach themselves through their parents."""
    row = pl.int_range(pl.len(), dtype=pl.Int64)
    numbered = regions.select("key", "parent", child=row)
    edges = numbered.join(numbered.select(parent="key", wider="child"), on="parent")
    child, wider = edges["child"].to_numpy(), edges["wider"].to_numpy()
    size = (regions.height, regions.height)
    labels = connected_components(coo_array((np.ones(child.size), (child, wider)), shape=size), connection="strong")[1]
    alone = np.bincount(labels, minlength=1)[labels] == 1
    to_itself = numbered["key"].eq_missing(numbered["parent"])
    return pl.Series(~alone) | to_itself
