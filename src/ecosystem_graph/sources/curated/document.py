"""A file of hand-written facts as plain data, with the place of every value."""

import re
import tomllib
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.importer import read_text

__all__ = ["Document", "Place", "iter_texts", "load_document"]

Place = tuple[str | int, ...]
"""Way from the top of a document to a value: keys and positions."""

_PLAIN = {
    "tag:yaml.org,2002:bool": (re.compile(r"true|false"), "tf"),
    "tag:yaml.org,2002:int": (re.compile(r"-?(0|[1-9][0-9]*)"), "-0123456789"),
    "tag:yaml.org,2002:float": (re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+"), "-0123456789"),
    "tag:yaml.org,2002:null": (re.compile(r"null|"), ["n", ""]),
}
"""Values that are no text. YAML 1.1 reads far more: ``NO`` as false, 2017-01-31 as a date, 12:30 as 750."""


_LARGEST = 10**15
"""Whole numbers that some fact may need; beyond it a number is a slip of the keyboard, and no column holds it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as plain data.

    Attributes:
        path: The file.
        data: Mappings, lists, text, numbers and booleans.
        lines: Line of each value, counted from 1; empty for TOML.
    """

    path: Path
    data: Any
    lines: Mapping[Place, int]

    def where(self, place: Place) -> Location:
        """Return a place in words: ``projects[0].start, line 12``."""
        words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")
        line = self.lines.get(place)
        return Location(self.path, ", ".join(part for part in (words, f"line {line}" if line else "") if part))


def load_document(path: Path) -> Document:
    """Load a YAML or TOML file.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is not UTF-8, not YAML or TOML, empty, or repeats a key.
    """
    text = read_text(path)
    if not text.strip():
        raise SourceFormatError(Location(path), expected="a file of hand-written facts", found="an empty file")
    document = _load_toml(text, path) if path.suffix == ".toml" else _load_yaml(text, path)
    for place, number in _numbers(document.data):
        if abs(number) > _LARGEST:
            expected = f"a number of at most {_LARGEST:,}"
            raise SourceFormatError(document.where(place), expected=expected, found=str(number)[:40])
    return document


def iter_texts(data: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield every text of a document with its place, keys included."""
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from iter_texts(value, (*place, position))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield place, str(key)
            yield from iter_texts(value, (*place, str(key)))


def _numbers(data: object, place: Place = ()) -> Iterator[tuple[Place, int]]:
    if isinstance(data, list | dict):
        pairs = enumerate(data) if isinstance(data, list) else data.items()
        for step, value in pairs:
            yield from _numbers(value, (*place, step))
    elif isinstance(data, int):
        yield place, data


class _Loader(yaml.SafeLoader):
    """Safe YAML, without what surprises: no dates, no yes and no, no repeated keys, no aliases."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as PyYAML declares it

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "an alias, which this format does not use", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {name!r} again", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


for _tag, (_pattern, _first) in _PLAIN.items():
    _Loader.add_implicit_resolver(_tag, re.compile(f"(?:{_pattern.pattern})\\Z"), list(_first))


def _load_yaml(text: str, path: Path) -> Document:
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        place = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise SourceFormatError(Location(path, place), expected="YAML", found=str(error.problem)) from error
    except yaml.YAMLError as error:
        raise SourceFormatError(Location(path), expected="YAML", found=str(error).splitlines()[0]) from error
    except (RecursionError, ValueError) as error:  # brackets in brackets without end, numbers of thousands of digits
        raise SourceFormatError(Location(path), expected="YAML that a person wrote", found=str(error)) from error
    return Document(path, data, dict(_yaml_lines(node, ())))


def _yaml_lines(node: yaml.Node | None, place: Place) -> Iterator[tuple[Place, int]]:
    if node is None:
        return
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _yaml_lines(value, (*place, position))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _yaml_lines(value, (*place, str(key.value)))


def _load_toml(text: str, path: Path) -> Document:
    try:
        return Document(path, _without_dates(tomllib.loads(text)), {})
    except (ValueError, RecursionError) as error:
        raise SourceFormatError(Location(path), expected="TOML", found=str(error)) from error


def _without_dates(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_dates(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_dates(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value
