"""The ties that chance does not explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.stats import binom

from ecosystem_graph.errors import EngineError, QueryParameterError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ecosystem_graph.network.affiliation import Affiliation
    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]
    _Ints = NDArray[np.int64]

__all__ = ["chance_of_sharing", "disparity_backbone", "disparity_chances", "fit_configuration", "sdsm_backbone"]

_ROUNDS = 500
_TOLERANCE = 1e-10


def disparity_backbone(network: Network, alpha: float = 0.05) -> Network:
    """Keep ties that are heavier than if either end had spread its strength over its ties at random.

    For weights that are counted or measured, such as flows between regions. In a projection of projects ties come in
    cliques: use `sdsm_backbone`.

    Args:
        network: Network; all nodes stay.
        alpha: Chance below which a tie is kept, 0-1.

    Raises:
        QueryParameterError: Alpha is not between 0 and 1.
    """
    _check(alpha)
    loops = (network.edges["source"] == network.edges["target"]).to_numpy()
    kept = loops.copy()
    kept[~loops] = disparity_chances(network) < alpha
    return network.keep_edges(
        kept, backbone=f"disparity filter, alpha {alpha:g}", edges_before_backbone=network.edges.height
    )


def disparity_chances(network: Network) -> _Floats:
    """Return for each tie the smaller chance of its two ends: (1 - weight/strength)^(ties - 1).

    The only tie of a node has chance 1 from its side: nothing can be said of how it is spread.

    Source:
        Serrano, Boguñá & Vespignani (2009), PNAS 106(16), 6483-6488. https://doi.org/10.1073/pnas.0808904106
    """
    source, target = network.ends
    ties = network.edges.filter(network.edges["source"] != network.edges["target"])
    weight = ties["weight"].to_numpy()
    strength = network.weights.sum(axis=1)
    sides = [(1.0 - weight / strength[end]).clip(0.0) ** (network.degree[end] - 1.0) for end in (source, target)]
    return np.asarray(np.minimum(*sides))


def sdsm_backbone(network: Network, affiliation: Affiliation, alpha: float = 0.05) -> Network:
    """Keep ties of actors that share more projects than their and the projects' sizes explain.

    Stochastic degree sequence model: each actor takes part in each project by chance, such that everyone's number of
    projects and every project's number of actors are right on average; a tie is kept when the chance of so many shared
    projects or more is below alpha. Chances are exact (Poisson-binomial), not corrected for the number of ties.

    Args:
        network: Projection of the affiliation, all projects in.
        affiliation: Who took part in which project.
        alpha: Chance below which a tie is kept, 0-1.

    Raises:
        QueryParameterError: Alpha is not between 0 and 1.
        EngineError: The model does not settle.

    Source:
        Neal (2014), Social Networks 39, 84-97. https://doi.org/10.1016/j.socnet.2014.06.001; Neal, Domagalski & Sagan
        (2021), Scientific Reports 11, 23929. https://doi.org/10.1038/s41598-021-03238-3
    """
    _check(alpha)
    degrees = affiliation.actors["projects"].to_numpy()
    taken = affiliation.rows.select("project", "actor").unique()
    sizes = taken.group_by("project").len()["len"].cast(pl.Int64).sort().to_numpy()
    loops = (network.edges["source"] == network.edges["target"]).to_numpy()
    source, target = network.ends
    shared = network.edges["projects"].to_numpy()[~loops]
    kept = loops.copy()
    kept[~loops] = chance_of_sharing(degrees[source], degrees[target], shared, degrees, sizes) < alpha
    return network.keep_edges(kept, backbone=f"SDSM, alpha {alpha:g}", edges_before_backbone=network.edges.height)


def chance_of_sharing(one: _Ints, other: _Ints, shared: _Ints, degrees: _Ints, sizes: _Ints) -> _Floats:
    """Return the chance of as many shared projects or more, under the bipartite configuration model.

    Args:
        one: Number of projects of one end of each tie.
        other: Number of projects of the other end.
        shared: Number of shared projects, >= 1.
        degrees: Number of projects of every actor.
        sizes: Number of actors of every project.

    Returns:
        Chance of each tie. Costs O(distinct pairs of numbers x distinct sizes x shared^2).
    """
    if not len(shared):
        return np.empty(0)
    degree_classes, degree_counts = np.unique(degrees, return_counts=True)
    size_classes, size_counts = np.unique(sizes, return_counts=True)
    chances = fit_configuration(degree_classes, degree_counts, size_classes, size_counts)
    low, high = (np.searchsorted(degree_classes, ends(one, other)) for ends in (np.minimum, np.maximum))
    pair, place = np.unique(low * len(degree_classes) + high, return_inverse=True)
    most = np.zeros(len(pair), np.int64)
    np.maximum.at(most, place, shared)
    values = np.empty(len(shared))
    # Pairs that need few terms are computed together, so that one with many does not make all long.
    width = 2 ** np.ceil(np.log2(np.maximum(most, 1))).astype(np.int64)
    for terms in np.unique(width).tolist():
        chosen = np.flatnonzero(width == terms)
        both = chances[pair[chosen] // len(degree_classes)] * chances[pair[chosen] % len(degree_classes)]
        tails = _tails(both, size_counts, terms)
        mine = np.flatnonzero(width[place] == terms)
        values[mine] = tails[np.searchsorted(chosen, place[mine]), shared[mine]]
    return values


def fit_configuration(degrees: _Ints, degree_counts: _Ints, sizes: _Ints, size_counts: _Ints) -> _Floats:
    """Return the chance that an actor of each degree takes part in a project of each size.

    p = x(degree) y(size) / (1 + x(degree) y(size)), with x and y such that degrees and sizes are right on average.

    Args:
        degrees: Distinct numbers of projects per actor.
        degree_counts: Actors of each.
        sizes: Distinct numbers of actors per project.
        size_counts: Projects of each.

    Raises:
        EngineError: The search for x and y does not settle.

    Source:
        Saracco et al. (2015), Scientific Reports 5, 10595. https://doi.org/10.1038/srep10595
    """
    k, d = degrees.astype(np.float64), sizes.astype(np.float64)
    chances = np.zeros((len(k), len(d)))
    rows, columns = np.ones(len(k), dtype=bool), np.ones(len(d), dtype=bool)
    while True:
        full_rows = rows & (k == size_counts[columns].sum())
        chances[np.ix_(full_rows, columns)] = 1.0
        d -= degree_counts[full_rows].sum() * columns
        rows &= ~full_rows & (k > 0)
        full_columns = columns & (d == degree_counts[rows].sum())
        chances[np.ix_(rows, full_columns)] = 1.0
        k -= size_counts[full_columns].sum() * rows
        left = columns & ~full_columns & (d > 0)
        if not full_rows.any() and (left == columns).all():
            break
        columns = left
    if rows.any() and columns.any():
        chances[np.ix_(rows, columns)] = _solve(k[rows], degree_counts[rows], d[columns], size_counts[columns])
    return chances


def _solve(k: _Floats, actors: _Ints, d: _Floats, projects: _Ints) -> _Floats:
    """Maximise the likelihood by Newton's method, in the logarithms of x and y."""
    total = float(k @ actors)
    place = np.concatenate((np.log(k / np.sqrt(total)), np.log(d / np.sqrt(total))))
    goal = np.concatenate((k * actors, d * projects))
    counts = np.outer(actors, projects)
    for _ in range(_ROUNDS):
        chances = 1.0 / (1.0 + np.exp(-(place[: len(k), None] + place[None, len(k) :])))
        expected = counts * chances
        gap = goal - np.concatenate((expected.sum(axis=1), expected.sum(axis=0)))
        if np.abs(gap).max() < _TOLERANCE * max(total, 1.0):
            return np.asarray(chances)
        spread = expected * (1.0 - chances)
        curvature = np.block(
            [[np.diag(spread.sum(axis=1)), spread], [spread.T, np.diag(spread.sum(axis=0))]]
        )  # x and y may trade a factor, so the matrix has no inverse
        step = np.linalg.lstsq(curvature, gap, rcond=1e-14)[0]
        place += step / max(1.0, float(np.abs(step).max()) / 2.0)
    raise EngineError("the configuration model of actors and projects does not settle")


def _tails(both: _Floats, size_counts: _Ints, terms: int) -> _Floats:
    """Return the chance of at least 0, 1, … shared projects (columns) of pairs (rows), given that by size."""
    number = np.arange(terms + 1)
    chances = np.zeros((len(both), terms + 1))
    chances[:, 0] = 1.0
    for column, projects in enumerate(size_counts.tolist()):
        added = binom.pmf(number, projects, both[:, column, None])
        summed = np.zeros_like(chances)
        for shared in number.tolist():
            summed[:, shared:] += chances[:, shared, None] * added[:, : terms + 1 - shared]
        chances = summed
    below = np.cumsum(chances, axis=1) - chances
    return np.asarray(np.clip(1.0 - below, 0.0, 1.0))


def _check(alpha: float) -> None:
    if not 0.0 < alpha < 1.0:
        raise QueryParameterError(f"alpha {alpha:g}: expected a chance between 0 and 1")
