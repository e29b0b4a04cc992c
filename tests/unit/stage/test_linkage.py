"""Names compared by the workers of a cluster: here without one, as Arrow tables."""

from typing import Literal

import polars as pl
import pyarrow as pa
import pytest
from benchmarks.organisation_names import invent_mentions

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.resolve.linkage.compared import Compared, compare_names
from ecosystem_graph.resolve.linkage.country import CountryPiece, add_counts, gather_countries
from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage import linkage
from ecosystem_graph.stage.linkage import comparer, namer


def pieces_of(table: pa.Table) -> list[CountryPiece]:
    return [CountryPiece(*row.values()) for row in table.to_pylist()]


def test_what_workers_hand_to_each_other_gives_what_is_compared_here() -> None:
    rows = invent_mentions(300, seed=2).select(list(MENTION_SCHEMA)).sort(list(MENTION_SCHEMA))
    named = [namer((), part.to_arrow()) for part in rows.partition_by("country")]
    every = [piece for table in named for piece in pieces_of(table)]
    compare = comparer(add_counts(every))
    found = [piece for table in named for piece in pieces_of(compare((), table))]
    apart, here = gather_countries([*every, *found]), compare_names(rows, 1, no_progress)
    assert apart.pairs.equals(here.pairs)
    assert apart.keys.equals(here.keys)
    assert apart.rows.sort("key", "name").equals(here.rows.sort("key", "name"))


@pytest.mark.parametrize(
    ("engine", "most", "told"),
    [("spark", 12, ["12 names at spark://a:1"]), ("spark", 13, []), ("local", 12, [])],
)
def test_a_cluster_compares_many_names(
    monkeypatch: pytest.MonkeyPatch, engine: Literal["local", "spark"], most: int, told: list[str]
) -> None:
    asked: list[str] = []

    def compare_here(rows: pl.DataFrame, settings: BuildSettings, progress: Progress) -> Compared:
        asked.append(f"{rows.height} names at {settings.master}")
        return compare_names(rows, 1, progress)

    monkeypatch.setattr(linkage, "compare_on_cluster", compare_here)
    monkeypatch.setattr(linkage, "NAMES_FOR_CLUSTER", most)
    rows = invent_mentions(12, seed=2).select(list(MENTION_SCHEMA)).sort(list(MENTION_SCHEMA))
    settings = BuildSettings(engine=engine, master="spark://a:1")
    compared = linkage.comparison_of(settings)(rows, 1, no_progress)
    assert compared.rows.equals(compare_names(rows, 1, no_progress).rows)
    assert asked == told
