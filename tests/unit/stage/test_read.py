"""What reaches a release of any table of any source: no contact data of persons, whatever column they stand in."""

import csv
import io
import json
import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.fixtures.examples import EXAMPLES, ROOT, source_of

from ecosystem_graph.progress import no_progress
from ecosystem_graph.sources.registry import PlannedFile
from ecosystem_graph.stage.read import read_files
from ecosystem_graph.stage.work import Work

TABLES: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "tests/fixtures/damage.toml").read_text(encoding="utf-8"))
CONTACT = ("some.body@host.example", "Tel. +43 664 9988776")


def with_contact(name: str, folder: Path) -> Path:
    """Write an example with rows that have contact data in one column each."""
    table, path = TABLES[name], EXAMPLES[name](folder)
    text = path.read_bytes().decode(table["encoding"])
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=table["delimiter"]))
    good = rows[table.get("row", -1)]
    more = [[*good[:column], cell, *good[column + 1 :]] for column in range(len(rows[0])) for cell in CONTACT]
    stream = io.StringIO()
    csv.writer(stream, delimiter=table["delimiter"]).writerows([*rows, *more])
    path.write_bytes(stream.getvalue().encode(table["encoding"]))
    return path


@pytest.mark.parametrize("name", TABLES)
def test_contact_data_in_any_column_of_any_table_reach_no_record_and_no_issue(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "work").mkdir()
    path = with_contact(name, tmp_path / "in")
    read = read_files([PlannedFile(source_of(name), path)], Work(tmp_path / "work"), no_progress)
    (rows,) = read.rows
    assert rows.rows_read == rows.rows_mapped + rows.rows_reported
    written = "".join(pl.read_parquet(each).write_ndjson() for folder in read.pieces for each in folder.iterdir())
    told = json.dumps([issue.to_dict() for issue in read.issues])
    for secret in ("host.example", "9988776"):
        assert secret not in told
        assert secret not in written
