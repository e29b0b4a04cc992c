"""Complexity: regions that do many things few others do, and the things that such regions do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

__all__ = ["Complexity", "measure_complexity", "reflect"]

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Complexity:
    """Complexity of regions and domains.

    Attributes:
        regions: One value per region, mean 0 and standard deviation 1; NaN where it is not defined.
        domains: The same for domains.
        eigenvalues: Of the part measured, descending, as many as its smaller side has; the second is the complexity's.
        note: Why values are missing, or an empty string.
    """

    regions: Floats
    domains: Floats
    eigenvalues: Floats
    note: str


def measure_complexity(specialised: Flags) -> Complexity:
    """Return the complexity of regions (ECI, KCI) and of domains (PCI, TCI).

    Of regions: the eigenvector of the second largest eigenvalue of D⁻¹ M U⁻¹ Mᵀ, with D the number of domains of each
    region and U the number of regions of each domain; of domains: the mean over the regions specialised in it. Both
    are standardised. The sign is the one that makes complex regions diverse (positive correlation); without such a
    correlation, that makes complex domains rare; without that too, the first region that is not 0 is positive.

    It is measured in the largest connected part of the matrix (most regions, then most domains, then the first one):
    several parts have no common scale, and the second eigenvector would only tell them apart. Others, and regions and
    domains without specialisation, get NaN. Where the second eigenvalue is 0 or not single there is no such vector,
    and all get NaN.

    Args:
        specialised: Regions × domains.

    Source:
        Hidalgo & Hausmann (2009), PNAS 106, 10570-10575. https://doi.org/10.1073/pnas.0900943106; eigenvector:
        Mealy, Farmer & Teytelboym (2019), Science Advances 5, eaau1705; of knowledge: Balland & Rigby (2017), Economic
        Geography 93, 1-23. https://doi.org/10.1080/00130095.2016.1205947

    Examples:
        >>> measured = measure_complexity(
        ...     np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]], dtype=bool)
        ... )
        >>> measured.eigenvalues.round(4).tolist()
        [1.0, 0.6144, 0.25, 0.1356]
    """
    regions, domains = _largest_part(specialised)
    measured = Complexity(np.full(specialised.shape[0], np.nan), np.full(specialised.shape[1], np.nan), np.empty(0), "")
    part = specialised[np.ix_(regions, domains)].astype(np.float64)
    if min(part.shape) < 2:
        return Complexity(measured.regions, measured.domains, measured.eigenvalues, _TOO_SMALL)
    diversity, ubiquity = part.sum(axis=1), part.sum(axis=0)
    values, of_regions = _eigenvector(part, diversity, ubiquity)
    note = _no_vector(values)
    if not note:
        of_domains = part.T @ of_regions / ubiquity
        sign = _sign(of_regions, of_domains, diversity, ubiquity)
        measured.regions[regions] = _standardised(of_regions) * sign
        measured.domains[domains] = _standardised(of_domains) * sign
        note = _left_out(specialised, len(regions), len(domains))
    return Complexity(measured.regions, measured.domains, values, note)


def reflect(specialised: Flags, steps: int) -> tuple[list[Floats], list[Floats]]:
    """Return the reflections of regions and of domains, from 0 (diversity and ubiquity) to a number of steps.

    k_r,N = (1/k_r,0) Σ_s M_rs k_s,N-1 and k_s,N = (1/k_s,0) Σ_r M_rs k_r,N-1.

    Args:
        specialised: Regions × domains.
        steps: How often each side is seen in the other.

    Returns:
        ``steps`` + 1 arrays each; after step 0, NaN for regions and domains without specialisation.

    Source:
        Hidalgo & Hausmann (2009), PNAS 106, 10570-10575. https://doi.org/10.1073/pnas.0900943106

    Examples:
        >>> regions, domains = reflect(np.array([[True, True], [False, True]]), 1)
        >>> [each.tolist() for each in (*regions, *domains)]
        [[2.0, 1.0], [1.5, 2.0], [1.0, 2.0], [2.0, 1.5]]
    """
    matrix = specialised.astype(np.float64)
    regions, domains = [matrix.sum(axis=1)], [matrix.sum(axis=0)]
    for _ in range(steps):
        before = regions[-1], domains[-1]
        regions.append(_mean(matrix, before[1], regions[0]))
        domains.append(_mean(matrix.T, before[0], domains[0]))
    return regions, domains


_TOO_SMALL = "complexity is not defined: fewer than two regions and two domains are connected by specialisations"


def _largest_part(specialised: Flags) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the rows and columns of the largest connected part that has both."""
    rows, columns = specialised.shape
    matrix = sparse.csr_array(specialised)
    number, part = connected_components(sparse.block_array([[None, matrix], [matrix.T, None]]), directed=False)
    of_regions, of_domains = (np.bincount(each, minlength=number) for each in (part[:rows], part[rows:]))
    # The first of equals is the one whose first region comes first: parts are numbered in that order.
    sizes = of_regions * (of_domains > 0) * (columns + 1) + of_domains * (of_regions > 0)
    best = int(np.argmax(sizes)) if number else -1
    return np.flatnonzero(part[:rows] == best), np.flatnonzero(part[rows:] == best)


def _eigenvector(part: Floats, diversity: Floats, ubiquity: Floats) -> tuple[Floats, Floats]:
    """Return the eigenvalues, descending, and the vector of regions of the second; solved on the smaller side."""
    balanced = part / np.sqrt(np.outer(diversity, ubiquity))
    wide = part.shape[0] <= part.shape[1]
    values, vectors = np.linalg.eigh(balanced @ balanced.T if wide else balanced.T @ balanced)
    second = vectors[:, -2] if wide else balanced @ vectors[:, -2]
    return values[::-1], second / np.sqrt(diversity)


def _no_vector(values: Floats) -> str:
    if values[1] < _TOLERANCE:
        return "complexity is not defined: all connected regions are specialised alike (second eigenvalue 0)"
    if len(values) > 2 and values[1] - values[2] < _TOLERANCE:
        return "complexity is not defined: the second eigenvalue is not single"
    return ""


def _left_out(specialised: Flags, regions: int, domains: int) -> str:
    rows, columns = (int(specialised.any(axis=axis).sum()) for axis in (1, 0))
    if (rows, columns) == (regions, domains):
        return ""
    return (
        f"complexity is that of the largest connected part ({regions:,} of {rows:,} specialised regions, "
        f"{domains:,} of {columns:,} domains)"
    )


def _sign(regions: Floats, domains: Floats, diversity: Floats, ubiquity: Floats) -> float:
    for correlation in (_correlation(regions, diversity), -_correlation(domains, ubiquity)):
        if abs(correlation) > _TOLERANCE:
            return float(np.sign(correlation))
    return float(np.sign(regions[np.argmax(np.abs(regions) > _TOLERANCE)]))


def _correlation(one: Floats, other: Floats) -> float:
    if one.std() < _TOLERANCE or other.std() < _TOLERANCE:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _standardised(values: Floats) -> Floats:
    spread = values.std()
    return (values - values.mean()) / spread if spread > _TOLERANCE else np.zeros_like(values)


def _mean(matrix: Floats, values: Floats, number: Floats) -> Floats:
    known = np.where(np.isnan(values), 0, values)
    mean: Floats = np.divide(matrix @ known, number, out=np.full(len(number), np.nan), where=number > 0)
    return mean
