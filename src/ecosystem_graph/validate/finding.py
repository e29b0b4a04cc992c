"""Results of a check, from whatever checked it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

import polars as pl

from ecosystem_graph.issues import Severity

__all__ = ["FINDING_SCHEMA", "IRI_VALUE", "SEVERITIES", "Finding", "finding_table", "sort_findings"]

IRI_VALUE = "iri"
"""Value type of a finding whose value is an IRI."""

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""Severities, the worst first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A focus node that does not keep a shape.

    Attributes:
        shape: IRI of the shape; empty when it has none.
        severity: Violation for a shape that must hold, warning for one that should, info for one that may.
        focus_node: IRI of the thing that was looked at.
        path: IRI of the property, with ``^`` before it when it is followed backwards; empty when the shape has none.
        value: Lexical form of the value that breaks the shape; empty when it is missing.
        message: What is wrong and what to look at, English.
        component: Local name of the SHACL constraint component (``"MinCountConstraintComponent"``).
        value_type: ``iri``, ``@`` and a language tag, or a datatype IRI; empty when there is no value.
    """

    shape: str
    severity: Severity
    focus_node: str
    path: str
    value: str
    message: str
    component: str = ""
    value_type: str = ""


FINDING_SCHEMA = {field.name: pl.String for field in fields(Finding)}
"""Columns of a table of findings: the fields of a finding, all text."""

_ORDER = ("shape", "focus_node", "path", "value", "component", "message", "value_type")


def finding_table(findings: Iterable[Finding] = ()) -> pl.DataFrame:
    """Return findings as a table, one row each."""
    return pl.DataFrame([asdict(finding) for finding in findings], schema=FINDING_SCHEMA)


def sort_findings(table: pl.DataFrame) -> pl.DataFrame:
    """Return findings once each, the worst first, then by shape, focus node, path, value and component."""
    rank = pl.col("severity").replace_strict({name: rank for rank, name in enumerate(SEVERITIES)}, return_dtype=pl.Int8)
    return table.select(*FINDING_SCHEMA).unique().sort(rank, *_ORDER)
