"""Bad files and bad cells: told with file, row and column; nothing is lost without a word."""

import contextlib
import gzip
import io
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.sources.table.conftest import DEFINITION, HEADER, ROW

from ecosystem_graph.errors import EcosystemGraphError, SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.table.importer import TableImporter
from ecosystem_graph.sources.table.reader import read_definition

Read = Callable[..., Imported]


def told(imported: Imported) -> list[tuple[str, str, str, str]]:
    return [(issue.code, issue.place, issue.field, issue.found) for issue in imported.issues]


def test_a_good_row_gives_no_issue(read: Read) -> None:
    imported = read(HEADER, ROW)
    assert (imported.rows_read, imported.rows_mapped, imported.issues) == (1, 1, ())
    assert imported.records["amount"]["value"].to_list() == [Decimal("1000.50")]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([HEADER.replace(";", ","), ROW.replace(";", ",")], r"list\.csv: row 1: expected the columns of small"),
        (
            [HEADER.replace("Total", "Sum"), ROW],
            r"row 1: expected a column 'Total' for amount\.total\.project, found none",
        ),
        ([HEADER.replace("Web", "Total"), ROW], r"expected a column 'Web'"),
        ([HEADER + ";Total", ROW + ";1"], r"expected the column 'Total' once, found it twice"),
        ([HEADER, *["1;2"] * 30], r"row 2: expected 8 cells, as in the header row, found 2"),
        ([HEADER, '1;"One;Town'], r"row near line \d: expected cells separated by ';'"),
        ([HEADER, '1;"One" bad;Town'], r"row near line 2: expected cells separated by ';'"),
        ([HEADER, ROW + ";" * 16_385], r"row 2: expected at most 16,384 cells, found 16,39"),
        ([], r"list\.csv: expected a table, found an empty file"),
        (["just", "some", "words"], r"row 1: expected the columns of small: No, "),
    ],
)
def test_a_file_of_another_layout_stops_with_its_place(rows: list[str], message: str, read: Read) -> None:
    with pytest.raises(SourceFormatError, match=message) as caught:
        read(*rows)
    assert caught.value.exit_code == 3


def test_the_wrong_delimiter_is_named(read: Read) -> None:
    with pytest.raises(SourceFormatError) as caught:
        read(HEADER.replace(";", "|"), ROW.replace(";", "|"))
    assert "the delimiter seems to be '|'" in caught.value.hint


def test_a_renamed_column_has_its_nearest_name_in_the_message(read: Read) -> None:
    with pytest.raises(SourceFormatError, match="the nearest one is 'Projects'"):
        read(HEADER.replace("Project", "Projects"), ROW)


def test_an_unknown_column_is_reported_and_the_rest_is_read(read: Read) -> None:
    imported = read(HEADER + ";Colour", ROW + ";red")
    assert told(imported) == [("EG-TAB-001", "", "Colour", "Colour")]
    assert imported.rows_mapped == 1


def test_a_byte_order_mark_is_no_part_of_the_first_name(read: Read) -> None:
    imported = read(data=f"\ufeff{HEADER}\n{ROW}\n".encode())
    assert imported.issues == ()


def test_bytes_of_another_encoding_are_told_with_line_and_likely_encodings(read: Read) -> None:
    rows = "".join(f"{number};Žluťoučký kůň číslo;Město příkladů;CZ;;;;\n" for number in range(20))
    with pytest.raises(
        SourceFormatError, match=r"list\.csv: line 2, byte 3: expected text in utf-8, found byte 0x8e"
    ) as caught:
        read(data=f"{HEADER}\n{rows}".encode("cp1250"))
    assert "cp1250" in caught.value.hint


def test_mixed_encodings_are_refused_at_the_byte_that_differs(read: Read) -> None:
    data = f"{HEADER}\n1;Stätte;A;AT;;;;\n".encode() + "2;Stätte;A;AT;;;;\n".encode("latin-1")
    with pytest.raises(SourceFormatError, match="line 3, byte 5: expected text in utf-8, found byte 0xe4"):
        read(data=data)


def test_quotes_inside_cells_are_letters_where_the_definition_says_so(read: Read) -> None:
    changes = (('delimiter = ";"', 'delimiter = ";"\nquote = false'),)
    imported = read(HEADER, '1;"One" and "two;Town "A;AT;;;;', changes=changes)
    assert imported.records["text"]["text"].to_list() == ['"One" and "two']


def test_a_cell_of_ten_megabytes_is_read_whole(read: Read) -> None:
    long = "x" * 10_000_000
    imported = read(HEADER, f"1;{long};Town;AT;;;;")
    assert imported.records["text"]["text"].str.len_chars().to_list() == [10_000_000]


@pytest.mark.parametrize(
    ("old", "new", "issue"),
    [
        ("1.000,50", "-5,00", ("EG-TAB-022", "row 2", "Total", "-5,00")),
        ("1.000,50", "(5,00)", ("EG-TAB-022", "row 2", "Total", "(5,00)")),
        ("1.000,50", "9" * 16, ("EG-TAB-025", "row 2", "Total", "9" * 16)),
        ("1.000,50", "9" * 30, ("EG-TAB-018", "row 2", "Total", "9" * 30)),
        ("1.000,50", "1,000.50", ("EG-TAB-017", "row 2", "Total", "1,000.50")),
        ("1.000,50", "about 5", ("EG-TAB-017", "row 2", "Total", "about 5")),
        ("1.000,50", "5 mil.", ("EG-TAB-017", "row 2", "Total", "5 mil.")),
        ("1.000,50", "5,00 £", ("EG-TAB-019", "row 2", "Total", "5,00 £")),
        ("01.02.2020", "31.02.2020", ("EG-TAB-008", "row 2", "Start", "31.02.2020")),
        ("01.02.2020", "02/2020", ("EG-TAB-008", "row 2", "Start", "02/2020")),
        ("01.02.2020", "01.02.2030", ("EG-TAB-009", "row 2", "End", "2030-02-01 to 2021-12-31")),
        (";AT;", ";Atlantis;", ("EG-TAB-015", "row 2", "Country", "Atlantis")),
        ("https://example.org/one", "see page 5", ("EG-TAB-023", "row 2", "Web", "see page 5")),
        (";Town of One;", ";;", ("EG-TAB-014", "row 2", "Partner", "")),
    ],
)
def test_a_bad_cell_is_told_with_row_column_and_words(old: str, new: str, issue: tuple[str, ...], read: Read) -> None:
    imported = read(HEADER, ROW.replace(old, new))
    assert told(imported) == [issue]
    assert imported.rows_mapped == 1


