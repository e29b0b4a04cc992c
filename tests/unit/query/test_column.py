"""Columns have one type each; what does not fit stays the text it was."""

from datetime import date
from decimal import Decimal

import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.query.column import read_columns
from ecosystem_graph.store.solution import Solutions, Term

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def one_column(*terms: Term | None) -> pl.Series:
    return read_columns(Solutions(("x",), tuple((term,) for term in terms)))[0]


@pytest.mark.parametrize(
    ("term", "value", "dtype"),
    [
        (typed("2016-11-01", "date"), date(2016, 11, 1), pl.Date),
        (typed("14", "integer"), 14, pl.Int64),
        (typed("1929500.00", "decimal"), Decimal("1929500.00"), pl.Decimal),
        (typed("0.5", "double"), 0.5, pl.Float64),
        (typed("true", "boolean"), True, pl.Boolean),
        (ox.NamedNode("http://e.org/x"), "http://e.org/x", pl.String),
        (ox.BlankNode("b"), "_:b", pl.String),
        (ox.Literal("=1+1"), "=1+1", pl.String),
        (typed("1998", "gYear"), "1998", pl.String),
    ],
)
def test_a_term_gives_a_value_of_its_type(term: Term, value: object, dtype: type[pl.DataType]) -> None:
    column = one_column(term, None)
    assert column.to_list() == [value, None]
    assert column.dtype == dtype


def test_money_keeps_its_cents_beside_whole_numbers() -> None:
    column = one_column(typed("3", "integer"), typed("2521964.05", "decimal"))
    assert column.to_list() == [Decimal(3), Decimal("2521964.05")]


@pytest.mark.parametrize(
    "terms",
    [
        (typed("2016-11-01Z", "date"),),
        (typed("9" * 30, "integer"),),
        (typed("1." + "9" * 40, "decimal"),),
        (typed("perhaps", "boolean"),),
        (typed("14", "integer"), ox.Literal("fourteen")),
        (typed("14", "integer"), ox.NamedNode("http://e.org/14")),
    ],
)
def test_what_does_not_fit_stays_text(terms: tuple[ox.Literal | ox.NamedNode, ...]) -> None:
    assert one_column(*terms).to_list() == [term.value for term in terms]


def test_languages_are_kept_in_a_column_beside() -> None:
    rows = ((ox.Literal("Haus", language="de"),), (ox.Literal("x"),), (None,))
    columns = read_columns(Solutions(("label",), rows))
    assert [column.name for column in columns] == ["label", "label_language"]
    assert columns[1].to_list() == ["de", None, None]


def test_a_language_column_takes_no_name_that_is_in_use() -> None:
    text = ox.Literal("Haus", language="de")
    columns = read_columns(Solutions(("label", "label_language"), ((text, ox.Literal("x")),)))
    assert [column.name for column in columns] == ["label", "label_language_", "label_language"]


def test_an_answer_without_solutions_has_its_columns() -> None:
    assert [(column.name, len(column)) for column in read_columns(Solutions(("a", "b"), ()))] == [("a", 0), ("b", 0)]


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**20), max_value=10**20)))
def test_decimals_are_exact(values: list[Decimal]) -> None:
    column = one_column(*(typed(format(value, "f"), "decimal") for value in values))
    assert column.to_list() == values
