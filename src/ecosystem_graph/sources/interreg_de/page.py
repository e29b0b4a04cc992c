"""Layout of a record page: a heading, fields told apart by their line only, a second heading, partner lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path
from typing import Any

from ecosystem_graph.errors import Location, SourceFormatError

__all__ = ["Field", "Line", "Page", "parse_page", "starts_like_page"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page.

    Attributes:
        number: Line number, counted from 1.
        text: The line, white space at both ends removed.
    """

    number: int
    text: str

    @property
    def place(self) -> str:
        """The line in words, for messages."""
        return f"line {self.number}"


@dataclass(frozen=True, slots=True)
class Field(Line):
    """A line with a meaning; its name is in ``source.toml``."""

    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """A record page, taken apart but not interpreted.

    Attributes:
        path: The file.
        fields: Every field by name; the text of an empty line is empty.
        partners: Partner lines in page order.
        line_count: Lines of the page up to the last partner.
    """

    path: Path
    fields: Mapping[str, Field]
    partners: Sequence[Line]
    line_count: int


def starts_like_page(text: str, layout: Mapping[str, str]) -> bool:
    """Tell whether a text has both headings of a record page, the first one at its start."""
    lines = [line.strip() for line in text.split("\n")]
    first = next((line for line in lines if line), "")
    return first == layout["first_line"] and layout["partner_heading"] in lines


def parse_page(text: str, path: Path, description: Mapping[str, Any]) -> Page:
    """Take a record page apart.

    Args:
        text: The page.
        path: Its file, for messages.
        description: ``source.toml``: layout and field names.

    Raises:
        SourceFormatError: A heading is missing, there are more or fewer fields than expected, or no partner line.
    """
    layout, names = description["layout"], [field["name"] for field in description["fields"]]
    lines = [Line(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1)]
    first, second = _find_headings(lines, path, layout)
    values = _strip_layout(lines[first + 1 : second], len(names))
    if len(values) != len(names):
        place = Location(path, f"lines {first + 2}-{second}")
        raise SourceFormatError(place, expected=f"{len(names)} lines of fields", found=f"{len(values)} lines")
    fields = {name: Field(line.number, line.text, name) for name, line in zip(names, values, strict=True)}
    if not fields["key"].text:
        raise SourceFormatError(Location(path, fields["key"].place), expected="a record key", found="an empty line")
    partners = [line for line in lines[second + 1 :] if line.text]
    if not partners:
        place = Location(path, f"line {second + 2}")
        raise SourceFormatError(place, expected="a partner line", found="the end of the file")
    return Page(path, fields, partners, partners[-1].number)


def _find_headings(lines: Sequence[Line], path: Path, layout: Mapping[str, str]) -> tuple[int, int]:
    filled = [(index, line) for index, line in enumerate(lines) if line.text]
    if not filled:
        raise SourceFormatError(Location(path), expected=f"the heading {layout['first_line']!r}", found="an empty file")
    first, line = filled[0]
    if line.text != layout["first_line"]:
        expected = f"the heading {layout['first_line']!r}"
        raise SourceFormatError(Location(path, line.place), expected=expected, found=repr(line.text))
    second = next((index for index, line in filled if line.text == layout["partner_heading"]), None)
    if second is None:
        expected = f"the heading {layout['partner_heading']!r}"
        raise SourceFormatError(Location(path, filled[-1][1].place), expected=expected, found="the end of the file")
    return first, second


def _strip_layout(block: Sequence[Line], count: int) -> list[Line]:
    """Remove the blank lines around the fields: one belongs to the layout, others may stand for empty fields."""
    values = list(dropwhile(lambda line: not line.text, block))
    if values and not values[-1].text:
        values.pop()
    while len(values) > count and not values[-1].text:
        values.pop()
    return values
