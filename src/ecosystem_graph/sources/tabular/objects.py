"""JSON: an array of objects, a page of search results, one object, or one object per line."""

import codecs
import json
import re
from typing import Any

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.encoding import decode_utf8
from ecosystem_graph.sources.json_text import parse_json
from ecosystem_graph.sources.tabular.raw import Origin, RawTable, Unread

__all__ = ["OBJECT_SUFFIXES", "object_keys", "read_objects"]

OBJECT_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_FOUND = 120


def object_keys(start: bytes) -> tuple[str, ...]:
    """Return the keys of the first object, from the first bytes of a file; none when it does not begin with one."""
    text = start.decode("utf-8-sig", errors="ignore").lstrip()
    page = re.search(r'^\{[^][]*"results"\s*:\s*(?=\[)', text)
    text = (text[page.end() :] if page else text).removeprefix("[").lstrip()
    try:
        first, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return ()
    return tuple(first) if isinstance(first, dict) else ()


def read_objects(data: bytes, origin: Origin, *, lines: bool) -> RawTable:
    """Read objects as rows; the columns are all keys that occur, in the order in which they do.

    Text stays as it is; numbers keep the digits they are written with; lists and objects become JSON text.

    Args:
        data: UTF-8 JSON.
        origin: Where it is.
        lines: Whether each line is an object of its own, so that a broken line costs no other.

    Raises:
        SourceFormatError: It is neither UTF-8 nor JSON, or no array of objects.
    """
    where = Location(origin.file, origin.part)
    if not data.strip():
        raise SourceFormatError(where, expected="JSON", found="an empty file")
    if lines and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = _lines(data)
    else:
        found = [*enumerate(_array(parse_json(decode_utf8(data, where), where, _Digits), origin), 1)]
    objects = [(number, each) for number, each in found if isinstance(each, dict)]
    unread = tuple(
        Unread(number, json.dumps(each, ensure_ascii=False)[:_FOUND], "Expected an object.")
        if not isinstance(each, Unread)
        else each
        for number, each in found
        if not isinstance(each, dict)
    )
    header = tuple(dict.fromkeys(key for _, each in objects for key in each))
    columns = {key: pl.Series(key, [_text(each.get(key)) for _, each in objects], dtype=pl.String) for key in header}
    rows = pl.Series([number for number, _ in objects], dtype=pl.UInt32)
    return RawTable(origin, header, pl.DataFrame(columns), rows, unread)


def _array(whole: Any, origin: Origin) -> list[Any]:
    if isinstance(whole, dict):
        # One page of a search holds its rows under this name; any other object is a row of its own.
        whole = whole["results"] if isinstance(whole.get("results"), list) else [whole]
    if not isinstance(whole, list):
        raise SourceFormatError(origin.location(1), expected="an array of objects", found=json.dumps(whole)[:_FOUND])
    return whole


def _lines(data: bytes) -> list[tuple[int, Any]]:
    """Return numbers and what stands on lines that are not blank; a line that is broken is told and costs no other."""
    lines = enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1)
    return [(number, _line(number, line)) for number, line in lines if line.strip()]


def _line(number: int, line: bytes) -> Any:
    try:
        return json.loads(line.decode(), parse_float=_Digits, parse_int=_Digits)
    except UnicodeDecodeError as error:
        why = f"Byte 0x{line[error.start]:02x} at {error.start + 1} is no UTF-8."
    except (json.JSONDecodeError, RecursionError) as error:
        why = f"Expected a JSON object: {error}."
    return Unread(number, line.decode(errors="replace")[:_FOUND], why)


class _Digits(str):
    """A number as it is written."""

    __slots__ = ()


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
