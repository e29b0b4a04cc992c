"""Revealed comparative advantage: in what a region does more than its size and that of the domain lead to expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

__all__ = ["bootstrap_advantage", "is_specialised", "revealed_advantage", "symmetric_advantage"]

_TOLERANCE = 1e-9
_CELLS = 4_096


def revealed_advantage(volume: Floats) -> Floats:
    """Return the share of each domain in each region, divided by the share of the domain in all regions.

    RCA = (X_rs / X_r.) / (X_.s / X_..), also called location quotient; 1 is what sizes alone lead to expect.

    Args:
        volume: Regions × domains, not negative.

    Returns:
        The same shape; NaN where the region or the domain has nothing at all.

    Source:
        Balassa (1965), The Manchester School 33, 99-123. https://doi.org/10.1111/j.1467-9957.1965.tb00050.x

    Examples:
        >>> revealed_advantage(np.array([[3.0, 1.0], [1.0, 3.0]])).tolist()
        [[1.5, 0.5], [0.5, 1.5]]
    """
    expected = _expected(volume)
    advantage: Floats = np.divide(volume, expected, out=np.full(volume.shape, np.nan), where=expected > 0)
    return advantage


def symmetric_advantage(advantage: Floats) -> Floats:
    """Return (RCA - 1) / (RCA + 1): between -1 and 1, 0 as expected, so that few large values do not rule a mean.

    Source:
        Laursen (2015), Eurasian Business Review 5, 99-115. https://doi.org/10.1007/s40821-015-0017-1

    Examples:
        >>> symmetric_advantage(np.array([0.0, 1.0, 3.0])).tolist()
        [-1.0, 0.0, 0.5]
    """
    return (advantage - 1) / (advantage + 1)


def is_specialised(volume: Floats, *, least: float = 0, count: Floats | None = None) -> Flags:
    """Tell where the advantage is at least 1; exactly 1 counts.

    Compared without division, so that rounding decides nothing.

    Args:
        volume: Regions × domains.
        least: Least number of participations behind a specialisation.
        count: Participations, regions × domains; the volume itself when left out.

    Examples:
        >>> is_specialised(np.array([[5.0, 5, 0], [0, 5, 5]])).tolist()
        [[True, True, False], [False, True, True]]
    """
    expected = _expected(volume)
    enough = (volume if count is None else count) >= least
    return (volume > 0) & (volume >= expected * (1 - _TOLERANCE)) & enough


def bootstrap_advantage(
    contributions: sparse.csr_array, regions: npt.NDArray[np.int64], domains: npt.NDArray[np.int64], *,
    draws: int = 400, confidence: float = 0.95, seed: int = 0,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return limits of the advantage of each cell, from projects drawn again and again.

    Projects are drawn, not participations: partners of one project come together, so that a region with five partners
    in one project is less sure of its advantage than one with five projects. As many projects as there are are drawn
    with replacement; limits are percentiles of the advantages. A draw without the region or the domain counts as 0.

    Args:
        contributions: Cells × projects; what each project adds to each cell (a region and a domain).
        regions: Number of the region of each cell.
        domains: Number of the domain of each cell.
        draws: How often all projects are drawn.
        confidence: Share of the draws between the limits.
        seed: Of the draws; the same seed gives the same limits.

    Returns:
        Lower and upper limits, one per cell. Costs O(entries × draws), memory O(projects × draws).

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapters 8 and 13; why location quotients need
        limits: Beyene & Moineddin (2005). https://doi.org/10.1186/1471-2288-5-32
    """
    drawn = _draw(contributions.shape[1], draws, seed)
    of_region, of_domain = (_group(contributions, each) @ drawn for each in (regions, domains))
    total = of_region.sum(axis=0)
    lower, upper = np.empty(len(regions)), np.empty(len(regions))
    tail = (1 - confidence) / 2
    for start in range(0, len(regions), _CELLS):
        cells = slice(start, start + _CELLS)
        found = contributions[cells] @ drawn * total
        expected = of_region[regions[cells]] * of_domain[domains[cells]]
        advantage = np.divide(found, expected, out=np.zeros_like(found), where=expected > 0)
        lower[cells], upper[cells] = np.quantile(advantage, [tail, 1 - tail], axis=1)
    return lower, upper


def _expected(volume: Floats) -> Floats:
    total = volume.sum()
    rows, columns = volume.sum(axis=1), volume.sum(axis=0)
    return np.outer(rows, columns) / total if total else np.zeros_like(volume)


def _draw(projects: int, draws: int, seed: int) -> Floats:
    """Return how often each project (row) is in each draw (column)."""
    generator = np.random.default_rng(seed)
    drawn = np.empty((projects, draws))
    for draw in range(draws):
        drawn[:, draw] = np.bincount(generator.integers(projects, size=projects), minlength=projects)
    return drawn


def _group(contributions: sparse.csr_array, group: npt.NDArray[np.int64]) -> sparse.csr_array:
    """Return groups × projects from cells × projects."""
    cells = np.arange(len(group))
    return (
        sparse.csr_array((np.ones(len(group)), (group, cells)), (group.max(initial=-1) + 1, len(group))) @ contributions
    )
