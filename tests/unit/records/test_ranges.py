"""Rows in ranges of a key."""

import random
from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.records.ranges import Ranges, bounds_of, cut_rows, read_part, sort_rows


def keys_of(count: int, seed: int = 3) -> pl.Series:
    draw = random.Random(seed)
    return pl.Series("key", [f"k{draw.randrange(count // 3)}" for _ in range(count)])


@pytest.mark.parametrize("parts", [1, 2, 5, 400])
def test_the_ranges_in_a_row_are_the_sorted_rows_with_all_rows_of_a_key_together(parts: int, tmp_path: Path) -> None:
    keys = keys_of(300)
    rows = pl.DataFrame({"key": keys, "came": range(300)})
    ranges = Ranges(tmp_path / "ranges", {"t": bounds_of(keys.sample(100, seed=1), parts)})
    for piece in rows.iter_slices(41):
        ranges.add("t", piece, piece["key"])
    read = [read_part(part)["t"] for part in ranges.parts()]
    seen: set[str] = set()
    for part in read:
        assert seen.isdisjoint(part["key"])
        seen |= set(part["key"])
    in_a_row = pl.concat([sort_rows(part, part["key"])[0] for part in read])
    assert in_a_row.equals(rows.sort("key", maintain_order=True))


def test_ranges_are_of_about_the_same_size() -> None:
    keys = keys_of(9_000)
    heights = [part.height for _, part in cut_rows(keys.to_frame(), keys, bounds_of(keys, 4))]
    assert len(heights) == 4
    assert max(heights) < 1.2 * min(heights)


def test_nothing_sampled_gives_one_range() -> None:
    assert bounds_of(pl.Series([], dtype=pl.String), 5).is_empty()


def test_tables_without_rows_in_a_range_are_absent_there(tmp_path: Path) -> None:
    bounds = pl.Series(["m"])
    ranges = Ranges(tmp_path / "ranges", {"one": bounds, "two": bounds})
    ranges.add("one", pl.DataFrame({"key": ["a", "z"]}), pl.Series(["a", "z"]))
    ranges.add("two", pl.DataFrame({"key": ["b"]}), pl.Series(["b"]))
    assert [sorted(read_part(part)) for part in ranges.parts()] == [["one", "two"], ["one"]]
