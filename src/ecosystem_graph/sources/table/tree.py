"""Tables in JSON: a list of objects or texts, somewhere in a document, or one object a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.encoding import decode
from ecosystem_graph.sources.json_text import parse_json
from ecosystem_graph.sources.table.definition import Layout
from ecosystem_graph.sources.table.grid import Grid, grid_of_rows

__all__ = ["ITEM", "find_rows", "key_name", "longest_list", "read_tree"]

ITEM = "(item)"
"""Column of the items of a list that are no objects."""


_ITEMS = "; "
_DEEPEST = 6
"""Keys above a list of rows that is looked for."""


class _Number(str):
    """A number as it is written in the document."""

    __slots__ = ()


def read_tree(data: bytes, where: Location, layout: Layout) -> Grid:
    """Read the objects of a document as rows.

    Keys of objects in objects are joined by full stops, items of lists by ``; ``. A list of objects becomes a column
    for each of their keys (``partners.name``), with as many items in each.

    Raises:
        SourceFormatError: The bytes are not JSON, or there is no list of objects at the stated path.
    """
    text = decode(data, where, layout.encoding)
    if not text.strip():
        raise SourceFormatError(where, expected="JSON", found="an empty file")
    rows = find_rows(_parse(text, where), where, layout.path)
    flat: list[dict[str, str | None]] = [dict(_flatten(row)) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    cells: list[list[str | None]] = [list(names), *([row.get(name) for name in names] for row in flat)]
    grid = grid_of_rows(where.file, where.place, cells, unit="item")
    plain = frozenset(
        position
        for position, name in enumerate(names)
        if all(isinstance(row[name], _Number) for row in flat if row.get(name) is not None)
    )
    # The names are no item of the list: the first item has number 1.
    return replace(grid, numbers=grid.numbers.cast(int) - 1, plain=plain, named=True)


def key_name(number: int) -> str:
    """Return the name of the column with the key that the n-th ``*`` of a path stands for, counted from 1."""
    return f"(key {number})"


def find_rows(document: Any, where: Location, path: str) -> list[Mapping[str, Any]]:
    """Return the list of rows in a document.

    Args:
        document: What was parsed.
        where: The file, for errors.
        path: Keys that lead to the list, separated by full stops; when empty, the document itself, or its only list.
            ``*`` stands for every key of an object; the keys become columns, and the lists are stacked.

    Returns:
        Objects; items that are texts or numbers stand alone in the column `ITEM`.

    Raises:
        SourceFormatError: There is no such list.
    """
    if not path and isinstance(document, dict):
        document = _only_list(document, where)
    found: list[tuple[dict[str, Any], Any]] = [({}, document)]
    for key in filter(None, path.split(".")):
        found = [below for keys, part in found for below in _step(part, key, keys, where)]
    return [{**keys, **row} for keys, part in found for row in _items(part, where)]


def longest_list(data: bytes) -> str:
    """Return the keys that lead to the longest list of objects in a document, separated by full stops; empty when none.

    Examples:
        >>> longest_list(b'{"meta": {"n": [1]}, "data": {"projects": [{"id": 1}, {"id": 2}]}}')
        'data.projects'
    """
    try:
        document = json.loads(data)
    except ValueError:
        return ""
    found = {".".join(keys): len(rows) for keys, rows in _lists(document, ())}
    return max(found, key=lambda path: found[path], default="")


def _lists(part: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    if isinstance(part, dict) and len(keys) < _DEEPEST:
        for key, below in part.items():
            if "." not in key and key != "*":
                yield from _lists(below, (*keys, key))
    elif isinstance(part, list) and part and all(isinstance(item, dict) for item in part):
        yield keys, part


def _step(part: Any, key: str, keys: dict[str, Any], where: Location) -> Iterator[tuple[dict[str, Any], Any]]:
    if not isinstance(part, dict) or (key != "*" and key not in part):
        found = f"the keys {', '.join(part)[:80]}" if isinstance(part, dict) else type(part).__name__
        raise SourceFormatError(where, expected=f"the key {key!r} of file.path", found=found)
    if key == "*":
        yield from (({**keys, key_name(len(keys) + 1): name}, below) for name, below in part.items())
    else:
        yield keys, part[key]


def _only_list(document: Mapping[str, Any], where: Location) -> Any:
    lists = [key for key, value in document.items() if isinstance(value, list)]
    if len(lists) != 1:
        found = f"an object with the keys {', '.join(document)[:80]}"
        raise SourceFormatError(where, expected="a list of objects", found=found, hint="State its place as file.path.")
    return document[lists[0]]


def _items(part: Any, where: Location) -> Iterator[Mapping[str, Any]]:
    if not isinstance(part, list) or any(isinstance(item, list) for item in part):
        raise SourceFormatError(where, expected="a list of objects", found="something else")
    yield from (item if isinstance(item, dict) else {ITEM: item} for item in part)


def _parse(text: str, where: Location) -> Any:
    try:
        return parse_json(text, where, _Number)
    except SourceFormatError:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
        if len(lines) < 2 or not (lines[0][1].lstrip().startswith("{") and lines[0][1].rstrip().endswith("}")):
            raise
        return [parse_json(line, where, _Number, line=number) for number, line in lines]


def _flatten(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str | None]]:
    for key, each in value.items():
        name = f"{before}{key}"
        if isinstance(each, dict):
            yield from _flatten(each, f"{name}.")
        elif isinstance(each, list) and each and all(isinstance(item, dict) for item in each):
            yield from _in_step([dict(_flatten(item, f"{name}.")) for item in each])
        else:
            yield name, _text(each)


def _in_step(items: list[dict[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """Yield a column for each key of the objects of a list; the values go in step, empty where an object lacks one."""
    for name in dict.fromkeys(name for item in items for name in item):
        yield name, _ITEMS.join(item.get(name) or "" for item in items)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _ITEMS.join(_text(each) or "" for each in value)
    return json.dumps(value, ensure_ascii=False)
