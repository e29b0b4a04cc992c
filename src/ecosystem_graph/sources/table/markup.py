"""Tables in HTML pages, also those that a publisher named ``.xls``."""

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.encoding import decode
from ecosystem_graph.sources.table.definition import Layout
from ecosystem_graph.sources.table.grid import Grid, grid_of_rows

__all__ = ["looks_like_html", "read_markup"]

_WIDEST = 1000


def looks_like_html(start: bytes) -> bool:
    """Tell whether the first bytes of a file are those of an HTML page.

    Examples:
        >>> looks_like_html(b"  <html><body>"), looks_like_html(b"PK")
        (True, False)
    """
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def read_markup(data: bytes, where: Location, layout: Layout) -> Iterator[Grid]:
    """Yield the tables of a page; cells over several columns or rows are repeated in each of them.

    Raises:
        SourceFormatError: The bytes are not in the encoding, or there is no table.
    """
    text = decode(data, where, layout.encoding)
    parser = html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, encoding="utf-8")
    try:
        page = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError as error:
        raise SourceFormatError(where, expected="an HTML page", found=str(error)) from error
    tables = [table for table in page.iter("table") if not table.xpath(".//table")]
    if not tables:
        raise SourceFormatError(where, expected="a table in the page", found="none")
    for number, table in enumerate(tables, start=1):
        place = f"table {number}" if len(tables) > 1 else ""
        rows = _rows(table)
        if rows:
            yield grid_of_rows(where.file, ", ".join(filter(None, [where.place, place])), rows)


def _rows(table: Any) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    reaching: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str | None] = []
        for cell in row.iter("td", "th"):
            _fill(cells, reaching)
            text = " ".join("".join(cell.itertext()).split())
            for _ in range(_span(cell, "colspan")):
                below = _span(cell, "rowspan") - 1
                if below:
                    reaching[len(cells)] = (below, text)
                cells.append(text)
        _fill(cells, reaching)
        rows.append(cells)
    return rows


def _fill(cells: list[str | None], reaching: dict[int, tuple[int, str]]) -> None:
    """Add the cells that reach down from rows above."""
    while len(cells) in reaching:
        left, text = reaching.pop(len(cells))
        if left > 1:
            reaching[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), _WIDEST)) if text.isascii() and text.isdigit() else 1
