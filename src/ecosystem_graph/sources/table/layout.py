"""How a file is laid out, and how its numbers and days are written, read from TOML."""

import re
from collections.abc import Callable

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.sources.calendar import check_format
from ecosystem_graph.sources.encoding import check_encoding
from ecosystem_graph.sources.number import Notation
from ecosystem_graph.sources.table.definition import Layout, Rule
from ecosystem_graph.sources.table.delimited import DELIMITERS
from ecosystem_graph.sources.table.keyed import KeyedTable, definition_error
from ecosystem_graph.sources.table.rule import read_rule

__all__ = ["FORMATS", "read_currency", "read_formats", "read_layout", "read_notation", "read_numbers"]

FORMATS = ("csv", "tsv", "excel", "json", "html")
"""Kinds of files that are read."""

_CURRENCY = re.compile(r"[A-Z]{3}")


def read_layout(top: KeyedTable) -> Layout:
    """Return how the file is laid out, as the section ``[file]`` says.

    Raises:
        ConfigError: A key is unknown or of the wrong type.
    """
    file = top.table("file")
    if file is None:
        return Layout()
    quote = file.get("quote")
    if not (quote is None or quote is False or (isinstance(quote, str) and len(quote) == 1)):
        raise file.error("quote", expected="one sign in quotes, or false")
    delimiter, encoding = file.text("delimiter", "") or "", file.text("encoding")
    if len(set(delimiter) & set(DELIMITERS)) != len(delimiter) > 1:
        raise file.error("delimiter", expected=f"one sign, or several of {DELIMITERS!r}")
    layout = Layout(
        name=file.text("name", "") or "",
        ahead=file.flag("ahead"),
        format=file.choice("format", FORMATS) if "format" in file else "",
        encoding=None if encoding is None else _checked(file, "encoding", lambda: check_encoding(encoding)),
        delimiter=delimiter,
        quote='"' if quote is None else quote or "",
        header=_header(file),
        sheets=file.texts("sheet"),
        member=file.text("member", "") or "",
        path=file.text("path", "") or "",
        below=file.whole("below", 0),
        footer=file.whole("footer", 0),
        down=file.texts("down"),
    )
    file.finish()
    return layout


def _checked(table: KeyedTable, key: str, check: Callable[[], str]) -> str:
    try:
        return check()
    except ConfigError as error:
        raise table.error(key, expected="the name of an encoding such as iso8859-7 or cp1250") from error


def _header(file: KeyedTable) -> tuple[int, ...]:
    value = file.get("header")
    rows = [value] if isinstance(value, int) else value or []
    is_whole = isinstance(rows, list) and all(isinstance(row, int) and row > 0 for row in rows)
    if not is_whole or list(rows) != list(range(min(rows, default=0), max(rows, default=-1) + 1)):
        raise file.error("header", expected="the number of the header row, or of several rows that follow each other")
    return tuple(rows)


def read_numbers(top: KeyedTable) -> tuple[Notation, Rule | None]:
    """Return notation and currency of amounts, as the section ``[numbers]`` says."""
    numbers = top.table("numbers")
    if numbers is None:
        return Notation(), None
    notation, currency = read_notation(numbers, Notation()), read_currency(numbers)
    numbers.finish()
    return notation, currency


def read_notation(table: KeyedTable, default: Notation) -> Notation:
    """Return how numbers are written.

    Raises:
        ConfigError: The signs are none, or stand for two things.
    """
    decimal = table.text("decimal", default.decimal) or ""
    # A sign for decimals that is stated here makes the one for groups count no more.
    group = table.text("group", "" if "decimal" in table else default.group) or ""
    if decimal not in {".", ","}:
        raise table.error("decimal", expected='"." or ","')
    if decimal in group or not set(group) <= set(".,'’ "):
        raise table.error("group", expected="signs other than the decimal one, of . , ' and blank")
    return Notation(decimal, group, table.mapping("marks") or default.marks)


def read_currency(table: KeyedTable, default: Rule | None = None) -> Rule | None:
    """Return the currency of amounts: one for all, or a rule.

    Raises:
        ConfigError: It is neither.
    """
    value = table.get("currency")
    if value is None:
        return default
    if isinstance(value, str):
        if not _CURRENCY.fullmatch(value):
            raise table.error("currency", expected="a code of three capital letters such as EUR, or { column = … }")
        return Rule(value=value)
    return read_rule(table, "currency")


def read_formats(top: KeyedTable) -> tuple[str, ...]:
    """Return the formats of days, as the section ``[dates]`` says.

    Raises:
        ConfigError: A format is not known.
    """
    dates = top.table("dates")
    if dates is None:
        return ()
    formats = dates.texts("formats")
    for form in formats:
        try:
            check_format(form)
        except ConfigError as error:
            raise definition_error(
                top.file, "dates.formats", expected="formats of days", found=form, hint=error.hint
            ) from error
    dates.finish()
    return formats
