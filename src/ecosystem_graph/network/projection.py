"""Who worked with whom: the one-mode projection of participations onto organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import networkx as nx
import numpy as np
import polars as pl

from ecosystem_graph import __version__
from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.graph.iri import mint_iri
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.network.recipe import recipe_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Weighting", "coparticipation_network", "describe_participants", "link_copartners"]

Weighting = Literal["newman", "count"]
"""``newman``: a project of *n* organisations adds 1/(n - 1) to each of its pairs; ``count``: it adds 1."""

_FORMULA = {"newman": "sum of 1/(n-1) over shared projects of n organisations", "count": "number of shared projects"}


def coparticipation_network(
    participations: pl.DataFrame,
    organisations: pl.DataFrame,
    *,
    base_iri: str = DEFAULT_BASE,
    weighting: Weighting = "newman",
    recipe: Mapping[str, str | int | float] | None = None,
) -> nx.Graph[str]:
    """Link organisations that took part in the same project.

    With Newman weights large consortia do not swamp the rest, and the strength of an organisation is the number of its
    projects that have more than one. An organisation counts once per project, however many rows it has there. Projects
    of a single organisation add no edge, but the organisation stays, as a node without neighbours.

    Args:
        participations: Consolidated participation table: ``project``, ``organisation``, ``name``, ``country``,
            ``region``, ``region_edition``.
        organisations: Consolidated organisation table: ``key``, ``name``, ``country``, ``region``; may hold more
            organisations than take part.
        base_iri: Base IRI of the data, ending in ``/``.
        weighting: What a shared project adds to the weight of an edge.
        recipe: Facts on the selection (filters, period, release) to keep with the network.

    Returns:
        Undirected graph. Node: organisation IRI, in the order of keys. Node attributes: ``label``, ``projects`` (>= 1)
        and, where known, ``country`` (ISO 3166-1 alpha-2) and ``region`` (NUTS code): the most frequent ones, ties by
        the smallest code. Edge attributes: ``weight`` (> 0) and ``projects`` (number shared, >= 1). Graph attribute:
        ``recipe``. The order of rows in the tables changes nothing. A project of *n* organisations costs O(n^2).

    Raises:
        QueryParameterError: The weighting is unknown.

    Source:
        Newman (2001), Phys. Rev. E 64, 016132. https://doi.org/10.1103/PhysRevE.64.016132

    Examples:
        >>> rows = [{"project": "p", "organisation": key, "name": key.upper(), "country": "AT"} for key in "abc"]
        >>> tables = pl.DataFrame(rows).with_columns(region=None, region_edition=None)
        >>> organisations = pl.DataFrame(schema=dict.fromkeys(("key", "name", "country", "region"), pl.String))
        >>> network = coparticipation_network(tables, organisations, base_iri="https://example.org/")
        >>> network.edges["https://example.org/id/organisation/a", "https://example.org/id/organisation/b"]
        {'weight': 0.5, 'projects': 1}
    """
    participants = describe_participants(participations, organisations)
    edges = link_copartners(participations, weighting)
    iris = {key: mint_iri(base_iri, "organisation", key) for key in participants["organisation"]}
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from((iris[str(row.pop("organisation"))], row) for row in _filled_rows(participants))
    network.add_edges_from(
        (iris[source], iris[target], {"weight": weight, "projects": projects})
        for source, target, weight, projects in edges.iter_rows()
    )
    _record_recipe(network, participations, weighting)
    recipe_of(network).update(recipe or {})
    return network


def link_copartners(participations: pl.DataFrame, weighting: Weighting = "newman") -> pl.DataFrame:
    """Return the edges of the co-participation network as a table.

    Args:
        participations: Table with ``project`` and ``organisation``; repeats count once.
        weighting: What a shared project adds to the weight of an edge.

    Returns:
        ``source`` < ``target`` (organisation keys), ``weight``, ``projects``; sorted by both keys.

    Raises:
        QueryParameterError: The weighting is unknown.

    Examples:
        >>> rows = {"project": ["p", "p", "q", "q", "q"], "organisation": ["a", "b", "a", "b", "c"]}
        >>> link_copartners(pl.DataFrame(rows)).rows()
        [('a', 'b', 1.5, 2), ('a', 'c', 0.5, 1), ('b', 'c', 0.5, 1)]
    """
    if weighting not in get_args(Weighting):
        raise QueryParameterError(f"unknown weighting {weighting!r}; use one of {', '.join(get_args(Weighting))}")
    members = (
        participations.select("project", source="organisation")
        .unique()
        .with_columns(size=pl.len().over("project"))
        .filter(pl.col("size") > 1)
    )
    pairs = (
        members.join(members.select("project", target="source"), on="project")
        .filter(pl.col("source") < pl.col("target"))
        .select("source", "target", "size")
        .sort("source", "target", "size")
    )
    edges = pairs.group_by("source", "target", maintain_order=True).agg(projects=pl.len().cast(pl.Int64))
    weight = _sum_shares(pairs["size"], edges["projects"]) if weighting == "newman" else edges["projects"]
    return edges.select("source", "target", weight.cast(pl.Float64).alias("weight"), "projects")


def describe_participants(participations: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Return one row per organisation that takes part.

    Country and region are those that most of its participations state, ties by the smallest code; where none states
    one, that of the organisation itself.

    Args:
        participations: Consolidated participation table.
        organisations: Consolidated organisation table.

    Returns:
        ``organisation`` (key, sorted), ``label``, ``country``, ``region`` (null when unknown), ``projects``.
    """
    own = organisations.sort("key", "name").unique("key", keep="first").select("key", "name", "country", "region")
    described = participations.group_by("organisation").agg(projects=pl.col("project").n_unique().cast(pl.Int64))
    for column in ("name", "country", "region"):
        described = described.join(_most_frequent(participations, column), on="organisation", how="left")
    joined = described.join(own, left_on="organisation", right_on="key", how="left", suffix="_own")
    return joined.select(
        "organisation",
        label=pl.coalesce("name_own", "name", "organisation"),
        country=pl.coalesce("country", "country_own"),
        region=pl.coalesce("region", "region_own"),
        projects="projects",
    ).sort("organisation")


