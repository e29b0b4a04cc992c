"""Limits of query texts."""

import time

import pytest

from ecosystem_graph.errors import QueryError, QuerySyntaxError
from ecosystem_graph.query.guard import MAX_BYTES, MAX_NESTING, check_query
from ecosystem_graph.store.form import QueryForm


@pytest.mark.parametrize("form", list(QueryForm))
def test_the_form_of_a_query_is_told(form: QueryForm) -> None:
    assert check_query(f"# ASK\nPREFIX ask: <http://e/select#>\n{form.lower()} * WHERE {{ ?s ?p ?o }}") is form


@pytest.mark.parametrize(
    "text",
    [
        "",
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p 1 } WHERE { SELECT * { ?s ?p ?o } }",
        "LOAD <http://e/>",
    ],
)
def test_an_update_is_no_query(text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="expected SELECT, ASK"):
        check_query(text)


def test_a_text_over_the_limit_is_refused_before_parsing() -> None:
    start = time.perf_counter()
    with pytest.raises(QueryError, match="more than the 100,000"):
        check_query("SELECT * { ?s ?p ?o }" + " " * MAX_BYTES)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("brackets", ["{}", "()", "[]"])
def test_brackets_nested_too_deep_are_refused_with_their_place(brackets: str) -> None:
    deep = MAX_NESTING + 1
    with pytest.raises(QueryError, match="line 2, column 101: brackets are nested more than 100 deep"):
        check_query("SELECT *\n" + brackets[0] * deep + brackets[1] * deep)


def test_brackets_inside_strings_do_not_count_as_nesting() -> None:
    assert check_query(f"SELECT * {{ ?s ?p '{'{' * 500}' }}") is QueryForm.SELECT


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?s { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE ?s{ ?s ?p ?o } }",
        "SELECT * { ?s ?p <http://e/\\u0041#> . SERVICE ?s { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE # comment\n <http://127.0.0.1/> {} } } }",
        "SELECT * { SERV\\u0049CE <http://127.0.0.1/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\u0022 . SERVICE <http://127.0.0.1/> {} #" }',
    ],
)
def test_service_is_refused_in_every_spelling(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?s ?p ?service }",
        "PREFIX service: <http://e/SERVICE#> SELECT * { ?s service:SERVICE 'SERVICE { } ' } # SERVICE",
    ],
)
def test_the_word_service_elsewhere_is_no_clause(text: str) -> None:
    assert check_query(text) is QueryForm.SELECT


def test_service_passes_with_leave() -> None:
    assert check_query("ASK { SERVICE <http://e/> { ?s ?p ?o } }", allow_service=True) is QueryForm.ASK


def test_bytes_that_are_not_text_are_refused() -> None:
    with pytest.raises(QuerySyntaxError, match="expected Unicode text"):
        check_query("SELECT * { ?s ?p '\udcff' }")
