"""Reading a TOML table key by key: what is missing, of the wrong type or unknown is told with its key."""

import difflib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import polars as pl

from ecosystem_graph.errors import ConfigError

__all__ = ["KeyedTable", "definition_error"]


def definition_error(file: Path, key: str, *, expected: str, found: object, hint: str = "") -> ConfigError:
    """Return the error about one key of a definition."""
    shown = "nothing" if found is None else repr(found)[:80]
    return ConfigError(f"{file}: {key}: expected {expected}, found {shown}", hint=hint)


class KeyedTable:
    """A TOML table whose keys are asked for one by one; `finish` reports those that nobody asked for.

    Args:
        file: The definition, for errors.
        key: Key of the table itself (``project``); empty for the whole document.
        table: Its content.
    """

    def __init__(self, file: Path, key: str, table: object) -> None:
        self.file, self.key = file, key
        if not isinstance(table, dict):
            raise definition_error(file, key, expected="a table of keys", found=table)
        self._table: dict[str, Any] = table
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def keys(self) -> list[str]:
        """Return all keys, in the order of the file."""
        return list(self._table)

    def name(self, key: str) -> str:
        """Return the full name of a key of this table."""
        return f"{self.key}.{key}" if self.key else key

    def error(self, key: str, *, expected: str, hint: str = "") -> ConfigError:
        """Return the error about a key."""
        return definition_error(self.file, self.name(key), expected=expected, found=self._table.get(key), hint=hint)

    def get(self, key: str) -> Any:
        """Return a value of any type, or None."""
        self._asked.add(key)
        return self._table.get(key)

    def text(self, key: str, default: str | None = None) -> str | None:
        """Return a text, or the default.

        Raises:
            ConfigError: It is no text.
        """
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.error(key, expected='text in "quotes"')
        return value

    def required(self, key: str) -> str:
        """Return a text that must be there and not be blank.

        Raises:
            ConfigError: It is missing.
        """
        value = self.text(key)
        if not value or not value.strip():
            raise self.error(key, expected="text")
        return value

    def choice(self, key: str, possible: Collection[str], default: str | None = None) -> str:
        """Return one of several words.

        Raises:
            ConfigError: It is another one, or missing without default.
        """
        value = self.text(key, default)
        if value not in possible:
            shown = ", ".join(sorted(possible))
            raise self.error(key, expected=f"one of {shown}"[:400], hint=_near(str(value), possible))
        return str(value)

    def whole(self, key: str, default: int) -> int:
        """Return a whole number that is not negative.

        Raises:
            ConfigError: It is none.
        """
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(key, expected="a whole number")
        return value

    def flag(self, key: str) -> bool:
        """Return a truth value; a missing one is false.

        Raises:
            ConfigError: It is something else.
        """
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, expected="true or false")
        return bool(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a text or a list of texts as a tuple.

        Raises:
            ConfigError: It is neither.
        """
        value = self.get(key)
        some = [value] if isinstance(value, str) else [] if value is None else value
        if not isinstance(some, list) or not all(isinstance(each, str) for each in some):
            raise self.error(key, expected="a text or a list of texts")
        return tuple(some)

    def pattern(self, key: str) -> str | None:
        """Return a regular expression, or None.

        Raises:
            ConfigError: It is none.
        """
        value = self.text(key)
        if value is not None:
            try:
                pl.Series([""]).str.contains(value)
            except pl.exceptions.ComputeError as error:
                hint = "Look-ahead and back-references are not known; " + str(error).splitlines()[-1]
                raise self.error(key, expected="a regular expression", hint=hint) from error
        return value

    def mapping(self, key: str) -> dict[str, str]:
        """Return a table of texts.

        Raises:
            ConfigError: It holds something else.
        """
        value = self.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.error(key, expected="a table of texts")
        return dict(value)

    def tables(self, key: str) -> list["KeyedTable"]:
        """Return the tables of a list (``[[amount]]``), also when there is only one (``[amount]``)."""
        value = self.get(key)
        some = value if isinstance(value, list) else [] if value is None else [value]
        return [
            KeyedTable(self.file, self.name(key) + (f"[{number}]" if len(some) > 1 else ""), each)
            for number, each in enumerate(some, start=1)
        ]

    def table(self, key: str) -> "KeyedTable | None":
        """Return a table, or None."""
        value = self.get(key)
        return None if value is None else KeyedTable(self.file, self.name(key), value)

    def finish(self, further: Iterable[str] = ()) -> None:
        """Report a key that nobody asked for.

        Raises:
            ConfigError: There is one.
        """
        known = {*self._asked, *further}
        for key in self._table:
            if key not in known:
                hint = _near(key, known) or f"Known keys here: {', '.join(sorted(known))}."
                raise definition_error(self.file, self.name(key), expected="a known key", found=key, hint=hint)


def _near(word: str, possible: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(possible), 1, 0.6)
    return f"Did you mean {near[0]}?" if near else ""
