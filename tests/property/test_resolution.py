"""Laws of resolution: order, repetition and company change nothing."""

import itertools

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ecosystem_graph.records import TABLES, RecordSet, concat_record_sets, records_from_rows
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.project import Participation, Project
from ecosystem_graph.records.provenance import Dataset, Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.records.territory import Region
from ecosystem_graph.resolve.consolidate import Resolved, resolve

pytestmark = pytest.mark.slow

NUMBERS = st.integers(0, 4)
CODES = st.sampled_from(["AT3", "AT32", "AT33", "AT323", "EL5"])


def source_rows(slug: str) -> st.SearchStrategy[list[Row]]:
    """Give rows of one source: all refer to entities and records of that source."""
    keys = NUMBERS.map(lambda number: f"{slug}.{number}")
    identifier = st.builds(
        Identifier,
        record=keys,
        subject_class=st.just("organisation"),
        subject=keys,
        scheme=st.sampled_from(["pic", "wikidata"]),
        value=NUMBERS.map(lambda number: f"99900000{number}"),
    )
    organisation = st.builds(
        Organisation,
        record=keys,
        key=keys,
        name=st.sampled_from(["A", "B"]),
        language=st.sampled_from(["de", None]),
        region=CODES | st.none(),
        website=st.sampled_from(["http://a.example/", "a.example", None]),
    )
    participation = st.builds(
        Participation, record=keys, key=keys, project=keys, organisation=keys, name=st.just("N"), role=st.just("lead")
    )
    region = st.builds(Region, record=keys, key=CODES, level=st.just(2), parent=CODES | st.none())
    project = st.builds(Project, record=keys, key=keys, acronym=st.sampled_from(["P", "Q", None]))
    rows: st.SearchStrategy[Row] = st.one_of(identifier, organisation, participation, region, project)
    return st.lists(rows, max_size=14).map(lambda some: [*frame(slug), *some])


def frame(slug: str) -> list[Row]:
    keys = [f"{slug}.{number}" for number in range(5)]
    records = (
        Record(record=key, key=key, source=slug, kind="row", file=f"{slug}.csv", checksum=slug, locator=f"row {key}")
        for key in keys
    )
    return [Dataset(record=slug, key=slug, title=slug, publisher="P"), *records]


SOURCES = st.tuples(*(source_rows(slug).map(records_from_rows) for slug in ("a", "b", "c")))


def same(one: Resolved, other: Resolved) -> None:
    """Compare both views row by row; the order of rows means nothing."""
    assert one.issues == other.issues
    for left, right in ((one.stated, other.stated), (one.consolidated, other.consolidated)):
        assert left.keys() == right.keys()
        for name, table in left.items():
            assert_frame_equal(table.unique(), right[name].unique(), check_row_order=False)


@settings(max_examples=10, deadline=None)
@given(SOURCES, st.integers(0, 99))
def test_neither_the_order_of_sources_nor_of_rows_matters(sources: tuple[RecordSet, ...], seed: int) -> None:
    expected = resolve(concat_record_sets(sources))
    for order in itertools.islice(itertools.permutations(sources), 1, 3):
        stacked = concat_record_sets(order)
        mixed = {
            name: table.sample(fraction=1, shuffle=True, seed=seed) for name, table in stacked.items() if table.height
        }
        same(resolve(RecordSet(mixed)), expected)


@settings(max_examples=10, deadline=None)
@given(SOURCES)
def test_sources_that_are_stated_twice_change_nothing(sources: tuple[RecordSet, ...]) -> None:
    same(resolve(concat_record_sets([*sources, *sources])), resolve(concat_record_sets(sources)))


@settings(max_examples=10, deadline=None)
@given(SOURCES)
def test_resolving_what_was_resolved_changes_no_entity(sources: tuple[RecordSet, ...]) -> None:
    once = resolve(concat_record_sets(sources))
    again = resolve(RecordSet({name: restated(once, name) for name in TABLES}))
    assert set(again.issues) <= set(once.issues)
    for name in TABLES:
        assert_frame_equal(again.consolidated[name], once.consolidated[name], check_row_order=False)


def restated(resolved: Resolved, name: str) -> pl.DataFrame:
    """Return a stated table as an importer would have given it with canonical keys."""
    columns = RecordSet({})[name].columns
    table = resolved.stated[name].select(columns)
    return pl.concat([table, resolved.stated["region_relation"].select(columns)]) if name == "relation" else table


@settings(max_examples=10, deadline=None)
@given(SOURCES)
def test_keys_of_entities_that_share_nothing_with_a_new_source_stay(sources: tuple[RecordSet, ...]) -> None:
    *known, new = sources
    before, after = resolve(concat_record_sets(known)), resolve(concat_record_sets(sources))
    fresh = set(new["identifier"].select(pl.concat_str("scheme", "value", separator=".")).to_series())
    links_before, links_after = (
        dict(each.consolidated["identity"].select("subject", "object").rows()) for each in (before, after)
    )
    touched = touched_by(fresh, concat_record_sets(sources)["identifier"])
    for subject in {*before.stated["organisation"]["key"], *links_before} - touched:
        assert links_after.get(subject) == links_before.get(subject), subject


def touched_by(fresh: set[str], identifiers: pl.DataFrame) -> set[str]:
    """Return the entities that reach one of some identifiers, through any number of shared identifiers."""
    pairs = set(identifiers.select("subject", pl.concat_str("scheme", "value", separator=".")).rows())
    reached, values = set[str](), set(fresh)
    while True:
        more = {subject for subject, value in pairs if value in values} - reached
        if not more:
            return reached
        reached |= more
        values |= {value for subject, value in pairs if subject in reached}


@settings(max_examples=10, deadline=None)
@given(SOURCES)
def test_after_resolution_every_entity_and_every_region_has_one_row(sources: tuple[RecordSet, ...]) -> None:
    tables = resolve(concat_record_sets(sources)).consolidated
    for name in ("organisation", "project", "participation", "region", "record", "dataset"):
        assert tables[name]["key"].is_unique().all(), name
    assert set(tables["region"]["parent"].drop_nulls()) <= set(tables["region"]["key"])
    around = tables["containment"]
    assert around.filter(pl.col("region") == pl.col("within")).is_empty()
    assert around.is_unique().all()
