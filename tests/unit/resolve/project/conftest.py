"""Small sets of records of two lists and some pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.funding import Amount, Programme
from ecosystem_graph.records.organisation import Identifier
from ecosystem_graph.records.project import Indicator, Participation, Project, Text
from ecosystem_graph.records.provenance import Dataset, Record
from ecosystem_graph.records.schema import Row

Tables = Mapping[str, pl.LazyFrame]
ALPS = "INTERREG VB Alpine Space"


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One project as one record states it.

    Attributes:
        key: Key; its source is the list.
        partners: Names of its partners.
    """

    key: str
    acronym: str | None = "ALPCLUSTERS"
    programme: str | None = ALPS
    period: str | None = "2014-2020"
    start: date | None = None
    start_raw: str | None = None
    end: date | None = None
    total: str | None = None
    title: str | None = None
    partners: tuple[str, ...] = ()
    indicators: Mapping[str, int] = field(default_factory=dict)
    identifiers: Mapping[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def tables_of() -> Callable[..., Tables]:
    """Return a function that gives the record tables of some projects, as they are scanned."""
    return _tables


def _tables(*stated: Stated) -> Tables:
    rows: list[Row] = []
    for each in stated:
        rows += _rows(each)
    for slug in sorted({each.key.partition(".")[0] for each in stated}):
        rows.append(
            Dataset(record=slug, key=slug, title=slug, publisher="P", kind="prose" if slug == "pages" else None)
        )
    return {name: table.lazy() for name, table in records_from_rows(rows).items()}


def _rows(each: Stated) -> list[Row]:
    key, slug = each.key, each.key.partition(".")[0]
    of_project: dict[str, Any] = {"record": key, "subject_class": "project", "subject": key}
    programme = f"{slug}.{each.programme}.{each.period}" if each.programme else None
    rows: list[Row] = [
        Record(record=key, key=key, source=slug, kind="project", file=f"{slug}.csv", checksum="0", locator=key),
        Project(
            record=key, key=key, acronym=each.acronym, programme=programme, start=each.start, start_raw=each.start_raw,
            end=each.end,
        ),
    ]  # fmt: skip
    if programme and each.programme:
        rows.append(Programme(record=key, key=programme, name=each.programme, period=each.period))
    if each.total:
        rows.append(Amount(**of_project, key=f"{key}.total", kind="total", value=Decimal(each.total)))
    if each.title:
        text: dict[str, Any] = {"role": "title", "language": "en", "language_basis": "stated", "text": each.title}
        rows.append(Text(**of_project, key=f"{key}.title", **text))
    for name in each.partners:
        organisation = f"{slug}.{name}"
        rows.append(
            Participation(
                record=key, key=f"{key}.{name}", project=key, organisation=organisation, name=name, role="partner"
            )
        )
    rows += [
        Indicator(record=key, key=f"{key}.{name}", project=key, indicator=name, value=value)
        for name, value in each.indicators.items()
    ]
    rows += [Identifier(**of_project, scheme=scheme, value=value) for scheme, value in each.identifiers.items()]
    return rows
