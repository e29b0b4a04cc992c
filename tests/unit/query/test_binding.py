"""Binding of parameters: whatever the value, only the terms of one VALUES block change."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier, Variable

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.query.binding import bind_parameters, find_values_blocks
from ecosystem_graph.query.guard import check_query
from ecosystem_graph.query.pack import PackedQuery, load_packs, parse_query
from ecosystem_graph.query.parameter import parse_value
from ecosystem_graph.store.oxigraph import check_syntax

EVERY_TYPE = parse_query(
    """#+ summary: One parameter of each type
#+ parameters:
#+   text: {type: string, description: a text}
#+   label: {type: langstring, description: a label}
#+   number: {type: integer, description: a number}
#+   sum: {type: decimal, description: a sum}
#+   day: {type: date, description: a day}
#+   truth: {type: boolean, description: a truth value}
#+   thing: {type: iri, description: a thing}
#+   land: {type: country, description: a country}
#+   place: {type: region, description: a region}
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT * WHERE {
  VALUES ?text { "a # no comment {" } # VALUES ?text { "in a comment" }
  VALUES ?label { 'Haus'@de }
  values $number { 1 +2 }
  VALUES ?sum { 0.5 }
  VALUES ?day { "2016-11-01"^^xsd:date }
  VALUES ?truth { true }
  VALUES ?thing { <http://example.org/a> xsd:date }
  VALUES ?land { UNDEF }
  VALUES ?place { "AT31" }
  VALUES (?text ?other) { ("kept" 1) }
  ?s ?p ?text , ?label , ?number , ?sum , ?day , ?truth , ?thing , ?land , ?place ; ?q "VALUES ?text { 1 }" .
}
""",
    Path("unit/every-type.rq"),
)
PACKED = [query for query in load_packs().values() if query.parameters]

INJECTIONS = [
    '" } #', '"} UNION { ?s ?p ?o } #', "' } #", '"""', "'''", '"@en', '"^^<http://e/>', "\\", '\\"', '\\\\"',
    "\\u0022 } #",
    "\\\\u0022 } #", "\\U00000022 } #", "\\u005C\\u0022", "\\u000A", "\n} #", "\r\n", "UNDEF", "?project", "<http://e/>",
    "} VALUES ?project { 1 } {", "VALUES ?project { 1 }", "} SERVICE <http://127.0.0.1/> { ?s ?p ?o } {",
    "# comment", "\x00", "\t",
    "\u2028", "\u0085", "BASE <http://e/>", "a) (b", "%s {0} $1 \\1 \\g<0>", "'; DROP ALL; --",
    "} GROUP BY ?s HAVING (COUNT(*) > 0) #", "} LIMIT 1 OFFSET 9 #", "(1 AS ?x)", "$project", "{{}}", "}}",
    "\\U0000007D", "\ufeff", "\u202e", "\u200b} {", "PREFIX eg: <http://e/>",
    "} FILTER EXISTS { ?s ?p ?o } {", "ASK { ?s ?p ?o }",
    "\x1b[31m",
]  # fmt: skip


def values_by_type() -> dict[str, st.SearchStrategy[str]]:
    pieces = st.one_of(st.sampled_from(INJECTIONS), st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
    texts = st.lists(pieces, max_size=4).map("".join)
    return {
        "string": texts,
        "langstring": texts.map(lambda text: f"{text}@de"),
        "integer": st.integers().map(str),
        "decimal": st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str),
        "date": st.dates().map(str),
        "boolean": st.sampled_from(["true", "false"]),
        "iri": st.from_regex(r"https?://[a-z]{1,9}/[a-z0-9/é]*(#[a-z]*)?", fullmatch=True),
        "country": st.from_regex(r"[A-Za-z]{2}", fullmatch=True),
        "region": st.from_regex(r"[A-Z]{2}[0-9A-Z]{0,3}", fullmatch=True),
    }


def algebra_without(node: Any, name: str, found: list[Identifier]) -> object:
    """Return an algebra as nested tuples; the terms of one VALUES block go to ``found`` instead."""
    if isinstance(node, CompValue):
        solutions = node.get("res") if node.name == "values" else None
        if solutions and all(set(solution) == {Variable(name)} for solution in solutions):
            found += [term for solution in solutions for term in solution.values()]
            return ("VALUES", name)
        return (node.name, tuple((key, algebra_without(value, name, found)) for key, value in sorted(node.items())))
    if isinstance(node, list | tuple):
        return tuple(algebra_without(each, name, found) for each in node)
    if isinstance(node, dict):
        return tuple((str(key), algebra_without(value, name, found)) for key, value in sorted(node.items()))
    return tuple(sorted(map(repr, node))) if isinstance(node, set | frozenset) else repr(node)


