"""Solutions as a plain aligned table, for reading in a terminal."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import zip_longest

import pyoxigraph as ox

from ecosystem_graph.store.solution import Solutions, Term

__all__ = ["MAX_CELL_WIDTH", "format_table", "shorten_iri"]

MAX_CELL_WIDTH = 60
_LOCAL_NAME = re.compile(r"[\w.%:~-]+")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float"))


def format_table(solutions: Solutions, prefixes: Mapping[str, str], *, cell_width: int = MAX_CELL_WIDTH) -> str:
    """Return a header, a rule and one line per solution.

    IRIs are shortened, numbers are right-aligned in their own lexical form, line breaks become blanks, and cells wider
    than ``cell_width`` end with ``…``. Control characters are shown as escapes, so data cannot drive the terminal.

    Args:
        solutions: What to show.
        prefixes: Namespace by prefix.
        cell_width: Widest cell, in columns of a terminal.
    """
    cells = [[_cut(_format_cell(term, prefixes), cell_width) for term in row] for row in solutions.rows]
    right = [_is_numeric(column) for column in zip_longest(*solutions.rows)] or [False] * len(solutions.variables)
    widths = [
        max(map(_display_width, column)) for column in zip(solutions.variables, *cells, strict=True)
    ]  # fmt: skip
    lines = [_join(solutions.variables, widths, right), "  ".join("-" * width for width in widths).rstrip()]
    return "\n".join([*lines, *(_join(row, widths, right) for row in cells)]) + "\n"


def shorten_iri(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return a CURIE by the longest namespace that fits, else the IRI.

    Examples:
        >>> shorten_iri(
        ...     "https://e.org/id/project/a.1", {"id": "https://e.org/id/", "project": "https://e.org/id/project/"}
        ... )
        'project:a.1'
    """
    fits = [
        (len(space), prefix)
        for prefix, space in prefixes.items()
        if iri.startswith(space) and _LOCAL_NAME.fullmatch(iri, len(space))
    ]
    if not fits:
        return iri
    length, prefix = max(fits)
    return f"{prefix}:{iri[length:]}"


def _format_cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return _escape(shorten_iri(term.value, prefixes))
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    text = _escape(" ".join(term.value.split()))
    return f"{text}@{term.language}" if term.language else text


def _escape(text: str) -> str:
    return "".join(
        char if unicodedata.category(char) not in {"Cc", "Cf", "Cs"} else f"\\u{ord(char):04x}" for char in text
    )


def _cut(text: str, width: int) -> str:
    if _display_width(text) <= width:
        return text
    while _display_width(text) > width - 1:
        text = text[: min(len(text), width) - 1] if len(text) > width else text[:-1]
    return text.rstrip() + "…"


def _display_width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in {"W", "F"} for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _is_numeric(column: Sequence[Term | None]) -> bool:
    terms = [term for term in column if term is not None]
    return bool(terms) and all(isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS for term in terms)


def _join(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, width, is_right in zip(cells, widths, right, strict=True):
        blanks = " " * (width - _display_width(cell))
        padded.append(blanks + cell if is_right else cell + blanks)
    return "  ".join(padded).rstrip()