def _most_frequent(participations: pl.DataFrame, column: str) -> pl.DataFrame:
    stated = participations.select("organisation", pl.col(column).cast(pl.String)).drop_nulls()
    counted = stated.group_by("organisation", column).len().sort("len", column, descending=[True, False])
    return counted.unique("organisation", keep="first", maintain_order=True).drop("len")


def _sum_shares(sizes: pl.Series, counts: pl.Series) -> pl.Series:
    # Equal pairs follow each other, sorted by size, and are added up in that order: neither the order of rows nor
    # threads can change a last digit.
    if counts.is_empty():
        return pl.Series("weight", [], dtype=pl.Float64)
    ends = counts.to_numpy().cumsum()
    return pl.Series("weight", np.add.reduceat(1.0 / (sizes.to_numpy() - 1.0), ends - counts.to_numpy()))


def _filled_rows(table: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in table.iter_rows(named=True):
        yield {name: value for name, value in row.items() if value is not None}


def _record_recipe(network: nx.Graph[str], participations: pl.DataFrame, weighting: Weighting) -> None:
    sizes = participations.group_by("project").agg(pl.col("organisation").n_unique())["organisation"]
    stated = participations.filter(pl.col("region").is_not_null())["region_edition"].cast(pl.String)
    pairs = [(network.nodes[u].get("country"), network.nodes[v].get("country")) for u, v in network.edges]
    recipe_of(network).update(
        projection="organisations that took part in the same project",
        weighting=weighting,
        weight=_FORMULA[weighting],
        version=__version__,
        projects=len(sizes),
        projects_of_one_organisation=int((sizes == 1).sum()),
        participations=participations.height,
        organisations=network.number_of_nodes(),
        organisations_with_country=sum("country" in known for _, known in network.nodes(data=True)),
        organisations_with_region=sum("region" in known for _, known in network.nodes(data=True)),
        nuts_edition=", ".join(stated.fill_null("not stated").unique().sort()) or "none",
        edges=network.number_of_edges(),
        edges_with_countries=sum(None not in pair for pair in pairs),
        cross_country_edges=sum(None not in pair and pair[0] != pair[1] for pair in pairs),
    )
