"""Findings about the data of one table, gathered while it is read."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.personal_data import mask_personal_data

__all__ = ["Findings", "issue_codes"]

_CUT = 120
_EACH = 200
_NAMED = 5
_PLACE = "@place"


@cache
def issue_codes() -> Mapping[str, Any]:
    """Return what each code of this importer means: severity, meaning, and whether rows are counted only."""
    text = Path(__file__).with_name("source.toml").read_text(encoding="utf-8")
    codes: dict[str, Any] = tomllib.loads(text)["issues"]
    return codes


class Findings:
    """Issues of one table.

    Codes that are counted give one issue a field, with the number of rows and the first of them. Of the others, the
    first 200 rows of a field are told each, and the rest is counted.

    Args:
        file: Name of the file.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._issues: set[Issue] = set()

    def add(self, code: str, *, place: str = "", field: str = "", found: str = "", record: str = "") -> None:
        """Add one finding."""
        known = issue_codes()[code]
        shown = mask_personal_data(" ".join(found.split()))[0][:_CUT]
        self._issues.add(Issue(code, known["severity"], self._file, place, field, shown, known["meaning"], record))

    def add_rows(self, code: str, rows: pl.DataFrame, *, field: str = "", found: str | pl.Expr = "") -> None:
        """Add one finding per row of a frame with its place and, if records were made, ``record``.

        Args:
            code: Code listed in ``source.toml``.
            rows: Rows to report.
            field: Column as published; empty for the whole row.
            found: Column or expression with the raw value; nothing by default. It is never told for counted codes.
        """
        if rows.is_empty():
            return
        if issue_codes()[code].get("counted"):
            self._count(code, rows, field)
            return
        value = pl.lit("") if isinstance(found, str) and not found else found
        record = pl.col("record") if "record" in rows.columns else pl.lit("")
        told = rows.head(_EACH).select(
            _PLACE, (pl.col(value) if isinstance(value, str) else value).alias("@found"), record.alias("@record")
        )
        for place, cell, key in told.iter_rows():
            self.add(code, place=place, field=field, found=cell or "", record=key or "")
        if rows.height > _EACH:
            self._count(code, rows.slice(_EACH), field, "more ")

    def issues(self) -> tuple[Issue, ...]:
        """Return all findings, sorted."""
        return tuple(sorted(self._issues))

    def _count(self, code: str, rows: pl.DataFrame, field: str, more: str = "") -> None:
        first = "; ".join(rows[_PLACE].head(_NAMED))
        self.add(code, field=field, found=f"{rows.height:,} {more}rows, the first: {first}")
