"""Programmes, calls and money."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ecosystem_graph.records.schema import KEY, Row

__all__ = ["Amount", "Call", "Programme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Row):
    """A funding programme in one programming period."""

    key: Annotated[str, KEY]
    name: Annotated[str, "Name as published, blanks at both ends removed."]
    period: Annotated[str | None, "Code of the programming-period scheme (`2014-2020`)."] = None
    strand: Annotated[str | None, "Code of the strand scheme (`a`, `b`, `c`, `d`) for Interreg."] = None
    cofinancing_ceiling: Annotated[str | None, "Highest EU share of eligible cost, 0-1, as xsd:decimal text."] = None
    website: Annotated[str | None, "Website, absolute http(s) IRI."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Row):
    """One call of one programme."""

    key: Annotated[str, KEY]
    programme: Annotated[str, "Key of the programme."]
    number: Annotated[str, "Number as published (`1`, `SM1`)."]
    opened: Annotated[date | None, "First day."] = None
    closed: Annotated[date | None, "Last day, inclusive."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Row):
    """One amount of money."""

    key: Annotated[str, KEY]
    subject_class: Annotated[str, "`project`, `participation`, `call` or, for sums over its projects, `organisation`."]
    subject: Annotated[str, "Key of what the money is for."]
    kind: Annotated[str, "Code of the budget-kind scheme: `total`, `eu`, `national`, `erdf`, `ipa`…"]
    phase: Annotated[str, "Code of the budget-phase scheme: `planned`, `approved`, `executed`, `unknown`."] = "unknown"
    value: Annotated[Decimal | None, "Amount in `currency`, current prices; null when unpublished."] = None
    currency: Annotated[str, "ISO 4217."] = "EUR"
    state: Annotated[str, "`published`, `published-zero` or `unpublished`."] = "published"
    raw: Annotated[str | None, "Amount as published."] = None
