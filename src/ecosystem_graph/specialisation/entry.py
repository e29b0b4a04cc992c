"""Whether what an analysis calls near came true: which specialisations a later period added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.stats import rankdata

from ecosystem_graph.specialisation.opportunity import entry_potential

if TYPE_CHECKING:
    import numpy.typing as npt

    from ecosystem_graph.specialisation.analysis import Specialisation

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

__all__ = ["measure_entry", "rank_entries"]


def measure_entry(before: Specialisation, after: Specialisation) -> pl.DataFrame:
    """Return how well the earlier analysis ranks the specialisations that the later one has and it has not.

    Args:
        before: Analysis of an earlier period.
        after: The same analysis of a later period; regions and domains of both are compared.

    Returns:
        One row per predictor (``density``, ``entry_potential``, ``advantage``): ``candidates`` (domains that a region
        was not specialised in, with a value), ``entries`` (specialisations of the later period among them), the shares
        that entered of the ``lowest``, ``middle`` and ``highest`` third of the values, and ``auc``: the chance that an
        entry had a higher value than a candidate that did not enter, 0.5 for no relation. Null where not defined.

    Source:
        Hanley & McNeil (1982), Radiology 143, 29-36. https://doi.org/10.1148/radiology.143.1.7063747
    """
    sides = [
        getattr(before.volume, side)
        .select("key", one=pl.int_range(pl.len()))
        .join(getattr(after.volume, side).select("key", two=pl.int_range(pl.len())), on="key")
        .sort("key")
        for side in ("regions", "domains")
    ]
    first, second = (np.ix_(*(side[which].to_numpy() for side in sides)) for which in ("one", "two"))
    candidate = ~before.specialised[first]
    entered = after.specialised[second][candidate]
    predictors = {
        "density": before.density,
        "entry_potential": entry_potential(before.density, before.specialised),
        "advantage": before.advantage,
    }
    rows = [(name, *rank_entries(values[first][candidate], entered)) for name, values in predictors.items()]
    shares = dict.fromkeys(("lowest", "middle", "highest", "auc"), pl.Float64)
    schema = {"predictor": pl.String, "candidates": pl.Int64, "entries": pl.Int64, **shares}
    return pl.DataFrame(rows, schema=schema, orient="row")


def rank_entries(
    values: Floats, entered: Flags
) -> tuple[int, int, float | None, float | None, float | None, float | None]:
    """Return numbers of candidates and entries, the share that entered of each third, and the area under the curve.

    Args:
        values: One per candidate; candidates of NaN are left out. Equal values share their mean rank.
        entered: Whether the candidate became a specialisation.

    Examples:
        >>> rank_entries(np.array([1.0, 2.0, 3.0]), np.array([False, False, True]))
        (3, 1, 0.0, 0.0, 1.0, 1.0)
    """
    known = ~np.isnan(values)
    ranks, came = rankdata(values[known]), entered[known]
    number, entries = len(came), int(came.sum())
    third = np.ceil(3 * ranks / number) if number else ranks
    low, middle, high = (float(came[third == each].mean()) if (third == each).any() else None for each in (1, 2, 3))
    pairs = entries * (number - entries)
    auc = (ranks[came].sum() - entries * (entries + 1) / 2) / pairs if pairs else None
    return number, entries, low, middle, high, None if auc is None else float(auc)
