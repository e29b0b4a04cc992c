"""Packed queries as RDF: complete, parsed back, and stable."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ecosystem_graph.cli.app import run
from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.query.export import QUERY_NAMESPACE, export_queries
from ecosystem_graph.query.pack import load_packs, parse_query
from ecosystem_graph.store.oxigraph import check_syntax

PACKS = load_packs()
SH = "http://www.w3.org/ns/shacl#"


def parse(text: str) -> ox.Store:
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    return store


def texts(store: ox.Store) -> dict[str, str]:
    """Return the query texts, by the last part of their name."""
    found = {}
    for form in ("select", "ask", "construct"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(SH + form), None):
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.Literal)
            found[quad.subject.value.rpartition("/")[2]] = quad.object.value
    return found


def test_every_packed_query_is_exported_as_valid_sparql() -> None:
    exported = texts(parse(export_queries(PACKS.values())))
    assert set(exported) == set(PACKS)
    for slug, text in exported.items():
        check_syntax(text)
        assert text.strip() == "\n".join(line for line in PACKS[slug].text.splitlines() if not line.startswith("#+"))


def test_every_query_is_executable_and_has_words_and_keywords() -> None:
    store = parse(export_queries(PACKS.values(), target="https://example.org/sparql"))
    executables = {quad.subject for quad in store.quads_for_pattern(None, None, ox.NamedNode(f"{SH}SPARQLExecutable"))}
    assert len(executables) == len(PACKS)
    for name in (
        "http://www.w3.org/2000/01/rdf-schema#comment",
        "https://schema.org/keywords",
        "https://schema.org/target",
    ):
        assert {quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(name), None)} == executables


def test_the_export_is_stable() -> None:
    assert export_queries(PACKS.values()) == export_queries(load_packs().values())


def test_quotes_and_escapes_of_a_query_come_back() -> None:
    text = 'SELECT * { ?x ?y """a\\"b\\\\c""" , "\\n" }'
    query = parse_query(f'#+ summary: Says "x\\\\y"\n{text}\n', Path("pack/odd.rq"))
    assert texts(parse(export_queries([query])))["odd"].strip() == text


def test_a_target_that_is_no_address_is_refused() -> None:
    with pytest.raises(QueryParameterError, match="target"):
        export_queries(PACKS.values(), target="http://e.org/> . <http://e.org/x")


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    assert run(["queries", "export", "-o", str(tmp_path / "examples.ttl")]) == 0
    assert QUERY_NAMESPACE in (tmp_path / "examples.ttl").read_text(encoding="utf-8")
