"""The table that everything starts from: what each region did in each domain, and what of the release is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

import numpy as np
import polars as pl
from scipy import sparse

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.actor import describe_regions
from ecosystem_graph.network.affiliation import locate_participations
from ecosystem_graph.network.money import amounts_of_participations
from ecosystem_graph.specialisation.domain import choose_scheme, file_under, label_domains

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from ecosystem_graph.network.money import MoneyKind
    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.specialisation.request import SpecialisationRequest

    Tables = Mapping[str, pl.DataFrame]

__all__ = ["MEASURES", "Measure", "Volume", "measure_volume"]

Measure = Literal["count", "fractional", "money"]
"""Participations; projects, each counted once in all; or amounts."""

MEASURES: tuple[Measure, ...] = get_args(Measure)
"""All measures."""

_MEANING = {
    "count": "participations, each once in every domain of its project",
    "fractional": "projects: each adds 1 in all, in equal parts to its participations and domains",
    "money": "EUR, what a participation received, in equal parts to the domains of its project",
}


@dataclass(frozen=True, slots=True)
class Volume:
    """What regions did in domains.

    Attributes:
        regions: ``key`` (NUTS code; sorted), ``label``, ``country``, ``region``, ``participations``.
        domains: ``key`` (code; sorted), ``label``, ``participations``.
        scheme: Concept scheme of the domains.
        cells: One row per project, region and domain: ``project`` (number), ``row``, ``column`` (numbers of region and
            domain), ``participations``, ``value``.
        recipe: Scheme, measure, edition, guards and coverage.
    """

    regions: pl.DataFrame
    domains: pl.DataFrame
    scheme: str
    cells: pl.DataFrame
    recipe: Recipe

    def matrix(self, column: str = "value") -> npt.NDArray[np.float64]:
        """Return regions × domains: ``value``, or the ``participations`` behind it."""
        place = (self.cells["row"].to_numpy(), self.cells["column"].to_numpy())
        values = self.cells[column].to_numpy().astype(np.float64)
        shape = self.regions.height, self.domains.height
        return np.asarray(sparse.coo_array((values, place), shape=shape).toarray())


def measure_volume(tables: Tables, request: SpecialisationRequest) -> Volume:
    """Return the table of regions and domains.

    Regions and domains of fewer participations than the request asks for are left out before anything is computed;
    both are counted in the whole table.

    Args:
        tables: Consolidated tables; ``participation`` holds the selected rows.
        request: What to measure.

    Raises:
        NotFoundError: The scheme is not in the release, or nothing is left; the message says what there is.
    """
    scheme = choose_scheme(tables, request.via or request.scheme)
    scheme = request.scheme or scheme
    tables = {**tables, "participation": _without_large(tables["participation"], request.largest)}
    topics = file_under(tables, "project", scheme, depth=request.depth, via=request.via)
    located, recipe = locate_participations(tables, request.nuts)
    rows = _contributions(tables, request, topics, located)
    cells, left_out = _guarded(rows, request)
    measured: Recipe = {
        "scheme": scheme if request.via is None else f"{scheme}, also by mapping from {request.via}",
        "measure": _MEANING[request.measure],
        "largest_project": request.largest or "all kept",
        "level": f"NUTS {request.nuts} region",
        **recipe,
        **_coverage(tables, request, topics, located),
        **left_out,
    }
    return _numbered(tables, cells, scheme, measured)


def _without_large(participations: pl.DataFrame, largest: int | None) -> pl.DataFrame:
    return participations if largest is None else participations.filter(pl.len().over("project") <= largest)


def _contributions(
    tables: Tables, request: SpecialisationRequest, topics: pl.DataFrame, located: pl.DataFrame
) -> pl.DataFrame:
    """Return what each project adds to each region and domain."""
    parts = pl.len().cast(pl.Float64)
    if request.measure == "money":
        located = located.join(amounts_of_participations(tables, cast("MoneyKind", request.money)), on="participation")
        parts = pl.col("amount").sum().round(2)  # so that the order of the sum decides no bit
    present = located.group_by("project", region="actor").agg(participations=pl.len().cast(pl.Int64), part=parts)
    shares = topics.select(project="subject", domain="domain").with_columns(domains=pl.len().over("project"))
    joined = present.join(shares, on="project")
    value = pl.col("part") if request.measure == "count" else pl.col("part") / pl.col("domains")
    if request.measure == "fractional":
        sizes = tables["participation"].group_by("project").agg(size=pl.len())
        joined, value = joined.join(sizes, on="project"), value / pl.col("size")
    return joined.select("project", "region", "domain", "participations", value=value)


def _guarded(rows: pl.DataFrame, request: SpecialisationRequest) -> tuple[pl.DataFrame, Recipe]:
    """Return the rows of regions and domains that have enough participations, and how many others there are."""
    if rows.is_empty():
        raise NotFoundError(
            "none of the selected participations has all of region, domain and "
            + ("published amount" if request.measure == "money" else "project"),
            hint="Another --nuts, --scheme or --measure may have some.",
        )
    once = rows.unique(["project", "region"], keep="any")
    enough_regions = _enough(once, "region", request.min_region)
    enough_domains = _enough(rows, "domain", request.min_domain)
    kept = rows.join(enough_regions, on="region", how="semi").join(enough_domains, on="domain", how="semi")
    if kept.is_empty():
        most = [_largest(once, "region"), _largest(rows, "domain")]
        raise NotFoundError(
            f"no region of {request.min_region} and domain of {request.min_domain} participations or more; "
            f"the largest region has {most[0]:,}, the largest domain {most[1]:,}",
            hint="Lower --min-region and --min-domain.",
        )
    gone = {name: rows[name].n_unique() - kept[name].n_unique() for name in ("region", "domain")}
    return kept, {
        "regions_left_out": f"{gone['region']:,} (fewer than {request.min_region} participations)",
        "domains_left_out": f"{gone['domain']:,} (fewer than {request.min_domain} participations)",
    }


def _largest(rows: pl.DataFrame, name: str) -> int:
    return int(rows.group_by(name).agg(number=pl.col("participations").sum())["number"].sort()[-1])


def _enough(rows: pl.DataFrame, name: str, least: int) -> pl.DataFrame:
    counted = rows.group_by(name).agg(pl.col("participations").sum())
    return counted.filter(pl.col("participations") >= least)


def _coverage(tables: Tables, request: SpecialisationRequest, topics: pl.DataFrame, located: pl.DataFrame) -> Recipe:
    rows, filed = tables["participation"], topics["subject"].unique().implode()
    whole, projects = rows.height, rows["project"].n_unique()
    with_topic = rows.filter(pl.col("project").is_in(filed))
    both = located.filter(pl.col("project").is_in(filed))
    found: Recipe = {
        "participations": whole, "projects": projects,
        "projects_with_domain": _share(with_topic["project"].n_unique(), projects),
        "participations_with_region": _share(located.height, whole),
        "participations_with_domain": _share(with_topic.height, whole),
        "participations_counted": _share(both.height, whole),
    }  # fmt: skip
    if request.measure == "money":
        amounts = amounts_of_participations(tables, cast("MoneyKind", request.money))
        paid = both.join(amounts, on="participation", how="semi")
        found["participations_counted"] = _share(paid.height, whole)
        found["participations_with_amount"] = _share(
            rows.filter(pl.col("key").is_in(amounts["participation"].implode())).height, whole
        )
        found["money"] = f"{'EU contribution' if request.money == 'eu' else 'total'}, published amounts only"
    return found


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole:.1%})" if whole else "0 of 0"


def _numbered(tables: Tables, cells: pl.DataFrame, scheme: str, recipe: Recipe) -> Volume:
    once = cells.unique(["project", "region"], keep="any")
    described = describe_regions(cells["region"].unique(), tables["region"], str(recipe["nuts_edition"]))
    regions = described.join(_counted(once, "region"), on="key").sort("key").with_row_index("row")
    labels = label_domains(tables, scheme, cells["domain"].unique())
    domains = labels.join(_counted(cells, "domain"), on="key").sort("key").with_row_index("column")
    number = pl.col("project").rank("dense").cast(pl.Int64) - 1
    numbered = (
        cells.join(regions.select("row", region="key"), on="region")
        .join(domains.select("column", domain="key"), on="domain")
        .select(number, pl.col("row", "column").cast(pl.Int64), "participations", "value")
        .sort("row", "column", "project")
    )
    return Volume(regions.drop("row"), domains.drop("column"), scheme, numbered, recipe)


def _counted(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.group_by(key=name).agg(pl.col("participations").sum())
