"""The outcome of all checks of a release."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ecosystem_graph.issues import Severity
from ecosystem_graph.validate.finding import Finding, sort_findings

__all__ = ["Report", "make_report"]

_SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Report:
    """Findings and what they amount to.

    Attributes:
        findings: Findings, the worst first.
    """

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether everything holds that must hold; warnings and infos are allowed."""
        return not self.counts()["violation"]

    def counts(self) -> dict[Severity, int]:
        """Return the number of findings of each severity, zero included."""
        counted = Counter(finding.severity for finding in self.findings)
        return {severity: counted[severity] for severity in _SEVERITIES}

    def shape_counts(self) -> dict[str, int]:
        """Return the number of findings of each shape that has any, in the order of the findings."""
        return dict(Counter(finding.shape for finding in self.findings))

    def rows(self) -> list[dict[str, str]]:
        """Return one row per finding, for tables and CSV."""
        return [finding.to_dict() for finding in self.findings]

    def to_json(self) -> str:
        """Return the report as JSON text: ``conforms``, ``counts`` and ``findings``; ends with a line feed."""
        content = {"conforms": self.conforms, "counts": self.counts(), "findings": self.rows()}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def make_report(*parts: Iterable[Finding]) -> Report:
    """Bring the findings of several checks together.

    Two checks that find the same thing (a shape on the graph, its twin on the tables) count once.
    """
    seen: dict[tuple[str, str, str], Finding] = {}
    for finding in sort_findings(finding for part in parts for finding in part):
        seen.setdefault((finding.shape, finding.focus_node, finding.path + "=" + finding.value), finding)
    return Report(tuple(seen.values()))
