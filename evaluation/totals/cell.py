"""Cells of source files, by the standard library and openpyxl alone."""

import csv
import gzip
import html
import io
import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]

__all__ = ["cells_of_page", "country", "day", "delimited", "items", "money", "sheet"]

_CENT = Decimal("0.01")
_ISO = {"EL": "GR", "UK": "GB"}


def data_of(path: Path) -> bytes:
    """Return the bytes of a file, unpacked."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def delimited(
    path: Path, encoding: str = "utf-8-sig", delimiter: str = ",", *, quoted: bool = True, skipped: int = 0
) -> list[dict[str, str]]:
    """Return the rows of a delimited file by the words of its header, white space in which becomes one blank."""
    text = io.StringIO(data_of(path).decode(encoding), newline="")
    for _ in range(skipped):
        text.readline()
    reader = csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    header = [" ".join(name.split()) for name in next(reader)]
    return [dict(zip(header, (cell.strip() for cell in row), strict=True)) for row in reader if row]


def items(path: Path, *keys: str) -> list[dict[str, Any]]:
    """Return the list of a JSON document, or of one object per line; numbers stay as they are written."""
    text = data_of(path).decode("utf-8")
    if ".jsonl" in path.name:
        return [json.loads(line, parse_float=str, parse_int=str) for line in text.splitlines() if line]
    found = json.loads(text, parse_float=str, parse_int=str)
    for key in keys:
        found = found[key]
    return list(found)


def sheet(path: Path, name: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet that have any cell, by the words of its first row."""
    book = openpyxl.load_workbook(io.BytesIO(data_of(path)), read_only=True, data_only=True)
    one = book[name] if name else book.worksheets[0]
    one.reset_dimensions()
    rows = one.iter_rows(values_only=True)
    header = [" ".join(str(cell).split()) for cell in next(rows) if cell is not None]
    for row in rows:
        cells = [cell.strip() if isinstance(cell, str) else cell for cell in row]
        if any(cell is not None and cell != "" for cell in cells):
            yield dict(zip_longest(header, cells[: len(header)]))


def cells_of_page(path: Path, width: int) -> list[list[str]]:
    """Return the rows of the only table of a web page."""
    found = re.findall(r"<td[^>]*>(.*?)</td>", data_of(path).decode("utf-8"), re.DOTALL)
    plain = [" ".join(html.unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in found]
    return [plain[start : start + width] for start in range(0, len(plain), width)]


def money(text: object, decimal: str = ".") -> Decimal | None:
    """Return an amount in cents; a number of a workbook has the 15 digits that a spreadsheet program shows."""
    if isinstance(text, int | float):
        text = f"{text:.15g}"
    if re.fullmatch(r"-?[0-9.]+[eE][-+]?[0-9]+", str(text)):
        text = f"{Decimal(str(text)):f}"
    kept = re.sub(rf"[^0-9{re.escape(decimal)}-]", "", str(text or "").replace(".- HUF", ""))
    digits = kept.replace(decimal, ".")
    return Decimal(digits).quantize(_CENT, ROUND_HALF_UP) if re.search(r"[0-9]", digits) else None


def country(code: str | None) -> str:
    """Return the ISO code of a country that is written as Eurostat does."""
    return _ISO.get(code or "", code or "") or "nowhere"


def day(text: str, order: str) -> str | None:
    """Return a day as ``yyyy-mm-dd``; ``order`` says which number of it is which (``"dmy"``)."""
    parts = re.findall(r"\d+", text)
    if len(parts) != 3:
        return None
    found = dict(zip(order, parts, strict=True))
    return f"{found['y']}-{found['m']:0>2}-{found['d']:0>2}"
