r"""Delimited text: fast where a file keeps RFC 4180, careful where it does not.

A file is regular when it is UTF-8, each quotation mark opens or closes a cell or is doubled inside one, and all rows
have as many cells as the header. That is found out by looking at quotation marks, delimiters and line ends only, and
such a file is read by Polars. Any other file is read line by line: a row with bare quotation marks
(``"Zora" Ltd;1``) or doubled ones in place of single ones (``""The action ""X"" works""``) is understood as long as it
has the right number of cells; a row that has not is reported, and costs no other row.
"""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import polars as pl

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.tabular.raw import Origin, RawTable, Unread

__all__ = ["DELIMITERS", "read_delimited", "split_header"]

DELIMITERS = (";", ",", "\t", "|")
"""Characters between cells, in the order in which they are tried."""

_QUOTE, _FEED, _RETURN = 34, 10, 13
_STEP = 1 << 24
_BOM = b"\xef\xbb\xbf"
# A row that goes on for more lines than this is a quotation mark that was never closed.
_MOST_LINES = 400
_FOUND = 120


def split_header(start: bytes) -> tuple[tuple[str, ...], str]:
    r"""Return the cells of the first line and the delimiter, which is the one that gives most cells.

    Args:
        start: First bytes of a file; a byte order mark is passed over.

    Examples:
        >>> split_header(b'id;"title";end\n1;2;3')
        (('id', 'title', 'end'), ';')
    """
    text = start.removeprefix(_BOM).decode("utf-8", errors="replace").lstrip("\r\n")
    line = text.split("\n", 1)[0].rstrip("\r")
    best = max(DELIMITERS, key=lambda delimiter: len(_split(line, delimiter)))
    return tuple(cell.strip() for cell in _split(line, best)), best


