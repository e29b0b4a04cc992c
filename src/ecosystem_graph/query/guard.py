"""Limits that a query text must keep before any engine parses it."""

import re

from ecosystem_graph.errors import QueryError, QuerySyntaxError
from ecosystem_graph.query.token import Token, iter_tokens
from ecosystem_graph.store.form import QueryForm, find_form

__all__ = ["MAX_BYTES", "MAX_NESTING", "check_query"]

MAX_BYTES = 100_000
MAX_NESTING = 100
"""Oxigraph's parser overflows its stack at a few thousand levels, and plans for over 30 s at some hundred."""

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


def check_query(text: str, *, allow_service: bool = False) -> QueryForm:
    """Check a query text of a user against the limits; its syntax is left to the engine.

    Args:
        text: Query text.
        allow_service: Let the query ask other endpoints, which sends web requests from this machine.

    Returns:
        The query form.

    Raises:
        QueryError: The text is too long or too deeply nested, or asks another endpoint without leave.
        QuerySyntaxError: The text is no query (an update, nothing, or bytes that are not text).
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise QuerySyntaxError(f"expected Unicode text, found {error.object[error.start]!r}") from error
    if size > MAX_BYTES:
        raise QueryError(f"the query has {size:,} bytes, more than the {MAX_BYTES:,} allowed")
    tokens = list(iter_tokens(text))
    _check_nesting(text, tokens)
    if not allow_service:
        _check_service(text, tokens)
        # Some engines resolve \u escapes everywhere before they parse, some only inside strings: look at both readings.
        expanded = _ESCAPE.sub(_character, text)
        if expanded != text:
            _check_service(expanded, list(iter_tokens(expanded)))
    return find_form(text)


def _check_nesting(text: str, tokens: list[Token]) -> None:
    depth = 0
    for token in tokens:
        if token.kind == "symbol":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth > MAX_NESTING:
            raise QueryError(f"{_place(text, token)}: brackets are nested more than {MAX_NESTING} deep")


def _check_service(text: str, tokens: list[Token]) -> None:
    for token in tokens:
        if token.is_word("SERVICE"):
            raise QueryError(
                f"{_place(text, token)}: SERVICE is not allowed, because it sends web requests from this machine",
                hint="Ask the other endpoint itself with --endpoint.",
            )


def _place(text: str, token: Token) -> str:
    line_start = text.rfind("\n", 0, token.start) + 1
    return f"line {text.count(chr(10), 0, token.start) + 1}, column {token.start - line_start + 1}"


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]
