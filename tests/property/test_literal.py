"""Laws of literals: whatever a source writes, two parsers read it back from both dumps."""

import polars as pl
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecosystem_graph.graph.emit import emit_nquads, emit_turtle
from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal

BASE, GRAPH = "https://example.org/", "https://example.org/g"
NOTE, TAGGED, ENGLISH, SITE = (f"https://example.org/{word}" for word in ("note", "tagged", "english", "site"))
MAPS = (
    EntityMap(
        "thing",
        "thing",
        Template("id/thing/{key}"),
        (),
        (literal(NOTE, "text"), literal(TAGGED, "text", language="tag"), literal(ENGLISH, "text", language="@en")),
    ),
    EntityMap("more", "more", Template("id/thing/{key}"), (), (literal(NOTE, "text"), link(SITE, "id/thing/{text}"))),
)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TROUBLE = st.text(
    st.sampled_from("\"'\\\n\r\t\b\f\x00\x01\x1b\x1f\x7f\x85\xa0\u2028\u2029\ufeff\ufffe\uffff u{}<>@^.n0🎈")
)
TEXTS = st.lists(ANY_TEXT | TROUBLE, min_size=1, max_size=8)


def tables(texts: list[str]) -> dict[str, pl.DataFrame]:
    keys = [f"k{number}" for number in range(len(texts))]
    thing = pl.DataFrame({"key": keys, "text": texts, "tag": ["de"] * len(texts)})
    return {"thing": thing, "more": pl.DataFrame({"key": ["k0"] * len(texts), "text": texts})}


def expected(texts: list[str]) -> set[tuple[str, str, str]]:
    own = {
        (f"k{number}", predicate, text) for number, text in enumerate(texts) for predicate in (NOTE, TAGGED, ENGLISH)
    }
    return own | {("k0", NOTE, text) for text in texts}


def read_by_pyoxigraph(data: bytes, layout: ox.RdfFormat) -> set[tuple[str, str, str]]:
    return {
        (str(quad.subject)[:-1].rpartition("/")[2], quad.predicate.value, quad.object.value)
        for quad in ox.parse(data, layout)
        if isinstance(quad.object, ox.Literal)
    }


def read_by_rdflib(data: bytes, layout: str) -> set[tuple[str, str, str]]:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=data, format=layout)
    return {
        (str(subject).rpartition("/")[2], str(predicate), str(value))
        for subject, predicate, value, _ in dataset.quads()
        if isinstance(value, rdflib.Literal)
    }


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")
@settings(max_examples=50, deadline=None)
@given(TEXTS)
@example(["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "a\r\nb", '"""', "'''", "\\u0041", "\\", ""])
def test_any_text_comes_back_unchanged_from_nquads_and_turtle(texts: list[str]) -> None:
    nquads = b"".join(emit_nquads(MAPS, tables(texts), BASE, GRAPH))
    turtle = b"".join(emit_turtle(MAPS, tables(texts), BASE, {BASE: "ex"}))
    stated = expected(texts)
    assert read_by_pyoxigraph(nquads, ox.RdfFormat.N_QUADS) == stated
    assert read_by_pyoxigraph(turtle, ox.RdfFormat.TURTLE) == stated
    assert read_by_rdflib(nquads, "nquads") == stated
    assert read_by_rdflib(turtle, "turtle") == stated


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_each_statement_is_one_line_that_names_its_graph(texts: list[str]) -> None:
    lines = b"".join(emit_nquads(MAPS, tables(texts), BASE, GRAPH)).split(b"\n")
    assert lines.pop() == b""
    assert all(line.startswith(b"<https://") and line.endswith(b" <https://example.org/g> .") for line in lines)
    assert lines == sorted(set(lines))
