"""Findings about data: what was read but could not be taken as it stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

__all__ = ["Issue", "Severity", "count_codes"]

Severity = Literal["violation", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One finding about one datum. Never holds personal data.

    Attributes:
        code: Stable code (``"EG-SRC-012"``), listed in ``docs/reference/issue-codes.md``.
        severity: SHACL's words: a violation lost or contradicts a datum, a warning doubts it, an info is worth knowing.
        file: Input file name (without folders, so that two machines report the same bytes).
        place: Sheet and row, line, or character span inside the file; empty for the whole file.
        field: Column or field name, empty when the finding is about the whole row.
        found: The raw value, cut to 120 characters.
        message: One sentence for a policy analyst: what was expected and what was done.
        record: Key of the source record, empty when none was made.
    """

    code: str
    severity: Severity
    file: str
    place: str
    field: str
    found: str
    message: str
    record: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return the fields in the order of ``issues.jsonl``."""
        return asdict(self)


def count_codes(issues: Iterable[Issue]) -> dict[str, int]:
    """Count issues per code, most frequent first, ties by code.

    Examples:
        >>> one = Issue("EG-SRC-001", "info", "a.csv", "row 2", "Town", "", "empty")
        >>> count_codes([one, one])
        {'EG-SRC-001': 2}
    """
    counts = Counter(issue.code for issue in issues)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
