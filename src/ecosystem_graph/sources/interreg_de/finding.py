"""Findings about one page, collected while it is read."""

from collections.abc import Mapping
from typing import Any

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.interreg_de.page import Field, Line, Page

__all__ = ["Findings"]

_FOUND_LENGTH = 120


class Findings:
    """A list of issues that all name the same file and record; each code has its severity and message in a table.

    Args:
        page: The page.
        record: Key of its source record.
        meanings: ``issues`` of ``source.toml``: severity and meaning by code.
    """

    def __init__(self, page: Page, record: str, meanings: Mapping[str, Mapping[str, Any]]) -> None:
        self._file, self._record, self._meanings = page.path.name, record, meanings
        self._issues: list[tuple[int, Issue]] = []

    def add(self, code: str, line: Line, detail: str = "") -> None:
        """Add a finding about a field or a partner line.

        Args:
            code: Code listed in ``source.toml``.
            line: Where it is; its text is the raw value.
            detail: What to add to the message.
        """
        known = self._meanings[code]
        name = line.name if isinstance(line, Field) else "partner"
        message = f"{known['meaning']} {detail}".strip()
        found = line.text[:_FOUND_LENGTH]
        issue = Issue(code, known["severity"], self._file, line.place, name, found, message, self._record)
        self._issues.append((line.number, issue))

    def issues(self) -> tuple[Issue, ...]:
        """Return the issues by line, then code."""
        return tuple(issue for _, issue in sorted(self._issues))
