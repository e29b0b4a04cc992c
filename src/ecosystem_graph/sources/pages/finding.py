"""Findings about pages."""

from collections.abc import Mapping
from typing import Any

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.pages.rows import DESCRIPTION, Source
from ecosystem_graph.sources.pages.statement import Statement

__all__ = ["Findings"]

_MEANINGS: Mapping[str, Mapping[str, Any]] = DESCRIPTION["issues"]
_TERMS: Mapping[str, str] = DESCRIPTION["terms"]
_FOUND_LENGTH = 120


class Findings:
    """Issues of one file; each code has its severity and message in ``source.toml``.

    Args:
        file: Name of the file.

    Attributes:
        record: Key of the page, once it is known.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._issues: list[Issue] = []
        self.record = ""

    def add(self, code: str, place: str = "", field: str = "", found: str = "") -> None:
        """Add a finding; what was found must hold no personal data."""
        known = _MEANINGS[code]
        words = found[:_FOUND_LENGTH]
        self._issues.append(
            Issue(code, known["severity"], self._file, place, field, words, known["meaning"], self.record)
        )

    def about(self, source: Source, statement: Statement) -> None:
        """Add what a reader must know of the facts about one project."""
        if statement.candidates:
            self.add("EG-PAG-010", field=statement.key, found=f"{len(statement.candidates)} facts")
        for fact in statement.rivals:
            place = f"characters {fact.start}-{fact.end}"
            self.add("EG-PAG-012", place, fact.property, " ".join((source.quote(fact) or "").split()))
        for name in sorted(set(statement.published) - set(_TERMS)):
            for fact in statement.published[name]:
                place = f"characters {fact.start}-{fact.end}"
                self.add("EG-PAG-013", place, name, " ".join((source.quote(fact) or "").split()))

    def issues(self) -> tuple[Issue, ...]:
        """Return the issues, sorted."""
        return tuple(sorted(set(self._issues)))
