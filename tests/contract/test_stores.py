"""One suite for every graph view: in process, in a child process, rdflib, and a SPARQL endpoint over real HTTP."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from ecosystem_graph.errors import QuerySyntaxError
from ecosystem_graph.query.pack import PackedQuery, load_packs
from ecosystem_graph.query.runner import run_query
from ecosystem_graph.store.isolated import IsolatedView
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.rdflib_view import RdflibView
from ecosystem_graph.store.remote import RemoteView
from ecosystem_graph.store.solution import Boolean, Solutions, Term, Triples
from ecosystem_graph.store.view import GraphView

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own use of its old names

NAMES = ("oxigraph", "isolated", "rdflib", "remote")
PACKS = load_packs()
NUMBERS = {"integer", "decimal", "double"}
EG = "PREFIX eg: <https://w3id.org/ecosystem-graph/ontology#>\n"


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL 1.1 endpoint: POST forms in, JSON results or Turtle out, by what the client accepts."""

    store: ox.Store

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        try:
            answer = self.store.query(form["query"][0])
        except SyntaxError as error:
            self.answer(400, "text/plain", str(error).encode())
            return
        accepted = self.headers["Accept"]
        if isinstance(answer, ox.QueryTriples):
            media_type, content = ox.RdfFormat.TURTLE.media_type, answer.serialize(format=ox.RdfFormat.TURTLE)
        else:
            results = ox.QueryResultsFormat.JSON
            media_type, content = results.media_type, answer.serialize(format=results)
        assert media_type in accepted
        self.answer(200, f"{media_type}; charset=utf-8", content or b"")

    def answer(self, status: int, media_type: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
        """Keep test output clean."""


@pytest.fixture(scope="module")
def sample(root: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=root / "tests" / "fixtures" / "sample.trig", format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def endpoint(sample: ox.Store) -> Iterator[str]:
    handler = type("SampleEndpoint", (Endpoint,), {"store": sample})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def views(
    root: Path, sample: ox.Store, endpoint: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, GraphView]:
    directory = tmp_path_factory.mktemp("sample") / "store"
    quads = sample.dump(format=ox.RdfFormat.N_QUADS)
    assert quads is not None
    load_quads([quads], directory)
    dataset = Dataset(default_union=False)
    dataset.parse(root / "tests" / "fixtures" / "sample.trig", format="trig")
    return {
        "oxigraph": OxigraphView.open(directory),
        "isolated": IsolatedView(directory),
        "rdflib": RdflibView(dataset),
        "remote": RemoteView(endpoint),
    }


@pytest.fixture(params=NAMES)
def view(request: pytest.FixtureRequest, views: dict[str, GraphView]) -> GraphView:
    return views[request.param]


def comparable(term: Term | None) -> object:
    """Numbers by their value: stores may drop trailing zeros, and rdflib adds them."""
    if isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in NUMBERS:
        return Decimal(term.value).normalize()
    return term


def comparable_rows(answer: Solutions) -> list[tuple[object, ...]]:
    return [tuple(map(comparable, row)) for row in answer.rows]


def test_solutions_keep_order_languages_types_and_gaps(view: GraphView) -> None:
    answer = view.query(
        'SELECT ?n ?t ?i WHERE { VALUES (?n ?t ?i) { (2 "Käse\\n"@de-AT UNDEF) (1 "2016-11-01"^^'
        "<http://www.w3.org/2001/XMLSchema#date> <http://e.org/é>) } } ORDER BY ?n"
    )
    assert isinstance(answer, Solutions)
    date = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    assert answer.variables == ("n", "t", "i")
    assert answer.rows == (
        (ox.Literal(1), ox.Literal("2016-11-01", datatype=date), ox.NamedNode("http://e.org/é")),
        (ox.Literal(2), ox.Literal("Käse\n", language="de-at"), None),
    )


@pytest.mark.parametrize("value", [True, False])
def test_a_question_has_a_truth_value(view: GraphView, value: bool) -> None:
    assert view.query(f"ASK {{ FILTER ({int(value)} = 1) }}") == Boolean(value=value)


def test_constructed_triples_are_distinct_and_sorted(view: GraphView) -> None:
    answer = view.query(
        EG + 'CONSTRUCT { ?project eg:field "ü"@de , 1.50 } WHERE { ?project a eg:Project . ?x eg:inProject ?project }'
    )
    assert isinstance(answer, Triples)
    lines = [str(triple) for triple in answer.triples]
    assert lines == sorted(set(lines))
    assert len(lines) == 8


def test_a_description_holds_the_statements_about_its_subject(view: GraphView) -> None:
    answer = view.query("DESCRIBE <https://w3id.org/ecosystem-graph/id/programme/curated.cosme>")
    assert isinstance(answer, Triples)
    assert ox.Literal("COSME") in {triple.object for triple in answer.triples}


def test_the_default_graph_is_not_the_union_of_the_named_ones(view: GraphView) -> None:
    assert view.query(f"{EG}ASK {{ ?record a eg:SourceRecord }}") == Boolean(value=False)
    assert view.query(f"{EG}ASK {{ GRAPH ?source {{ ?record a eg:SourceRecord }} }}") == Boolean(value=True)


def test_an_empty_answer_still_names_its_variables(view: GraphView) -> None:
    assert view.query(f"{EG}SELECT ?a ?b {{ ?a eg:noSuchTerm ?b }}") == Solutions(("a", "b"), ())


@pytest.mark.parametrize("text", ["SELECT ?x WHERE {\n ?x a }", "SELECT ?x WHERE {\n ?x a foaf:Person }"])
def test_a_syntax_error_names_the_line(view: GraphView, text: str) -> None:
    with pytest.raises(QuerySyntaxError, match=r"line 2|at 2:"):
        view.query(text)


@pytest.mark.parametrize("name", NAMES[1:])
@pytest.mark.parametrize("query", PACKS.values(), ids=PACKS.keys())
def test_every_packed_query_has_the_same_answer_in_every_view(
    views: dict[str, GraphView], name: str, query: PackedQuery
) -> None:
    expected, answer = run_query(views["oxigraph"], query), run_query(views[name], query)
    if isinstance(expected, Solutions) and isinstance(answer, Solutions):
        assert answer.variables == expected.variables
        assert comparable_rows(answer) == comparable_rows(expected)
    else:
        assert answer == expected


@pytest.mark.parametrize("query", PACKS.values(), ids=PACKS.keys())
def test_every_packed_query_finds_something_in_the_sample(views: dict[str, GraphView], query: PackedQuery) -> None:
    answer = run_query(views["oxigraph"], query)
    assert isinstance(answer, Boolean) or len(answer) > 0


def test_grouping_nothing_gives_no_group_and_counting_nothing_gives_zero(view: GraphView) -> None:
    nothing = f"{EG} SELECT ?a (COUNT(*) AS ?n) WHERE {{ ?a eg:noSuchTerm ?b }}"
    assert view.query(f"{nothing} GROUP BY ?a") == Solutions(("a", "n"), ())
    assert view.query(nothing.replace("?a (", "(")) == Solutions(("n",), ((ox.Literal(0),),))


GROUPED = {slug: query for slug, query in PACKS.items() if "GROUP BY" in query.text}


@pytest.mark.parametrize("query", GROUPED.values(), ids=GROUPED.keys())
def test_grouped_queries_of_rdflib_and_oxigraph_agree_on_an_empty_graph(query: PackedQuery) -> None:
    answer = run_query(RdflibView(Dataset(default_union=False)), query)
    assert answer == run_query(OxigraphView(ox.Store()), query)


def test_the_order_of_every_packed_answer_does_not_depend_on_the_order_of_loading(sample: ox.Store) -> None:
    reversed_store = ox.Store()
    for quad in sorted(sample, key=str, reverse=True):
        reversed_store.add(quad)
    one, other = OxigraphView(sample), OxigraphView(reversed_store)
    assert all(run_query(one, query) == run_query(other, query) for query in PACKS.values())


@pytest.mark.parametrize(
    ("slug", "arguments", "expected"),
    [
        ("partner-pairs", {"project": "S3-4AlpClusters"}, ("S3-4AlpClusters", "91", "73")),
        ("partner-counts", {"project": "S3-4AlpClusters"}, ("S3-4AlpClusters", "14", "14", "6", "6", "DE", "2")),
        ("partner-counts", {"country": ["IT"]}, ("S3-4AlpClusters", "14", "14", "6", "6", "IT", "6")),
        ("indicator-values", {"indicator": "good-practices"}, ("TraCS3", "good-practices", "ge", "14")),
        ("dates-with-raw", {"project": "S3-4AlpClusters"}, ("S3-4AlpClusters", "2016-11-01", "11.01.16", "2019-04-30")),
        ("cut-off-partner-lists", {}, ("CHAIN REACTIONS", "11", "0", "11")),
        ("clusters-and-members", {"country": "at"}, ("Automotive Cluster Upper Austria",)),
    ],
)  # fmt: skip
def test_packed_queries_return_what_the_records_state(
    view: GraphView, slug: str, arguments: dict[str, str | list[str]], expected: tuple[str, ...]
) -> None:
    answer = run_query(view, PACKS[slug], arguments)
    assert isinstance(answer, Solutions)
    assert answer.texts()[0][: len(expected)] == expected


def test_a_lower_bound_below_the_minimum_is_perhaps_reached(view: GraphView) -> None:
    answer = run_query(view, PACKS["indicator-values"], {"minimum": "20"})
    assert isinstance(answer, Solutions)
    place = answer.variables.index("reaches")
    assert {(row[1], row[place]) for row in answer.texts()} == {
        ("good-practices", "perhaps"), ("learning-events", "yes"), ("people-with-increased-capacity", "yes")
    }  # fmt: skip
