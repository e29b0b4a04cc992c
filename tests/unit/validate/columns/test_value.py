from collections.abc import Callable

import polars as pl
import pytest
from rdflib import SH, Literal, URIRef
from rdflib import XSD as TYPES
from rdflib.term import Node

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.graph.mapping.model import IriObject, LiteralObject, Template
from ecosystem_graph.namespaces import XSD
from ecosystem_graph.validate.columns.statement import Statements
from ecosystem_graph.validate.columns.value import expect_value, value_text, value_type
from ecosystem_graph.validate.constraint import ValueTest

NOTHING = Statements((), "https://example.org/")
Ask = Callable[..., list[bool]]


def ask(parameter: str, arguments: list[Node], spec: IriObject | LiteralObject, **columns: list[str]) -> list[bool]:
    table = pl.DataFrame(columns)
    test = ValueTest(parameter, tuple(arguments))
    return table.select(expect_value(test, spec, table, NOTHING)).to_series().to_list()


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("decimal", "0.500", "1,5"),
        ("integer", "-3", "3.0"),
        ("gYear", "1998", "98"),
        ("boolean", "true", "yes"),
        ("date", "2016-11-01", "11.01.16"),
    ],
)
def test_a_text_column_has_a_datatype_where_its_words_fit(datatype: str, good: str, bad: str) -> None:
    spec = LiteralObject("x", f"{XSD}{datatype}")
    assert ask("datatype", [URIRef(f"{XSD}{datatype}")], spec, x=[good, bad]) == [True, False]


def test_a_value_with_a_language_has_no_other_datatype() -> None:
    spec = LiteralObject("x", language="tag")
    assert not any(ask("datatype", [TYPES.string], spec, x=["a"], tag=["de"]))


def test_an_iri_is_no_literal_and_has_no_datatype() -> None:
    spec = IriObject(Template("https://example.org/{x}"))
    assert ask("nodeKind", [SH.IRI], spec, x=["a"]) == [True]
    assert ask("nodeKind", [SH.Literal], spec, x=["a"]) == [False]
    assert not any(ask("datatype", [TYPES.string], spec, x=["a"]))


def test_a_list_of_literals_tells_datatypes_apart() -> None:
    spec = LiteralObject("x", f"{XSD}integer")
    assert ask("in", [Literal(2), Literal("3")], spec, x=["2", "3"]) == [True, False]


def test_a_list_of_iris_is_compared_whole() -> None:
    spec = IriObject(Template("https://example.org/role/{x}"))
    allowed: list[Node] = [URIRef("https://example.org/role/lead"), URIRef("https://example.org/rule/partner")]
    assert ask("in", allowed, spec, x=["lead", "partner"]) == [True, False]


def test_keys_are_encoded_before_an_iri_is_matched() -> None:
    spec = IriObject(Template("https://example.org/{x}"))
    assert ask("pattern", [Literal("^https://example.org/a%20b$")], spec, x=["a b", "ab"]) == [True, False]


def test_a_language_range_takes_regional_tags_in_any_case() -> None:
    spec = LiteralObject("x", language="tag")
    found = ask("languageIn", [Literal("de")], spec, x=["a"] * 4, tag=["de", "DE-AT", "den", "en"])
    assert found == [True, True, False, False]


def test_limits_are_numbers_and_words_are_outside_of_them() -> None:
    spec = LiteralObject("x", f"{XSD}decimal")
    assert ask("maxInclusive", [Literal(1)], spec, x=["1.0", "1.01", "high"]) == [True, False, False]
    assert ask("minExclusive", [Literal(0)], spec, x=["0", "0.1"]) == [False, True]


def test_length_is_counted_in_characters() -> None:
    assert ask("maxLength", [Literal(2)], LiteralObject("x"), x=["öä", "abc"]) == [True, False]


def test_what_columns_do_not_know_is_an_error() -> None:
    with pytest.raises(ConfigError, match="flags cannot be asked of columns"):
        ask("flags", [Literal("i")], LiteralObject("x"), x=["a"])


def test_text_and_type_of_values_are_those_of_findings() -> None:
    table = pl.DataFrame({"x": ["a b"], "tag": ["de"]})
    specs = (LiteralObject("x", language="tag"), LiteralObject("x"), IriObject(Template("https://example.org/{x}")))
    shown = [table.select(value_text(spec), value_type(spec).alias("type")).row(0) for spec in specs]
    assert shown == [("a b", "@de"), ("a b", f"{XSD}string"), ("https://example.org/a%20b", "iri")]
