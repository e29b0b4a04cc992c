"""JSON and XML answers, checked with parsers that are not ours."""

import io
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.query import Result

from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.document import format_json, format_xml
from ecosystem_graph.store.solution import Boolean, Solutions, Term, parse_result

SPARQL = "{http://www.w3.org/2005/sparql-results#}"
DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n\r<>&\"'")
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
OTHER_TERMS: st.SearchStrategy[Term] = st.sampled_from(
    [
        ox.NamedNode("https://e.org/é?a=1&b=2"),
        ox.Literal("a", language="de-at"),
        ox.Literal("2016-11-01", datatype=DATE),
        ox.Literal(5),
    ]
)


def answers(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Solutions]:
    terms: st.SearchStrategy[Term | None] = st.none() | OTHER_TERMS | texts.map(ox.Literal)
    return st.lists(st.tuples(terms, terms), max_size=3).map(lambda rows: Solutions(("a", "b"), tuple(rows)))


@given(answers(ANY_TEXT))
def test_json_keeps_every_term(answer: Solutions) -> None:
    assert parse_result(format_json(answer).encode(), ox.QueryResultsFormat.JSON) == answer


@given(answers(XML_TEXT))
def test_xml_keeps_every_term(answer: Solutions) -> None:
    document = ElementTree.fromstring(format_xml(answer))
    assert [variable.get("name") for variable in document.iter(f"{SPARQL}variable")] == list(answer.variables)
    assert [read_result(result) for result in document.iter(f"{SPARQL}result")] == list(answer)


def read_result(result: ElementTree.Element) -> dict[str | None, Term]:
    return {binding.get("name"): read_term(binding[0]) for binding in result}


def read_term(element: ElementTree.Element) -> Term:
    text, datatype = element.text or "", element.get("datatype")
    if element.tag == f"{SPARQL}uri":
        return ox.NamedNode(text)
    if datatype:
        return ox.Literal(text, datatype=ox.NamedNode(datatype))
    return ox.Literal(text, language=element.get("{http://www.w3.org/XML/1998/namespace}lang"))


@pytest.mark.parametrize(("layout", "write"), [("json", format_json), ("xml", format_xml)])
def test_rdflib_reads_the_documents_too(layout: str, write: object) -> None:
    assert callable(write)
    answer = Solutions(("a", "b"), ((ox.Literal("x & <y>", language="de"), None), (ox.BlankNode("b1"), ox.Literal(5))))
    read = Result.parse(io.BytesIO(write(answer).encode()), format=layout)
    assert [str(variable) for variable in read.vars or ()] == ["a", "b"]
    first = {str(variable): term.n3() for variable, term in read.bindings[0].items()}
    assert first == {"a": '"x & <y>"@de'}


@pytest.mark.parametrize("value", [True, False])
def test_truth_values_are_kept(value: bool) -> None:
    answer = Boolean(value=value)
    assert parse_result(format_json(answer).encode(), ox.QueryResultsFormat.JSON) == answer
    assert parse_result(format_xml(answer).encode(), ox.QueryResultsFormat.XML) == answer


def test_a_character_that_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(QueryError, match=r"XML cannot hold the character U\+0001") as caught:
        format_xml(Solutions(("a",), ((ox.Literal("\x01"),),)))
    assert caught.value.hint == "Take -f json."
