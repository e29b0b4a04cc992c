"""Graphs in shares of subjects."""

import polars as pl
import pytest

from ecosystem_graph.graph.emit import emit_nquads
from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal
from ecosystem_graph.graph.share import columns_of, own_share, sample_subjects, subject_ends, subjects_of

BASE = "https://example.org/"
SOME = EntityMap(
    "some",
    table="t",
    subject=Template("id/{folder}/{key}"),
    types=(),
    properties=(
        literal("http://e/label", "name", language="tag"),
        link(Template("http://e/{predicate}"), "id/x/{other}"),
    ),
)
TABLE = pl.DataFrame(
    {
        "folder": ["a", "b", None],
        "key": ["x", "y/z", "w"],
        "name": ["N", None, "M"],
        "tag": ["en", "de", "de"],
        "predicate": ["p", "q", "p"],
        "other": ["1", "2", "3"],
        "unused": [1, 2, 3],
    }
)


def test_the_columns_of_a_map_are_those_that_it_reads() -> None:
    assert columns_of(SOME) == ["folder", "key", "name", "other", "predicate", "tag"]


def test_rows_without_subject_are_left_out_and_subjects_are_as_in_lines() -> None:
    rows, ends = subjects_of(SOME, TABLE, BASE)
    assert rows["key"].to_list() == ["x", "y/z"]
    assert rows.columns == columns_of(SOME)
    assert ends.to_list() == ["https://example.org/id/a/x>", "https://example.org/id/b/y%2Fz>"]


def test_subjects_sort_as_their_lines_do() -> None:
    keys = ["a", "a-b", "a.b", "ab", "a~", "A"]
    table = pl.DataFrame({"folder": ["f"] * 6, "key": keys, "name": keys, "tag": ["en"] * 6}).with_columns(
        predicate=pl.lit("p"), other=pl.lit("o")
    )
    lines = b"".join(emit_nquads((SOME,), {"t": table}, BASE)).decode().splitlines()
    by_line = list(dict.fromkeys(line.split(" ")[0].removeprefix("<") for line in lines))
    assert sorted(subject_ends(SOME, table, BASE)) == by_line


@pytest.mark.parametrize("entity", MAPS, ids=lambda entity: entity.name)
def test_maps_without_rows_have_a_table_in_their_share(entity: EntityMap) -> None:
    maps, tables = own_share([entity], {})
    assert tables[maps[0].table].columns == columns_of(entity)
    assert list(emit_nquads(maps, tables, BASE)) == []


def test_a_sample_has_about_the_size_that_was_asked_for() -> None:
    table = pl.DataFrame({"folder": ["f"] * 1000, "key": [str(number) for number in range(1000)]})
    assert sample_subjects([SOME], {"t": table.lazy()}, BASE, rows=1000, size=100).len() == 100
