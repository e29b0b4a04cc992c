"""Tables on disk."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ecosystem_graph.records import parquet
from ecosystem_graph.records.parquet import TableFolder, TableWriter, write_table

TABLE = pl.DataFrame(
    {"key": [f"k{n}" for n in range(1000)], "n": range(1000), "none": pl.Series([None] * 1000, dtype=pl.Date)}
)


@pytest.mark.parametrize("rows", [1, 7, 64, 999])
def test_pieces_of_any_size_give_the_same_bytes(rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 64)
    write_table(TABLE, tmp_path / "whole.parquet")
    with TableWriter(tmp_path / "pieces.parquet") as writer:
        for piece in TABLE.iter_slices(rows):
            writer.add(piece)
    assert writer.rows == 1000
    assert (tmp_path / "pieces.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    assert_frame_equal(pl.read_parquet(tmp_path / "pieces.parquet"), TABLE)


def test_an_empty_table_has_its_columns(tmp_path: Path) -> None:
    write_table(TABLE.head(0), tmp_path / "empty.parquet")
    assert_frame_equal(pl.read_parquet(tmp_path / "empty.parquet"), TABLE.head(0))


def test_a_folder_before_another_gives_the_table_that_both_have(tmp_path: Path) -> None:
    for name, height in (("a/one", 1), ("b/one", 2), ("b/two", 3)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write_table(TABLE.head(height), tmp_path / f"{name}.parquet")
    folder = TableFolder(tmp_path / "a", tmp_path / "b")
    assert folder.heights() == {"one": 1, "two": 3}
    assert {name: table.height for name, table in folder.items()} == {"one": 1, "two": 3}
    assert {name: table.collect().height for name, table in folder.scan().items()} == {"one": 1, "two": 3}
    assert [path.parent.name for path in folder.paths().values()] == ["a", "b"]
