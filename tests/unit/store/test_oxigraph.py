"""Oxigraph directories, read in this process."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ecosystem_graph.errors import QueryError, QuerySyntaxError, StoreError
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.store.oxigraph import OxigraphView, check_syntax, open_store
from ecosystem_graph.store.solution import Boolean


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x WHERE {\n  ?x a foaf:Person }", "line 2, column .*: expected a prefix that a PREFIX line declares"),
        ("SELECT ?x WHERE { ?x a <no iri> }", "line 1, column .*: expected a valid IRI"),
        ("SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o }", "line 1, column .*: expected only grouped or aggregated variables"),
        (
            "SELECT ?x WHERE {\n\n ?x }",
            "line 3, column 6: expected other SPARQL 1.1 after '.x }', found 'the end of the line'",
        ),
        ("SELEC * {}", "line 1, column 10: expected .* after 'SELEC . {', found '}'"),
    ],
)
def test_a_syntax_error_says_where_what_was_expected_and_what_was_found(text: str, message: str) -> None:
    with pytest.raises(QuerySyntaxError, match=message):
        check_syntax(text)
    with pytest.raises(QuerySyntaxError, match=message):
        OxigraphView(ox.Store()).query(text)


def test_a_missing_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing: expected a store directory, found none") as caught:
        OxigraphView.open(tmp_path / "missing")
    assert caught.value.hint
    assert not (tmp_path / "missing").exists()


def test_a_folder_that_is_no_store_stays_untouched(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(StoreError):
        open_store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_damaged_store_is_one_clear_error(tmp_path: Path) -> None:
    load_quads([b"<http://e/a> <http://e/b> <http://e/c> ."], tmp_path / "store")
    (tmp_path / "store" / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(StoreError, match="the store cannot be opened"):
        OxigraphView.open(tmp_path / "store")


def test_reading_changes_no_byte_of_a_store(tmp_path: Path) -> None:
    load_quads([b"<http://e/a> <http://e/b> <http://e/c> ."], tmp_path / "store")
    before = {path.name: path.read_bytes() for path in (tmp_path / "store").iterdir()}
    assert OxigraphView.open(tmp_path / "store").query("ASK { ?s ?p ?o }") == Boolean(value=True)
    assert {path.name: path.read_bytes() for path in (tmp_path / "store").iterdir()} == before


def test_a_query_that_cannot_be_evaluated_is_a_query_error() -> None:
    with pytest.raises(QueryError, match="cannot be evaluated"):
        OxigraphView(ox.Store()).query("SELECT (<http://e/unknown>(1) AS ?x) {}")
