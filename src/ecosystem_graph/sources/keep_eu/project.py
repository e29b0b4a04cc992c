"""Projects and the topics they are filed under."""

import polars as pl

from ecosystem_graph.sources.keep_eu.day import check_days, parse_day
from ecosystem_graph.sources.keep_eu.description import DESCRIPTION, targets
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import Sheet

__all__ = ["read_projects", "read_topics"]

_WEB_ADDRESS = r"^https?://[^\s<>\"{}|\\^`]+$"


def read_projects(projects: Sheet, calls: Sheet, findings: Findings) -> pl.DataFrame:
    """Return the ``project`` table.

    Args:
        projects: Keyed rows with ``programme``.
        calls: Keyed rows, to find the call of a project.
        findings: Told of days, calls and websites that cannot be taken.
    """
    check_days(projects, "Project start", "Project end", findings)
    website = pl.col("Website").str.strip_chars()
    findings.add_rows(
        "EG-KEEP-027", projects, projects.rows.filter(~website.str.contains(_WEB_ADDRESS)), field="Website"
    )
    rows = projects.rows.join(
        calls.rows.select("Programme", "Serial Number", call="key"),
        left_on=["Programme", "Call SN"],
        right_on=["Programme", "Serial Number"],
        how="left",
    )
    lost = rows.filter(pl.col("Call SN").is_not_null() & pl.col("call").is_null())
    findings.add_rows("EG-KEEP-026", projects, lost, field="Call SN")
    start, end = parse_day("Project start"), parse_day("Project end")
    return rows.select(
        "record",
        "key",
        "programme",
        "call",
        acronym=pl.col("Acronym").str.strip_chars(),
        objective=pl.col("Specific Obj").str.strip_chars(),
        start=start,
        start_raw=pl.col("Project start").str.strip_chars(),
        end=end,
        end_raw=pl.col("Project end").str.strip_chars(),
        date_precision=pl.when(start.is_not_null() | end.is_not_null()).then(pl.lit("day")),
        website=pl.when(website.str.contains(_WEB_ADDRESS)).then(website),
    ).sort("key")


def read_topics(projects: Sheet, findings: Findings) -> pl.DataFrame:
    """Return the ``topic`` table: one row per project and concept, raw words kept.

    Args:
        projects: Keyed rows.
        findings: Told of labels that are in no list.
    """
    tables = []
    for column, target in targets("projects", "topic").items():
        scheme = target[0]
        rows = projects.rows.select("row", "record", "key", raw=pl.col(column).str.strip_chars()).drop_nulls("raw")
        separator = DESCRIPTION["topics"][scheme].get("separator")
        if separator:
            rows = rows.with_columns(pl.col("raw").str.split(separator)).explode("raw")
        codes = {label: _code(scheme, label) for label in rows["raw"].unique()}
        coded = rows.with_columns(code=pl.col("raw").replace_strict(codes, default=None, return_dtype=pl.String))
        findings.add_rows("EG-KEEP-025", projects, coded.filter(pl.col("code").is_null()), field=column, found="raw")
        tables.append(coded.drop_nulls("code").with_columns(scheme=pl.lit(scheme)))
    stacked = pl.concat(tables).select(
        "record", "scheme", "code", "raw", subject="key", subject_class=pl.lit("project"), basis=pl.lit("stated")
    )
    # A label may stand in two of the theme columns.
    return stacked.unique(["subject", "scheme", "code"], keep="first", maintain_order=True).sort(
        "subject", "scheme", "code"
    )


def _code(scheme: str, label: str) -> str | None:
    codes: dict[str, str] = DESCRIPTION["topics"][scheme]["codes"]
    if DESCRIPTION["topics"][scheme]["match"] == "whole":
        return codes.get(label)
    return next((code for start, code in codes.items() if label.startswith(start)), None)
