"""How broad a region's domains are spread, and how far they are from those of all regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["DIVERSITY_MEASURES", "measure_diversity"]

DIVERSITY_MEASURES = ("shannon", "effective_domains", "herfindahl", "gini", "krugman", "hachman")
"""Names of what `measure_diversity` returns."""


def measure_diversity(volume: Floats) -> dict[str, Floats]:
    """Return measures of each region; p are its shares of domains, q those of all regions together.

    - ``shannon``: -Σ p ln p, in nats; ``effective_domains``: its exponential, as many equal domains as are as diverse;
    - ``herfindahl``: Σ p², 1 for one domain;
    - ``gini``: of p over all domains, those it lacks included; 0 for equal shares;
    - ``krugman``: Σ |p - q|, 0 for the mix of all regions, at most 2;
    - ``hachman``: 1 / Σ (p²/q), 1 for the mix of all regions, towards 0 for a different one.

    Args:
        volume: Regions × domains.

    Returns:
        One value per region and measure; NaN for a region with nothing.

    Source:
        Shannon (1948), Bell System Technical Journal 27, 379-423; Hirschman (1964), American Economic Review 54, 761;
        Gini (1921), Economic Journal 31, 124-126; Krugman (1991), Geography and Trade, MIT Press; for the index of
        Hachman: Kem C. Gardner Policy Institute (2020), Measuring Economic Diversity.

    Examples:
        >>> found = measure_diversity(np.array([[1.0, 1.0], [0.0, 2.0]]))
        >>> [found[name].round(4).tolist() for name in ("effective_domains", "herfindahl", "krugman")]
        [[2.0, 1.0], [0.5, 1.0], [0.5, 0.5]]
    """
    total, whole = volume.sum(axis=1), volume.sum(axis=0)
    own = np.divide(volume, total[:, None], out=np.full(volume.shape, np.nan), where=total[:, None] > 0)
    everywhere = whole / whole.sum() if whole.sum() else whole
    logarithm = np.log(own, out=np.zeros_like(own), where=own > 0)
    shannon = np.where(total > 0, -(own * logarithm).sum(axis=1) + 0.0, np.nan)
    relative = np.divide(own**2, everywhere, out=np.zeros_like(own), where=everywhere > 0).sum(axis=1)
    return {
        "shannon": shannon,
        "effective_domains": np.exp(shannon),
        "herfindahl": (own**2).sum(axis=1),
        "gini": _gini(own),
        "krugman": np.abs(own - everywhere).sum(axis=1),
        "hachman": np.divide(1.0, relative, out=np.full(len(total), np.nan), where=(relative > 0) & (total > 0)),
    }


def _gini(shares: Floats) -> Floats:
    """Return the mean difference of all pairs of shares, relative to twice their mean."""
    number = shares.shape[1]
    ranks = 2 * np.arange(1, number + 1) - number - 1
    return np.asarray(np.sort(shares, axis=1) @ ranks / number)
