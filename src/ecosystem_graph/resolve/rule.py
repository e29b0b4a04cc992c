"""What resolution checks: the codes of its findings, in one list."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from ecosystem_graph.issues import Severity
from ecosystem_graph.resolve.finding import FINDING_SCHEMA

__all__ = [
    "CIRCLE", "CLOSED_SCHEME", "CONFIRMED", "COUNTRY", "DANGLING", "DIFFERENT", "ELSEWHERE", "LANGUAGE",
    "NEXT_DOOR", "NO_RECORD", "NUMBER", "OUTSIDE_EDITION", "REGION", "REVERSED", "RULES", "TWO_FILES", "UNKNOWN_CLASS",
    "UNKNOWN_CODE", "UNKNOWN_PROPERTY", "UNKNOWN_SCHEME", "UNMAPPED", "WEBSITE", "Rule",
]  # fmt: skip

_FOUND_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that resolution checks.

    Attributes:
        code: Issue code (``"EG-RES-001"``).
        severity: What the finding means for the datum.
        message: What was expected and what was done.
    """

    code: str
    severity: Severity
    message: str

    def findings(self, rows: pl.DataFrame, field: str, found: str | pl.Expr) -> pl.DataFrame:
        """Return one finding per distinct record and value, with the columns of `FINDING_SCHEMA`.

        Args:
            rows: Rows that break the rule, with their ``record`` (null where none can be named).
            field: ``<table>.<column>``, or the table alone.
            found: Column or expression with the offending value.
        """
        if rows.is_empty():  # most rules find nothing
            return pl.DataFrame(schema=FINDING_SCHEMA)
        value = pl.col(found) if isinstance(found, str) else found
        return rows.select(
            code=pl.lit(self.code),
            severity=pl.lit(self.severity),
            field=pl.lit(field),
            found=value.cast(pl.String).fill_null("").str.slice(0, _FOUND_LENGTH),
            message=pl.lit(self.message),
            record="record",
        ).unique()


WEBSITE: Final = Rule(
    "EG-RES-001", "warning", "Expected an absolute http or https address; it is left out of the graph."
)
DANGLING: Final = Rule("EG-RES-002", "violation", "No row states what this refers to; the reference is kept as it is.")
DIFFERENT: Final = Rule(
    "EG-RES-003", "violation", "Rows with one key differ in the fields named; the first in sorted order is kept."
)
COUNTRY: Final = Rule(
    "EG-RES-004", "warning", "Expected a country of the reference table (ISO 3166-1 alpha-2); it is left out."
)
TWO_FILES: Final = Rule(
    "EG-RES-005", "warning", "Two files state the same source records; each record counts once, as one file has it."
)
LANGUAGE: Final = Rule(
    "EG-RES-006", "warning", "Expected a language tag of BCP 47; the language is taken as not stated."
)
REGION: Final = Rule(
    "EG-RES-007", "warning", "Expected a NUTS or statistical region code, or the year of its edition; it is left out."
)
CIRCLE: Final = Rule(
    "EG-RES-008", "warning", "Regions lie within each other in a circle; the parent given by the code is taken."
)
UNKNOWN_CLASS: Final = Rule(
    "EG-RES-009", "violation", "Expected a class whose entities have keys; the row is left out."
)
UNKNOWN_PROPERTY: Final = Rule("EG-RES-010", "violation", "Expected a property of the ontology; the row is left out.")
NO_RECORD: Final = Rule(
    "EG-RES-011", "violation", "Rows name a source record that no row states; their source is not shown."
)
UNKNOWN_SCHEME: Final = Rule(
    "EG-RES-012", "violation", "Expected a concept scheme of the ontology; the topic is left out."
)
UNKNOWN_CODE: Final = Rule(
    "EG-RES-013", "warning", "Expected a code of the concept scheme; it is kept, but no concept describes it."
)
ELSEWHERE: Final = Rule(
    "EG-RES-014",
    "warning",
    "The address points to another country or NUTS 2 region than the one stated; the stated region is kept.",
)
NEXT_DOOR: Final = Rule(
    "EG-RES-015",
    "info",
    "An official list has the postal code or town in another NUTS 3 region; the stated region is kept.",
)
OUTSIDE_EDITION: Final = Rule(
    "EG-RES-016", "warning", "The official list of the stated edition lacks this region code; it is kept as stated."
)
UNMAPPED: Final = Rule(
    "EG-RES-017", "info", "The region has no counterpart in the edition used for analysis; it is left out there."
)
CLOSED_SCHEME: Final = Rule(
    "EG-RES-018", "violation", "Expected a concept scheme of the ontology that takes any code; the concept is left out."
)
NUMBER: Final = Rule(
    "EG-RES-021",
    "warning",
    "Expected an identifier in the form and with the check digits of its scheme and country; nothing is linked by it.",
)

CONFIRMED: Final = Rule(
    "EG-RES-019", "info", "The date can be read in two ways; another record states the day that was read."
)
REVERSED: Final = Rule(
    "EG-RES-020",
    "warning",
    "The date can be read in two ways; another record states the other day, which the consolidated view shows.",
)

RULES: Final = (
    WEBSITE, DANGLING, DIFFERENT, COUNTRY, TWO_FILES, LANGUAGE, REGION, CIRCLE, UNKNOWN_CLASS, UNKNOWN_PROPERTY,
    NO_RECORD, UNKNOWN_SCHEME, UNKNOWN_CODE, ELSEWHERE, NEXT_DOOR, OUTSIDE_EDITION, UNMAPPED, CLOSED_SCHEME,
    CONFIRMED, REVERSED, NUMBER,
)  # fmt: skip
"""All rules, by code."""
