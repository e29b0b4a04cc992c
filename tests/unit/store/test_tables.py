"""SQL over the tables of a release: terms, limits, and what a statement cannot reach."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest

from ecosystem_graph.errors import QueryError, QueryTimeoutError, StoreError
from ecosystem_graph.store.solution import Boolean, Solutions
from ecosystem_graph.store.tables import TableView

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "it's here"
    place.mkdir()
    table = {
        "key": ["a", "b"],
        "count": [3, None],
        "amount": [Decimal("12.50"), Decimal("-0.00")],
        "day": [date(2016, 11, 1), None],
        "kept": [True, False],
        "name": ["Haus", "maison"],
        "language": ["de", None],
    }
    pl.DataFrame(table).write_parquet(place / "thing.parquet")
    return place


@pytest.fixture
def view(folder: Path) -> TableView:
    return TableView(folder, "https://example.org/")


def only(answer: Solutions | Boolean) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | None]:
    assert isinstance(answer, Solutions)
    return [row[0] for row in answer.rows]


def typed(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{name}"))


@pytest.mark.parametrize(
    ("column", "terms"),
    [
        ("key", [ox.Literal("a"), ox.Literal("b")]),
        ("count", [typed("3", "integer"), None]),
        ("sum(count) OVER ()", [typed("3", "integer")] * 2),
        ("amount", [typed("12.5", "decimal"), typed("0", "decimal")]),
        ("amount * 0.00000001::DECIMAL(18, 8)", [typed("0.000000125", "decimal"), typed("0", "decimal")]),
        ("day", [typed("2016-11-01", "date"), None]),
        ("kept", [typed("true", "boolean"), typed("false", "boolean")]),
        ("{'iri': getvariable('base') || key}", [ox.NamedNode(f"https://example.org/{key}") for key in "ab"]),
        ("{'iri': CASE WHEN key = 'a' THEN 'urn:a' END}", [ox.NamedNode("urn:a"), None]),
        ("{'text': name, 'language': language}", [ox.Literal("Haus", language="de"), ox.Literal("maison")]),
        ("NULL", [None, None]),
    ],
)
def test_columns_become_the_terms_a_store_gives(
    view: TableView, column: str, terms: list[ox.NamedNode | ox.Literal | None]
) -> None:
    assert only(view.query(f"SELECT {column} AS value FROM thing ORDER BY key")) == terms


@pytest.mark.parametrize("column", ["1.5::DOUBLE", "[1]", "{'iri': 'not an IRI'}", "{'other': 1}"])
def test_what_is_no_term_is_refused(view: TableView, column: str) -> None:
    with pytest.raises(QueryError, match="expected"):
        view.query(f"SELECT {column} AS value FROM thing")


def test_a_column_called_boolean_answers_yes_or_no(view: TableView) -> None:
    assert view.query("SELECT EXISTS (FROM thing WHERE kept) AS boolean") == Boolean(value=True)


def test_what_is_unbound_comes_first_as_in_sparql(view: TableView) -> None:
    assert only(view.query("SELECT count FROM thing ORDER BY count"))[0] is None
    assert only(view.query("SELECT count FROM thing ORDER BY count DESC"))[-1] is None


def test_values_are_bound(view: TableView) -> None:
    text = "SELECT key FROM thing WHERE list_contains($key::VARCHAR[], key)"
    assert only(view.query(text, {"key": ["b", "' OR true --"]})) == [ox.Literal("b")]


@pytest.mark.parametrize(
    "text",
    [
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('/etc/hostname')",
        "COPY thing TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_a_statement_reaches_nothing_but_the_tables(view: TableView, text: str) -> None:
    with pytest.raises(QueryError):
        view.query(text)


def test_a_statement_is_stopped_after_the_time_allowed_and_the_next_one_is_answered(folder: Path) -> None:
    view = TableView(folder, "https://example.org/", timeout=0.2)
    with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.2 s"):
        view.query(
            "SELECT count(*) AS number FROM range(1000000) AS a, range(1000000) AS b WHERE a.range % 7 = b.range % 5"
        )
    assert only(view.query("SELECT 1 AS number")) == [typed("1", "integer")]


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="expected consolidated tables, found none"):
        TableView(tmp_path, "https://example.org/")
