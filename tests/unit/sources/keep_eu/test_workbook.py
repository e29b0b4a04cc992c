"""Workbooks that are damaged or lack a sheet say so in one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from ecosystem_graph.errors import SourceFormatError, SourceUnavailableError
from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.keep_eu.importer import companions, read, recognises


def test_a_workbook_of_this_layout_is_recognised_and_has_no_companions(export: Any, tmp_path: Path) -> None:
    path = export.write_xlsx(tmp_path / "export.xlsx")
    assert recognises(path)
    assert companions(path) == ()


def test_another_workbook_is_not_recognised(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert not recognises(tmp_path / "other.xlsx")
    assert not recognises(tmp_path / "absent.xlsx")
    assert not recognises(tmp_path)


@pytest.mark.parametrize("kind", ["projects", "partners", "calls"])
def test_a_missing_sheet_stops_and_lists_the_sheets_found(kind: str, export: Any, tmp_path: Path) -> None:
    path = export.write_xlsx(tmp_path / "export.xlsx", without=kind)
    assert recognises(path)
    with pytest.raises(SourceFormatError, match=r"expected a sheet '.+', found the sheets '.+', '.+'"):
        read(path)


def test_an_unknown_sheet_is_reported(
    export: Any, tmp_path: Path, found: Callable[[Imported, str], list[Issue]]
) -> None:
    (issue,) = found(read(export.write_xlsx(tmp_path / "export.xlsx", extra="Notes")), "EG-KEEP-003")
    assert (issue.severity, issue.found) == ("info", "Notes")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_workbook_that_is_cut_off_is_recognised_and_refused(share: float, export: Any, tmp_path: Path) -> None:
    path = export.write_xlsx(tmp_path / "export.xlsx")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert recognises(path)
    with pytest.raises(SourceFormatError, match=r"export\.xlsx: expected a workbook \(XLSX\), found a") as caught:
        read(path)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)


def test_a_workbook_with_broken_parts_is_refused(export: Any, tmp_path: Path) -> None:
    path = export.write_xlsx(tmp_path / "export.xlsx")
    content = bytearray(path.read_bytes())
    content[200 : len(content) // 2] = bytes(len(content) // 2 - 200)
    path.write_bytes(content)
    with pytest.raises(SourceFormatError, match="damaged"):
        read(path)


def test_an_empty_sheet_is_refused(export: Any, tmp_path: Path) -> None:
    path = export.write_xlsx(tmp_path / "export.xlsx", without="calls", extra="Calls")
    with pytest.raises(SourceFormatError, match="sheet Calls: expected a header row, found an empty sheet"):
        read(path)


@pytest.mark.parametrize("number", ["32982174.3", "123456789012.34", "0.1", "1929500", "758394.29"])
def test_a_cell_that_holds_a_number_is_read_as_it_was_typed(number: str, export: Any, tmp_path: Path) -> None:
    export.projects[0]["EU Funding"] = number
    amounts = read(export.write_xlsx(tmp_path / "export.xlsx")).records["amount"]
    assert number in amounts.filter(kind="eu")["raw"]


def test_a_file_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match="no such file"):
        read(tmp_path / "absent.xlsx")
