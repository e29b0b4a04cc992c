"""Findings about one page, collected while it is read."""

from ecosystem_graph.issues import Issue, Severity
from ecosystem_graph.sources.interreg_de.page import Field, Line, Page

__all__ = ["Findings"]

_FOUND_LENGTH = 120


class Findings:
    """A list of issues that all name the same file and record.

    Args:
        page: The page.
        record: Key of its source record.
    """

    def __init__(self, page: Page, record: str) -> None:
        self._file, self._record = page.path.name, record
        self._issues: list[Issue] = []

    def add(self, code: str, severity: Severity, line: Line, message: str) -> None:
        """Add a finding about a field or a partner line.

        Args:
            code: Stable code (``"EG-IDE-002"``).
            severity: How bad it is.
            line: Where it is; its text is the raw value.
            message: What was expected and what was done, one sentence.
        """
        name = line.name if isinstance(line, Field) else "partner"
        found = line.text[:_FOUND_LENGTH]
        self._issues.append(Issue(code, severity, self._file, line.place, name, found, message, self._record))

    def sorted(self) -> tuple[Issue, ...]:
        """Return the issues by line, then code."""
        return tuple(sorted(self._issues, key=lambda issue: (int(issue.place.removeprefix("line ")), issue)))
