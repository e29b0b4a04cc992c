"""The CSV form: the projects file stands for the export, its siblings are read with it."""

from pathlib import Path
from typing import Any

import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.keep_eu.importer import companions, read, recognises


def test_only_the_projects_file_is_recognised_and_the_others_are_its_companions(export: Any, tmp_path: Path) -> None:
    projects = export.write_csv(tmp_path)
    assert [recognises(tmp_path / f"{kind}.csv") for kind in ("projects", "partners", "calls")] == [True, False, False]
    assert companions(projects) == (tmp_path / "calls.csv", tmp_path / "partners.csv")


@pytest.mark.parametrize("content", [b"", b"id;name\n1;x\n", b"\xff\xfe\x00", b"Programme,Acronym,Project Name\n"])
def test_other_csv_files_are_not_recognised(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_bytes(content)
    assert not recognises(tmp_path / "other.csv")


def _without_places(imported: Imported) -> dict[str, Any]:
    tables = dict(imported.records) | {"record": imported.records["record"].drop("file", "checksum", "locator")}
    return {name: table.rows() for name, table in tables.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_both_forms_of_an_export_give_the_same_tables(encoding: str, export: Any, tmp_path: Path) -> None:
    from_csv = read(export.write_csv(tmp_path, encoding=encoding))
    from_xlsx = read(export.write_xlsx(tmp_path / "export.xlsx"))
    assert _without_places(from_csv) == _without_places(from_xlsx)
    assert (from_csv.rows_read, from_csv.rows_mapped) == (18, 18)
    assert set(from_csv.records["record"]["file"]) == {"projects.csv", "partners.csv", "calls.csv"}


def test_findings_name_the_file_and_the_row_a_spreadsheet_shows(export: Any, tmp_path: Path) -> None:
    export.partners[-1]["Legal Status"] = "mixed"
    (issue,) = [each for each in read(export.write_csv(tmp_path)).issues if each.code == "EG-KEEP-028"]
    assert (issue.file, issue.place) == ("partners.csv", f"row {len(export.partners) + 1}")


def test_a_missing_companion_stops(export: Any, tmp_path: Path) -> None:
    projects = export.write_csv(tmp_path)
    (tmp_path / "calls.csv").unlink()
    with pytest.raises(SourceFormatError, match=r"one CSV file with the columns of the calls sheet .+, found none"):
        read(projects)


def test_two_exports_in_one_folder_stop(export: Any, tmp_path: Path) -> None:
    projects = export.write_csv(tmp_path, prefix="a_")
    export.write_csv(tmp_path, prefix="b_")
    with pytest.raises(SourceFormatError, match=r"found a_partners\.csv, b_partners\.csv"):
        read(projects)


def test_naming_a_companion_alone_says_which_file_to_name(export: Any, tmp_path: Path) -> None:
    export.write_csv(tmp_path)
    with pytest.raises(SourceFormatError, match="found the columns of the partners sheet") as caught:
        read(tmp_path / "partners.csv")
    assert "projects file" in caught.value.hint


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "projects.csv").write_text("\n")
    with pytest.raises(SourceFormatError, match="found an empty file"):
        read(tmp_path / "projects.csv")


def test_another_encoding_than_utf8_stops_at_the_byte(export: Any, tmp_path: Path) -> None:
    export.partners = export.partners[:1]
    export.projects = export.projects[:1]
    export.calls = export.calls[:1]
    projects = export.write_csv(tmp_path, encoding="iso-8859-1")
    assert recognises(projects)
    with pytest.raises(SourceFormatError, match=r"byte \d+: expected UTF-8 text, found byte 0xe9"):
        read(projects)


def test_a_row_with_too_many_cells_stops_with_its_row_and_line(export: Any, tmp_path: Path) -> None:
    projects = export.write_csv(tmp_path)
    with (tmp_path / "calls.csv").open("a", encoding="utf-8") as stream:
        stream.write("a;b;c;d;e;f\n")
    with pytest.raises(SourceFormatError, match=r"calls\.csv: row 6 \(line 6\): expected 5 cells .+, found 6"):
        read(projects)


def test_a_quotation_mark_that_is_never_closed_stops(export: Any, tmp_path: Path) -> None:
    projects = export.write_csv(tmp_path)
    with (tmp_path / "calls.csv").open("a", encoding="utf-8") as stream:
        stream.write('"open;b;c;d;e\n')
    with pytest.raises(SourceFormatError, match="expected CSV separated by semicolons"):
        read(projects)