@cache  # rdflib takes some 50 ms per query
def read_algebra(text: str, name: str) -> tuple[object, list[Identifier]]:
    found: list[Identifier] = []
    translated = translateQuery(parseQuery(text)).algebra
    return algebra_without(translated, name, found), found


def check_that_only_terms_change(query: PackedQuery, data: st.DataObject) -> None:
    parameter = data.draw(st.sampled_from(query.parameters))
    values = data.draw(st.lists(values_by_type()[parameter.type], min_size=1, max_size=2, unique=True))

    bound = bind_parameters(query.text, query.parameters, {parameter.name: values})

    before, _ = read_algebra(query.text, parameter.name)
    after, terms = read_algebra(bound, parameter.name)
    assert after == before
    wanted = list(dict.fromkeys(parse_value(parameter, value) for value in values))
    assert [str(term) for term in terms] == [term.value for term in wanted]
    assert all(isinstance(term, Literal | URIRef) for term in terms)
    check_syntax(bound)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_value_of_any_type_changes_only_the_terms_of_its_own_block(data: st.DataObject) -> None:
    check_that_only_terms_change(EVERY_TYPE, data)


@pytest.mark.parametrize("query", PACKED, ids=lambda query: query.slug)
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_any_value_changes_only_the_terms_of_its_own_block_in_each_packed_query(
    query: PackedQuery, data: st.DataObject
) -> None:
    check_that_only_terms_change(query, data)


@pytest.mark.parametrize("value", INJECTIONS)
def test_an_injection_attempt_is_only_a_text(value: str) -> None:
    bound = bind_parameters(EVERY_TYPE.text, EVERY_TYPE.parameters, {"text": value})
    before, _ = read_algebra(EVERY_TYPE.text, "text")
    after, terms = read_algebra(bound, "text")
    assert (after, [str(term) for term in terms]) == (before, [value])
    check_query(bound)
    check_syntax(bound)


@given(st.text())
def test_a_number_takes_no_other_text(value: str) -> None:
    try:
        bound = bind_parameters(EVERY_TYPE.text, EVERY_TYPE.parameters, {"number": value})
    except QueryParameterError:
        return
    assert value.isascii()
    assert value.lstrip("+-").isdigit()
    assert f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>' in bound


def test_blocks_are_found_outside_strings_and_comments_only() -> None:
    blocks = {block.name: block.terms for block in find_values_blocks(EVERY_TYPE.text)}
    assert blocks == {
        "text": ('"a # no comment {"',),
        "label": ("'Haus'@de",),
        "number": ("1", "+2"),
        "sum": ("0.5",),
        "day": ('"2016-11-01"^^xsd:date',),
        "truth": ("true",),
        "thing": ("<http://example.org/a>", "xsd:date"),
        "land": ("UNDEF",),
        "place": ('"AT31"',),
    }


def test_without_arguments_the_text_stays_byte_for_byte() -> None:
    assert bind_parameters(EVERY_TYPE.text, EVERY_TYPE.parameters, {}) == EVERY_TYPE.text


def test_several_values_mean_any_of_these_and_repeats_count_once() -> None:
    bound = bind_parameters(EVERY_TYPE.text, EVERY_TYPE.parameters, {"place": ["AT31", "ITC4", "at31"]})
    assert find_values_blocks(bound)[-1].terms == ('"AT31"', '"ITC4"')


def test_all_parameters_can_be_bound_at_once() -> None:
    bound = bind_parameters(EVERY_TYPE.text, EVERY_TYPE.parameters, {"text": "x", "place": "AT", "sum": "2.50"})
    blocks = {block.name: block.terms for block in find_values_blocks(bound)}
    assert (blocks["text"], blocks["place"]) == (('"x"',), ('"AT"',))
    assert blocks["sum"] == ('"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>',)


def test_an_unknown_name_is_refused_and_the_nearest_named() -> None:
    with pytest.raises(QueryParameterError, match="unknown parameter 'plaice'; this query has text, label") as caught:
        bind_parameters(EVERY_TYPE.text, EVERY_TYPE.parameters, {"plaice": "AT"})
    assert caught.value.hint == "Did you mean place?"


def test_an_empty_list_of_values_is_refused() -> None:
    with pytest.raises(QueryParameterError, match="expected at least one value"):
        bind_parameters(EVERY_TYPE.text, EVERY_TYPE.parameters, {"place": []})


def test_a_required_parameter_must_be_given() -> None:
    query = parse_query(
        "#+ parameters:\n#+   x: {type: string, required: true, description: the name}\nASK { VALUES ?x { 'a' } }",
        Path("a/b.rq"),
    )
    with pytest.raises(QueryParameterError, match="parameter x must be given: the name"):
        bind_parameters(query.text, query.parameters, {})
