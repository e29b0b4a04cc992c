"""RDF terms rendered column by column."""

import polars as pl
import pytest

from ecosystem_graph.graph.mapping.model import IriObject, LiteralObject, Template
from ecosystem_graph.graph.term import Syntax, escape_literals, render_object, render_subject
from ecosystem_graph.namespaces import XSD

NTRIPLES, TURTLE = Syntax({}), Syntax({"https://example.org/id/project/": "project", XSD: "xsd"})


def terms(spec: IriObject | LiteralObject, table: pl.DataFrame, syntax: Syntax = NTRIPLES) -> list[str | None]:
    return render_object(spec, table, syntax).terms().to_list()


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ('say "hi"', r"say \"hi\""),
        ("a\\b", r"a\\b"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x00\x01\x1f\x7f", r"\u0000\u0001\u001F\u007F"),
        ("\b\f", r"\b\f"),
        ("\\n", r"\\n"),
        ("Łódź 🎈 \x85 \u2028 \ufeff", "Łódź 🎈 \x85 \u2028 \ufeff"),
        ("", ""),
    ],
)
def test_literals_are_escaped_as_canonical_ntriples_asks(text: str, escaped: str) -> None:
    assert escape_literals(pl.Series([text, None, "plain"])).to_list() == [escaped, None, "plain"]


def test_a_column_without_special_characters_is_not_copied() -> None:
    values = pl.Series(["plain", None])
    assert escape_literals(values) is values


def test_a_column_that_is_escaped_stays_as_it_was_for_its_owner() -> None:
    values = pl.Series(['"'])
    escape_literals(values)
    assert values.to_list() == ['"']


def test_a_literal_carries_its_datatype_language_or_nothing() -> None:
    table = pl.DataFrame({"v": ["2016", None], "tag": ["de", "en"]})
    assert terms(LiteralObject("v"), table) == ['"2016"', None]
    assert terms(LiteralObject("v", datatype=f"{XSD}gYear"), table) == [f'"2016"^^<{XSD}gYear>', None]
    assert terms(LiteralObject("v", language="tag"), table) == ['"2016"@de', None]
    assert terms(LiteralObject("v", fixed_language="en"), table) == ['"2016"@en', None]


def test_a_literal_whose_language_is_null_is_no_statement() -> None:
    table = pl.DataFrame({"v": ["a", "b"], "tag": [None, "en"]})
    assert terms(LiteralObject("v", language="tag"), table) == [None, '"b"@en']


def test_numbers_are_bare_in_turtle_and_keep_their_lexical_form() -> None:
    table = pl.DataFrame({"v": ["128131.60"], "n": [7]}).with_columns(pl.col("v").cast(pl.Decimal(20, 2)))
    assert terms(LiteralObject("v", datatype=f"{XSD}decimal"), table) == [f'"128131.60"^^<{XSD}decimal>']
    assert terms(LiteralObject("v", datatype=f"{XSD}decimal"), table, TURTLE) == ["128131.60"]
    assert terms(LiteralObject("n", datatype=f"{XSD}integer"), table, TURTLE) == ["7"]


def test_a_template_encodes_what_comes_from_columns() -> None:
    table = pl.DataFrame({"scheme": ["vat"], "value": ["AT U/1"]})
    spec = IriObject(Template("https://example.org/id/identifier/{scheme}.{value}"))
    assert terms(spec, table) == ["<https://example.org/id/identifier/vat.AT%20U%2F1>"]


def test_a_template_with_a_null_column_is_no_statement() -> None:
    table = pl.DataFrame(
        {"scheme": ["vat", None], "value": [None, "1"]}, schema=dict.fromkeys(("scheme", "value"), pl.String)
    )
    assert terms(IriObject(Template("https://example.org/{scheme}.{value}")), table) == [None, None]


def test_a_column_that_holds_whole_iris_is_taken_as_it_is() -> None:
    table = pl.DataFrame({"website": ["http://müller.example/%C3%A4?q=1"]})
    assert terms(IriObject(Template("{website}")), table) == ["<http://müller.example/%C3%A4?q=1>"]


def test_turtle_uses_a_prefix_only_where_the_rest_is_a_local_name() -> None:
    table = pl.DataFrame({"key": ["a.1", "a 1", "a.", None]})
    spec = IriObject(Template("https://example.org/id/project/{key}"))
    start = "https://example.org/id/project/"
    assert terms(spec, table, TURTLE) == ["project:a.1", f"<{start}a%201>", f"<{start}a.>", None]


def test_turtle_takes_the_prefix_of_each_row_where_the_folder_differs() -> None:
    table = pl.DataFrame({"subject_class": ["project", "call", "project"], "subject": ["a.1", "a.2", None]})
    spec = IriObject(Template("https://example.org/id/{subject_class}/{subject}"))
    assert terms(spec, table, TURTLE) == ["project:a.1", "<https://example.org/id/call/a.2>", None]


def test_the_start_of_a_subject_is_constant_and_the_rest_encoded() -> None:
    start, rest = render_subject(Template("https://example.org/id/project/{key}"), pl.DataFrame({"key": ["ä"]}))
    assert (start, rest.to_list()) == ("https://example.org/id/project/", ["%C3%A4"])


def test_text_with_a_datatype_is_escaped_too() -> None:
    table = pl.DataFrame({"v": ['0.9"']})
    assert terms(LiteralObject("v", datatype=f"{XSD}decimal"), table) == [rf'"0.9\""^^<{XSD}decimal>']


def test_a_decimal_without_point_stays_a_decimal_in_turtle() -> None:
    table = pl.DataFrame({"v": ["1"]})
    assert terms(LiteralObject("v", datatype=f"{XSD}decimal"), table, TURTLE) == ['"1"^^xsd:decimal']


def test_a_folder_is_encoded_alike_in_both_syntaxes() -> None:
    table = pl.DataFrame({"scheme": ["s3 domain"], "code": ["AUTO"]})
    spec = IriObject(Template("https://example.org/def/{scheme}/{code}"))
    assert terms(spec, table, TURTLE) == terms(spec, table) == ["<https://example.org/def/s3%20domain/AUTO>"]


def test_a_null_folder_is_no_statement_in_either_syntax() -> None:
    table = pl.DataFrame({"subject_class": [None, "call"], "subject": ["a.1", "a.2"]})
    spec = IriObject(Template("https://example.org/id/{subject_class}/{subject}"))
    assert terms(spec, table, TURTLE) == terms(spec, table) == [None, "<https://example.org/id/call/a.2>"]
