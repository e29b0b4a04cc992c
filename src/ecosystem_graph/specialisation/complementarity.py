"""What one region can add to another: domains that come nearer with a partner's specialisations, and similarity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ecosystem_graph.specialisation.relatedness import relatedness_shares

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

__all__ = ["density_gain", "score_complementarity", "similarity_of_profiles"]


def density_gain(relatedness: Floats, specialised: Flags, region: int) -> Floats:
    """Return how much relatedness density one region would gain from each partner in each domain.

    Δ_s(r ← q) = D_s(M_r ∪ M_q) - D_s(M_r): the share of what is related to s that q is specialised in and r is not.

    Args:
        relatedness: Domains × domains.
        specialised: Regions × domains.
        region: Number of the region that gains.

    Returns:
        Partners × domains, a share from 0 to 1; NaN for a domain that is related to no other.

    Source:
        An operationalisation of "linkages that give access to new capabilities that are related to existing
        capabilities" (European Commission 2020, study on inter-regional linkages of 292 NUTS 2 regions).

    Examples:
        >>> from ecosystem_graph.specialisation.relatedness import count_cooccurrence, relate_domains
        >>> member = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]], dtype=bool)
        >>> density_gain(relate_domains(count_cooccurrence(member)), member, 0).round(4)[2].tolist()
        [0.4, 0.4, 0.3333, 1.0]
    """
    added = specialised & ~specialised[region]
    return np.asarray(added.astype(np.float64) @ relatedness_shares(relatedness))


def score_complementarity(relatedness: Floats, specialised: Flags, worth: Floats | None = None) -> Floats:
    """Return what each region (row) gains from each partner (column): Σ_s g_s Δ_s(r ← q) over domains r lacks.

    Not symmetric: a specialised region gives much to a diverse one and gains little, or the other way round.

    Args:
        relatedness: Domains × domains.
        specialised: Regions × domains.
        worth: Weight g of each domain, not negative; 1 for each when left out. Domains of NaN count for nothing.

    Returns:
        Regions × regions, 0 on the diagonal. Costs O(regions² × domains).
    """
    weights = np.ones(relatedness.shape[0]) if worth is None else np.nan_to_num(worth)
    shares = np.nan_to_num(relatedness_shares(relatedness))
    lacking = (~specialised).astype(np.float64)
    # Δ sums over what the partner adds, so the sum over domains s can be taken first.
    value = lacking * ((lacking * weights) @ shares.T)
    return np.asarray(value @ specialised.astype(np.float64).T)


def similarity_of_profiles(advantage: Floats) -> Floats:
    """Return the cosine of the advantages of each pair of regions: 1 for the same profile, 0 for nothing in common.

    Args:
        advantage: Regions × domains; NaN counts as 0.

    Returns:
        Regions × regions; NaN for a region with nothing.

    Examples:
        >>> similarity_of_profiles(np.array([[2.0, 0.0], [1.0, 0.0], [0.0, 3.0]])).tolist()
        [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    profiles = np.nan_to_num(advantage)
    length = np.linalg.norm(profiles, axis=1)
    unit = np.divide(profiles, length[:, None], out=np.full(profiles.shape, np.nan), where=length[:, None] > 0)
    return np.asarray(np.clip(unit @ unit.T, None, 1.0))
