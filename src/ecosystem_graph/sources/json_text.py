"""JSON text, with the place where it breaks off in words."""

import json
from typing import Any

from ecosystem_graph.errors import Location, SourceFormatError

__all__ = ["parse_json"]

_SHOWN = 40


def parse_json(text: str, where: Location, number: type[str] = str, *, line: int | None = None) -> Any:
    """Return what JSON says.

    Args:
        text: JSON.
        where: The file, for errors.
        number: Class of numbers: text as it is written, so that no digit is lost.
        line: Line of the file, when the text is one line of it.

    Raises:
        SourceFormatError: It is no JSON, or nested without end; the message names line and column.
    """
    try:
        return json.loads(text, parse_float=number, parse_int=number)
    except json.JSONDecodeError as error:
        place, found = f"line {line or error.lineno}, column {error.colno}", text[error.pos : error.pos + _SHOWN]
        raise _broken(where, place, f"{found!r} ({error.msg})" if found.strip() else "the end of the file") from error
    except RecursionError as error:
        raise _broken(
            where, f"line {line}" if line else "", "lists in lists, or objects in objects, without end"
        ) from error


def _broken(where: Location, place: str, found: str) -> SourceFormatError:
    there = Location(where.file, ", ".join(filter(None, [where.place, place])))
    return SourceFormatError(there, expected="JSON", found=found, hint="The file may be cut off; download it again.")
