"""Record tables built piece by piece, and put together in the end."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import polars as pl

from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.collection import TABLES

__all__ = ["Piece", "identifier_rows", "stack"]

Piece = Mapping[str, pl.DataFrame]
"""Some rows of some record tables, columns in any order, columns that are null throughout left out."""


def stack(pieces: Iterable[Piece]) -> RecordSet:
    """Put pieces together; equal rows of entities and identifiers stay once, and all tables are sorted.

    O(n log n). The same pieces in any order give the same tables.
    """
    by_table: defaultdict[str, list[pl.DataFrame]] = defaultdict(list)
    for piece in pieces:
        for name, rows in piece.items():
            if rows.height:
                by_table[name].append(rows)
    whole = {name: pl.concat(rows, how="diagonal_relaxed").unique() for name, rows in by_table.items()}
    filled = RecordSet(whole)
    return RecordSet(
        {name: filled[name].sort(filled[name].columns, nulls_last=True) for name in TABLES if name in whole}
    )


def identifier_rows(rows: pl.DataFrame, subject_class: str, subject: str, scheme: str, value: str) -> pl.DataFrame:
    """Return rows of the ``identifier`` table, one per subject: of equal ones, that of the smallest record.

    Args:
        rows: Keyed rows.
        subject_class: Class of the subject.
        subject: Column with its key.
        scheme: Code of the identifier-scheme scheme.
        value: Column with the identifier; null states none.
    """
    stated = rows.select("record", subject=subject, value=value).drop_nulls()
    first = stated.group_by("subject", "value").agg(pl.col("record").min())
    return first.select("record", "subject", "value", subject_class=pl.lit(subject_class), scheme=pl.lit(scheme))