def test_an_amount_without_currency_is_not_read(read: Read) -> None:
    imported = read(HEADER, ROW, changes=(('currency = "EUR"\n', ""),))
    assert told(imported) == [("EG-TAB-020", "row 2", "Total", "1.000,50")]
    assert imported.records["amount"].height == 0


def test_rows_that_do_not_fit_are_reported_and_counted(read: Read) -> None:
    rows = [f"{number};P{number};Town;AT;;;1;" for number in range(30)]
    imported = read(
        HEADER, *rows, "Source: the ministry", "31;a;b;AT;;;1;;;extra", ";;;;;;;", rows[3], "", ";only a title;;;;;;"
    )
    assert Counter(code for code, *_ in told(imported)) == {"EG-TAB-004": 2, "EG-TAB-006": 1, "EG-TAB-007": 1}
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (34, 30, 4)


def test_rows_that_repeat_another_are_kept_where_they_are_meant(read: Read) -> None:
    changes = (('language = "en"', 'language = "en"\nidentical_rows = "keep"'), ('id = "No"\n', ""))
    imported = read(HEADER, ROW, ROW, changes=changes)
    assert (imported.rows_mapped, imported.records["project"].height) == (2, 2)


def test_total_lines_are_reported_and_left_out(read: Read) -> None:
    changes = (("[[amount]]", '[[drop]]\ncolumn = "No"\npattern = "^(?i)total"\n\n[[amount]]'),)
    imported = read(HEADER, ROW, "Total;;;;;;1.000,50;", changes=changes)
    assert told(imported) == [("EG-TAB-005", "row 3", "No", "Total")]
    assert (imported.rows_read, imported.rows_mapped) == (2, 1)


def test_a_list_in_an_archive_is_read_and_its_place_is_told(read: Read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "Nothing here;to read")
        archive.writestr("data/list.csv", f"{HEADER}\n{ROW.replace('AT', 'Atlantis')}\n")
    imported = read(data=packed.getvalue(), name="list.zip")
    assert ("EG-TAB-015", "member data/list.csv, row 2", "Country", "Atlantis") in told(imported)


def test_a_name_that_leads_out_of_an_archive_is_refused(read: Read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../list.csv", f"{HEADER}\n{ROW}\n")
    with pytest.raises(SourceFormatError, match="a name that leads out of it"):
        read(data=packed.getvalue(), name="list.zip")


@pytest.mark.parametrize("name", ["list.csv.gz", "list.zip", "list.xlsx"])
def test_a_bomb_is_refused_before_it_fills_memory(name: str, read: Read) -> None:
    zeros = bytes(100_000_000)
    if name.endswith(".gz"):
        data = gzip.compress(zeros)
    else:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml" if name.endswith(".xlsx") else "list.csv", zeros)
        data = packed.getvalue()
    with pytest.raises(SourceFormatError, match="unpack"):
        read(data=data, name=name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("list.xlsx", b"PK\x03\x04 cut off"),
        ("list.xls", b"\xd0\xcf\x11\xe0 not really"),
        ("list.json", b'[{"No": 1'),
        ("list.json", b"[1, 2]"),
        ("list.json", b"[" * 100_000),
        ("list.html", b"<html><p>No table</p>"),
        ("list.csv.gz", b"\x1f\x8b cut"),
        ("list.zip", b"PK cut"),
        ("list.csv", b"No;Project\0\0\0;Partner"),
    ],
)
def test_a_damaged_file_is_told_with_its_name(name: str, data: bytes, read: Read) -> None:
    with pytest.raises(SourceFormatError, match=name.replace(".", r"\.")):
        read(data=data, name=name)


def test_a_missing_file_is_told(tmp_path: Path, read: Read) -> None:
    read(HEADER, ROW)
    with pytest.raises(SourceUnavailableError, match="there is no such file"):
        TableImporter(read_definition(tmp_path / "my.toml")).read(tmp_path / "none.csv")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".csv", ".json", ".html", ".xlsx", ".xls", ".zip", ".csv.gz"])
@given(data=st.one_of(st.binary(max_size=400), st.text(alphabet=';"\n,<>{}[]:1aé\ufeff', max_size=200).map(str.encode)))
@settings(max_examples=60, deadline=None)
def test_no_bytes_lead_to_anything_but_an_error_of_ours(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        definition = Path(folder) / "my.toml"
        definition.write_text(DEFINITION, encoding="utf-8")
        path = Path(folder) / f"list{suffix}"
        path.write_bytes(data if suffix != ".csv" or len(data) % 2 else f"{HEADER}\n".encode() + data)
        importer = TableImporter(read_definition(definition))
        importer.recognises(path)
        with contextlib.suppress(EcosystemGraphError):
            imported = importer.read(path)
            assert imported.rows_read == imported.rows_mapped + imported.rows_reported
