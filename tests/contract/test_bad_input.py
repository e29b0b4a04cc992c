"""Bad input for the importers of bulk tables: a message with file, row and column, and no other row lost."""

import codecs
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import importer_of

# Source: header and two good rows of its simplest table, and the columns of an amount, a day and a country in it.
TABLES = {
    "cordis": (
        ("projectID", "organisationID", "name", "street", "role", "country", "ecContribution", "nutsCode"),
        (("101", "999000001", "Alpha", "Weg 1", "coordinator", "AT", "1.50", "AT130"),
         ("101", "999000002", "Beta", "Weg 2", "participant", "EL", "2", "EL303")),
    ),
    "kohesio": (
        ("Operation_Unique_Identifier", "Operation_Name_English", "Country", "Operation_Start_Date",
         "Total_Eligible_Expenditure_amount", "Programme_Code", "Beneficiary_Unique_Identifier", "NUTS3_Code"),
        (("https://linkedopendata.eu/entity/Q1", "Alpha", "Austria", "01/02/2016", "1.50", "2014AT1", "Q8", "AT130"),
         ("https://linkedopendata.eu/entity/Q2", "Beta", "Greece", "01/02/2017", "2", "2014AT1", "Q9", "EL303")),
    ),
    "keep-eu": (
        ("Programme", "Project acronym", "Lead partner", "Organisation in English", "Country code", "Town",
         "Partner's total eligible budget / expenditure", "NUTS3 code (or equivalent)"),
        (("2014 - 2020 Alps", "HUTS", "Yes", "Alpha", "AT", "Wien", "1.50", "AT130"),
         ("2014 - 2020 Alps", "HUTS", "No", "Beta", "EL", "Athina", "2", "EL303")),
    ),
}  # fmt: skip
NAME = {"cordis": "name", "kohesio": "Operation_Name_English", "keep-eu": "Organisation in English"}
AMOUNT = {
    "cordis": "ecContribution",
    "kohesio": "Total_Eligible_Expenditure_amount",
    "keep-eu": "Partner's total eligible budget / expenditure",
}
COUNTRY = {"cordis": "country", "kohesio": "Country", "keep-eu": "Country code"}
REGION = {"cordis": "nutsCode", "kohesio": "NUTS3_Code", "keep-eu": "NUTS3 code (or equivalent)"}


