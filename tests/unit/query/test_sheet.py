"""Workbooks and Parquet files, read back by openpyxl and polars."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.errors import QueryError, QueryParameterError
from ecosystem_graph.query import sheet
from ecosystem_graph.query.format import format_result
from ecosystem_graph.query.sheet import format_parquet, format_xlsx
from ecosystem_graph.store.solution import Boolean, Solutions, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
FORMULAS = ["=1+1", '=HYPERLINK("http://e.org")', "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "_x003D_1", "|x"]


def typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def read_cells(*terms: Term | None) -> list[object]:
    """Return the values below the heading, as openpyxl reads them."""
    content = format_xlsx(Solutions(("x",), tuple((term,) for term in terms)))
    page = openpyxl.load_workbook(io.BytesIO(content))["answer"]
    return [row[0].value for row in page.iter_rows(min_row=2)]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    content = format_xlsx(Solutions((text,), ((ox.Literal(text),),)))
    page = openpyxl.load_workbook(io.BytesIO(content))["answer"]
    assert [cell.data_type for cell in page["A"]] == ["s", "s"] or [cell.data_type for cell in page["A"]] == [
        "inlineStr",
        "inlineStr",
    ]
    assert b"<f>" not in content


def test_cells_have_the_types_of_their_values() -> None:
    assert read_cells(None, typed("2016-11-01", "date")) == [None, datetime(2016, 11, 1)]
    assert read_cells(typed("14", "integer")) == [14]
    assert read_cells(typed("1929500.05", "decimal")) == [1929500.05]
    assert read_cells(typed("0.5", "double")) == [0.5]
    assert read_cells(typed("true", "boolean"), typed("false", "boolean")) == [True, False]


def test_what_a_sheet_would_change_is_text() -> None:
    assert read_cells(typed("1234567890123456", "integer")) == ["1234567890123456"]
    assert read_cells(typed("1850-01-01", "date")) == ["1850-01-01"]
    assert read_cells(typed("INF", "double")) == ["inf"]


def test_languages_have_a_column() -> None:
    content = format_xlsx(Solutions(("label",), ((ox.Literal("Haus <&>", language="de"),),)))
    page = openpyxl.load_workbook(io.BytesIO(content))["answer"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["label", "label_language"],
        ["Haus <&>", "de"],
    ]


def test_the_same_answer_gives_the_same_bytes() -> None:
    answer = Solutions(("x",), ((ox.Literal("a"),),))
    assert format_xlsx(answer) == format_xlsx(answer)
    assert format_parquet(answer) == format_parquet(answer)


@pytest.mark.parametrize(("text", "words"), [("a" * 32_768, "a cell holds"), ("\x00", "U+0000")])
def test_what_a_sheet_cannot_hold_is_told(text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words.replace("+", r"\+")) as caught:
        read_cells(ox.Literal(text))
    assert "parquet" in caught.value.hint


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_ROWS", 1)
    with pytest.raises(QueryError, match="a sheet holds 1 rows"):
        read_cells(None, None)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_texts_come_back_as_they_were(text: str) -> None:
    expected = text.translate({0xFFFE: None, 0xFFFF: None})
    if expected == text:
        assert read_cells(ox.Literal(text)) == [text]


def test_parquet_keeps_types_and_languages() -> None:
    row = (typed("2016-11-01", "date"), typed("1929500.00", "decimal"), ox.Literal("Haus", language="de"))
    content = format_result(Solutions(("day", "money", "label"), (row,)), "parquet")
    assert pl.read_parquet(io.BytesIO(content)).to_dicts() == [
        {"day": date(2016, 11, 1), "money": Decimal("1929500.00"), "label": "Haus", "label_language": "de"}
    ]


def test_a_truth_value_fits_no_sheet() -> None:
    with pytest.raises(QueryParameterError, match="xlsx does not fit an ASK query"):
        format_result(Boolean(value=True), "xlsx")
