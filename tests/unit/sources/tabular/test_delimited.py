"""Delimited text: the fast and the careful reader agree, and the careful one loses no row."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.tabular import delimited
from ecosystem_graph.sources.tabular.delimited import read_delimited, split_header
from ecosystem_graph.sources.tabular.raw import Origin, RawTable

ORIGIN = Origin(Path("rows.csv"))
CELLS = st.text(st.sampled_from('ab;,"\n é'), max_size=6)


def read(text: str | bytes) -> RawTable:
    return read_delimited(text.encode() if isinstance(text, str) else text, ORIGIN)


def rows(raw: RawTable) -> list[tuple[str, ...]]:
    return [tuple(cell or "" for cell in row) for row in raw.cells.rows()]


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_the_csv_module_writes_comes_back_unchanged(table: list[tuple[str, str, str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([("x", "y", "z"), *table])
    raw = read(stream.getvalue())
    assert raw.header == ("x", "y", "z")
    assert rows(raw) == table
    assert raw.unread == ()


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_the_careful_reader_agrees_with_the_fast_one(table: list[tuple[str, str, str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    data = stream.getvalue().rstrip("\n").encode()
    assert delimited._is_regular(data, ord(";"), 3)
    careful = delimited._read_irregular(data, ORIGIN, ("x", "y", "z"), ";", 2)
    assert rows(careful) == table


@given(st.text(st.sampled_from('ab;"\n'), max_size=40))
def test_no_line_is_lost_whatever_the_text(text: str) -> None:
    raw = read(f"x;y\n{text}")
    lines = [line for line in text.split("\n") if line.strip()]
    covered = sum(1 + sum(cell.count("\n") for cell in row) for row in rows(raw)) + len(raw.unread)
    # A blank line inside quotation marks is part of a cell and no row.
    assert covered >= len(lines)
    assert all(len(row) == 2 for row in rows(raw))


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('""The action ""X"" works"";2', ('"The action "X" works"', "2")),
        ('"Zora" Ltd;3', ('"Zora" Ltd', "3")),
        ('5" pipe;4', ('5" pipe', "4")),
        ('"";"a""b"', ("", 'a"b')),
        ('"two\nlines";5', ("two\nlines", "5")),
    ],
)
def test_quotation_marks_are_understood_in_rows_of_the_right_width(line: str, cells: tuple[str, str]) -> None:
    assert rows(read(f"x;y\n{line}\n1;2\n"))[0] == cells


def test_rows_keep_the_number_a_spreadsheet_shows() -> None:
    raw = read('x;y\n"a\nb";1\n\nbad\n"odd" one;2\n')
    assert dict(zip(raw.rows, rows(raw), strict=True)) == {2: ("a\nb", "1"), 5: ('"odd" one', "2")}
    assert [(each.row, each.why) for each in raw.unread] == [(4, "Expected 2 cells, found 1.")]


def test_a_mark_that_is_never_closed_costs_one_row_at_most() -> None:
    raw = read("x;y\n" + '"open;1\n' + "a;2\n" * 1000)
    assert len(rows(raw)) + len(raw.unread) == 1001


def test_bytes_that_are_no_utf_8_are_reported_with_their_place() -> None:
    raw = read(b"x;y\nM\xfcller;1\na;2\n")
    assert rows(raw) == [("a", "2")]
    (unread,) = raw.unread
    assert (unread.row, unread.found, unread.why) == (2, "M\ufffdller;1", "Byte 0xfc at 2 is no UTF-8.")


def test_the_delimiter_is_the_one_that_gives_most_cells() -> None:
    assert split_header(b"a,b;c;d") == (("a,b", "c", "d"), ";")
    assert split_header(b"\xef\xbb\xbfa\tb\t\n1") == (("a", "b", ""), "\t")


def test_a_large_regular_file_is_checked_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_STEP", 7)
    data = ('"a;""b";"line\nline"\n' * 20).rstrip("\n").encode()
    assert delimited._is_regular(data, ord(";"), 2)
    assert not delimited._is_regular(data, ord(";"), 3)
    assert not delimited._is_regular(data + b'\n"open;1', ord(";"), 2)
    assert not delimited._is_regular(data + b"\n1;2;3", ord(";"), 2)


def test_text_in_utf_16_is_refused() -> None:
    with pytest.raises(SourceFormatError, match="UTF-16"):
        read("x;y\n1;2".encode("utf-16"))