@pytest.fixture(params=sorted(TABLES))
def source(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def text(source: str, *, delimiter: str = ";", **cells: str) -> str:
    """The table, with cells of its second row replaced: ``name``, ``amount``, ``country`` or ``region``."""
    header, rows = TABLES[source]
    named = {"name": NAME, "amount": AMOUNT, "country": COUNTRY, "region": REGION}
    changed = {named[what][source]: value for what, value in cells.items()}
    second = [changed.get(column, cell) for column, cell in zip(header, rows[1], strict=True)]
    return "\n".join(delimiter.join(row) for row in (header, rows[0], second)) + "\n"


def read(source: str, path: Path, content: str | bytes) -> Imported:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    imported = importer_of(source).read(path)
    assert imported.rows_read == imported.rows_mapped + imported.rows_reported
    return imported


def only(imported: Imported, message: str) -> Issue:
    (issue,) = (each for each in imported.issues if message in each.message)
    assert issue.file == imported.path.name
    return issue


def names(imported: Imported) -> set[object]:
    table, column = ("text", "text") if imported.source == "kohesio" else ("participation", "name")
    return set(imported.records[table][column])


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_another_delimiter_is_understood(source: str, delimiter: str, tmp_path: Path) -> None:
    imported = read(source, tmp_path / "rows.csv", text(source, delimiter=delimiter))
    assert names(imported) == {"Alpha", "Beta"}


def test_a_strange_delimiter_is_an_error_that_names_the_columns(source: str, tmp_path: Path) -> None:
    with pytest.raises(SourceFormatError, match=r"rows\.csv: .*expected (a table of one of the kinds|the columns)"):
        read(source, tmp_path / "rows.csv", text(source, delimiter="^"))


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(source: str, tmp_path: Path) -> None:
    plain = read(source, tmp_path / "rows.csv", text(source))
    marked = read(source, tmp_path / "rows.csv", codecs.BOM_UTF8 + text(source).replace("\n", "\r\n").encode())
    for name, table in plain.records.items():
        if name != "record":
            assert table.equals(marked.records[name]), name


def test_utf_16_is_an_error_that_says_what_to_do(source: str, tmp_path: Path) -> None:
    with pytest.raises(SourceFormatError, match=r"expected UTF-8 text, found (UTF-16|byte 0xff)") as error:
        read(source, tmp_path / "rows.csv", text(source).encode("utf-16"))
    assert "UTF-8" in error.value.hint


def test_a_row_in_another_encoding_is_reported_and_costs_no_other(source: str, tmp_path: Path) -> None:
    mixed = text(source, name="Universität").encode("latin-1")
    imported = read(source, tmp_path / "rows.csv", mixed)
    issue = only(imported, "Byte 0xe4")
    assert (issue.place, issue.severity) == ("row 3", "violation")
    assert "Universit" in issue.found
    assert names(imported) == {"Alpha"}
    assert (imported.rows_read, imported.rows_reported) == (2, 1)


@pytest.mark.parametrize("name", ['Beta "B" Ltd', '"Beta" Ltd', 'Beta 12"'])
def test_bare_quotation_marks_stay_in_the_name(source: str, name: str, tmp_path: Path) -> None:
    assert names(read(source, tmp_path / "rows.csv", text(source, name=name))) == {"Alpha", name}


def test_a_row_with_too_many_cells_is_reported_with_its_number(source: str, tmp_path: Path) -> None:
    imported = read(source, tmp_path / "rows.csv", text(source, name="Be;ta"))
    issue = only(imported, "Expected 8 cells, found 9")
    assert issue.place == "row 3"
    assert (imported.rows_mapped, imported.rows_reported) == (1, 1)


def test_a_cell_of_ten_megabytes_is_reported_and_not_taken(source: str, tmp_path: Path) -> None:
    imported = read(source, tmp_path / "rows.csv", text(source, region="x" * 10_000_000))
    issue = only(imported, "longer than a megabyte")
    assert (issue.place, issue.field) == ("row 3", REGION[source])
    assert len(issue.found) <= 120
    assert names(imported) == {"Alpha", "Beta"}


@pytest.mark.parametrize(
    ("amount", "message", "taken"),
    [
        ("-5", "negative", True),
        ("900000000000000", "above 100 billion", True),
        ("1e30", "one reading", False),
        ("123,456", "one reading", False),
        ("zwölf", "one reading", False),
        ("99999999999999999999", "one reading", False),
    ],
)
def test_odd_amounts_are_reported(source: str, amount: str, message: str, taken: bool, tmp_path: Path) -> None:
    imported = read(source, tmp_path / "rows.csv", text(source, amount=amount))
    issue = only(imported, message)
    assert (issue.place, issue.field, issue.found) == ("row 3", AMOUNT[source], amount)
    assert imported.records["amount"].height == 1 + taken
    assert imported.rows_reported == 0


def test_an_unknown_country_and_a_word_in_place_of_a_region_are_reported(source: str, tmp_path: Path) -> None:
    imported = read(source, tmp_path / "rows.csv", text(source, country="QQ", region="Attika"))
    assert only(imported, "the country is unknown").found == "QQ"
    assert only(imported, "Expected a NUTS code").found == "Attika"
    assert imported.rows_reported == 0


@pytest.mark.parametrize("content", [b"", b"\n\n", codecs.BOM_UTF8])
def test_an_empty_file_is_an_error(source: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(SourceFormatError, match=r"rows\.csv: .*expected a header row.*, found an empty file"):
        read(source, tmp_path / "rows.csv", content)


def test_a_header_alone_is_an_empty_table(source: str, tmp_path: Path) -> None:
    imported = read(source, tmp_path / "rows.csv", text(source).split("\n", 1)[0])
    assert (imported.rows_read, imported.records["project"].height) == (0, 0)


def test_a_column_that_is_there_twice_is_an_error(source: str, tmp_path: Path) -> None:
    twice = text(source).replace(REGION[source], COUNTRY[source])
    with pytest.raises(SourceFormatError, match=f"the column '{COUNTRY[source]}' once, found it 2 times"):
        read(source, tmp_path / "rows.csv", twice)


def test_an_archive_that_leads_out_is_refused(source: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "rows.zip", "w") as archive:
        archive.writestr("../rows.csv", text(source))
    assert importer_of(source).recognises(tmp_path / "rows.zip")
    with pytest.raises(SourceFormatError, match="leads out"):
        importer_of(source).read(tmp_path / "rows.zip")


def test_an_archive_without_a_known_table_is_no_input(source: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "rows.zip", "w") as archive:
        archive.writestr("rows.csv", "a;b\n1;2\n")
    assert not importer_of(source).recognises(tmp_path / "rows.zip")


def test_a_broken_line_of_json_costs_no_other(maker: Callable[[str], ModuleType], tmp_path: Path) -> None:
    path: Path = maker("keep_eu/current").write_lines(tmp_path / "rows.jsonl", maker("keep_eu/current").partnerships())
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1][:40]
    imported = read("keep-eu", path, "\n".join([*lines, "[1, 2]"]))
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (4, 2, 2)
    places = {issue.place for issue in imported.issues if "could not be read" in issue.message}
    assert places == {"element 2", "element 4"}


def test_a_line_of_json_in_another_encoding_costs_no_other(maker: Callable[[str], ModuleType], tmp_path: Path) -> None:
    path: Path = maker("keep_eu/current").write_lines(tmp_path / "rows.jsonl", maker("keep_eu/current").partnerships())
    path.write_bytes(path.read_bytes() + b'{"town": "K\xf6ln"}\n')
    imported = importer_of("keep-eu").read(path)
    assert (imported.rows_mapped, imported.rows_reported) == (3, 1)
    issue = only(imported, "Byte 0xf6 at 12 is no UTF-8")
    assert (issue.place, issue.severity) == ("element 4", "violation")


def test_lines_of_json_in_utf_16_are_called_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": 1}\n', encoding="utf-16")
    with pytest.raises(SourceFormatError, match="expected UTF-8 text, found UTF-16"):
        importer_of("keep-eu").read(tmp_path / "rows.jsonl")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected JSON, found an empty file"),
        (b'[{"id": 1},\n {"id" 2}]', r"line 2, column 8: expected JSON, found '2}\]'"),
        (b'[{"id": 1}', "line 1, column 11: expected JSON, found the end of the file"),
        (b'[{"id": "\xff"}]', "line 1, byte 10: expected UTF-8 text, found byte 0xff"),
    ],
)
def test_json_that_breaks_off_is_told_with_its_place(content: bytes, message: str, tmp_path: Path) -> None:
    for source, name in (("cordis", "project.json"), ("keep-eu", "rows.json")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SourceFormatError, match=message):
            importer_of(source).read(tmp_path / name)


@pytest.mark.parametrize("content", [b"[", b'{"id": 1}', b'[{"id": "\xff"}]', b"[" * 100_000])
def test_json_that_is_none_is_an_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "project.json"
    path.write_bytes(content)
    with pytest.raises(SourceFormatError, match="expected"):
        importer_of("cordis").read(path)


def test_a_workbook_that_is_none_is_an_error(source: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(SourceFormatError, match="workbook"):
        importer_of(source).read(path)
