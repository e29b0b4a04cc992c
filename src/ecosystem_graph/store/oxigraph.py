"""An Oxigraph directory, read inside this process."""

import re
from pathlib import Path

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError, QuerySyntaxError, StoreError
from ecosystem_graph.store.solution import Result, convert_result

__all__ = ["OxigraphView", "check_syntax", "open_store", "syntax_error"]

_PLACE = re.compile(r"^error at (\d+):(\d+): expected (.*)$", re.DOTALL)
_REASONS = {
    "Prefix not found": "a prefix that a PREFIX line declares",
    "IRI parsing failed": "a valid IRI",
    "contains a variable that is unbound": "only grouped or aggregated variables after SELECT",
}
"""Oxigraph's words for what a person can act on; the rest of its list names grammar tokens."""


class OxigraphView:
    """Answers queries inside this process: fast, but nothing can stop a query that has started.

    For queries of users, take [`IsolatedView`][ecosystem_graph.store.isolated.IsolatedView].

    Args:
        store: An open store, in memory or on disk.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def open(cls, directory: Path) -> "OxigraphView":
        """Open a directory for reading; nothing in it is changed."""
        return cls(open_store(directory))

    def query(self, text: str) -> Result:
        """Answer a query; see [`GraphView.query`][ecosystem_graph.store.view.GraphView.query]."""
        try:
            return convert_result(self._store.query(text))
        except SyntaxError as error:
            raise syntax_error(error, text) from error
        except RuntimeError as error:
            raise QueryError(f"the query cannot be evaluated: {error}") from error
        except OSError as error:
            raise StoreError(f"the store cannot be read: {error}") from error


def open_store(directory: Path) -> ox.Store:
    """Open an Oxigraph directory for reading.

    Raises:
        StoreError: The directory is missing or is not an Oxigraph store.
    """
    if not (directory / "CURRENT").is_file():  # RocksDB's pointer to its manifest
        raise StoreError(f"{directory}: expected a store directory, found none", hint="Build the release first.")
    try:
        return ox.Store.read_only(str(directory))
    except OSError as error:
        raise StoreError(f"{directory}: the store cannot be opened: {error}") from error


def check_syntax(text: str) -> None:
    """Parse a query without answering it.

    Raises:
        QuerySyntaxError: The text is not SPARQL 1.1; the message names line and column.
    """
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        raise syntax_error(error, text) from error


def syntax_error(error: SyntaxError, text: str) -> QuerySyntaxError:
    """Turn a parser's message into one that names line and column, what was expected and what was found."""
    match = _PLACE.match(str(error))
    if match is None:
        return QuerySyntaxError(str(error)[:300])
    line, column = int(match[1]), int(match[2])
    expected = next((words for sign, words in _REASONS.items() if sign in match[3]), "other SPARQL 1.1")
    found = text.split("\n")[line - 1]
    before, after = found[: column - 1].strip()[-40:], found[column - 1 :].strip()[:40]
    return QuerySyntaxError(
        f"line {line}, column {column}: expected {expected} after {before!r}, found {after or 'the end of the line'!r}"
    )
