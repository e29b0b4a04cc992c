"""Findings about the rows of tables, gathered while they are read."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.personal_data import mask_personal_data
from ecosystem_graph.sources.tabular.raw import Origin

__all__ = ["SHOWN", "Findings"]

_CUT = 120
SHOWN = 1_000
"""How many findings of one kind about one column of one table are listed row by row; the others are counted."""


class Findings:
    """Issues of one file.

    Args:
        catalogue: Code to ``name`` (how the importer calls it), ``severity`` and ``meaning``, from ``source.toml``.
    """

    def __init__(self, catalogue: Mapping[str, Mapping[str, Any]]) -> None:
        self._codes = {each["name"]: (code, each["severity"], each["meaning"]) for code, each in catalogue.items()}
        self._issues: set[Issue] = set()
        self._spelling: dict[Origin, Mapping[str, str]] = {}

    def spell(self, origin: Origin, columns: Mapping[str, str]) -> None:
        """Set how a table spells the columns that findings name."""
        self._spelling[origin] = columns

    def add(self, name: str, origin: Origin, *, row: int = 1, field: str = "", found: str = "", more: str = "") -> None:
        """Add one finding.

        Args:
            name: Name in the catalogue.
            origin: Table it is about.
            row: Row it is about; the header by default.
            field: Column as published; empty for the whole row.
            found: Raw value; contact data in it are masked.
            more: What to add to the message.
        """
        self._add(name, origin, origin.place_of(row), field, found, more=more)

    def add_rows(
        self, name: str, origin: Origin, rows: pl.DataFrame, *, field: str = "", found: str = "", more: str = ""
    ) -> None:
        """Add one finding per row of a frame with ``row`` and, if records were made, ``record``.

        Beyond the first thousand, rows are counted in one further finding: a column that fails everywhere says so once.

        Args:
            name: Name in the catalogue.
            origin: Table the rows are from.
            rows: Rows to report.
            field: Column as published; empty for the whole row.
            found: Column of the frame with the raw value; the field by default.
            more: Column of the frame with what to add to the message.
        """
        for each in rows.head(SHOWN).iter_rows(named=True):
            about = {"more": each.get(more) or "", "record": each.get("record") or ""}
            self._add(name, origin, origin.place_of(each["row"]), field, each.get(found or field) or "", **about)
        if rows.height > SHOWN:
            rest = rows["row"][SHOWN]
            more = f"So do {rows.height - SHOWN:,} more rows, from {origin.unit} {rest} on."
            self._add(name, origin, origin.part, field, "", more=more)

    def issues(self) -> tuple[Issue, ...]:
        """Return all findings, sorted."""
        return tuple(sorted(self._issues))

    def _add(self, name: str, origin: Origin, place: str, field: str, found: str, **about: str) -> None:
        code, severity, meaning = self._codes[name]
        masked, _ = mask_personal_data(found[: _CUT * 2])
        message = f"{meaning} {about['more']}".rstrip()
        record, spelt = about.get("record", ""), self._spelling.get(origin, {}).get(field, field)
        self._issues.add(Issue(code, severity, origin.file.name, place, spelt, masked[:_CUT], message, record))
