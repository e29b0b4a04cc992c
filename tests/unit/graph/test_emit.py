"""Graph tables to bytes."""

from collections.abc import Callable, Sequence

import polars as pl
import pyoxigraph as ox
import pytest
import rdflib

from ecosystem_graph.graph import emit
from ecosystem_graph.graph.emit import emit_nquads, emit_turtle
from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal

LABEL, NEXT = "http://www.w3.org/2000/01/rdf-schema#label", "https://example.org/next"
THINGS = EntityMap(
    "thing", "thing", Template("id/thing/{key}"), (LABEL,), (literal(LABEL, "name"), link(NEXT, "id/other/{next}"))
)
OTHERS = EntityMap("other", "other", Template("id/other/{key}"), (), (literal(LABEL, "name"),))
MAPS: Sequence[EntityMap] = (THINGS, OTHERS)


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    """Return more rows than one slice holds."""
    number = pl.int_range(10_000, eager=True)
    key = ("k." + (number * 7919 % 10_000).cast(pl.String)).alias("key")
    name = pl.Series("name", ["ä", '"', None]).gather(number % 3)
    return {
        "thing": pl.DataFrame({"key": key, "name": name, "next": key.reverse()}),
        "other": pl.DataFrame({"key": pl.concat([key[:5000], key[:50]]), "name": key[:5050]}),
    }


def test_lines_are_sorted_by_bytes_and_unique(
    tables: dict[str, pl.DataFrame], write_nquads: Callable[..., str]
) -> None:
    lines = write_nquads(MAPS, tables).encode().splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) > 25_000


def test_pieces_end_with_whole_lines(tables: dict[str, pl.DataFrame], base: str) -> None:
    pieces = [bytes(piece) for piece in emit_nquads(MAPS, tables, base)]
    assert len(pieces) > 2
    assert all(piece.endswith(b" .\n") for piece in pieces)


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("rows", [1, 999, 100_000])
def test_neither_threads_nor_slices_change_the_bytes(
    jobs: int, rows: int, tables: dict[str, pl.DataFrame], base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {name: table.head(300) for name, table in tables.items()}
    prefixes = {f"{base}id/thing/": "thing"}
    expected = (b"".join(emit_nquads(MAPS, few, base)), b"".join(emit_turtle(MAPS, few, base, prefixes)))
    monkeypatch.setattr(emit, "_ROWS_PER_SLICE", rows)
    assert b"".join(emit_nquads(MAPS, few, base, jobs=jobs)) == expected[0]
    assert b"".join(emit_turtle(MAPS, few, base, prefixes, jobs=jobs)) == expected[1]


def test_turtle_and_ntriples_are_the_same_graph(
    tables: dict[str, pl.DataFrame], write_nquads: Callable[..., str], write_turtle: Callable[..., str], base: str
) -> None:
    turtle = write_turtle(MAPS, tables, thing=f"{base}id/thing/", other=f"{base}id/other/")
    ntriples = write_nquads(MAPS, tables)
    assert {*ox.parse(turtle, ox.RdfFormat.TURTLE)} == {*ox.parse(ntriples, ox.RdfFormat.N_TRIPLES)}


def test_two_parsers_read_the_same_from_it(tables: dict[str, pl.DataFrame], write_nquads: Callable[..., str]) -> None:
    some = {name: table.head(200) for name, table in tables.items()}
    written = write_nquads(MAPS, some)
    graph = rdflib.Graph().parse(data=written, format="nt")
    assert len(graph) == len({*ox.parse(written, ox.RdfFormat.N_TRIPLES)}) == written.count("\n")


def test_emission_stops_when_nobody_reads_on(tables: dict[str, pl.DataFrame], base: str) -> None:
    pieces = emit_nquads(MAPS, tables, base)
    assert next(pieces)


def test_no_maps_write_no_lines(base: str) -> None:
    assert b"".join(emit_nquads([], {}, base)) == b""
    assert (
        b"".join(emit_turtle([], {}, base, {"https://example.org/": "ex"}))
        == b"@prefix ex: <https://example.org/> .\n\n"
    )
