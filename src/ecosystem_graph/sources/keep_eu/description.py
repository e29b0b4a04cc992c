"""What ``source.toml`` says about this source, with types."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ecosystem_graph.sources.importer import read_source_toml

__all__ = ["DESCRIPTION", "KINDS", "SLUG", "columns", "ignored", "required", "sheet_name", "targets"]

DESCRIPTION: Mapping[str, Any] = read_source_toml(Path(__file__).with_name("source.toml"))
SLUG: str = DESCRIPTION["slug"]
KINDS = ("projects", "partners", "calls")
"""The three sheets, by what a row of them is about."""


def sheet_name(kind: str) -> str:
    """Return the name of a sheet in the workbook."""
    return str(DESCRIPTION["sheets"][kind]["name"])


def required(kind: str) -> tuple[str, ...]:
    """Return the columns without which a sheet cannot be read."""
    return tuple(DESCRIPTION["sheets"][kind]["required"])


def columns(kind: str) -> tuple[str, ...]:
    """Return all known columns of a sheet, ignored ones included."""
    return (*DESCRIPTION["columns"][kind], *ignored(kind))


def ignored(kind: str) -> Mapping[str, str]:
    """Return the columns that are left out, with the reason."""
    reasons: dict[str, str] = DESCRIPTION["ignored"][kind]
    return reasons


def targets(kind: str, table: str) -> dict[str, tuple[str, ...]]:
    """Return the columns of a sheet that fill a table, with what they fill.

    Examples:
        >>> targets("projects", "amount")["EU Funding"]
        ('eu', 'unknown')
    """
    filled = DESCRIPTION["columns"][kind].items()
    return {column: tuple(target.split(".")[1:]) for column, target in filled if target.split(".")[0] == table}
