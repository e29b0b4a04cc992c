"""Programmes and calls."""

import polars as pl

from ecosystem_graph.sources.keep_eu.day import check_days, parse_day
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.key import programme_key
from ecosystem_graph.sources.keep_eu.sheet import Sheet
from ecosystem_graph.terms import CONCEPTS

__all__ = ["add_programmes", "read_calls", "read_programmes"]

# Only what a name spells out: ESPON, URBACT and PEACE name no strand.
_STRANDS = {
    r"\bINTERREG (?:V|VI)-? ?A\b": "a",
    r"\bINTERREG (?:V|VI)-? ?B\b": "b",
    r"\bINTERREG (?:V|VI)-? ?C\b": "c",
    r"\bINTERREG (?:V|VI)-? ?D\b": "d",
    r"\bIPA CBC\b": "ipa-cbc",
    r"\bENI CBC\b": "eni-cbc",
}


def add_programmes(sheet: Sheet) -> Sheet:
    """Add ``programme``, the key of the programme that a row names."""
    names = sheet.rows["Programme"].drop_nulls().unique()
    keys = {name: programme_key(name) for name in names}
    return sheet.with_rows(
        sheet.rows.with_columns(
            programme=pl.col("Programme").replace_strict(keys, default=None, return_dtype=pl.String)
        )
    )


def read_programmes(projects: Sheet, calls: Sheet, findings: Findings) -> pl.DataFrame:
    """Return one row per programme, from the record with the smallest key, project records first.

    Args:
        projects: Project rows with ``programme``.
        calls: Call rows with ``programme``.
        findings: Told of projects whose period is unknown or not the programme's.
    """
    years = pl.col("Programme").str.extract_groups(r"^\s*(\d{4}) ?- ?(\d{4})\b")
    period = pl.format("{}-{}", years.struct.field("1"), years.struct.field("2"))
    known = pl.when(period.is_in(sorted(CONCEPTS["programming-period"]))).then(period)
    differing = projects.rows.filter(
        pl.col("Period").is_not_null() & pl.col("Period").str.strip_chars().ne_missing(known)
    )
    findings.add_rows("EG-KEEP-029", projects, differing, field="Period")
    strand = pl.coalesce(
        *(
            pl.when(pl.col("Programme").str.contains(f"(?i){pattern}")).then(pl.lit(code))
            for pattern, code in _STRANDS.items()
        )
    )
    named = [sheet.rows.select("programme", "record", "Programme").sort("record") for sheet in (projects, calls)]
    first = pl.concat(named).drop_nulls("programme").unique("programme", keep="first", maintain_order=True)
    return first.select(
        "record", key="programme", name=pl.col("Programme").str.strip_chars(), period=known, strand=strand
    ).sort("key")


def read_calls(calls: Sheet, findings: Findings) -> pl.DataFrame:
    """Return the ``call`` table."""
    check_days(calls, "Start Date", "End Date", findings)
    return calls.rows.select(
        "record",
        "key",
        "programme",
        number=pl.col("Serial Number").str.strip_chars(),
        opened=parse_day("Start Date"),
        closed=parse_day("End Date"),
    ).sort("key")
