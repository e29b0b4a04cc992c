"""Solutions as a spreadsheet (Office Open XML), written as it is: no cell can become a formula.

Texts are inline strings, which no spreadsheet programme evaluates, whatever sign they start with.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

import polars as pl

from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.column import read_columns
from ecosystem_graph.store.solution import Solutions

__all__ = ["MAX_CELL", "MAX_ROWS", "format_parquet", "format_xlsx"]

MAX_ROWS = 1_048_575
"""Below the headings."""

MAX_CELL = 32_767
"""Characters in a cell."""

_EPOCH = date(1899, 12, 30)
_FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets count a 29 February 1900 that never was, so earlier days stay texts."""

_STAMP = (1980, 1, 1, 0, 0, 0)
_MAX_DIGITS = 15
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_CONTENT}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="answer" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Styles: 0 plain, 1 date (built-in format 14), 2 heading.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf/><xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def format_xlsx(solutions: Solutions) -> bytes:
    """Return a workbook with one sheet: headings, then one row per solution, in typed cells.

    Numbers of more than 15 digits, which spreadsheets would round, are texts. Same answer, same bytes.

    Raises:
        QueryError: There are more rows, or longer texts, than a sheet holds, or XML cannot hold a character.

    Source:
        ECMA-376-1:2016, part 1, section 18.3. https://ecma-international.org/publications-and-standards/standards/ecma-376/
    """
    if len(solutions) > MAX_ROWS:
        raise QueryError(f"a sheet holds {MAX_ROWS:,} rows, the answer has {len(solutions):,}", hint="Take -f parquet.")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "xl/worksheets/sheet1.xml": "".join(_sheet(solutions))}.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), _HEAD + content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def format_parquet(solutions: Solutions) -> bytes:
    """Return a Parquet file with typed columns; see [`Answer`][ecosystem_graph.query.answer.Answer] for the types."""
    stream = io.BytesIO()
    pl.DataFrame(read_columns(solutions)).write_parquet(stream, compression="zstd")
    return stream.getvalue()


def _sheet(solutions: Solutions) -> Iterator[str]:
    columns = read_columns(solutions)
    yield f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    yield "<sheetData>"
    yield f"<row>{''.join(_text(column.name, 2) for column in columns)}</row>"
    for row in zip(*(column.to_list() for column in columns), strict=True):
        yield f"<row>{''.join(map(_cell, row))}</row>"
    yield "</sheetData></worksheet>"


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date) and value >= _FIRST_DATE:
        return f'<c s="1"><v>{(value - _EPOCH).days}</v></c>'
    if isinstance(value, int | Decimal | float):
        return _number(value)
    return _text(str(value), 0)


def _number(value: float | Decimal) -> str:
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    is_long = not isinstance(value, float) and sum(map(str.isdigit, text)) > _MAX_DIGITS
    if is_long or text.strip("-") in {"inf", "nan"}:
        return _text(text, 0)
    return f"<c><v>{text}</v></c>"


def _text(text: str, style: int) -> str:
    if match := _NOT_XML.search(text):
        raise QueryError(f"a sheet cannot hold the character U+{ord(match[0]):04X} of a text", hint="Take -f parquet.")
    if len(text) > MAX_CELL:
        raise QueryError(f"a cell holds {MAX_CELL:,} characters, a text has {len(text):,}", hint="Take -f parquet.")
    # _x000D_ and the like would be read as one character; spreadsheets write the underscore itself as _x005F_.
    safe = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text).replace("\r", "_x000D_")
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(safe)}</t></is></c>'
