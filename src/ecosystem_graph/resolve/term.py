"""Names of classes and properties in rows: only those that the graph has may become IRIs."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resolve.reference import SUBJECT_CLASSES
from ecosystem_graph.resolve.rule import UNKNOWN_CLASS, UNKNOWN_PROPERTY
from ecosystem_graph.terms import EG

__all__ = ["keep_known_terms"]

_PROPERTIES = frozenset(name for name in vars(EG) if name[0].islower())
_CHECKS = (
    ("subject_class", UNKNOWN_CLASS, SUBJECT_CLASSES),
    ("object_class", UNKNOWN_CLASS, SUBJECT_CLASSES | {"region"}),
    ("predicate", UNKNOWN_PROPERTY, _PROPERTIES),
    ("property", UNKNOWN_PROPERTY, _PROPERTIES),
)


def keep_known_terms(tables: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Return the tables without rows that name an unknown class or property, and the findings."""
    checked, findings = dict(tables), []
    for column, rule, names in _CHECKS:
        is_known = pl.col(column).is_in(sorted(names))
        for name, table in list(checked.items()):
            if column not in table.columns:
                continue
            unknown = table.filter(~is_known)
            if unknown.height:
                checked[name] = table.filter(is_known)
                findings.append(rule.findings(unknown, f"{name}.{column}", column))
    return checked, findings
