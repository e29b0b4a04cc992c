"""Everything an analysis says of one region, for a page about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.specialisation.table import find_region, tabulate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.specialisation.analysis import Specialisation

__all__ = ["RegionProfile", "profile_region"]

_OF_REGION = (
    "rca", "opportunities", "partners", "complementarity", "similarity", "diversity", "declared", "agreement", "gaps",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegionProfile:
    """One region in an analysis.

    Attributes:
        region: NUTS code.
        label: Name.
        country: ISO 3166-1 alpha-2.
        participations: Participations with a domain.
        complexity: Standardised; None where it is not defined.
        complexity_rank: Place among all regions, 1 for the most complex; None where it is not defined.
        regions: Number of regions analysed.
        tables: Rows of this region of each table that could be made.
        missing: Why each other table could not be made, one sentence.
        recipe: How everything was made, with coverage.
    """

    region: str
    label: str
    country: str
    participations: int
    complexity: float | None
    complexity_rank: int | None
    regions: int
    tables: Mapping[str, pl.DataFrame]
    missing: Mapping[str, str]
    recipe: Recipe


def profile_region(analysis: Specialisation, region: str) -> RegionProfile:
    """Return what an analysis says of one region.

    Args:
        analysis: What [`analyse`][ecosystem_graph.specialisation.analysis.analyse] returned.
        region: NUTS code of the level analysed.

    Raises:
        NotFoundError: The region is not among those analysed.
    """
    code = find_region(analysis, region)
    row = int(analysis.volume.regions["key"].index_of(code) or 0)
    known = analysis.volume.regions.row(row, named=True)
    complexity = analysis.complexity.regions
    defined = not np.isnan(complexity[row])
    tables, missing = _tables(analysis, code)
    return RegionProfile(
        region=code,
        label=known["label"],
        country=known["country"],
        participations=known["participations"],
        complexity=float(complexity[row]) if defined else None,
        complexity_rank=1 + int((complexity > complexity[row]).sum()) if defined else None,
        regions=len(complexity),
        tables=tables,
        missing=missing,
        recipe=analysis.recipe,
    )


def _tables(analysis: Specialisation, region: str) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    tables, missing = {}, {}
    for name in _OF_REGION:
        try:
            tables[name] = tabulate(analysis, name, region=region)
        except NotFoundError as error:
            missing[name] = str(error)
    for name in ("declared", "agreement"):
        if name in tables and tables[name].is_empty():
            missing[name] = f"no strategy of {region} is on record"
            del tables[name]
    return tables, missing
