"""Numbers are read by the stated notation and by nothing else."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.sources.number import CURRENCY_MARKS, PLAIN, Notation, currency_mark, parse_number

GERMAN, ENGLISH, FRENCH = Notation(",", "."), Notation(".", ","), Notation(",", " ")


def read(text: str, notation: Notation) -> str | None:
    value = pl.DataFrame({"a": [text]}).select(parse_number(pl.col("a"), notation)).item()
    return None if value is None else str(value)


def mark(text: str, notation: Notation = PLAIN) -> str | None:
    value = pl.DataFrame({"a": [text]}).select(currency_mark(pl.col("a"), notation)).item()
    return None if value is None else str(value)


@pytest.mark.parametrize(
    ("text", "notation", "number"),
    [
        ("40.000,00 €", GERMAN, "40000.00"),
        ("€544,310", ENGLISH, "544310"),
        ("5.172.338,50 kn", GERMAN, "5172338.50"),
        ("149 736 100 .- HUF", FRENCH, "149736100"),
        ("1\u202f234,5\u00a0€", FRENCH, "1234.5"),
        ("1'000.50", Notation(".", "'"), "1000.50"),
        ("1.000,- EUR", GERMAN, "1000"),
        ("-   9 999.50", Notation(".", " "), "-9999.50"),
        ("\u22125,00", GERMAN, "-5.00"),
        ("5,00-", GERMAN, "-5.00"),
        ("(5,00)", GERMAN, "-5.00"),
        ("€ -5,00", GERMAN, "-5.00"),
        ("+5,00", GERMAN, "5.00"),
        ("85 %", PLAIN, "85"),
        ("007", PLAIN, "007"),
        ("1.234", GERMAN, "1234"),
        ("1.234", PLAIN, "1.234"),
    ],
)
def test_a_number_in_its_notation_is_read(text: str, notation: Notation, number: str) -> None:
    assert read(text, notation) == number


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("1.23,4", GERMAN),
        ("1,234.5", GERMAN),
        ("12.3456,00", GERMAN),
        ("1 234", GERMAN),
        ("(5,00", GERMAN),
        ("5,00)", GERMAN),
        ("5 mil.", GERMAN),
        ("5 of 6", PLAIN),
        ("€", PLAIN),
        ("", PLAIN),
        ("1e5", PLAIN),
        ("٣", PLAIN),
        ("1..5", PLAIN),
    ],
)
def test_what_is_not_in_the_notation_is_no_number(text: str, notation: Notation) -> None:
    assert read(text, notation) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("€544", "EUR"),
        ("12 kn", "HRK"),
        ("PLN 5", "PLN"),
        ("5 Kč", "CZK"),
        ("5 лв.", "BGN"),
        ("5", None),
        ("5 kr", None),
    ],
)
def test_the_mark_beside_a_number_tells_its_currency(text: str, code: str | None) -> None:
    assert mark(text) == code


def test_marks_of_several_countries_are_known_only_where_they_are_stated() -> None:
    swedish = Notation(",", " ", {"kr": "SEK"})
    assert (read("1 000,5 kr", FRENCH), read("1 000,5 kr", swedish), mark("1 000,5 kr", swedish)) == (
        None,
        "1000.5",
        "SEK",
    )


def test_every_known_mark_leads_to_a_code_of_three_letters() -> None:
    assert all(len(code) == 3 and code.isupper() for code in CURRENCY_MARKS.values())


@settings(deadline=None, max_examples=60)
@given(
    value=st.decimals(min_value=-(10**15), max_value=10**15, places=2, allow_nan=False),
    notation=st.sampled_from([GERMAN, ENGLISH, FRENCH, Notation(",", "'"), Notation(".", ""), Notation(",", "")]),
    around=st.sampled_from(["{}", "{} €", "EUR {}", "\u00a0{} "]),
)
def test_what_is_written_in_a_notation_is_read_back(value: Decimal, notation: Notation, around: str) -> None:
    digits = f"{value:,.2f}".replace(",", "\0").replace(".", notation.decimal).replace("\0", notation.group)
    found = read(around.format(digits), notation)
    assert found is not None
    assert Decimal(found) == value
