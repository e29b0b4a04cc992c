"""Pairs for review as a file that people fill in: CSV, TSV or a workbook that offers the words to choose from."""

import io
from datetime import UTC, datetime
from typing import Literal

import polars as pl
import xlsxwriter

__all__ = ["REVIEW_FORMATS", "ReviewFormat", "format_review"]

ReviewFormat = Literal["xlsx", "csv", "tsv"]
REVIEW_FORMATS: tuple[ReviewFormat, ...] = ("xlsx", "csv", "tsv")

_WORDS = ("same", "different", "unsure")
_LONGEST_CELL = 32_000
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook says when it was made; this one must not differ between runs."""
_WIDTHS = {"decision": 11, "note": 24, "subject_name": 44, "object_name": 44, "evidence": 60}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Cells are texts: a name that begins with ``=`` is no formula."""


def format_review(pairs: pl.DataFrame, layout: ReviewFormat) -> bytes:
    """Return pairs for review in a format; the same pairs give the same bytes.

    Args:
        pairs: Columns of pair.REVIEW_SCHEMA.
        layout: In a workbook the column ``decision`` offers the three words, and the headings stay in sight.
    """
    if layout != "xlsx":
        return pairs.write_csv(separator="\t" if layout == "tsv" else ",").encode()
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        sheet, bold = book.add_worksheet("review"), book.add_format({"bold": True})
        sheet.freeze_panes(1, pairs.columns.index("note") + 1)
        for place, name in enumerate(pairs.columns):
            sheet.set_column(place, place, _WIDTHS.get(name, 14))
            sheet.write_string(0, place, name, bold)
            for row, value in enumerate(pairs[name].to_list(), start=1):
                if isinstance(value, int | float):
                    sheet.write_number(row, place, value)
                elif value is not None:
                    sheet.write_string(row, place, value[:_LONGEST_CELL])
        decision = pairs.columns.index("decision")
        sheet.data_validation(1, decision, max(pairs.height, 1), decision, {"validate": "list", "source": list(_WORDS)})
    return stream.getvalue()
