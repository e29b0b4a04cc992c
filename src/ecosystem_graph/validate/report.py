"""The outcome of all checks of a release."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from ecosystem_graph.issues import Severity
from ecosystem_graph.validate.finding import SEVERITIES, Finding, finding_table, sort_findings

__all__ = ["Report", "make_report"]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """Findings and what they amount to.

    Attributes:
        table: One row per finding, the worst first; the columns are the fields of
            [`Finding`][ecosystem_graph.validate.finding.Finding].
    """

    table: pl.DataFrame

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings as objects; a million of them take seconds, so whole releases are better read as a table."""
        return tuple(Finding(**row) for row in self.table.iter_rows(named=True))

    @property
    def conforms(self) -> bool:
        """Whether everything holds that must hold; warnings and infos are allowed."""
        return not self.counts()["violation"]

    def counts(self) -> dict[Severity, int]:
        """Return the number of findings of each severity, zero included."""
        counted = dict(self.table.group_by("severity").len().iter_rows())
        return {severity: counted.get(severity, 0) for severity in SEVERITIES}

    def shape_counts(self) -> dict[str, int]:
        """Return the number of findings of each shape that has any, in the order of the findings."""
        return dict(self.table.group_by("shape", maintain_order=True).len().iter_rows())

    def to_json(self) -> str:
        """Return the report as JSON text: ``conforms``, ``counts`` and ``findings``; ends with a line feed."""
        content = {"conforms": self.conforms, "counts": self.counts(), "findings": self.table.to_dicts()}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def make_report(findings: pl.DataFrame | Iterable[Finding] = ()) -> Report:
    """Return a report of findings in any order; what was found twice counts once."""
    table = findings if isinstance(findings, pl.DataFrame) else finding_table(findings)
    return Report(sort_findings(table))
