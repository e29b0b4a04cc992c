"""The region that a report is about: what a release knows of it, and what there is instead when it knows nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.actor import country_of_region
from ecosystem_graph.network.affiliation import Affiliation, affiliate
from ecosystem_graph.network.filters import describe_other_editions, select_participations
from ecosystem_graph.records.parquet import read_table
from ecosystem_graph.resolve.edition import main_counterpart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.release import Release

__all__ = ["ReportRequest", "Subject", "open_subject"]

_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
_SHOWN = 8
_TABLES = (
    "amount", "change", "cluster", "concept", "country", "dataset", "harmonised", "infrastructure", "membership",
    "open_concept", "organisation", "participation", "priority", "programme", "project", "region", "relation",
    "strategy", "topic", "validity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is about.

    Attributes:
        region: NUTS code, level 0 to 3.
        where: Conditions ``filter=value`` that projects meet, as for networks.
        period: Years in which projects ran, ``2014..2020`` or ``2016``; None for all.
        scheme: Concept scheme of domains; None for the one that most projects are filed under.
        min_region: Least number of participations of a region whose specialisation is analysed.
        min_domain: Least number of participations in a domain.
        boundaries: Polygons of regions (GISCO GeoJSON) for the map; None for a map of countries.
        seed: Of draws and layouts.
    """

    region: str
    where: tuple[str, ...] = ()
    period: str | None = None
    scheme: str | None = None
    min_region: int = 10
    min_domain: int = 10
    boundaries: Path | None = None
    seed: int = 0


@dataclass(frozen=True)
class Subject:
    """A region of a release.

    Attributes:
        request: What was asked for.
        code: NUTS code.
        label: Name, or the code where none is on record.
        edition: NUTS edition of the code.
        tables: Consolidated tables, all of them.
        selected: The same with participations of the selected projects only.
        affiliation: Who took part in which project, by region of the same level, each organisation counted.
        recipe: Filters and period.
        release: IRI of the release.
        base_iri: Base IRI of the data.
    """

    request: ReportRequest
    code: str
    label: str
    edition: str
    tables: Mapping[str, pl.DataFrame]
    selected: Mapping[str, pl.DataFrame]
    affiliation: Affiliation | None
    recipe: Recipe
    release: str
    base_iri: str

    @property
    def nuts(self) -> int:
        """Level, 0 to 3."""
        return len(self.code) - 2

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code of the country."""
        return str(pl.select(country_of_region(pl.lit(self.code))).item())

    @cached_property
    def rows(self) -> pl.DataFrame:
        """Organisations of the region by project: ``project``, ``member``, ``participation`` (key), ``lead``."""
        if self.affiliation is None:
            schema = {"project": pl.String, "member": pl.String, "participation": pl.String, "lead": pl.Boolean}
            return pl.DataFrame(schema=schema)
        mine = self.affiliation.rows.filter(pl.col("actor") == self.code)
        return mine.select("project", "member", "participation", "lead")

    def within(self, table: str) -> pl.DataFrame:
        """Return rows of a table whose region, brought to the edition, lies within this one."""
        found = self.tables[table]
        counterparts = main_counterpart(self.tables["harmonised"])
        edition = pl.col("region_edition").cast(pl.String)
        moved = found.with_columns(pl.col("region").cast(pl.String), region_edition=edition).join(
            counterparts.rename({"target": "moved"}),
            left_on=["region", "region_edition"],
            right_on=["region", "edition"],
            how="left",
            nulls_equal=True,
        )
        place = pl.coalesce("moved", "region")
        return moved.filter(place.str.starts_with(self.code).fill_null(value=False)).drop("moved")


def open_subject(release: Release, request: ReportRequest) -> Subject:
    """Read a release and find a region in it.

    Args:
        release: The release.
        request: What the report is about.

    Raises:
        QueryParameterError: The code is not one of NUTS, or a condition or the period is malformed.
        NotFoundError: The release does not know the region; the message names codes near it, and what became of it
            in the edition of the release.
    """
    code = request.region.strip().upper()
    if not _CODE.fullmatch(code):
        raise QueryParameterError(f"region {request.region!r}: expected a NUTS code, for example AT31")
    tables = {name: read_table(release.consolidated / f"{name}.parquet") for name in _TABLES}
    edition = str(tables["harmonised"]["target_edition"].drop_nulls().max() or "not stated")
    if code not in set(_known(tables, edition, len(code))):
        raise _unknown(tables, code, edition)
    selection = select_participations(tables, request.where, request.period)
    selected = {**tables, "participation": selection.participations}
    return Subject(
        request, code, _label(tables, code, edition), edition, tables, selected,
        _affiliate(selected, len(code) - 2, release.base_iri), selection.recipe, release.iri,
        release.base_iri,
    )  # fmt: skip


def _affiliate(tables: Mapping[str, pl.DataFrame], nuts: int, base_iri: str) -> Affiliation | None:
    try:
        return affiliate(tables, "region", nuts=nuts, each=True, base_iri=base_iri)
    except NotFoundError:
        return None  # the report says so where it needs it


def _known(tables: Mapping[str, pl.DataFrame], edition: str, length: int) -> list[str]:
    """Return codes of one length that the release can tell anything of, in its edition."""
    listed = tables["region"].filter(pl.col("edition").cast(pl.String) == edition)["key"].cast(pl.String)
    stated = tables["harmonised"]["target"].drop_nulls()
    longer = [codes.filter(codes.str.len_chars() >= length).str.head(length) for codes in (listed, stated)]
    return sorted(set(pl.concat([each.rename("code") for each in longer])))


def _unknown(tables: Mapping[str, pl.DataFrame], code: str, edition: str) -> NotFoundError:
    known = _known(tables, edition, len(code))
    near = [each for each in known if each.startswith(code[:-1])] or [each for each in known if each[:2] == code[:2]]
    shown = (near or known)[:_SHOWN]
    more = f" … ({len(known):,} of this level)" if len(known) > len(shown) else ""
    listed = ", ".join(f"{each} {_label(tables, each, edition)}" for each in shown)
    message = f"no region {code!r} in NUTS edition {edition} of this release; there is {listed or 'none'}{more}"
    return NotFoundError(message, hint=describe_other_editions(tables, code))


def _label(tables: Mapping[str, pl.DataFrame], code: str, edition: str) -> str:
    regions = tables["region"].filter(pl.col("key") == code).drop_nulls("name")
    ranked = regions.with_columns(other=pl.col("edition").cast(pl.String) != edition).sort("other", "edition", "name")
    return str(ranked["name"][0]) if ranked.height else code
