"""How near domains are to each other, and how near a domain is to what a region is specialised in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from ecosystem_graph.network.choice import check_choice

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

__all__ = ["INDICES", "Index", "count_cooccurrence", "relate_domains", "relatedness_density", "relatedness_shares"]

Index = Literal["proximity", "association", "probability", "cosine", "jaccard"]
"""How co-occurrence becomes relatedness."""

INDICES: tuple[Index, ...] = get_args(Index)
"""All indices."""


def count_cooccurrence(member: Flags) -> Floats:
    """Return in how many rows each pair of columns is together.

    Args:
        member: Regions × domains: specialised or not; or projects × domains: filed under it or not.

    Returns:
        Domains × domains; the diagonal is the number of rows of the domain itself.

    Examples:
        >>> count_cooccurrence(np.array([[True, True], [False, True]])).tolist()
        [[1.0, 1.0], [1.0, 2.0]]
    """
    columns = member.astype(np.float64)
    return np.asarray(columns.T @ columns)


def relate_domains(cooccurrence: Floats, index: Index = "proximity") -> Floats:
    """Return the relatedness of each pair of domains.

    With C the co-occurrences of two different domains, S their row sums, T the sum of all, U the diagonal:

    - ``proximity``: C_ij / max(U_i, U_j), the smaller of both conditional probabilities;
    - ``association``: (C_ij / T) / (S_i/T · S_j/T), the ratio to chance;
    - ``probability``: C_ij / ((S_i/T · S_j/(T - S_i) + S_j/T · S_i/(T - S_j)) · T/2), the same for draws without
      repetition;
    - ``cosine``: C_ij / sqrt(S_i · S_j);
    - ``jaccard``: C_ij / (S_i + S_j - C_ij).

    Args:
        cooccurrence: Domains × domains with the number of rows of each on the diagonal.
        index: Which of them.

    Returns:
        Domains × domains, symmetric; 0 on the diagonal and for domains that are with no other.

    Raises:
        QueryParameterError: The index is unknown.

    Source:
        Hidalgo et al. (2007), Science 317, 482-487. https://doi.org/10.1126/science.1144581; van Eck & Waltman (2009),
        JASIST 60, 1635-1651. https://doi.org/10.1002/asi.21075; probability: Steijn (2017), working paper, Utrecht
        University; the last four as the R package EconGeo has them.

    Examples:
        >>> member = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]], dtype=bool)
        >>> relate_domains(count_cooccurrence(member)).round(4)[0].tolist()
        [0.0, 0.5, 0.3333, 0.0]
    """
    check_choice("index of relatedness", index, INDICES)
    together, ubiquity = cooccurrence.copy(), np.diag(cooccurrence)
    np.fill_diagonal(together, 0)
    against = np.maximum.outer(ubiquity, ubiquity) if index == "proximity" else _by_chance(together, index)
    return np.divide(together, against, out=np.zeros_like(together), where=together > 0)


def relatedness_density(relatedness: Floats, specialised: Flags) -> Floats:
    """Return how much of what is related to a domain the region is already specialised in, a share from 0 to 1.

    D_rs = Σ_j φ_sj M_rj / Σ_j φ_sj over all other domains j.

    Args:
        relatedness: Domains × domains.
        specialised: Regions × domains.

    Returns:
        Regions × domains; NaN for a domain that is related to no other.

    Source:
        Boschma, Balland & Kogler (2015), Industrial and Corporate Change 24, 223-250. https://doi.org/10.1093/icc/dtu012

    Examples:
        >>> member = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]], dtype=bool)
        >>> relatedness_density(relate_domains(count_cooccurrence(member)), member).round(4)[0].tolist()
        [0.6, 0.6, 0.6667, 0.0]
    """
    return specialised.astype(np.float64) @ relatedness_shares(relatedness)


def relatedness_shares(relatedness: Floats) -> Floats:
    """Return what share of all that is related to a domain (column) each domain (row) is; NaN for isolated ones."""
    reach = relatedness.sum(axis=0)
    shares: Floats = np.divide(relatedness, reach, out=np.full(relatedness.shape, np.nan), where=reach > 0)
    return shares


def _by_chance(together: Floats, index: Index) -> Floats:
    sums = together.sum(axis=0)
    total = sums.sum() or 1.0
    if index == "association":
        return np.outer(sums, sums) / total
    if index == "cosine":
        return np.sqrt(np.outer(sums, sums))
    if index == "jaccard":
        return np.asarray(np.add.outer(sums, sums) - together)
    drawn: Floats = np.outer(sums / (total - sums), sums / total)
    return (drawn + drawn.T) * total / 2
