"""The two-mode network itself: who took part in which project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph import __version__
from ecosystem_graph.graph.iri import encode_keys
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.network.pairing import NO_YEAR, number_keys, project_years
from ecosystem_graph.network.structure import Network, without_empty

if TYPE_CHECKING:
    from ecosystem_graph.network.affiliation import Affiliation
    from ecosystem_graph.network.recipe import Recipe

__all__ = ["two_mode_network"]


def two_mode_network(affiliation: Affiliation, projects: pl.DataFrame, *, base_iri: str = DEFAULT_BASE) -> Network:
    """Return the affiliation network itself: actors and projects as nodes, participations as edges of weight 1.

    Args:
        affiliation: Who took part in which project.
        projects: Project table with ``key``, ``acronym``, ``start`` and ``end``.
        base_iri: Base IRI of the data, ending in ``/``.

    Returns:
        Network; node attribute ``mode`` is the level (``organisation``) or ``project``; actors come first. Edges have
        ``projects`` (always 1), ``first`` and ``last`` (years of the project).
    """
    taken = affiliation.rows.select("project", "actor").unique().sort("actor", "project")
    keys = taken["project"].unique().sort()
    known = projects.select("key", "acronym").unique("key", keep="any")
    labelled = pl.DataFrame({"key": keys}).join(known, on="key", how="left", maintain_order="left")
    sizes = taken.group_by("project").agg(actors=pl.len().cast(pl.Int64))
    works = labelled.join(sizes, left_on="key", right_on="project", maintain_order="left").select(
        "actors", id=f"{base_iri}id/project/" + encode_keys(labelled["key"]), label=pl.coalesce("acronym", "key"),
        mode=pl.lit("project"),
    )  # fmt: skip
    people = affiliation.actors.drop("key").with_columns(mode=pl.lit(affiliation.level))
    first = ["id", "label", "mode"]
    nodes = pl.concat([people.select(*first, *(c for c in people.columns if c not in first)), works], how="diagonal")
    place = number_keys(taken["actor"], affiliation.actors["key"]), number_keys(taken["project"], keys)
    years = project_years(projects, keys)[place[1]]
    edges = pl.DataFrame({"source": place[0], "target": place[1] + len(people)}).with_columns(
        weight=1.0, projects=pl.lit(1, pl.Int64), first=pl.Series(years[:, 0]).replace(NO_YEAR, None),
        last=pl.Series(years[:, 1]).replace(-NO_YEAR, None),
    )  # fmt: skip
    recipe: Recipe = {
        "projection": f"two-mode: each {affiliation.recipe['level']} and the projects it took part in",
        "weighting": "none", "version": __version__, "projects": len(keys), **affiliation.recipe,
    }  # fmt: skip
    return Network(without_empty(nodes), without_empty(edges), recipe)
