"""Which definition a file belongs to, told by the names of its columns."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

import fastexcel
from lxml import etree, html

from ecosystem_graph.errors import EcosystemGraphError, Location, SourceFormatError
from ecosystem_graph.sources.archive import Member, member_names, read_members, read_start
from ecosystem_graph.sources.table.container import format_of, is_wanted
from ecosystem_graph.sources.table.definition import Definition, Layout
from ecosystem_graph.sources.table.delimited import delimiter_of
from ecosystem_graph.sources.table.grid import grid_of_rows, one_line
from ecosystem_graph.sources.table.sheet import SEARCHED, header_names, known_columns, share_of_columns
from ecosystem_graph.sources.workbook import check_size

__all__ = ["likeness"]

_START = 1 << 18
_KEY = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:')


def likeness(path: Path, definition: Definition) -> float:
    """Return the share of the columns that a definition names which the best header row of a file has.

    Only the beginning of the file is looked at; a file that cannot be read has none.
    """
    layout = definition.layout
    if layout.name and not fnmatchcase(path.name.removesuffix(".gz"), layout.name):
        return 0.0
    try:
        stamp = path.stat().st_mtime_ns
        parts = _first_rows(path, stamp, layout.format, layout.encoding or "utf-8", layout.delimiter, layout.member)
        headers = [names for part in parts for names in _headers(path, part, [row - 1 for row in layout.header])]
    except (EcosystemGraphError, OSError):
        return 0.0
    if layout.format == "json":
        return max((_share_of_keys(set(names), definition) for names in headers), default=0.0)
    return max((share_of_columns(names, definition) for names in headers), default=0.0)


def _headers(path: Path, rows: Sequence[Sequence[str | None]], stated: Sequence[int]) -> Iterator[list[str]]:
    """Yield what may be names of columns: each row, and the rows that the definition states, where they are several."""
    if len(stated) > 1 and stated[-1] < len(rows):
        yield header_names(grid_of_rows(path, "", rows), stated)
    yield from ([one_line(cell or "") for cell in row] for row in rows)


def _share_of_keys(keys: set[str], definition: Definition) -> float:
    """Return the share of columns whose last key is among the keys of a JSON document, wherever they stand in it."""
    known = {name.rpartition(".")[2] for name in known_columns(definition) if not name.startswith("(")}
    known |= set(filter(lambda key: key not in {"", "*"}, definition.layout.path.split(".")))
    return len(known & keys) / len(known) if known else 0.0


@lru_cache(maxsize=64)
def _first_rows(
    path: Path, _stamp: int, kind: str, encoding: str, delimiter: str, member: str
) -> tuple[list[list[str | None]], ...]:
    """Return the first rows of each table in a file."""
    layout = Layout(format=kind, encoding=encoding, delimiter=delimiter, member=member)
    tables: list[list[list[str | None]]] = []
    for name in member_names(path):
        suffix = Path((name or path.name).lower().removesuffix(".gz")).suffix
        start = Member(name, suffix, read_start(path, name, _START))
        if is_wanted(start, layout):
            tables += _tables(path, start, layout)
    return tuple(tables)


def _tables(path: Path, start: Member, layout: Layout) -> Iterator[list[list[str | None]]]:
    kind = format_of(start, layout)
    if kind == "excel":
        yield from _sheets(path, start.name)
        return
    text = start.data.decode(layout.encoding or "utf-8", errors="replace").removeprefix("\ufeff")
    if kind == "json":
        yield [list(dict.fromkeys(_unescaped(key) for key in _KEY.findall(text)))]
    elif kind == "html":
        yield from _page_tables(text)
    else:
        try:
            delimiter = delimiter_of(layout, kind, start.data)
            reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
            yield [list(row) for row, _ in zip(reader, range(SEARCHED), strict=False)]
        except csv.Error:
            return


def _sheets(path: Path, name: str) -> Iterator[list[list[str | None]]]:
    # The index of a workbook is at its end, so that its beginning alone says nothing.
    data = next(each.data for each in read_members(path) if each.name == name)
    try:
        check_size(data, Location(path, name))
        workbook = fastexcel.read_excel(data)
        for sheet in workbook.sheet_names:
            cells = workbook.load_sheet(
                sheet, header_row=None, skip_rows=0, n_rows=SEARCHED, dtypes="string"
            ).to_polars()
            yield [list(row) for row in cells.iter_rows()]
    except (fastexcel.FastExcelError, SourceFormatError):
        return


def _page_tables(text: str) -> Iterator[list[list[str | None]]]:
    try:
        page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except etree.ParserError:
        return
    for table in page.iter("table"):
        rows = [["".join(cell.itertext()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        yield [list(row) for row in rows[:SEARCHED]]


def _unescaped(key: str) -> str:
    try:
        return str(json.loads(f'"{key}"'))
    except json.JSONDecodeError:
        return key
