"""Formats and the query forms they fit."""

import pyoxigraph as ox
import pytest

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.query.format import FORMATS, default_format, format_result
from ecosystem_graph.query.prefix import answer_prefixes
from ecosystem_graph.store.solution import Boolean, Result, Solutions, Triples

ORG = "http://www.w3.org/ns/org#"
SOLUTIONS = Solutions(("x",), ((ox.Literal("ü"),),))
TRIPLES = Triples.gather(
    [
        ox.Triple(ox.NamedNode(f"{ORG}b"), ox.NamedNode(f"{ORG}linkedTo"), ox.Literal("1.50", datatype=ox.NamedNode("http://e/t"))),
        ox.Triple(ox.NamedNode(f"{ORG}a"), ox.NamedNode(f"{ORG}linkedTo"), ox.NamedNode("https://e/x")),
        ox.Triple(ox.NamedNode(f"{ORG}a"), ox.NamedNode(f"{ORG}linkedTo"), ox.NamedNode("https://e/x")),
    ]
)  # fmt: skip


PLACES = Solutions(("lat", "long"), ((ox.Literal(48), ox.Literal(14)),))


@pytest.mark.parametrize(
    ("result", "fitting"),
    [
        (PLACES, {"table", "csv", "tsv", "json", "xml", "xlsx", "parquet", "geojson"}),
        (Boolean(value=True), {"table", "json", "xml"}),
        (TRIPLES, {"table", "ttl", "nt"}),
    ],
)
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_fits_the_query_form_or_the_hint_names_those_that_do(
    result: Result, fitting: set[str], name: str
) -> None:
    if name in fitting:
        content = format_result(result, name)
        assert content.endswith(b"\n") != (name in {"xlsx", "parquet"})
        return
    with pytest.raises(QueryParameterError, match=f"{name} does not fit") as caught:
        format_result(result, name)
    assert all(each in caught.value.hint for each in fitting)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(QueryParameterError, match="unknown format 'html'"):
        format_result(SOLUTIONS, "html")


def test_triples_are_written_once_each_in_a_stable_order() -> None:
    assert format_result(TRIPLES, "nt").decode().splitlines() == [
        f"<{ORG}a> <{ORG}linkedTo> <https://e/x> .",
        f'<{ORG}b> <{ORG}linkedTo> "1.50"^^<http://e/t> .',
    ]


def test_turtle_declares_the_prefixes_it_uses_only() -> None:
    turtle = format_result(TRIPLES, "ttl", prefixes={"org": ORG, "eg": "https://e.org/"}).decode()
    assert turtle.startswith(f"@prefix org: <{ORG}> .\norg:a org:linkedTo")
    assert "eg:" not in turtle


def test_a_reader_who_asks_for_no_format_gets_a_table_or_turtle() -> None:
    assert [default_format(each) for each in (SOLUTIONS, Boolean(value=False), TRIPLES)] == ["table", "table", "ttl"]


def test_a_truth_value_as_table_is_one_word() -> None:
    assert format_result(Boolean(value=False), "table") == b"false\n"


def test_prefixes_follow_the_base_of_the_release() -> None:
    prefixes = answer_prefixes("https://example.org/")
    assert prefixes["organisation"] == "https://example.org/id/organisation/"
    assert prefixes["def-role"] == "https://w3id.org/ecosystem-graph/def/role/"
