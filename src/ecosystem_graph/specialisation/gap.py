"""Clusters and infrastructures beside specialisations: strong domains without one, and those without strength."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.affiliation import counterparts_of_level
from ecosystem_graph.specialisation.domain import file_under, reachable_codes, shorten_codes

if TYPE_CHECKING:
    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.specialisation.analysis import Specialisation

__all__ = ["count_facilities", "facility_coverage", "find_gaps"]

_KINDS = ("cluster", "infrastructure")


def count_facilities(analysis: Specialisation, kind: str) -> pl.DataFrame:
    """Return how many clusters or infrastructures of each domain are in each region: region, domain, count.

    Args:
        analysis: Gives level, edition and scheme.
        kind: ``cluster`` or ``infrastructure``.
    """
    located, filed = _located(analysis, kind), _filed(analysis, kind)
    joined = located.join(filed, left_on="key", right_on="subject")
    return (
        joined.group_by("region", "domain").agg(count=pl.col("key").n_unique().cast(pl.Int64)).sort("region", "domain")
    )


def facility_coverage(analysis: Specialisation) -> Recipe:
    """Return how many clusters and infrastructures on record can be placed in a region and a domain."""
    found: Recipe = {}
    for kind in _KINDS:
        located, filed = _located(analysis, kind), _filed(analysis, kind)
        both = located.join(filed, left_on="key", right_on="subject", how="semi").height
        whole = analysis.tables[kind]["key"].n_unique()
        found[f"{kind}s"] = (
            f"{both:,} of {whole:,} have a region of this level and a domain of {analysis.volume.scheme}"
        )
    return found


def find_gaps(analysis: Specialisation) -> pl.DataFrame:
    """Return domains that a region is specialised in, or has a cluster or an infrastructure of.

    What is missing is missing on record: a list of clusters or infrastructures that covers a country badly shows gaps
    that are not there. Where no cluster (infrastructure) at all can be placed, its column is empty, not 0; so it is for
    domains that the schemes of clusters (infrastructures) have no counterpart of.

    Returns:
        ``region``, ``region_label``, ``domain``, ``domain_label``, ``advantage``, ``participations``, ``specialised``,
        ``clusters``, ``infrastructures``, ``gap``: ``cluster``, ``infrastructure``, ``both``, ``none`` or
        ``not compared`` for specialisations, empty for other domains. Specialisations first.

    Raises:
        NotFoundError: Neither clusters nor infrastructures can be placed.
    """
    counts = {kind: count_facilities(analysis, kind) for kind in _KINDS}
    if all(each.is_empty() for each in counts.values()):
        told = "; ".join(f"{name}: {text}" for name, text in facility_coverage(analysis).items())
        raise NotFoundError(f"no cluster or infrastructure can be compared with specialisations; {told}")
    cells = analysis.frame(
        advantage=analysis.advantage, participations=analysis.participations, specialised=analysis.specialised
    ).with_columns(pl.col("participations").cast(pl.Int64))
    for kind, found in counts.items():
        named = found.rename({"count": f"{kind}s"})
        joined = cells.join(named, on=["region", "domain"], how="left")
        known = pl.lit(value=False) if found.is_empty() else _comparable(analysis, kind)
        cells = joined.with_columns(
            pl.when(known).then(pl.col(f"{kind}s").fill_null(0)).otherwise(f"{kind}s").alias(f"{kind}s")
        )
    cluster, infrastructure = ((pl.col(f"{kind}s") == 0).fill_null(value=False) for kind in _KINDS)
    unknown = pl.any_horizontal(pl.col(f"{kind}s").is_null() for kind in _KINDS)
    gap = (
        pl.when(~pl.col("specialised")).then(None)
        .when(cluster & infrastructure).then(pl.lit("both"))
        .when(cluster).then(pl.lit("cluster"))
        .when(infrastructure).then(pl.lit("infrastructure"))
        .when(unknown).then(pl.lit("not compared"))
        .otherwise(pl.lit("none"))
    )  # fmt: skip
    of_interest = pl.col("specialised") | (pl.col("clusters").fill_null(0) + pl.col("infrastructures").fill_null(0) > 0)
    order = ["region", "specialised", "advantage", "domain"]
    return (
        cells.with_columns(gap=gap)
        .filter(of_interest)
        .sort(order, descending=[False, True, True, False], nulls_last=True)
    )


def _located(analysis: Specialisation, kind: str) -> pl.DataFrame:
    """Return key and region of what is in a region of the level analysed."""
    _, counterparts = counterparts_of_level(analysis.tables["harmonised"], analysis.request.nuts)
    stated = analysis.tables[kind].select(
        "key", stated=pl.col("region").cast(pl.String), edition=pl.col("region_edition").cast(pl.String)
    )
    moved = stated.join(counterparts, left_on=["stated", "edition"], right_on=["region", "edition"], nulls_equal=True)
    return moved.select("key", region="actor").unique()


def _comparable(analysis: Specialisation, kind: str) -> pl.Expr:
    """Tell for which domains none on record means none: those that what is on record could be filed under."""
    topics = analysis.tables["topic"].filter(pl.col("subject_class") == kind)
    schemes, target = topics["scheme"].unique().to_list(), analysis.volume.scheme
    if target in schemes:
        return pl.lit(value=True)
    codes = pl.DataFrame({"domain": sorted(reachable_codes(schemes, target))}, schema={"domain": pl.String})
    return pl.col("domain").is_in(shorten_codes(codes, analysis.request.depth)["domain"].to_list())


def _filed(analysis: Specialisation, kind: str) -> pl.DataFrame:
    """Return the domains of clusters or infrastructures; codes of other schemes come by the shipped mapping sets."""
    tables, target, depth = analysis.tables, analysis.volume.scheme, analysis.request.depth
    others = tables["topic"].filter(pl.col("subject_class") == kind)["scheme"].unique().sort()
    found = [file_under(tables, kind, target, depth=depth, via=None)]
    for scheme in others:
        with suppress(NotFoundError):
            found.append(file_under(tables, kind, target, depth=depth, via=scheme))
    return pl.concat(found).unique()
