"""Amounts in every style that has one reading."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.sources.tabular.amount import Money, amount_rows, parse_amount
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.layout import Layout, Table
from ecosystem_graph.sources.tabular.raw import Origin

NAMES = ("bad-amount", "rounded-amount", "negative-amount", "absurd-amount")
CATALOGUE = {f"EG-{number}": {"name": name, "severity": "info", "meaning": name} for number, name in enumerate(NAMES)}
LAYOUT = Layout("table", ("cost",), {"cost": ""}, {}, {}, (), ())


def parse(cell: str) -> str | None:
    return pl.DataFrame({"cost": [cell]}).select(parse_amount("cost")).item()  # type: ignore[no-any-return]


def amounts(*cells: str | None) -> tuple[pl.DataFrame, list[str]]:
    rows = pl.DataFrame({"row": range(2, len(cells) + 2), "cost": pl.Series(cells, dtype=pl.String)})
    rows = rows.with_columns(record=pl.format("s.{}", "row"), key=pl.format("s.{}", "row"))
    findings = Findings(CATALOGUE)
    table = Table(LAYOUT, Origin(Path("rows.csv")), rows, len(cells))
    found = amount_rows(table, Money("cost", "total", "key", "project"), findings)
    return found, [issue.message for issue in findings.issues()]


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("2073781,25", "2073781.25"), ("758394.29", "758394.29"), ("1,234,567.89", "1234567.89"),
        ("1.234.567,89", "1234567.89"), ("1 234 567,89", "1234567.89"), ("1\u00a0234", "1234"), ("-5", "-5"),
        ("4.7E7", "4.7E7"), ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("67289236.754", "67289236.754"),
        ("123,456", None), ("1,23,456", None), ("12 34", None), ("EUR 5", None), ("", None), ("1e999", None),
        ("1.5.2", None), ("--1", None), ("0x10", None), ("١٢", None),
    ],
)  # fmt: skip
def test_a_style_is_read_where_it_has_one_reading(cell: str, digits: str | None) -> None:
    assert parse(cell) == digits


@given(st.decimals(min_value=Decimal("-99999999999.99"), max_value=Decimal("99999999999.99"), places=2))
def test_an_amount_in_cents_is_exact_whatever_its_style(amount: Decimal) -> None:
    english, german = f"{amount:,}", f"{amount:,}".translate(str.maketrans(",.", ".,"))
    found, messages = amounts(str(amount), english, german, str(amount).replace(".", ","))
    assert set(found["value"]) == {amount}
    assert "bad-amount" not in messages


def test_fractions_of_a_cent_are_rounded_half_up_and_reported() -> None:
    found, messages = amounts("10000000.125", "0.0049", "1.10E1", "5.000")
    assert [str(value) for value in found["value"]] == ["10000000.13", "0.00", "11.00", "5.00"]
    assert messages == ["rounded-amount"] * 2
    assert found["raw"].to_list() == ["10000000.125", "0.0049", "1.10E1", "5.000"]


def test_an_empty_cell_is_no_amount_and_zero_is_one() -> None:
    found, messages = amounts(None, "0", "0,00")
    assert found["state"].to_list() == ["published-zero", "published-zero"]
    assert messages == []


def test_negative_and_absurd_amounts_are_kept_and_reported() -> None:
    found, messages = amounts("-5", "100000000000.01", "100000000000", "9" * 19)
    assert [str(value) for value in found["value"]] == ["-5.00", "100000000000.01", "100000000000.00"]
    assert sorted(messages) == ["absurd-amount", "bad-amount", "negative-amount"]
