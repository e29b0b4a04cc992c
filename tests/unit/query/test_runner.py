"""Running queries of users."""

from pathlib import Path

import pytest

from ecosystem_graph.errors import QueryError, QueryParameterError, QuerySyntaxError
from ecosystem_graph.query.pack import parse_query
from ecosystem_graph.query.runner import run_query
from ecosystem_graph.store.solution import Boolean, Result


class Recorder:
    """A view that remembers what it was asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def query(self, text: str) -> Result:
        self.texts.append(text)
        return Boolean(value=True)


QUERY = parse_query(
    "#+ parameters:\n#+   x: {type: string, description: a name}\nASK { VALUES ?x { 'a' } }", Path("one/all.rq")
)


def test_a_view_is_asked_the_bound_text() -> None:
    view = Recorder()
    assert run_query(view, QUERY, {"x": "b"}) == Boolean(value=True)
    assert view.texts[0].endswith('ASK { VALUES ?x { "b" } }')


@pytest.mark.parametrize(
    ("text", "error"),
    [("DELETE WHERE { ?s ?p ?o }", QuerySyntaxError), ("ASK { SERVICE <http://e/> { ?s ?p ?o } }", QueryError)],
)
def test_a_view_is_never_asked_what_breaks_a_limit(text: str, error: type[QueryError]) -> None:
    view = Recorder()
    with pytest.raises(error):
        run_query(view, parse_query(text, Path("text.rq")))
    assert view.texts == []


def test_values_count_towards_the_length_of_a_query() -> None:
    with pytest.raises(QueryError, match="more than the 100,000 allowed"):
        run_query(Recorder(), QUERY, {"x": "b" * 100_000})


def test_a_value_of_the_wrong_type_never_reaches_a_view() -> None:
    view = Recorder()
    with pytest.raises(QueryParameterError):
        run_query(view, QUERY, {"y": "b"})
    assert view.texts == []
