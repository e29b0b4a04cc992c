"""Text of subjects: N-Quads lines and Turtle paragraphs."""

from collections.abc import Callable

import polars as pl
import pyoxigraph as ox
import pytest

from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
THINGS = EntityMap(
    "thing",
    "thing",
    Template("id/thing/{key}"),
    (f"{RDFS}Resource", f"{RDFS}Container"),
    (literal(f"{RDFS}label", "name"), link(f"{RDFS}seeAlso", "{site}"), literal("http://a.example/first", "name")),
)
NOTES = EntityMap("note", "note", Template("id/thing/{key}"), (), (literal(f"{RDFS}comment", "text", language="tag"),))
PREFIXES = {"rdfs": RDFS, "thing": "https://example.org/graph/id/thing/"}


def things(*rows: tuple[str, str | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(("key", "name", "site"), pl.String), orient="row")


def notes(*rows: tuple[str, str | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(("key", "text", "tag"), pl.String), orient="row")


def test_lines_are_in_the_order_of_their_bytes_types_included(write_nquads: Callable[..., str]) -> None:
    written = write_nquads([THINGS], {"thing": things(("a", "A", "http://b.example/"))})
    subject = "<https://example.org/graph/id/thing/a>"
    assert written.splitlines() == [
        f'{subject} <http://a.example/first> "A" .',
        f"{subject} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{RDFS}Container> .",
        f"{subject} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{RDFS}Resource> .",
        f'{subject} <{RDFS}label> "A" .',
        f"{subject} <{RDFS}seeAlso> <http://b.example/> .",
    ]


def test_a_graph_name_ends_every_line(write_nquads: Callable[..., str]) -> None:
    written = write_nquads([THINGS], {"thing": things(("a", "A", None))}, "https://example.org/g")
    assert all(line.endswith(" <https://example.org/g> .") for line in written.splitlines())


def test_turtle_says_classes_first_and_then_predicates_in_mapping_order(write_turtle: Callable[..., str]) -> None:
    written = write_turtle([THINGS], {"thing": things(("a", "A", "http://b.example/"))}, **PREFIXES)
    assert written.endswith(
        "\nthing:a\n"
        "    a rdfs:Container, rdfs:Resource ;\n"
        '    rdfs:label "A" ;\n'
        "    rdfs:seeAlso <http://b.example/> ;\n"
        '    <http://a.example/first> "A" .\n\n'
    )


def test_an_untyped_subject_is_written_with_what_is_said_about_it(
    write_turtle: Callable[..., str], write_nquads: Callable[..., str]
) -> None:
    tables = {"thing": things(("a", "A", None)), "note": notes(("x", "Note", "en"))}
    turtle, nquads = write_turtle([THINGS, NOTES], tables, **PREFIXES), write_nquads([THINGS, NOTES], tables)
    assert 'thing:x\n    rdfs:comment "Note"@en .' in turtle
    assert {*ox.parse(turtle.encode(), ox.RdfFormat.TURTLE)} == {*ox.parse(nquads.encode(), ox.RdfFormat.N_TRIPLES)}


def test_a_key_that_is_no_local_name_turns_the_prefix_off_for_its_class(write_turtle: Callable[..., str]) -> None:
    written = write_turtle([THINGS], {"thing": things(("a b", "A", None), ("c", "C", None))}, **PREFIXES)
    assert "<https://example.org/graph/id/thing/a%20b>\n" in written
    assert len([*ox.parse(written.encode(), ox.RdfFormat.TURTLE)]) == 8


def test_nothing_is_written_about_nothing(write_turtle: Callable[..., str], write_nquads: Callable[..., str]) -> None:
    tables = {"thing": things(), "note": notes()}
    assert write_nquads([THINGS, NOTES], tables) == ""
    assert [*ox.parse(write_turtle([THINGS, NOTES], tables, **PREFIXES).encode(), ox.RdfFormat.TURTLE)] == []


@pytest.mark.parametrize("others", [(), (("b", "B", None),)])
def test_a_subject_of_which_a_secondary_map_says_nothing_is_not_written(
    others: tuple[tuple[str, str, None], ...], write_turtle: Callable[..., str], write_nquads: Callable[..., str]
) -> None:
    tables = {"thing": things(*others), "note": notes(("x", "Note", None), ("y", "Note", "en"))}
    nquads, turtle = write_nquads([THINGS, NOTES], tables), write_turtle([THINGS, NOTES], tables, **PREFIXES)
    assert "thing/x" not in nquads
    assert {*ox.parse(turtle.encode(), ox.RdfFormat.TURTLE)} == {*ox.parse(nquads.encode(), ox.RdfFormat.N_TRIPLES)}
