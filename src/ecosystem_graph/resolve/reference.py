"""Which column refers to which class of entity: the foreign keys of the record tables."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ENTITY_TABLES", "REFERENCES", "SUBJECT_CLASSES", "SUBJECT_TABLES", "UNIQUE_TABLES"]

REFERENCES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "programme": {"key": "programme"},
        "call": {"key": "call", "programme": "programme"},
        "project": {"key": "project", "programme": "programme", "call": "call"},
        "organisation": {"key": "organisation", "parent": "organisation", "hosted_by": "organisation"},
        "participation": {"project": "project", "organisation": "organisation"},
        "indicator": {"project": "project"},
        "cluster": {"key": "cluster", "managed_by": "organisation"},
        "membership": {"cluster": "cluster", "organisation": "organisation"},
        "infrastructure": {
            "key": "infrastructure",
            "operated_by": "organisation",
            "node_of": "infrastructure",
        },
        "service": {"infrastructure": "infrastructure"},
        "strategy": {"key": "strategy"},
        "priority": {"key": "priority", "strategy": "strategy"},
        "partnership": {"key": "partnership"},
    }
)
"""Table and column to the class whose keys it holds."""

SUBJECT_TABLES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "text": (("subject_class", "subject"),),
        "topic": (("subject_class", "subject"),),
        "amount": (("subject_class", "subject"),),
        "identifier": (("subject_class", "subject"),),
        "name": (("subject_class", "subject"),),
        "geometry": (("subject_class", "subject"),),
        "claim": (("subject_class", "subject"),),
        "relation": (("subject_class", "subject"), ("object_class", "object")),
    }
)
"""Tables whose rows name the class of what they refer to, with the columns for class and key."""

ENTITY_TABLES = (
    "programme", "call", "project", "organisation", "cluster", "infrastructure", "strategy", "priority", "partnership"
)  # fmt: skip
"""Tables in which one entity may be stated by several records."""

UNIQUE_TABLES = (
    "dataset", "record", "text", "participation", "amount", "indicator", "membership", "service", "geometry",
    "concept", "claim",
)  # fmt: skip
"""Tables in which a key stands for one row; two records that state it contradict each other."""

SUBJECT_CLASSES = frozenset({*ENTITY_TABLES, "participation", "amount", "indicator", "membership", "service"})
"""Classes that texts, topics, amounts, identifiers, claims and relations may be about; each has a folder of its own."""
