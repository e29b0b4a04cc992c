"""Who worked with whom: one-mode projections of the participation in projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import polars as pl

from ecosystem_graph import __version__
from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.network.affiliation import Affiliation, affiliate
from ecosystem_graph.network.choice import check_choice
from ecosystem_graph.network.pairing import pair_members, project_years, sum_pairs
from ecosystem_graph.network.recipe import plural
from ecosystem_graph.network.structure import Network, count_edges, without_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    from numpy.typing import NDArray

    from ecosystem_graph.network.pairing import Pairs
    from ecosystem_graph.network.recipe import Recipe

__all__ = ["LARGE", "Weighting", "coparticipation_network", "project_affiliation"]

Weighting = Literal["newman", "count", "pair", "money", "lead"]
"""What a shared project of *n* actors adds to a tie.

``newman``: 1/(n - 1); ``count``: 1; ``pair``: 2/(n(n - 1)), so that each project adds 1 in all; ``money``: the
geometric mean of what the two received, in EUR, of published amounts only; ``lead``: 1 from the lead partner to each
other, so that edges have a direction.
"""

LARGE = 30
"""Actors above which recipes call a project large."""

_FORMULA: Mapping[Weighting, str] = {
    "newman": "sum of 1/(n-1) over shared projects of n {actors}",
    "count": "number of shared projects",
    "pair": "sum of 2/(n(n-1)) over shared projects of n {actors}",
    "money": "sum over shared projects of the geometric mean of the published amounts of both, EUR",
    "lead": "number of projects that the source led and the target took part in",
}


def coparticipation_network(
    participations: pl.DataFrame,
    organisations: pl.DataFrame,
    *,
    base_iri: str = DEFAULT_BASE,
    weighting: Weighting = "newman",
    recipe: Mapping[str, str | int | float] | None = None,
) -> nx.Graph[str]:
    """Link organisations that took part in the same project, as an ordinary networkx graph.

    The short way for small tables; `affiliate` and `project_affiliation` do the same for every level, and keep columns.

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
        and, where known, ``country`` (ISO 3166-1 alpha-2), ``region`` (NUTS code) and ``type``. Edge attributes:
        ``weight`` (> 0) and ``projects`` (number shared, >= 1). Graph attribute: ``recipe``.

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
    tables = {"participation": participations, "organisation": organisations}
    network = project_affiliation(affiliate(tables, base_iri=base_iri), weighting=weighting)
    network.recipe.update(recipe or {})
    return network.to_networkx()


def project_affiliation(
    affiliation: Affiliation,
    projects: pl.DataFrame | None = None,
    *,
    weighting: Weighting = "newman",
    largest: int | None = None,
    money: pl.DataFrame | None = None,
) -> Network:
    """Link actors that took part in the same project.

    With Newman weights large consortia do not swamp the rest, and the strength of an actor is the number of its
    projects that have more than one. An actor counts once per project, however many rows it has there (each of its
    organisations counts, where the affiliation says so; then ties within an actor are loops). Projects of a single
    actor add no edge, but the actor stays, as a node without neighbours.

    Args:
        affiliation: Who took part in which project.
        projects: Project table with ``key``, ``start`` and ``end``: edges then tell the first and last year in which a
            shared project ran.
        weighting: What a shared project adds to the weight of an edge.
        largest: Leave out projects of more actors than this; their actors stay. By default all projects count.
        money: ``participation`` (key) and ``amount`` (EUR), for weights by money.

    Returns:
        Network; edges have ``weight`` (> 0), ``projects`` (number shared, >= 1), ``first`` and ``last`` (years, null
        when no shared project has dates). The order of rows changes nothing. Costs O(n^2) for a project of n actors.

    Raises:
        QueryParameterError: The weighting is unknown, or the level has no lead partner or no money.
        NotFoundError: The release has no amount or lead partner to weigh by.

    Source:
        Newman (2001), Phys. Rev. E 64, 016132. https://doi.org/10.1103/PhysRevE.64.016132
    """
    check_choice("weight", weighting, get_args(Weighting))
    rows, facts = _weighable(affiliation, weighting, money)
    pairs = pair_members(rows, affiliation.actors["key"], largest)
    values, kept = _values(pairs, rows, weighting)
    years = project_years(projects, pairs.projects)
    if weighting == "lead":
        edges = _lead_star(pairs, rows, len(affiliation.actors), years)
    else:
        edges = sum_pairs(pairs, values, kept, len(affiliation.actors), years)
    nodes = affiliation.actors.select("id", *(name for name in affiliation.actors.columns if name not in {"id", "key"}))
    network = Network(without_empty(nodes), edges, {}, directed=weighting == "lead")
    network.recipe.update(_describe(affiliation, weighting, network, pairs, largest) | facts)
    return network


