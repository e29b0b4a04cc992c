"""Values of parameters and the terms they become."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.query.parameter import Parameter, parse_value, serialise_term
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.solution import Solutions

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\\\"'\n\r\t{}<>?uU0025")))


def parse(kind: str, value: str) -> ox.NamedNode | ox.Literal:
    return parse_value(Parameter("x", kind, "a test"), value)


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("string", "S3-4AlpClusters", '"S3-4AlpClusters"'),
        ("string", 'say "no"\n', '"say \\"no\\"\\n"'),
        ("string", "", '""'),
        ("langstring", "a@b@de-AT", '"a@b"@de-at'),
        ("integer", "-014", f'"-014"^^<{XSD}integer>'),
        ("decimal", "1929500.00", f'"1929500.00"^^<{XSD}decimal>'),
        ("boolean", "true", f'"true"^^<{XSD}boolean>'),
        ("date", "2016-11-01", f'"2016-11-01"^^<{XSD}date>'),
        ("iri", "https://example.org/a%20b?c=d#é", "<https://example.org/a%20b?c=d#é>"),
        ("country", "at", '"AT"'),
        ("country", "EL", '"GR"'),
        ("country", "UK", '"GB"'),
        ("region", "itc4", '"ITC4"'),
        ("region", "EL52", '"EL52"'),
    ],
)
def test_a_value_becomes_the_term_of_its_type(kind: str, value: str, written: str) -> None:
    assert serialise_term(parse(kind, value)) == written


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("integer", "14.0", "a whole number"),
        ("integer", "١٤", "a whole number"),
        ("integer", "14 } #", "a whole number"),
        ("decimal", "1.929.500,00", "a number with a point"),
        ("decimal", "1e6", "a number with a point"),
        ("decimal", ".", "a number with a point"),
        ("boolean", "yes", "true or false"),
        ("date", "2016-13-01", "a day"),
        ("date", "20161101", "a day"),
        ("date", "11.01.16", "a day"),
        ("iri", "not an iri", "an absolute IRI"),
        ("iri", "/relative", "an absolute IRI"),
        ("iri", "http://e/> } #", "an absolute IRI"),
        ("iri", "http://e/\\u003E", "an absolute IRI"),
        ("langstring", "Haus", "a text with its language"),
        ("langstring", "Haus@no language", "a text with its language"),
        ("country", "AUT", "a country code"),
        ("region", "AT31234", "a NUTS code"),
        ("region", "Ö1", "a NUTS code"),
        ("string", "a\udc80", "a text"),
    ],
)
def test_a_value_of_another_type_is_refused_with_what_was_expected(kind: str, value: str, expected: str) -> None:
    with pytest.raises(QueryParameterError, match=f"parameter x: expected {expected}.*found"):
        parse(kind, value)


@given(TEXTS)
def test_oxigraph_reads_back_the_same_literal(text: str) -> None:
    literal = ox.Literal(text)
    answer = OxigraphView(ox.Store()).query(f"SELECT ?x {{ VALUES ?x {{ {serialise_term(literal)} }} }}")
    assert isinstance(answer, Solutions)
    assert answer.rows == ((literal,),)


@given(TEXTS)
def test_rdflib_reads_back_the_same_literal(text: str) -> None:
    # rdflib resolves \u escapes in the whole text before it parses, which is why the oracle is worth its time.
    algebra = prepareQuery(f"SELECT ?x {{ VALUES ?x {{ {serialise_term(ox.Literal(text))} }} }}").algebra
    (solution,) = algebra.p.p.p.res
    assert [str(value) for value in solution.values()] == [text]
