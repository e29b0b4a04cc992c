"""Two number styles are read exactly; nothing else is guessed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported

type_of_read = Callable[[Any], Imported]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2,521,964.00", "2521964.00"), ("900.10", "900.10"), ("1929500", "1929500.00"), ("758394.29", "758394.29"),
        ("758394.3", "758394.30"), ("999,999,999,999,999,999.99", "999999999999999999.99"),
        ("1000.000000000001", "1000.00"),
    ],
)  # fmt: skip
def test_an_amount_in_a_known_style_is_exact_to_the_cent(
    raw: str, value: str, export: Any, read_back: type_of_read, the: Callable[..., dict[str, Any]]
) -> None:
    export.projects[0]["Budget"] = raw
    amount = the(read_back(export), "amount", raw=raw, kind="total")
    assert (amount["value"], amount["currency"], amount["phase"]) == (Decimal(value), "EUR", "unknown")
    assert amount["key"] == f"{amount['subject']}.total"


@pytest.mark.parametrize(
    "raw", ["1.234", "1.234,56", "12,34", "1,23,456.00", "-5.00", "EUR 5", "5 000.00", "1e6", "9" * 19]
)
def test_an_amount_in_another_style_gives_a_violation_and_no_value(
    raw: str, export: Any, read_back: type_of_read, found: Callable[[Imported, str], list[Issue]]
) -> None:
    export.projects[0]["EU Funding"] = raw
    imported = read_back(export)
    (issue,) = found(imported, "EG-KEEP-017")
    assert (issue.severity, issue.field, issue.found) == ("violation", "EU Funding", raw)
    assert issue.place == "sheet Projects (lead partners), row 2"
    assert raw not in imported.records["amount"]["raw"].to_list()


def test_a_published_zero_is_kept_and_an_empty_cell_gives_no_row(
    export: Any, read_back: type_of_read, the: Callable[..., dict[str, Any]]
) -> None:
    imported = read_back(export)
    amounts = imported.records["amount"]
    zero = the(imported, "amount", kind="eni")
    assert (zero["value"], zero["state"], zero["raw"]) == (Decimal(0), "published-zero", "0")
    stated = sum(
        bool(row.get(column)) for row in export.projects for column in row if "udget" in column or "EU F" in column
    )
    assert amounts.filter(subject_class="project").height == stated
    assert the(imported, "amount", subject_class="call", raw="0")["state"] == "published-zero"


def test_traces_of_binary_arithmetic_are_reported(
    export: Any, read_back: type_of_read, found: Callable[[Imported, str], list[Issue]]
) -> None:
    export.projects[0]["ERDF budget"] = "1929499.9999999998"
    imported = read_back(export)
    (issue,) = found(imported, "EG-KEEP-018")
    assert (issue.severity, issue.field, issue.found) == ("info", "ERDF budget", "1929499.9999999998")
    assert imported.records["amount"].filter(raw="1929499.9999999998")["value"].to_list() == [Decimal(1929500)]


def test_expenditure_is_executed(export: Any, read_back: type_of_read, the: Callable[..., dict[str, Any]]) -> None:
    export.projects[0] |= {"Project total expenditure": "2,400,000.00", "Project EU Funding expenditure": "1800000"}
    imported = read_back(export)
    assert the(imported, "amount", phase="executed", kind="total")["value"] == Decimal(2400000)
    assert the(imported, "amount", phase="executed", kind="eu")["key"].endswith(".eu.executed")


def test_eu_funding_above_the_total_budget_is_reported(
    export: Any, read_back: type_of_read, found: Callable[[Imported, str], list[Issue]]
) -> None:
    export.projects[0]["EU Funding"] = "2521964.01"
    (issue,) = found(read_back(export), "EG-KEEP-019")
    assert issue.found == "2521964.01 of 2,521,964.00"