def _weighable(
    affiliation: Affiliation, weighting: Weighting, money: pl.DataFrame | None
) -> tuple[pl.DataFrame, Recipe]:
    """Return the rows with the amount of each, and what the recipe must tell about lead partners or money."""
    rows = affiliation.rows.with_columns(amount=pl.lit(None, pl.Float64))
    if weighting not in {"money", "lead"}:
        return rows, {}
    if affiliation.level == "domain":
        raise QueryParameterError(
            f"weight {weighting!r} needs participations, and domains have none; use newman or count"
        )
    if weighting == "lead":
        led = rows.filter("lead")["project"].n_unique()
        if not led:
            raise NotFoundError("no selected project names its lead partner, so there is no weight by lead")
        return rows, {"projects_with_lead": led}
    if money is None or money.is_empty():
        raise NotFoundError("no participation in the selection has a published amount, so there is no weight by money")
    paid = rows.drop("amount").join(money, on="participation", how="left", maintain_order="left")
    known = paid["amount"].count()
    return paid, {"money_coverage": f"{known:,} of {paid.height:,} participations have a published amount in EUR"}


def _values(
    pairs: Pairs, rows: pl.DataFrame, weighting: Weighting
) -> tuple[NDArray[np.float64], NDArray[np.bool_] | None]:
    """Return what each pair adds, and which pairs count (all where there is none)."""
    size = pairs.size.astype(np.float64)
    if weighting == "newman":
        return 1.0 / (size - 1.0), None
    if weighting == "pair":
        return 2.0 / (size * (size - 1.0)), None
    if weighting == "money":
        amount = rows["amount"].fill_null(float("nan")).to_numpy()
        values = np.sqrt(amount[pairs.first] * amount[pairs.second])
        return values, values > 0
    return np.ones(len(size)), None


def _lead_star(pairs: Pairs, rows: pl.DataFrame, actors: int, years: NDArray[np.int64]) -> pl.DataFrame:
    """Return edges from lead partners to the others of their projects, sorted by both ends."""
    lead = rows["lead"].to_numpy()
    swapped = pairs.actor[pairs.first] > pairs.actor[pairs.second]
    smaller, greater = np.where(swapped, pairs.second, pairs.first), np.where(swapped, pairs.first, pairs.second)
    # A loop has the same actor at both ends: led from either or both, it counts once.
    also = lead[greater] & ~(lead[smaller] & (pairs.actor[smaller] == pairs.actor[greater]))
    counted = np.ones(len(swapped))
    onwards = sum_pairs(pairs, counted, lead[smaller], actors, years)
    back = sum_pairs(pairs, counted, also, actors, years).rename({"source": "target", "target": "source"})
    both = pl.concat([onwards, back], how="diagonal")
    dates = [pl.col(name).min() if name == "first" else pl.col(name).max() for name in both.columns[4:]]
    added = both.group_by("source", "target").agg(pl.col("weight", "projects").sum(), *dates)
    return added.select(both.columns).sort("source", "target")


def _describe(
    affiliation: Affiliation, weighting: Weighting, network: Network, pairs: Pairs, largest: int | None
) -> Recipe:
    level = str(affiliation.recipe["level"])
    actors = plural(level)
    each = affiliation.rows.filter(pl.col("member") != pl.col("actor")).height > 0
    recipe: Recipe = {
        "projection": f"{actors} of the same project" + (", each organisation counted" if each else ""),
        "weighting": weighting,
        "weight": _formula(weighting, actors, each=each),
        "version": __version__,
        "projects": len(pairs.projects),
        "projects_of_one_organisation" if level == "organisation" else f"projects_of_one_{affiliation.level}": int(
            (pairs.sizes == 1).sum()
        ),
        "participations": affiliation.rows.height,
        **affiliation.recipe,
        "projects_above_30": int((pairs.sizes > LARGE).sum()),
        "largest_project": int(pairs.sizes.max(initial=0)),
    }
    if largest is not None:
        recipe["projects_left_out"] = f"{int((pairs.sizes > largest).sum()):,} of more than {largest:,} {actors}"
    return recipe | count_edges(network)


def _formula(weighting: Weighting, actors: str, *, each: bool) -> str:
    if each and weighting == "count":
        return "number of pairs of organisations in shared projects"
    return _FORMULA[weighting].format(actors="organisations" if each else actors)
