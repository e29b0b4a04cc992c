"""Dates with two readings, decided by what other records say about the same project."""

from typing import Final

import polars as pl

from ecosystem_graph.resolve.day import other_reading
from ecosystem_graph.resolve.finding import FINDING_SCHEMA
from ecosystem_graph.resolve.rule import CONFIRMED, REVERSED

__all__ = ["decide_readings"]

_FIELDS: Final = ("start", "end")


def decide_readings(projects: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return projects with each date read as another record of the project confirms, and what was decided.

    A notation such as ``11.01.16`` has two readings. Where another record of the same project states the day that was
    read, the reading is confirmed; where others state the other day only, that one is taken. Days in notations with two
    readings decide nothing.

    Args:
        projects: Rows of the record table ``project`` with canonical keys.

    Returns:
        The rows, and findings with the day and the record that decided.
    """
    is_repeated = projects["key"].is_duplicated()
    if not is_repeated.any():
        return projects, []
    single, many = projects.filter(~is_repeated), projects.filter(is_repeated)
    findings = []
    for field in _FIELDS:
        many, found = _decide(many, field)
        findings += found
    return pl.concat([single, many.select(projects.columns)]), findings


def _decide(many: pl.DataFrame, field: str) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    rows = many.with_row_index("row").with_columns(other=other_reading(field, f"{field}_raw"))
    is_sure = pl.col("other").is_null() & (pl.col("date_precision").fill_null("day") == "day")
    sure = rows.filter(is_sure).select("key", witness="record", day=pl.col(field)).drop_nulls().sort("witness")
    doubtful = rows.filter(pl.col("other").is_not_null()).select("row", "key", "record", "other", read=pl.col(field))
    heard = doubtful.join(sure, on="key").filter(pl.col("witness") != pl.col("record"))
    spoken = heard.filter((pl.col("day") == pl.col("read")) | (pl.col("day") == pl.col("other")))
    confirms = pl.col("day") == pl.col("read")
    decided = spoken.sort(~confirms, "witness").unique("row", keep="first", maintain_order=True)
    raw = many.with_row_index("row").select("row", raw=f"{field}_raw")
    told = decided.join(raw, on="row")
    words = pl.format("{} = {}, as {} says", "raw", "day", "witness")
    findings = [
        CONFIRMED.findings(told.filter(confirms), f"project.{field}", words),
        REVERSED.findings(told.filter(~confirms), f"project.{field}", words),
    ]
    reversed_days = decided.filter(~confirms).select("row", taken="day")
    taken = rows.join(reversed_days, on="row", how="left").sort("row")
    return taken.with_columns(pl.coalesce("taken", field).alias(field)).drop("row", "other", "taken"), [
        found.select(FINDING_SCHEMA.names()) for found in findings if found.height
    ]