def read_delimited(data: bytes, origin: Origin) -> RawTable:
    """Read delimited text.

    Args:
        data: UTF-8, with or without byte order mark.
        origin: Where it is.

    Returns:
        All rows that have as many cells as the header; blank lines are passed over but counted.

    Raises:
        SourceFormatError: There is no header, or the text is UTF-16.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SourceFormatError(
            origin.location(1), expected="UTF-8 text", found="UTF-16", hint="Save the file as UTF-8 and run again."
        )
    body = data.removeprefix(_BOM).rstrip(b"\r\n\x1a")
    start = len(body) - len(body.lstrip(b"\r\n"))
    header, delimiter = split_header(body)
    if not any(header):
        raise SourceFormatError(origin.location(1), expected="a header row", found="an empty file")
    end = body.find(b"\n", start)
    rest = body[end + 1 :] if end >= 0 else b""
    first = body[: end + 1].count(b"\n") + 1
    if rest and _is_regular(rest, ord(delimiter), len(header)):
        cells = _read_regular(rest, delimiter, len(header))
        if cells is not None:
            rows = pl.int_range(first, first + cells.height, dtype=pl.UInt32, eager=True)
            return RawTable(origin, header, cells, rows)
    return _read_irregular(rest, origin, header, delimiter, first)


def _is_regular(data: bytes, delimiter: int, width: int) -> bool:
    """Tell whether quotation marks are where they should be and all rows have ``width`` cells. O(n), 100 MB/s."""
    codes = np.frombuffer(data, np.uint8)
    quotes, carried = 0, 0
    for start in range(0, len(codes), _STEP):
        piece = codes[start : start + _STEP]
        marks = np.flatnonzero((piece == _QUOTE) | (piece == delimiter) | (piece == _FEED))
        kinds = piece[marks]
        seen = quotes + np.cumsum(kinds == _QUOTE)
        if not _quotes_fit(codes, marks[kinds == _QUOTE] + start, quotes, delimiter):
            return False
        outside = kinds[seen % 2 == 0]
        outside = outside[outside != _QUOTE]
        ends = np.flatnonzero(outside == _FEED)
        counts = np.diff(ends, prepend=-1) - 1
        if len(ends):
            counts[0] += carried
            carried = 0
        if (counts != width - 1).any():
            return False
        carried += len(outside) - (int(ends[-1]) + 1 if len(ends) else 0)
        quotes = int(seen[-1]) if len(seen) else quotes
    return quotes % 2 == 0 and carried == width - 1


def _quotes_fit(codes: np.ndarray, places: np.ndarray, before: int, delimiter: int) -> bool:
    """Tell whether each quotation mark stands beside a delimiter, a line end or another quotation mark."""
    if not len(places):
        return True
    opening = (before + np.arange(len(places))) % 2 == 0
    neighbours = np.where(opening, places - 1, places + 1)
    inside = (neighbours >= 0) & (neighbours < len(codes))
    beside = codes[neighbours[inside]]
    return bool(np.isin(beside, (delimiter, _FEED, _RETURN, _QUOTE)).all())


def _read_regular(data: bytes, delimiter: str, width: int) -> pl.DataFrame | None:
    try:
        cells = pl.read_csv(data, separator=delimiter, has_header=False, infer_schema=False, quote_char='"')
    except pl.exceptions.ComputeError:  # bytes that are no UTF-8: the careful reader says which
        return None
    return cells if cells.width == width else None


def _read_irregular(data: bytes, origin: Origin, header: tuple[str, ...], delimiter: str, first: int) -> RawTable:
    rows, numbers, unread = [], [], []
    for number, found in _records(data, delimiter, len(header), first):
        if isinstance(found, list):
            rows.append(found)
            numbers.append(number)
        else:
            unread.append(found)
    names = [f"column_{position}" for position in range(len(header))]
    cells = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return RawTable(origin, header, cells, pl.Series(numbers, dtype=pl.UInt32), tuple(unread))


def _records(data: bytes, delimiter: str, width: int, first: int) -> Iterator[tuple[int, list[str] | Unread]]:
    """Yield row number and cells, or what is wrong; a row may go on over several lines inside quotation marks."""
    lines = data.split(b"\n") if data else []
    position, number = 0, first - 1
    while position < len(lines):
        number += 1
        line = lines[position].rstrip(b"\r")
        position += 1
        if not line.strip():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            why = f"Byte 0x{line[error.start]:02x} at {error.start + 1} is no UTF-8."
            yield number, Unread(number, line.decode("utf-8", errors="replace")[:_FOUND], why)
            continue
        cells, used = _whole_row(text, lines, position, delimiter)
        if len(cells) != width:
            cells, used = _split(text, delimiter), 0
        position += used
        if len(cells) == width:
            yield number, cells
        else:
            yield number, Unread(number, text[:_FOUND], f"Expected {width} cells, found {len(cells)}.")


def _whole_row(text: str, lines: list[bytes], position: int, delimiter: str) -> tuple[list[str], int]:
    """Return the cells of a row that keeps RFC 4180, and how many further lines it takes; no cells if it does not."""
    used = 0
    while text.count('"') % 2 and used < min(_MOST_LINES, len(lines) - position):
        following = lines[position + used].rstrip(b"\r").decode("utf-8", errors="replace")
        text, used = f"{text}\n{following}", used + 1
    if '"' not in text:
        return text.split(delimiter), used
    cells, place = [], 0
    pattern, text = _strict_cell(delimiter), text + delimiter
    while place < len(text):
        found = pattern.match(text, place)
        if found is None or "\ufffd" in found[0]:
            return [], 0
        cells.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        place = found.end()
    return cells, used


def _split(text: str, delimiter: str) -> list[str]:
    """Return the cells of one row: quoted, quoted by doubled marks, or bare with marks inside."""
    if '"' not in text:
        return text.split(delimiter)
    found: list[tuple[str, str, str]] = _cell(delimiter).findall(text + delimiter)
    return [
        quoted.replace('""', '"') or (doubled and f'"{doubled.replace(chr(34) * 2, chr(34))}"') or bare
        for quoted, doubled, bare in found
    ]


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'(?:"((?:[^"]|"")*)"|""(?=[^"])(.+?)""|([^{mark}\n]*)){mark}')


@cache
def _strict_cell(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'(?:"((?:[^"]|"")*)"|([^"{mark}\n]*)){mark}')
