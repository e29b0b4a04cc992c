"""Columns are looked up by name."""

from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.tabular.finding import SHOWN, Findings
from ecosystem_graph.sources.tabular.layout import Table, match_layout, name_columns, read_layouts
from ecosystem_graph.sources.tabular.raw import Origin, RawTable, Unread

NAMES = ("unknown-column", "missing-column", "unread-row", "long-cell", "masked", "no-key")
CATALOGUE = {f"EG-{number}": {"name": name, "severity": "info", "meaning": name} for number, name in enumerate(NAMES)}
LAYOUTS = read_layouts(
    {
        "absent": ["N.a."],
        "tables": {
            "animal": {
                "required": ["name", "legs"],
                "columns": {"name": "x", "legs": "x", "food": "x"},
                "ignored": {"photo": "A picture."},
                "aliases": {"feet": "legs"},
                "masked": ["food"],
            },
            "plant": {"required": ["name", "leaves", "height"], "columns": {"name": "", "leaves": "", "height": ""}},
        },
    }
)


def named(header: tuple[str, ...], *rows: tuple[str | None, ...]) -> tuple[Table, list[tuple[str, str, str, str]]]:
    columns = [f"column_{position}" for position in range(len(header))]
    cells = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    numbers = pl.int_range(2, len(rows) + 2, dtype=pl.UInt32, eager=True)
    raw = RawTable(Origin(Path("zoo.csv")), header, cells, numbers, (Unread(9, "a;b;c", "Too many."),))
    findings = Findings(CATALOGUE)
    table = name_columns(raw, LAYOUTS[0], findings)
    return table, [(issue.message, issue.place, issue.field, issue.found) for issue in findings.issues()]


def test_the_layout_is_the_one_with_most_of_its_required_columns() -> None:
    assert match_layout(("legs", "name", "x"), LAYOUTS) is LAYOUTS[0]
    assert match_layout(("name", "leaves"), LAYOUTS) is LAYOUTS[1]
    assert match_layout(("feet", "name"), LAYOUTS) is LAYOUTS[0]
    assert match_layout(("x", "y"), LAYOUTS) is None


def test_columns_are_taken_by_name_or_alias_and_the_rest_is_reported_or_ignored() -> None:
    table, found = named(
        ("photo", "feet", "mood", "name", ""), ("p", "4", "good", " cat ", ""), ("", " ", None, "N.A.", "")
    )
    assert table.rows.select("row", "name", "legs", "food").rows() == [(2, "cat", "4", None)]
    assert table.read == 2
    assert found == [
        ("missing-column", "row 1", "food", ""), ("unknown-column", "row 1", "mood", "mood"),
        ("unread-row Too many.", "row 9", "", "a;b;c"),
    ] or sorted(found) == sorted([
        ("missing-column", "row 1", "food", ""), ("unknown-column", "row 1", "mood", "mood"),
        ("unread-row Too many.", "row 9", "", "a;b;c"),
    ])  # fmt: skip


def test_a_required_column_must_be_there_once() -> None:
    with pytest.raises(SourceFormatError, match="expected a column 'legs'"):
        named(("name", "food"))
    with pytest.raises(SourceFormatError, match="the column 'legs' once, found it 2 times"):
        named(("name", "legs", "feet"))


def test_contact_data_and_long_cells_are_taken_out_and_findings_name_the_column_as_spelt() -> None:
    table, found = named(("name", "feet", "food"), ("cat", "4" * (2 << 20), "ask a.b@example.eu"), ("dog", "4", "meat"))
    assert table.rows.select("legs", "food").rows() == [(None, "ask [e-mail removed]"), ("4", "meat")]
    long = next(each for each in found if each[0].startswith("long-cell"))
    assert (long[0], long[2], len(long[3])) == ("long-cell 2097152 bytes.", "feet", 80)


def test_findings_beyond_a_thousand_are_counted() -> None:
    findings = Findings(CATALOGUE)
    rows = pl.DataFrame({"row": range(2, SHOWN + 12)})
    findings.add_rows("no-key", Origin(Path("zoo.csv"), "zoo.csv"), rows, field="name")
    issues = findings.issues()
    assert len(issues) == SHOWN + 1
    (rest,) = (issue for issue in issues if issue.place == "zoo.csv")
    assert rest.message == f"no-key So do 10 more rows, from row {SHOWN + 2} on."
