"""Asking from Python: typed answers, from a release and through the same view as the command line."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

import ecosystem_graph
from ecosystem_graph.errors import ConfigError, NotFoundError, QueryError, QueryParameterError, UnknownQueryError
from ecosystem_graph.query.answer import Answer
from ecosystem_graph.query.html import MAX_ROWS, format_html
from ecosystem_graph.query.session import Session
from ecosystem_graph.store.solution import Solutions, Triples


@pytest.fixture(scope="module")
def folder(demo_release: Path) -> Path:
    return demo_release


@pytest.fixture(scope="module")
def graph(folder: Path) -> Session:
    session = ecosystem_graph.open(folder)
    assert isinstance(session, Session)
    return session


def run(graph: Session, query: str, /, **parameters: str | int | float | list[str]) -> Answer:
    answer = graph.run(query, **parameters)
    assert isinstance(answer, Answer)
    return answer


def test_columns_have_the_types_of_their_values(graph: Session) -> None:
    [row] = run(graph, "by-programme", programme="Alpen / Alpenraum")
    assert (row["start"], row["eu"]) == (date(2016, 11, 1), Decimal(1929500))
    assert str(row["projectIri"]).startswith("https://")


def test_the_same_answer_goes_to_polars_and_arrow(graph: Session) -> None:
    answer = run(graph, "partner-counts", project="S3-4AlpClusters", country=["DE"])
    assert answer.to_arrow().to_pylist() == answer.to_polars().to_dicts() == list(answer)
    assert answer.columns == answer.to_polars().columns
    assert len(answer) == 1


def test_without_pandas_the_error_says_what_to_install(graph: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecosystem_graph.query.answer.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match="pandas") as caught:
        run(graph, "dates-with-raw").to_pandas()
    assert "pip install pandas" in caught.value.hint


def test_pandas_keeps_the_types_and_what_is_unbound(graph: Session) -> None:
    frame = run(graph, "dates-with-raw").to_pandas()
    assert date(2016, 11, 1) in frame["start"].tolist()
    money = run(graph, "budget-by-kind").to_pandas()
    assert [type(value) for value in money["amount"]] == [Decimal] * 3
    counts = run(graph, "change-between-periods").to_pandas()
    assert str(counts["earlier"].dtype) == "int64[pyarrow]"
    assert run(graph, "by-programme").to_pandas()["start"].isna().any()


def test_places_are_given_as_geojson(graph: Session) -> None:
    point = '"POINT(14.29 48.31)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
    answer = graph.query(f'SELECT ?name ?where {{ VALUES (?name ?where) {{ ("Linz" {point}) }} }}')
    assert isinstance(answer, Answer)
    assert json.loads(answer.to_geojson())["features"][0]["properties"] == {"name": "Linz"}


def test_numbers_and_lists_are_parameters(graph: Session) -> None:
    people = "people-with-increased-capacity"
    assert [len(run(graph, "indicator-values", indicator=people, minimum=count)) for count in (95, 96)] == [2, 0]
    assert len(run(graph, "identity-links", least=0.99)) <= len(run(graph, "identity-links"))


def test_a_parameter_may_be_called_name(graph: Session) -> None:
    assert len(run(graph, "names-of-organisation", name="Lombardy Region")) == 1


def test_ask_gives_a_truth_value_and_construct_gives_triples(graph: Session) -> None:
    assert graph.run("facts-without-record") is False
    assert isinstance(graph.run("collaboration-graph"), Triples)
    assert graph.query("ASK { ?s ?p ?o }") is True


def test_wrong_names_are_told(graph: Session, tmp_path: Path) -> None:
    with pytest.raises(UnknownQueryError, match="project-partner"):
        graph.run("project-partner")
    with pytest.raises(QueryParameterError, match="unknown parameter"):
        graph.run("project-partners", projct="TraCS3")
    with pytest.raises(NotFoundError):
        ecosystem_graph.open(tmp_path)
    with pytest.raises(ConfigError):
        ecosystem_graph.connect("file:///etc/passwd")


def test_a_text_may_not_ask_other_endpoints(graph: Session) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query("SELECT * { SERVICE <http://e.org/sparql> { ?s ?p ?o } }")


def test_in_process_gives_the_same_answer(folder: Path, graph: Session) -> None:
    quick = ecosystem_graph.open(folder, in_process=True)
    assert list(quick.run("dates-with-raw")) == list(run(graph, "dates-with-raw"))


def test_every_packed_query_is_named(graph: Session) -> None:
    assert graph.queries["project-partners"].startswith("Partners of a project")


def test_a_notebook_shows_short_links_and_escaped_texts(graph: Session) -> None:
    page = run(graph, "project-partners")._repr_html_()
    assert '<a href="https://w3id.org/ecosystem-graph/id/project/interreg-de.Alpen013">project:interreg-de' in page
    assert page.endswith("<p>14 rows</p>")


def test_a_notebook_gets_no_script_from_data() -> None:
    terms = (
        ox.Literal("<script>alert(1)</script>"),
        ox.NamedNode("javascript:alert(1)"),
        ox.NamedNode("http://e/'%22"),
    )
    page = format_html(Solutions(("a", "b", "c"), (terms,)), {})
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "/'" not in page


def test_a_notebook_shows_the_first_rows_and_tells_the_rest() -> None:
    page = format_html(Solutions(("n",), tuple((ox.Literal(n),) for n in range(MAX_ROWS + 1))), {})
    assert page.count("<tr>") == MAX_ROWS + 1
    assert page.endswith(f"<p>{MAX_ROWS + 1} rows, the first {MAX_ROWS} shown</p>")


def test_importing_the_package_loads_no_library() -> None:
    code = "import sys, ecosystem_graph; print([m for m in ('polars', 'pyoxigraph', 'rdflib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_package_names_what_it_offers() -> None:
    assert {"open", "connect"} <= set(dir(ecosystem_graph))
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        _ = ecosystem_graph.close
