"""Lists of operations as publishers write them: one set of facts in many layouts."""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

__all__ = ["OPERATIONS", "Style", "write_list"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation with its beneficiary."""

    number: str
    beneficiary: str
    title: str
    summary: str
    start: tuple[int, int, int]
    end: tuple[int, int, int]
    total: Decimal
    postcode: str
    country: str
    category: str


OPERATIONS = tuple(
    Operation(
        f"OP-{number:04}",
        f"Example Institute {number} Ltd",
        f"Project number {number}; with a semicolon, and a comma",
        f'A "quoted" word\nand a second line {number}',
        (2021 + number % 3, 1 + number % 12, 13 + number % 15),
        (2025, 1 + (number * 5) % 12, 13 + number % 14),
        Decimal(number * number * 1234567) / 100 + 1000,
        f"{10000 + number}",
        "AT",
        f"{number % 9 + 1:03} - Field",
    )
    for number in range(1, 26)
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a publisher writes.

    Attributes:
        headings: Names of the columns, in the order of the fields of an operation.
        suffix: Ending of the file, which tells the format.
        day: Format of days for `str.format`.
        decimal: Sign before the cents.
        group: Sign between groups of three digits.
        mark: What stands behind an amount.
        delimiter: Sign between cells.
        encoding: Encoding of the file.
        above: Lines above the names of the columns.
        total: Word in a line with totals at the end; none when empty.
        superior: A row above the names of columns, with one name over the two days; none when empty.
    """

    headings: Sequence[str]
    suffix: str = ".csv"
    day: str = "{2:02}.{1:02}.{0}"
    decimal: str = ","
    group: str = "."
    mark: str = ""
    delimiter: str = ";"
    encoding: str = "utf-8"
    above: int = 0
    total: str = ""
    superior: str = ""


def write_list(folder: Path, style: Style) -> Path:
    """Write the operations in a style and return the file."""
    path = folder / f"list{style.suffix}"
    rows: list[list[object]] = [[f"List of operations, page {line + 1}"] for line in range(style.above)]
    if style.superior:
        rows.append(["", "", "", "", style.superior, "", "", "", "", ""])
    rows += [list(style.headings), *(_row(each, style) for each in OPERATIONS)]
    if style.total:
        rows.append(
            [style.total, "", "", "", "", "", _amount(sum(each.total for each in OPERATIONS), style), "", "", ""]
        )
    if style.suffix == ".xlsx":
        _write_workbook(path, rows)
    elif style.suffix == ".json":
        objects = [dict(zip(map(str, style.headings), row, strict=True)) for row in rows[-len(OPERATIONS) :]]
        path.write_text(json.dumps({"result": {"rows": objects}}, ensure_ascii=False), encoding="utf-8")
    elif style.suffix == ".html":
        cells = ("".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) for row in rows)
        path.write_text(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>", encoding="utf-8")
    else:
        width = len(style.headings)
        lines = (
            style.delimiter.join(_quoted(cell, style) for cell in [*row, *[""] * (width - len(row))]) for row in rows
        )
        path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(style.encoding))
    return path


def _row(each: Operation, style: Style) -> list[object]:
    start, end = (style.day.format(*day) for day in (each.start, each.end))
    amount: object = float(each.total) if style.suffix == ".xlsx" else _amount(each.total, style)
    texts = [each.number, each.beneficiary, each.title, each.summary]
    return [*texts, start, end, amount, each.postcode, each.country, each.category]


def _amount(value: Decimal | int, style: Style) -> str:
    text = f"{value:,.2f}".replace(",", "\0").replace(".", style.decimal).replace("\0", style.group)
    return text + style.mark


def _quoted(cell: object, style: Style) -> str:
    text = str(cell)
    special = any(sign in text for sign in (style.delimiter, '"', "\n"))
    return '"' + text.replace('"', '""') + '"' if special else text


def _write_workbook(path: Path, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    book.create_sheet("Notes").append(["Nothing to read here"])
    book.save(path)
