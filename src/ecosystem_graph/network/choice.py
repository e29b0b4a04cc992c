"""Words and numbers that a request chooses among, refused in the same words everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecosystem_graph.errors import QueryParameterError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["check_choice", "check_nuts_level"]

_NUTS_LEVELS = range(4)


def check_choice(name: str, value: str, known: Iterable[str]) -> None:
    """Refuse a word that is none of those there are.

    Args:
        name: What is chosen, for the message.
        value: The word given.
        known: The words there are.

    Raises:
        QueryParameterError: The message says which words there are.
    """
    words = tuple(known)
    if value not in words:
        raise QueryParameterError(f"unknown {name} {value!r}; use one of {', '.join(words)}")


def check_nuts_level(level: int) -> None:
    """Refuse a number that is no level of NUTS.

    Raises:
        QueryParameterError: It is not from 0 to 3.
    """
    if level not in _NUTS_LEVELS:
        raise QueryParameterError(f"unknown NUTS level {level}; use 0, 1, 2 or 3")
