"""Findings of resolution: values that were doubted, and where in the sources they are."""

from collections.abc import Iterable

import polars as pl

from ecosystem_graph.issues import Issue

__all__ = ["FINDING_SCHEMA", "locate_findings"]

FINDING_SCHEMA = pl.Schema(dict.fromkeys(("code", "severity", "field", "found", "message", "record"), pl.String))


def locate_findings(findings: Iterable[pl.DataFrame], records: pl.DataFrame | pl.LazyFrame) -> tuple[Issue, ...]:
    """Return findings as issues, sorted; the file and place are those of the record that states the row.

    Args:
        findings: Frames with the columns of `FINDING_SCHEMA`.
        records: Record table ``record``, one row per key.
    """
    stacked = pl.concat([pl.DataFrame(schema=FINDING_SCHEMA), *findings]).unique()
    needed = stacked.lazy().select("record").unique()
    named = records.lazy().select(record="key", file="file", place="locator")
    places = named.join(needed, on="record", how="semi").collect()
    located = stacked.join(places, on="record", how="left").fill_null("")
    return tuple(sorted(Issue(**row) for row in located.iter_rows(named=True)))
