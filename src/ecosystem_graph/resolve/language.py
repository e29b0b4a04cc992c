"""Language tags: only well-formed ones may tag a literal."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resolve.rule import LANGUAGE
from ecosystem_graph.sources.language import UNDETERMINED

__all__ = ["is_language_tag", "use_valid_languages"]

# RFC 5646, section 2.1: language, script, region, variants, extensions, private use; or private use alone.
_TAG = (
    r"^(?i:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+)$"
)
_FILLED = frozenset({"text", "priority", "service", "concept"})
"""Tables whose rows must have a language: their literals would vanish without."""


def is_language_tag() -> pl.Expr:
    """Return whether each value of ``language`` is a well-formed tag; null for null."""
    return pl.col("language").str.contains(_TAG)


def use_valid_languages(tables: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Return the tables without malformed language tags (``und`` where there must be one), and the findings."""
    checked, findings = dict(tables), []
    for name, table in tables.items():
        if "language" not in table.columns:
            continue
        invalid = table.filter(~is_language_tag())
        if invalid.height:
            otherwise = UNDETERMINED if name in _FILLED else None
            kept = pl.when(is_language_tag()).then(pl.col("language")).otherwise(pl.lit(otherwise, pl.String))
            checked[name] = table.with_columns(language=kept)
            findings.append(LANGUAGE.findings(invalid, f"{name}.language", "language"))
    return checked, findings
