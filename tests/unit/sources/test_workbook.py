"""Workbooks that would fill memory are refused before they are read."""

import io
import zipfile
from pathlib import Path

import pytest

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.workbook import check_places, open_workbook

WHERE = Location(Path("operations.xlsx"))
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(cells: str) -> io.BytesIO:
    """Return an archive with one sheet of these cells, far enough from a workbook to be told by its places alone."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{NAMESPACE}">{cells}</worksheet>')
    return file


def check(cells: str) -> None:
    with zipfile.ZipFile(packed(cells)) as archive:
        check_places(archive, WHERE)


def value(place: str) -> str:
    return f'<c r="{place}"><v>1</v></c>'


@pytest.mark.parametrize(
    "cells",
    [
        value("A1") + value("XFD1048576"),
        value("XFD1") + value("A1048576"),
        '<x:c s="1" r="xfd1048576" t="n"><x:v>1</x:v></x:c>',
        "".join(value(f"A{row}") for row in range(1, 300_000)) + value("ALL1000000"),
    ],
)
def test_values_far_from_all_others_are_refused(cells: str) -> None:
    with pytest.raises(SourceFormatError, match=r"expected values near each other, found [0-9,]+ in a sheet of"):
        check(cells)


@pytest.mark.parametrize("place", ["ABCD1", "A10000000"])
def test_values_beyond_the_edge_of_a_sheet_are_refused(place: str) -> None:
    with pytest.raises(SourceFormatError, match=f"expected cells within a sheet, found {place}"):
        check(value("A1") + value(place))


@pytest.mark.parametrize(
    "cells",
    [
        "",
        value("A1") + value("Z1048576"),
        value("A1") + '<c r="XFD1048576" s="4"/>',
        "".join(value(f"A{row}") for row in range(100_000, 400_000)),
        value("AAA1"),
    ],
)
def test_few_places_and_empty_cells_far_away_are_taken(cells: str) -> None:
    check(cells)


def test_cells_at_the_end_of_a_piece_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = "".join(map(value, ("A1", "B2", "XFD1048576")))
    for size in range(3, 90, 7):
        monkeypatch.setattr("ecosystem_graph.sources.workbook._PIECE", size)
        with pytest.raises(SourceFormatError, match="found 3 in a sheet"):
            check(cells)


def test_a_workbook_that_unpacks_to_far_more_than_it_should_is_refused() -> None:
    with pytest.raises(SourceFormatError, match="expected a workbook of usual size"):
        open_workbook(packed(" " * (100 << 20)).getvalue(), WHERE)
