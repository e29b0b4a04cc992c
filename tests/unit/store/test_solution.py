"""Answers, whichever store gave them."""

import pyoxigraph as ox
import pytest

from ecosystem_graph.errors import QueryError
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.solution import Solutions, Triples, parse_result, parse_triples


def test_a_solution_leaves_out_what_is_unbound() -> None:
    answer = Solutions(("a", "b"), ((ox.Literal("x"), None), (ox.NamedNode("http://e/"), ox.Literal(1))))
    assert list(answer) == [{"a": ox.Literal("x")}, {"a": ox.NamedNode("http://e/"), "b": ox.Literal(1)}]
    assert answer.texts() == [("x", ""), ("http://e/", "1")]
    assert len(answer) == 2


def test_triples_are_kept_once_each_and_sorted() -> None:
    a, b = (ox.Triple(ox.NamedNode(f"http://e/{name}"), ox.NamedNode("http://e/p"), ox.Literal(1)) for name in "ab")
    assert Triples.gather([b, a, b]).triples == (a, b)


def test_a_triple_term_is_refused() -> None:
    with pytest.raises(QueryError, match="triple term"):
        OxigraphView(ox.Store()).query("SELECT (<<( <http://e/a> <http://e/b> 1 )>> AS ?t) {}")


def test_a_document_that_is_cut_off_is_no_answer() -> None:
    with pytest.raises(SyntaxError):
        parse_result(b'{"head":{"vars":["a"]},"results":{"bindings":[{', ox.QueryResultsFormat.JSON)
    with pytest.raises(SyntaxError):
        parse_triples(b"<http://e/a> <http://e/b> ", ox.RdfFormat.TURTLE)
