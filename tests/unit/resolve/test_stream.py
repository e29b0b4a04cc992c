"""Resolution from disk to disk: the same tables as in memory, whatever the share."""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet, concat_record_sets, records_from_rows
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.records.project import Participation, Project, Relation, Text, Topic
from ecosystem_graph.records.provenance import Dataset, Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.records.territory import Region
from ecosystem_graph.resolve import stream
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.resolve.stream import resolve_folders

ISSUE = Issue("EG-X-001", "info", "a.csv", "row 1", "", "", "Something.")


def rows_of(slug: str, projects: int) -> Iterator[Row]:
    """Yield rows with everything that resolution treats: repetition, conflicts, doubts, references to nothing."""
    yield Dataset(record=slug, key=slug, title=slug, publisher="P")
    for number in range(projects):
        key, shared = f"{slug}.{number:03}", f"{slug}.o{number % 7}"
        row = Record(record=key, key=key, source=slug, kind="row", file=f"{slug}.csv", checksum=slug, locator=key)
        yield row
        yield replace(row, file="again.csv")
        yield Project(record=key, key=key, acronym=f"P{number}", website="no address" if number % 5 == 0 else None)
        yield Organisation(record=key, key=shared, name=f"Name {number % 3}", country="XX" if number % 6 else "AT")
        if number % 4 == 0:
            yield Identifier(
                record=key, subject_class="organisation", subject=shared, scheme="pic", value=f"99900000{number % 7}"
            )
        yield Participation(
            record=key,
            key=f"{key}.p{number % 2}",
            project=key,
            organisation=shared,
            name="N",
            role="lead",
            region="AT3",
        )
        yield Text(
            record=key, key=f"{key}.t", subject_class="project", subject=key, role="title",
            language="en" if number % 9 else "not a tag", language_basis="stated", text="T",
        )  # fmt: skip
        yield Topic(
            record=key, subject_class="project", subject=f"{slug}.{number + 1:03}", scheme="s3-domain", code="A"
        )
        for kind in ("a", "b"):
            yield Amount(
                record=key, key=f"{key}.{kind}", subject_class="project", subject=key, kind="eu", value=Decimal(number)
            )
        yield Relation(
            record=key, subject_class="project", subject=key, predicate="targetsRegion", object_class="region",
            object="AT32",
        )  # fmt: skip
        yield Region(record=key, key="AT32", level=2, name=f"Name {number % 2}")


@pytest.fixture(scope="module")
def read() -> list[RecordSet]:
    """Return what three files gave; the third repeats a part of the first."""
    return [records_from_rows(rows_of(*each)) for each in (("a", 30), ("b", 20), ("a", 10))]


@pytest.fixture
def pieces(read: list[RecordSet], tmp_path: Path) -> list[Path]:
    folders = [tmp_path / "read" / str(number) for number in range(len(read))]
    for records, folder in zip(read, folders, strict=True):
        records.write(folder)
    return folders


def digests(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_tables_are_those_of_resolution_in_memory(
    read: list[RecordSet], pieces: list[Path], tmp_path: Path
) -> None:
    found = resolve_folders(pieces, tmp_path / "out", [ISSUE], rows_at_once=100)
    stacked = concat_record_sets(read)
    expected = resolve(RecordSet({name: table.unique() for name, table in stacked.items()}), [ISSUE])
    assert found == (expected.issues, expected.coverage)
    assert len({issue.code for issue in found.issues}) >= 6
    consolidated = TableFolder(tmp_path / "out" / "consolidated")
    assert set(consolidated) == set(expected.consolidated)
    stated = TableFolder(tmp_path / "out" / "stated", tmp_path / "out" / "consolidated")
    for tables, view in ((consolidated, expected.consolidated), (stated, expected.stated)):
        for name, table in view.items():
            assert_frame_equal(tables[name], table, check_row_order=False)
    assert expected.consolidated["conflict"].height > 10
    assert expected.consolidated["derivation"].height > 40


@pytest.mark.parametrize(("rows_at_once", "rows_per_read"), [(400, 1000), (90, 23)])
def test_the_number_of_shares_does_not_change_a_byte(
    rows_at_once: int, rows_per_read: int, pieces: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = resolve_folders(pieces, tmp_path / "whole")
    monkeypatch.setattr(stream, "_ROWS_PER_READ", rows_per_read)
    assert resolve_folders(pieces, tmp_path / "shares", rows_at_once=rows_at_once) == whole
    assert digests(tmp_path / "shares") == digests(tmp_path / "whole")


def test_rows_that_two_files_repeat_word_for_word_are_kept_once(pieces: list[Path], tmp_path: Path) -> None:
    resolve_folders(pieces, tmp_path / "out", rows_at_once=50)
    records = TableFolder(tmp_path / "out" / "records")
    assert all(table.height == table.unique().height for table in records.values())
    assert records["project"].height == 50


def test_tables_are_in_the_order_of_their_keys(pieces: list[Path], tmp_path: Path) -> None:
    resolve_folders(pieces, tmp_path / "out", rows_at_once=50)
    for name, table in TableFolder(tmp_path / "out" / "consolidated").items():
        if "key" in table.columns and name not in {"conflict", "issue"}:
            assert table["key"].is_sorted(), name


def test_nothing_read_gives_all_tables_empty(tmp_path: Path) -> None:
    assert resolve_folders([], tmp_path / "out").issues == ()
    consolidated = TableFolder(tmp_path / "out" / "consolidated")
    assert set(consolidated) == set(resolve(RecordSet({})).consolidated)
    assert all(table.is_empty() for table in consolidated.values())


def test_progress_counts_the_rows(pieces: list[Path], tmp_path: Path) -> None:
    told = []
    resolve_folders(pieces, tmp_path / "out", rows_at_once=200, progress=lambda *each: told.append(each))
    assert {stage for stage, _, _ in told} == {"compare names", "sort records", "resolve"}
    for _, some in itertools.groupby(told, key=lambda each: each[0]):
        done = [each[1] for each in some]
        assert done == sorted(done)
