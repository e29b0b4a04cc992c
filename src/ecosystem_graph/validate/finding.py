"""One result of a check, from whatever checked it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from ecosystem_graph.issues import Severity

__all__ = ["Finding", "sort_findings"]

_RANKS: Mapping[str, int] = {"violation": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """A focus node that does not keep a shape.

    Attributes:
        shape: IRI of the shape.
        severity: Violation for a shape that must hold, warning for one that should, info for one that may.
        focus_node: IRI of the thing that was looked at.
        path: IRI of the property, with ``^`` before it when it is followed backwards; empty when the shape has none.
        value: Lexical form of the value that breaks the shape; empty when it is missing.
        message: What is wrong and what to look at, English.
    """

    shape: str
    severity: Severity
    focus_node: str
    path: str
    value: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """Return the fields in the order of the report."""
        return asdict(self)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings once each, the worst first, then by shape, focus node, path and value."""
    return tuple(
        sorted(
            set(findings),
            key=lambda found: (
                _RANKS[found.severity],
                found.shape,
                found.focus_node,
                found.path,
                found.value,
                found.message,
            ),
        )
    )
