"""Laws of emission, over the real mapping and tables of every kind."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.graph.dataset import graph_parts, turtle_prefixes
from ecosystem_graph.graph.emit import emit_nquads, emit_turtle
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.project import Participation, Project, Relation, Text, Topic
from ecosystem_graph.records.provenance import Dataset
from ecosystem_graph.records.schema import Row
from ecosystem_graph.resolve.consolidate import Resolved, resolve

pytestmark = pytest.mark.slow

BASE = "https://example.org/graph/"
KEYS = st.sampled_from(["a.1", "a.1-1", "a.1.", "a.ä b", "a.100%", "b.1", "b.🎈", "b.A"])
WORDS = st.sampled_from(["x", 'Ä "quoted"', "back\\slash", "two\nlines", "\u2028", "-1", "true"]) | st.none()
ROWS: st.SearchStrategy[Row] = st.one_of(
    st.builds(
        Project,
        record=KEYS,
        key=KEYS,
        acronym=WORDS,
        call=KEYS | st.none(),
        start=st.dates(date(1000, 1, 1)) | st.none(),
        stated_partner_count=st.none() | st.integers(-3, 3),
        website=st.sampled_from(["http://a.example/ä", "not an address"]) | st.none(),
    ),
    st.builds(
        Organisation,
        record=KEYS,
        key=KEYS,
        name=WORDS.map(lambda word: word or "N"),
        language=st.sampled_from(["de", "en_GB"]) | st.none(),
        country=st.sampled_from(["AT", "GR", "UK"]) | st.none(),
        region=st.sampled_from(["AT32", "EL", "Tirol"]) | st.none(),
        region_edition=st.sampled_from(["2013", "new"]) | st.none(),
    ),
    st.builds(
        Participation,
        record=KEYS,
        key=KEYS,
        project=KEYS,
        organisation=KEYS,
        name=st.just("N"),
        role=st.sampled_from(["lead", "partner"]),
    ),
    st.builds(
        Amount,
        record=KEYS,
        key=KEYS,
        subject_class=st.sampled_from(["project", "call", "region"]),
        subject=KEYS,
        kind=st.sampled_from(["eu", "total"]),
        value=st.none() | st.decimals(-1000, 1000, places=2).map(Decimal),
    ),
    st.builds(
        Text,
        record=KEYS,
        key=KEYS,
        subject_class=st.sampled_from(["project", "cluster"]),
        subject=KEYS,
        role=st.sampled_from(["title", "summary"]),
        language=st.sampled_from(["de", "und", "e n"]),
        language_basis=st.just("stated"),
        text=WORDS.map(lambda word: word or "T"),
    ),
    st.builds(
        Topic,
        record=KEYS,
        subject_class=st.sampled_from(["project", "priority"]),
        subject=KEYS,
        scheme=st.sampled_from(["s3-domain", "keep-theme", "s3 domain"]),
        code=st.sampled_from(["AUTO", "a b"]),
    ),
    st.builds(
        Identifier,
        record=KEYS,
        subject_class=st.sampled_from(["organisation", "project"]),
        subject=KEYS,
        scheme=st.sampled_from(["vat", "pic"]),
        value=st.sampled_from(["1", "2", "ü/3"]),
    ),
    st.builds(
        Relation,
        record=KEYS,
        subject_class=st.just("project"),
        subject=KEYS,
        predicate=st.sampled_from(["usesInfrastructure", "targetsRegion", "unknown term"]),
        object_class=st.sampled_from(["infrastructure", "region"]),
        object=st.sampled_from(["a.i", "AT32", "x y"]),
    ),
)
DATASETS = [Dataset(record=slug, key=slug, title=slug, publisher="P") for slug in ("a", "b")]
RECORDS = st.lists(ROWS, max_size=25).map(lambda rows: records_from_rows([*DATASETS, *rows]))


def nquads(resolved: Resolved, jobs: int = 2) -> bytes:
    parts = graph_parts(resolved.stated, resolved.consolidated, BASE)
    return b"".join(
        piece for part in parts for piece in emit_nquads(part.maps, part.tables, BASE, part.graph, jobs=jobs)
    )


def default_graph(resolved: Resolved, jobs: int = 2) -> tuple[bytes, bytes]:
    """Return the default graph as N-Triples and as Turtle."""
    part = next(graph_parts(resolved.stated, resolved.consolidated, BASE))
    prefixes = turtle_prefixes(BASE, PREFIXES)
    turtle = emit_turtle(part.maps, part.tables, BASE, prefixes, jobs=jobs)
    return b"".join(emit_nquads(part.maps, part.tables, BASE, jobs=jobs)), b"".join(turtle)


def shuffled(records: Mapping[str, pl.DataFrame], seed: int) -> RecordSet:
    """Return the same rows in another order, some of them twice."""
    return RecordSet(
        {
            name: pl.concat([table, table.head(2)]).sample(fraction=1, shuffle=True, seed=seed)
            for name, table in records.items()
            if table.height
        }
    )


@settings(max_examples=10, deadline=None)
@given(RECORDS)
def test_every_graph_is_sorted_unique_and_valid_whatever_the_rows_hold(records: RecordSet) -> None:
    resolved = resolve(records)
    for part in graph_parts(resolved.stated, resolved.consolidated, BASE):
        data = b"".join(emit_nquads(part.maps, part.tables, BASE, part.graph))
        lines = data.splitlines(keepends=True)
        assert lines == sorted(set(lines))
        assert len({*ox.parse(data, ox.RdfFormat.N_QUADS)}) == len(lines)


@settings(max_examples=10, deadline=None)
@given(RECORDS, st.integers(0, 9))
def test_bytes_do_not_depend_on_the_order_or_repetition_of_rows(records: RecordSet, seed: int) -> None:
    assert nquads(resolve(shuffled(records, seed))) == nquads(resolve(records))


@settings(max_examples=10, deadline=None)
@given(RECORDS)
def test_turtle_and_ntriples_are_one_graph(records: RecordSet) -> None:
    ntriples, turtle = default_graph(resolve(records))
    assert {*ox.parse(turtle, ox.RdfFormat.TURTLE)} == {*ox.parse(ntriples, ox.RdfFormat.N_TRIPLES)}


@settings(max_examples=5, deadline=None)
@given(RECORDS, st.integers(1, 4))
def test_bytes_do_not_depend_on_the_number_of_threads(records: RecordSet, jobs: int) -> None:
    resolved = resolve(records)
    assert nquads(resolved, jobs) == nquads(resolved)
    assert default_graph(resolved, jobs) == default_graph(resolved)
