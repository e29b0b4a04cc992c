"""Record tables in Parquet as a source."""

from pathlib import Path

import polars as pl
import pytest
from benchmarks.synthetic import synthetic_records

from ecosystem_graph.errors import SourceFormatError, SourceUnavailableError
from ecosystem_graph.pipeline import build
from ecosystem_graph.records import RecordSet, concat_record_sets
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources.records import importer


@pytest.fixture(scope="module")
def records() -> RecordSet:
    return synthetic_records(50)


def test_every_table_of_a_record_set_is_recognised_and_read_as_it_is(records: RecordSet, tmp_path: Path) -> None:
    records.write(tmp_path)
    paths = sorted(tmp_path.glob("*.parquet"))
    assert all(importer.recognises(path) for path in paths)
    read = [importer.read(path) for path in paths]
    assert all(each.rows_read == each.rows_mapped > each.rows_reported == 0 for each in read)
    again = concat_record_sets(each.records for each in read)
    for name, table in records.items():
        assert again[name].equals(table), name


def test_a_release_built_again_from_its_records_has_the_same_graph(root: Path, tmp_path: Path) -> None:
    settings = BuildSettings(store=False)
    first, second = tmp_path / "first", tmp_path / "second"
    build([root / "data" / "records" / "curated" / "tracs3.yaml"], first, settings)
    build([first / "records"], second, settings)
    assert (second / "ecosystem.ttl").read_bytes() == (first / "ecosystem.ttl").read_bytes()


def test_a_file_is_read_some_rows_at_a_time(
    records: RecordSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "_ROWS_PER_BATCH", 7)
    path = tmp_path / "project-some.parquet"
    records["project"].write_parquet(path)
    batches = list(importer.read_batches(path))
    assert [batch.rows_read for batch in batches] == [7] * 7 + [1]
    assert concat_record_sets(batch.records for batch in batches)["project"].equals(records["project"])


def test_a_file_without_rows_gives_one_batch_without_rows(records: RecordSet, tmp_path: Path) -> None:
    path = tmp_path / "project.parquet"
    records["project"].head(0).write_parquet(path)
    assert [batch.rows_read for batch in importer.read_batches(path)] == [0]


@pytest.mark.parametrize("name", ["other.parquet", "project.csv", "project.parquet"])
def test_files_of_another_name_layout_or_kind_are_not_recognised(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    pl.DataFrame({"record": ["a"], "strange": ["b"]}).write_parquet(path)
    assert not importer.recognises(path)
    path.write_bytes(b"no parquet")
    assert not importer.recognises(path)


def test_values_that_do_not_fit_are_an_error_that_names_the_place(tmp_path: Path) -> None:
    path = tmp_path / "project.parquet"
    pl.DataFrame({"record": ["a"], "key": [None]}, schema={"record": pl.String, "key": pl.String}).write_parquet(path)
    with pytest.raises(SourceFormatError, match=r"project\.parquet: rows from 1: .*nulls or empty strings in key"):
        importer.read(path)
    path.write_bytes(b"no parquet")
    with pytest.raises(SourceFormatError, match="a Parquet file"):
        importer.read(path)
    with pytest.raises(SourceUnavailableError):
        importer.read(tmp_path / "project-missing.parquet")
