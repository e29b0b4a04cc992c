"""JSON: an array of objects, a page of search results, one object, or one object per line."""

import json
import re
from typing import Any

import polars as pl

from ecosystem_graph.errors import SourceFormatError
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
    try:
        text = data.decode("utf-8-sig")
        found = _lines(text) if lines else [(number, each) for number, each in enumerate(_array(text, origin), 1)]
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise SourceFormatError(
            origin.location(1), expected="JSON, UTF-8", found=str(error)[:_FOUND], hint="Download the file again."
        ) from error
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


def _array(text: str, origin: Origin) -> list[Any]:
    whole = json.loads(text, parse_float=_Digits, parse_int=_Digits)
    if isinstance(whole, dict):
        # One page of a search holds its rows under this name; any other object is a row of its own.
        whole = whole["results"] if isinstance(whole.get("results"), list) else [whole]
    if not isinstance(whole, list):
        raise SourceFormatError(origin.location(1), expected="an array of objects", found=text[:_FOUND])
    return whole


def _lines(text: str) -> list[tuple[int, Any]]:
    found: list[tuple[int, Any]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append((number, json.loads(line, parse_float=_Digits, parse_int=_Digits)))
            except (json.JSONDecodeError, RecursionError) as error:
                found.append((number, Unread(number, line[:_FOUND], f"Expected a JSON object: {error}.")))
    return found


class _Digits(str):
    """A number as it is written."""

    __slots__ = ()


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
