"""Workbooks: sheets, merged names of columns, days and numbers that the workbook keeps as such, the old format."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from tests.unit.sources.table.conftest import HEADER

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.table.definition import Definition
from ecosystem_graph.sources.table.importer import TableImporter

NAMES = HEADER.split(";")
Read = Callable[..., Imported]
OLD = Path(__file__).parent / "old.xls"


@pytest.fixture
def read_book(tmp_path: Path, define: Callable[..., Definition]) -> Read:
    """Return a function that writes sheets of rows to a workbook and reads it by the small definition."""

    def make(sheets: dict[str, list[list[object]]], *changes: tuple[str, str]) -> Imported:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "list.xlsx"
        book.save(path)
        return TableImporter(define(*changes)).read(path)

    return make


def row(number: int, total: object, start: object = None) -> list[object]:
    return [number, f"Project {number}", "Town", "AT", start, None, total, None]


def amounts(imported: Imported) -> list[Decimal]:
    return imported.records["amount"].sort("record")["value"].sort().to_list()


def test_numbers_and_days_of_the_workbook_need_no_notation(read_book: Read) -> None:
    imported = read_book({"A": [NAMES, row(1, 1234.5, datetime.date(2020, 2, 1)), row(2, 0.1 + 0.2)]})
    assert amounts(imported) == [Decimal("0.30"), Decimal("1234.50")]
    assert [str(day) for day in imported.records["project"]["start"].drop_nulls()] == ["2020-02-01"]
    assert imported.issues == ()


def test_numbers_and_text_in_one_column_are_both_read(read_book: Read) -> None:
    imported = read_book({"A": [NAMES, row(1, 1234.5), row(2, "1.234,75"), row(3, "2.000.000,00")]})
    assert amounts(imported) == [Decimal("1234.50"), Decimal("1234.75"), Decimal("2000000.00")]


def test_a_number_is_rounded_as_the_workbook_shows_it(read_book: Read) -> None:
    assert amounts(read_book({"A": [NAMES, row(1, 15261.434999999998)]})) == [Decimal("15261.44")]


def test_a_number_that_could_be_two_is_reported_and_not_read(read_book: Read) -> None:
    imported = read_book({"A": [NAMES, row(1, 186.485), row(2, 1000)]})
    assert amounts(imported) == [Decimal(1000)]
    assert [(issue.code, issue.found) for issue in imported.issues] == [("EG-TAB-017", "186.485")]


def test_all_sheets_with_the_columns_are_read_and_the_others_are_told(read_book: Read) -> None:
    imported = read_book(
        {"ERDF": [NAMES, row(1, 5)], "Notes": [["Nothing", "here"]], "ESF": [["2024"], NAMES, row(2, 7)]}
    )
    assert amounts(imported) == [Decimal(5), Decimal(7)]
    assert [(issue.code, issue.found) for issue in imported.issues] == [("EG-TAB-002", "sheet Notes")]
    assert sorted(imported.records["record"]["locator"]) == ["sheet ERDF, row 2", "sheet ESF, row 3"]


def test_the_name_of_the_sheet_can_fill_a_field(read_book: Read) -> None:
    topic = '[[topic]]\nscheme = "fund"\ncolumn = "@sheet"\ncodes = { "ERDF" = "erdf", "ESF" = "esf" }\n\n[[amount]]'
    imported = read_book({"ERDF": [NAMES, row(1, 5)], "ESF": [NAMES, row(2, 7)]}, ("[[amount]]", topic))
    assert sorted(imported.records["topic"]["code"]) == ["erdf", "esf"]


def test_names_in_two_rows_are_joined_over_merged_cells(read_book: Read) -> None:
    upper = [None, None, None, None, "Duration", None, None, None]
    lower = [*NAMES[:4], "from", "to", *NAMES[6:]]
    changes = (
        ('delimiter = ";"', "header = [2, 3]"),
        ('start = "Start"', 'start = "Duration / from"'),
        ('end = "End"', 'end = "Duration / to"'),
        ('column = "Total"', 'column = "Duration / Total"'),
        ('website = "Web"', 'website = "Duration / Web"'),
    )
    imported = read_book({"A": [["A list"], upper, lower, row(1, 5, datetime.date(2020, 2, 1))]}, *changes)
    assert [str(day) for day in imported.records["project"]["start"]] == ["2020-02-01"]


def test_a_sheet_that_is_not_there_is_told(read_book: Read) -> None:
    with pytest.raises(SourceFormatError, match="expected a sheet 'B', found the sheets 'A'"):
        read_book({"A": [NAMES]}, ('delimiter = ";"', 'sheet = "B"'))


def test_the_old_format_is_read(define: Callable[..., Definition]) -> None:
    imported = TableImporter(define()).read(OLD)
    assert amounts(imported) == [Decimal("186.49"), Decimal("1000.50")]
    assert imported.records["organisation"]["name"].to_list() == ["Stadt Größe"]
