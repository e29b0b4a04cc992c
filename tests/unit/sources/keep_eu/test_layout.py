"""Columns are looked up by name: known, unknown, missing, renamed, repeated."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.keep_eu.importer import read

Read = Callable[[Any], Imported]
Found = Callable[[Imported, str], list[Issue]]


def _rename(export: Any, kind: str, column: str, name: str) -> None:
    """Rename a column, or leave it out when the new name is empty."""
    renamed = [name if each == column else each for each in export.columns[kind]]
    export.columns = export.columns | {kind: tuple(filter(None, renamed))}
    for row in export.rows(kind):
        if column in row and name:
            row[name] = row.pop(column)


def test_a_complete_export_has_no_finding_about_columns(export: Any, read_back: Read) -> None:
    assert {issue.code for issue in read_back(export).issues}.isdisjoint({"EG-KEEP-001", "EG-KEEP-002", "EG-KEEP-003"})


def test_an_unknown_column_is_reported_once(export: Any, read_back: Read, found: Found) -> None:
    export.columns["partners"] += ("Shoe size",)
    (issue,) = found(read_back(export), "EG-KEEP-001")
    assert (issue.severity, issue.place, issue.field) == ("info", "sheet Partners, row 1", "Shoe size")


def test_a_missing_optional_column_is_a_warning_and_its_cells_are_unknown(
    export: Any, read_back: Read, found: Found
) -> None:
    _rename(export, "projects", "Specific Obj", "")
    imported = read_back(export)
    (issue,) = found(imported, "EG-KEEP-002")
    assert (issue.severity, issue.field) == ("warning", "Specific Obj")
    assert imported.records["project"]["objective"].null_count() == 5


def test_a_renamed_optional_column_names_the_likely_new_name(export: Any, read_back: Read, found: Found) -> None:
    _rename(export, "projects", "Website", "Web site")
    imported = read_back(export)
    assert "'Web site'" in found(imported, "EG-KEEP-002")[0].message
    assert [issue.field for issue in found(imported, "EG-KEEP-001")] == ["Web site"]


@pytest.mark.parametrize(
    ("kind", "column", "name", "found"),
    [
        ("partners", "NUTS3 (or equivalent)", "NUTS 3 code", "the nearest unknown column is 'NUTS 3 code'"),
        ("projects", "EU Funding", "EU funding", "the nearest unknown column is 'EU funding'"),
        ("calls", "Serial Number", "", "none among 4 columns"),
    ],
)
def test_a_missing_required_column_stops_with_sheet_column_and_nearest_name(
    kind: str, column: str, name: str, found: str, export: Any, read_back: Read
) -> None:
    _rename(export, kind, column, name)
    with pytest.raises(SourceFormatError) as caught:
        read_back(export)
    assert "row 1" in str(caught.value)
    assert f"expected a column {column!r}" in str(caught.value)
    assert found in str(caught.value)
    assert caught.value.exit_code == 3


def test_a_known_column_that_is_there_twice_stops(export: Any, read_back: Read) -> None:
    export.columns["calls"] += ("Budget",)
    with pytest.raises(SourceFormatError, match="expected the column 'Budget' once, found it 2 times"):
        read_back(export)


def test_columns_may_stand_in_any_order(export: Any, read_back: Read) -> None:
    before = read_back(export)
    export.columns = {kind: tuple(reversed(columns)) for kind, columns in export.columns.items()}
    after = read_back(export)
    for name, table in before.records.items():
        if name != "record":  # the checksum is another
            assert table.equals(after.records[name]), name


def test_blank_rows_are_passed_over_and_do_not_shift_row_numbers(export: Any, tmp_path: Path, found: Found) -> None:
    export.partners[1]["Legal Status"] = "mixed"
    path = export.write_xlsx(tmp_path / "blank.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["Partners"].insert_rows(2, 3)
    workbook["Partners"]["B3"] = "  "
    workbook.save(path)
    imported = read(path)
    assert found(imported, "EG-KEEP-028")[0].place == "sheet Partners, row 6"
    assert imported.rows_read == 5 + 9 + 4
