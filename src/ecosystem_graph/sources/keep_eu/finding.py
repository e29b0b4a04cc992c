"""Findings about the data of one export, gathered while it is read."""

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.keep_eu.description import DESCRIPTION
from ecosystem_graph.sources.keep_eu.sheet import Sheet

__all__ = ["Findings"]

_CUT = 120


class Findings:
    """Issues of one export; each code has its severity and message in ``source.toml``."""

    def __init__(self) -> None:
        self._issues: set[Issue] = set()

    def add(self, code: str, sheet: Sheet, *, field: str, found: str = "", detail: str = "") -> None:
        """Add one finding about the header of a sheet.

        Args:
            code: Code listed in ``source.toml``.
            sheet: Where it was found.
            field: Column as published; empty for the whole sheet.
            found: Raw value.
            detail: What to add to the message.
        """
        self._issues.add(_issue(code, sheet.file.name, sheet.place_of(1), field, found, detail=detail))

    def add_rows(
        self, code: str, sheet: Sheet, rows: pl.DataFrame, *, field: str = "", found: str = "", detail: str = ""
    ) -> None:
        """Add one finding per row of a frame with ``row`` and, if records were made, ``record``.

        Args:
            code: Code listed in ``source.toml``.
            sheet: Where the rows are from.
            rows: Rows to report; contact data are masked in them.
            field: Column as published; empty for the whole row.
            found: Column of the frame that holds the raw value; the field by default.
            detail: Column of the frame that holds what to add to the message.
        """
        for each in rows.iter_rows(named=True):
            place, value = sheet.place_of(each["row"]), each.get(found or field)
            about = {"detail": each.get(detail) or "", "record": each.get("record") or ""}
            self._issues.add(_issue(code, sheet.file.name, place, field, value or "", **about))

    def issues(self) -> tuple[Issue, ...]:
        """Return all findings, sorted."""
        return tuple(sorted(self._issues))


def _issue(code: str, file: str, place: str, field: str, found: str, **about: str) -> Issue:
    known = DESCRIPTION["issues"][code]
    message = f"{known['meaning']} {about['detail']}".rstrip()
    return Issue(code, known["severity"], file, place, field, found[:_CUT], message, about.get("record", ""))
