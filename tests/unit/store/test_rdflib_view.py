"""rdflib graphs as views."""

import itertools
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from ecosystem_graph.errors import QuerySyntaxError, StoreError
from ecosystem_graph.store.rdflib_view import RdflibView
from ecosystem_graph.store.solution import Solutions


def test_a_union_default_graph_is_refused() -> None:
    with pytest.raises(StoreError, match="without union default graph"):
        RdflibView(Dataset(default_union=True))


def test_lexical_forms_stay_as_they_are_in_the_graph() -> None:
    graph = Graph()
    decimal = URIRef("http://www.w3.org/2001/XMLSchema#decimal")
    graph.add((URIRef("http://e/a"), URIRef("http://e/p"), Literal("128131.60", datatype=decimal)))
    answer = RdflibView(graph).query("SELECT ?o { ?s ?p ?o }")
    assert answer == Solutions(("o",), ((ox.Literal("128131.60", datatype=ox.NamedNode(str(decimal))),),))


def test_an_iri_that_is_none_is_an_error_of_the_store() -> None:
    graph = Graph()
    graph.add((URIRef("http://e/a"), URIRef("http://e/p"), URIRef("not an iri")))
    with pytest.raises(StoreError, match=r"not RDF 1\.1"):
        RdflibView(graph).query("SELECT ?o { ?s ?p ?o }")


def test_an_undeclared_prefix_is_a_syntax_error() -> None:
    with pytest.raises(QuerySyntaxError, match="line 1"):
        RdflibView(Graph()).query("SELECT ?o { ?s no:such ?o }")


def test_a_path_starts_from_what_other_patterns_bind() -> None:
    asked: list[object] = []

    class Counting(Graph):
        def triples(self, triple: Any) -> Any:
            asked.append(triple)
            return super().triples(triple)

    graph, within, linked = Counting(), URIRef("http://e/within"), URIRef("http://e/linked")
    places = [URIRef(f"http://e/{number}") for number in range(100)]
    for place, wider in itertools.pairwise(places):
        graph.add((place, within, wider))
    graph.add((places[3], linked, places[7]))
    answer = RdflibView(graph).query(
        "PREFIX e: <http://e/> SELECT ?a ?b { ?one e:within? ?a . ?other e:within? ?b . ?one e:linked ?other }"
    )
    assert isinstance(answer, Solutions)
    assert sorted(row[0][-1] + row[1][-1] for row in answer.texts()) == ["37", "38", "47", "48"]
    assert len(asked) < 50
