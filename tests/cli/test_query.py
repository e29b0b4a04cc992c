"""``query`` asks packed queries, files and texts, of a release or an endpoint."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

PARTNERS = ("query", "project-partners", "-p", "project=S3-4AlpClusters")


class _Endpoint(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        answer = {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "14"}}]}}
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Endpoint) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


def test_a_packed_query_answers_as_csv_on_stdout_alone(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli(*PARTNERS, "-d", release, "-f", "csv")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert len(list(csv.DictReader(outcome.stdout.splitlines()))) == 14


def test_a_text_and_a_file_are_queries_too(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/ecosystem-graph/ontology#Project> }"
    (tmp_path / "count.rq").write_text(text)
    from_text, from_file = (
        cli("query", text, "-d", release, "-f", "tsv"),
        cli("query", tmp_path / "count.rq", "-d", release, "-f", "tsv"),
    )
    assert from_text.code == 0
    assert from_text.stdout == from_file.stdout != ""


def test_the_format_follows_the_file_name_and_nothing_goes_to_stdout(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    outcome = cli(*PARTNERS, "-d", release, "-o", tmp_path / "partners.json")
    assert (outcome.code, outcome.stdout) == (0, "")
    assert len(json.loads((tmp_path / "partners.json").read_text())["results"]["bindings"]) == 14


def test_wide_shows_whole_cells(cli: Callable[..., Any], release: Path) -> None:
    text = f'SELECT * {{ VALUES ?x {{ "{"word " * 30}" }} }}'
    assert "…" in cli("query", text, "-d", release).stdout
    assert "…" not in cli("query", text, "-d", release, "--wide").stdout


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["query", "project-partnes"], 6, "project-partners"),
        ([*PARTNERS[:2], "-p", "projekt=TraCS3"], 2, "projekt"),
        ([*PARTNERS[:2], "-p", "project"], 2, "expected NAME=VALUE"),
        (["query", "SELECT * WHERE { ?s ?p }"], 3, "line 1"),
        (["query", "missing.rq"], 3, "missing.rq"),
        (
            ["query", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a", "--timeout", "0.5"],
            5,
            "stopped after 0.5 s",
        ),
        ([*PARTNERS, "-f", "yaml"], 2, "expected one of"),
        ([*PARTNERS, "-o", "partners.docx"], 2, "format of partners.docx"),
        (["query", "INSERT DATA { <a:a> <a:b> <a:c> }"], 3, "expected SELECT"),
    ],
)
def test_every_failure_has_its_exit_code_and_says_why(
    cli: Callable[..., Any], release: Path, words: list[str], code: int, message: str
) -> None:
    outcome = cli(*words, "-d", release)
    assert (outcome.code, outcome.stdout) == (code, "")
    assert message in outcome.stderr
    assert len(outcome.stderr.splitlines()) <= 2


def test_a_release_without_store_says_so(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    shutil.copytree(release, tmp_path / "out", ignore=shutil.ignore_patterns("store"))
    outcome = cli("query", "ASK {}", "-d", tmp_path / "out")
    assert outcome.code != 0
    assert "expected a store" in outcome.stderr


def test_an_endpoint_is_asked_instead_of_a_release(cli: Callable[..., Any], endpoint: str) -> None:
    outcome = cli("query", "SELECT ?n WHERE { ?s ?p ?n }", "--endpoint", endpoint, "-f", "csv")
    assert outcome.stdout.split() == ["n", "14"]


def test_either_a_release_or_an_endpoint_is_needed_and_not_both(
    cli: Callable[..., Any], release: Path, endpoint: str
) -> None:
    assert cli("query", "ASK {}").code == 2
    assert cli("query", "ASK {}", "-d", release, "--endpoint", endpoint).code == 2


def test_an_endpoint_that_does_not_answer_is_named(cli: Callable[..., Any]) -> None:
    outcome = cli("query", "ASK {}", "--endpoint", "http://127.0.0.1:1/sparql", "--timeout", "5")
    assert outcome.code == 3
    assert "127.0.0.1:1" in outcome.stderr


def test_tables_and_graph_give_the_same_bytes_and_stderr_tells_which_answered(
    cli: Callable[..., Any], release: Path
) -> None:
    for layout in ("table", "csv", "tsv", "json", "xml"):
        words = ("query", "indicator-values", "-d", release, "-f", layout)
        by_tables, by_graph = cli(*words, "--engine", "tables"), cli(*words)
        assert by_tables.stdout == by_graph.stdout != ""
        assert by_tables.stderr == "answered by SQL over the consolidated tables\n"
        assert by_graph.stderr == "answered by SPARQL over the graph\n"


def test_tables_refuse_what_they_cannot_answer(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("query", "project-partners", "-d", release, "--engine", "tables")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "project-partners cannot be answered from the tables" in outcome.stderr
