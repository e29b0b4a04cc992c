"""All figures of nodes and of whole networks by name, computed together so that shared work is done once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ecosystem_graph.network import brokerage, cohesion, mixing
from ecosystem_graph.network.agreement import DIVISIONS, mutual_information
from ecosystem_graph.network.betweenness import estimate_betweenness
from ecosystem_graph.network.choice import check_choice
from ecosystem_graph.network.closeness import estimate_closeness
from ecosystem_graph.network.connectivity import find_cut_nodes_and_bridges
from ecosystem_graph.network.measurement import GROUPINGS, Measurement, Options
from ecosystem_graph.network.spectral import eigenvector_centrality, pagerank
from ecosystem_graph.network.weighted_betweenness import estimate_weighted_betweenness, inverse_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

__all__ = ["DEFAULT_MEASURES", "MEASURES", "STANDARD_MEASURES", "measure"]


def measure(network: Network, names: Iterable[str] = (), options: Options | None = None) -> Network:
    """Return the network with figures as columns of its nodes, and in its recipe how they were computed.

    A figure that is not defined for a node (the constraint of one without ties) is null.

    Args:
        network: Network.
        names: Names of `MEASURES`; by default `DEFAULT_MEASURES`.
        options: How to measure.

    Raises:
        QueryParameterError: A measure or the grouping is unknown, or nothing is known to group by.
    """
    chosen = list(dict.fromkeys(names)) or list(DEFAULT_MEASURES)
    for name in chosen:
        check_choice("measure", name, MEASURES)
    work = Measurement(network.undirected(), options or Options())
    check_choice("grouping", work.options.by, GROUPINGS)
    for name in chosen:
        MEASURES[name](work)
    if network.directed:
        work.columns |= _lead_counts(network)
        work.recipe["direction"] = (
            "edges go from the lead partner to the others; figures but led and joined take no note"
        )
    made = network.with_nodes({name: _plain(values) for name, values in work.columns.items()})
    made.recipe.update(work.recipe)
    if work.bridges is not None and not network.directed:
        made.edges = made.edges.with_columns(bridge=work.bridges)
    return made


def _lead_counts(network: Network) -> dict[str, NDArray[np.generic]]:
    """Return the weight that goes out of each node and into it, loops left out."""
    ties = network.edges.filter(pl.col("source") != pl.col("target"))
    weight = ties["weight"].to_numpy()
    ends = {"led": "source", "joined": "target"}
    return {name: np.bincount(ties[end].to_numpy(), weight, len(network)) for name, end in ends.items()}


def _plain(values: NDArray[np.generic]) -> list[object] | NDArray[np.generic]:
    if values.dtype.kind == "f" and np.isnan(values).any():
        return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - NaN
    return values


def _degree(work: Measurement) -> None:
    work.columns["degree"] = work.network.degree


def _strength(work: Measurement) -> None:
    work.columns["strength"] = work.network.strength


def _betweenness(work: Measurement) -> None:
    options = work.options
    found = estimate_betweenness(work.network, pivots=work.pivots, seed=options.seed, progress=options.progress)
    work.columns["betweenness"] = found.values
    work.note("betweenness", "normalised, paths counted in steps", found.errors)


def _weighted_betweenness(work: Measurement) -> None:
    options = work.options
    lengths = inverse_weights(work.network)
    found = estimate_weighted_betweenness(lengths, pivots=work.pivots, seed=options.seed, progress=options.progress)
    work.columns["weighted_betweenness"] = found.values
    work.note("weighted_betweenness", "normalised, length of a tie 1/weight", found.errors)


def _closeness(work: Measurement) -> None:
    options = work.options
    near, harmonic = estimate_closeness(work.network, pivots=work.pivots, seed=options.seed, progress=options.progress)
    work.columns["closeness"] = near.values
    work.note("closeness", "in steps, scaled by the size of the component", near.errors)
    work.columns["harmonic"] = harmonic.values
    work.note("harmonic", "sum of 1/steps", harmonic.errors)


def _eigenvector(work: Measurement) -> None:
    work.columns["eigenvector"] = eigenvector_centrality(work.network, work.network.weights)
    work.recipe["eigenvector"] = "on weights, of the largest component"


def _pagerank(work: Measurement) -> None:
    work.columns["pagerank"] = pagerank(work.network.weights)
    work.recipe["pagerank"] = "on weights, damping 0.85, tolerance 1e-6"


def _core(work: Measurement) -> None:
    work.columns["core"] = cohesion.core_numbers(work.network)


def _clustering(work: Measurement) -> None:
    work.columns["clustering"] = cohesion.clustering(work.network, work.triangles)
    work.recipe["transitivity"] = cohesion.transitivity(work.network, work.triangles)


def _component(work: Measurement) -> None:
    number, sizes = work.components
    work.columns["component"] = number + 1
    work.recipe |= {
        "components": len(sizes),
        "largest_component": int(sizes[0]) if len(sizes) else 0,
        "organisations_without_partner": int((sizes == 1).sum()),
    }


def _articulation(work: Measurement) -> None:
    cut, bridges = find_cut_nodes_and_bridges(work.network)
    work.columns["articulation"] = cut
    loops = (work.network.edges["source"] == work.network.edges["target"]).to_numpy()
    work.bridges = np.zeros(len(loops), dtype=bool)
    work.bridges[~loops] = bridges
    work.recipe |= {"articulation_points": int(cut.sum()), "bridges": int(bridges.sum())}


def _constraint(work: Measurement) -> None:
    work.columns["constraint"] = brokerage.constraint(work.network.weights)
    work.recipe["constraint"] = "Burt, on weights"


def _effective_size(work: Measurement) -> None:
    work.columns["effective_size"] = brokerage.effective_size(work.network, work.triangles)
    work.recipe["effective_size"] = "Borgatti, ties count alike"


def _community(work: Measurement) -> None:
    found = work.partition
    work.columns["community"] = found.number + 1
    work.recipe |= {
        "seed": work.options.seed,
        "community_method": f"Leiden on weights, resolution {work.options.resolution:g}, best of {found.runs} runs",
        "communities": int((found.sizes > 1).sum()),
        "modularity": found.modularity,
        "community_stability": found.stability,
    }


def _participation(work: Measurement) -> None:
    groups = work.partition.number
    _community(work)
    work.columns["participation"] = mixing.participation_coefficient(work.network, groups)
    work.columns["within_module_z"] = mixing.within_module_z(work.network, groups)


def _brokerage(work: Measurement) -> None:
    counts, expected = brokerage.brokerage_roles(work.network, work.groups)
    for role in brokerage.ROLES:
        work.columns[role] = counts[role]
        work.columns[f"{role}_expected"] = expected[role]


def _external_internal(work: Measurement) -> None:
    work.columns["e_i_index"], whole = mixing.external_internal_index(work.network, work.groups)
    work.recipe["e_i_index"] = "none" if np.isnan(whole) else whole


def _assortativity(work: Measurement) -> None:
    for name, value in (
        ("degree_assortativity", mixing.degree_assortativity(work.network)),
        (f"{work.options.by}_assortativity", mixing.assortativity(work.network, work.groups)),
    ):
        work.recipe[name] = "not defined" if np.isnan(value) else value


def _rich_club(work: Measurement) -> None:
    by_degree = cohesion.rich_club(work.network)
    shown = {k: by_degree[k] for k in (5, 10, 20, 50, 100, 200, 500, 1000) if k in by_degree}
    work.recipe["rich_club"] = ", ".join(f"more than {k}: {share:.4f}" for k, share in shown.items()) or "none"


def _agreement(work: Measurement) -> None:
    _community(work)
    number = work.partition.number
    for name in DIVISIONS:
        codes = brokerage.group_codes(work.network, name)
        if (codes >= 0).any():
            known = codes >= 0
            work.recipe[f"mutual_information_{name}"] = mutual_information(number[known], codes[known])
            work.recipe[f"nodes_with_{name}"] = int(known.sum())


MEASURES: Mapping[str, Callable[[Measurement], None]] = {
    "degree": _degree,
    "strength": _strength,
    "betweenness": _betweenness,
    "weighted-betweenness": _weighted_betweenness,
    "closeness": _closeness,
    "eigenvector": _eigenvector,
    "pagerank": _pagerank,
    "core": _core,
    "clustering": _clustering,
    "component": _component,
    "articulation": _articulation,
    "constraint": _constraint,
    "effective-size": _effective_size,
    "community": _community,
    "participation": _participation,
    "brokerage": _brokerage,
    "e-i-index": _external_internal,
    "assortativity": _assortativity,
    "rich-club": _rich_club,
    "agreement": _agreement,
}
"""Functions that measure, by name."""

STANDARD_MEASURES = tuple(name for name in MEASURES if name != "weighted-betweenness")
"""All measures but the one that takes longer than the others together."""

DEFAULT_MEASURES = ("degree", "strength", "betweenness", "component", "community")
"""What is measured unless measures are named."""
