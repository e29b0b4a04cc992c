"""The opportunity map: domains a region is not specialised in, by how near they are and how complex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

__all__ = ["QUADRANTS", "Quadrant", "entry_potential", "mean_density", "name_quadrants"]

_TOLERANCE = 1e-12
"""So that the last digits, which differ between processors, decide no quadrant."""

Quadrant = Literal["high road", "slow road", "casino", "dead end"]
"""Near and complex; near and simple; far and complex; far and simple."""

QUADRANTS: tuple[Quadrant, ...] = get_args(Quadrant)
"""All quadrants."""


def entry_potential(density: Floats, specialised: Flags) -> Floats:
    """Return the relatedness density divided by that which chance gives to a region of as many specialisations.

    Were the k specialisations of a region drawn at random among the other S - 1 domains, the density of a domain would
    be k / (S - 1) on average: diverse regions are near to everything. Above 1 a domain is nearer than that.

    Args:
        density: Regions × domains, 0 to 1.
        specialised: Regions × domains.

    Returns:
        Regions × domains; NaN where the region is specialised, where it has no specialisation and where the density
        is not defined.

    Examples:
        >>> entry_potential(np.array([[0.6, 0.6, 0.6, 0.0]]), np.array([[True, True, False, False]])).round(2).tolist()
        [[nan, nan, 0.9, 0.0]]
    """
    number = specialised.sum(axis=1, keepdims=True)
    by_chance = np.broadcast_to(number / max(specialised.shape[1] - 1, 1), specialised.shape)
    open_to_entry = ~specialised & (number > 0)
    relative: Floats = np.divide(density, by_chance, out=np.full(density.shape, np.nan), where=open_to_entry)
    return relative


def mean_density(density: Floats, specialised: Flags) -> Floats:
    """Return the mean density of the domains each region is not specialised in; NaN where there is none."""
    candidate = ~specialised & ~np.isnan(density)
    number = candidate.sum(axis=1)
    total = np.where(candidate, density, 0).sum(axis=1)
    mean: Floats = np.divide(total, number, out=np.full(len(number), np.nan), where=number > 0)
    return mean


def name_quadrants(density: Floats, complexity: Floats, specialised: Flags) -> npt.NDArray[np.object_]:
    """Return the quadrant of each domain in each region.

    High density: at least the mean over the domains the region is not specialised in. High complexity: at least 0, the
    mean of all domains.

    Args:
        density: Regions × domains.
        complexity: One value per domain, standardised.
        specialised: Regions × domains.

    Returns:
        Regions × domains; None where the region is specialised, or density or complexity is not defined.

    Source:
        Balland, Boschma, Crespo & Rigby (2019), Regional Studies 53, 1252-1268. https://doi.org/10.1080/00343404.2018.1437900

    Examples:
        >>> density, lacking = np.array([[0.6, 0.2]]), np.zeros((1, 2), dtype=bool)
        >>> name_quadrants(density, np.array([-1.0, 1.0]), lacking).tolist()
        [['slow road', 'casino']]
    """
    near = density >= mean_density(density, specialised)[:, None] * (1 - _TOLERANCE)
    is_complex = np.broadcast_to(complexity >= -_TOLERANCE, density.shape)
    names: npt.NDArray[np.object_] = np.array(QUADRANTS, dtype=object)[2 * ~near + ~is_complex]
    undefined = specialised | np.isnan(density) | np.isnan(complexity)[None, :]
    names[undefined] = None
    return names
