"""The table of projects: texts, days, money, programme, call and what a project is filed under."""

import polars as pl

from ecosystem_graph.sources.cordis.description import CURRENCY, DESCRIPTION, LANGUAGE, SLUG
from ecosystem_graph.sources.cordis.topic import framework_of, programme_rows, topic_rows
from ecosystem_graph.sources.tabular.amount import Money, amount_rows
from ecosystem_graph.sources.tabular.code import add_codes
from ecosystem_graph.sources.tabular.day import check_days, parse_day
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece, identifier_rows

__all__ = ["PROJECT_NUMBER", "read_projects"]

PROJECT_NUMBER = r"^[0-9]{1,12}$"
_TOPICS = {"legalBasis": "programme-part", "topics": "call-topic", "fundingScheme": "funding-scheme"}


def read_projects(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of a table ``project``.
        findings: Told of rows and cells that are not taken.
    """
    number = pl.when(pl.col("id").str.contains(PROJECT_NUMBER)).then("id")
    keyed = key_rows(named, number, findings, slug=SLUG)
    keyed = add_codes(keyed, "status", DESCRIPTION["statuses"], findings, "unknown-status")
    table = keyed.with_rows(keyed.rows.with_columns(key=f"{SLUG}." + pl.col("id"), source_key="id"))
    table = _add_programmes(table, findings)
    check_days(table, "startDate", "endDate", findings)
    money = (
        Money("totalCost", "total", "key", "project", CURRENCY),
        Money("ecMaxContribution", "eu", "key", "project", CURRENCY),
    )
    rows = table.rows.with_columns(
        doi=pl.col("grantDoi").str.replace(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "")
    )
    identified = {"cordis": "id", "cordis-rcn": "rcn", "doi": "doi"}
    pieces: list[Piece] = [
        {"project": _projects(table.rows), "text": _texts(table.rows)},
        *({"amount": amount_rows(table, each, findings)} for each in money),
        *({"identifier": identifier_rows(rows, "project", "key", *each)} for each in identified.items()),
        *({"topic": topic_rows(table.rows, "key", scheme, column)} for column, scheme in _TOPICS.items()),
        _programmes_and_calls(table.rows),
    ]
    return table, pieces


def _projects(rows: pl.DataFrame) -> pl.DataFrame:
    start, end = parse_day("startDate"), parse_day("endDate")
    return rows.select(
        "record",
        "key",
        "acronym",
        "programme",
        "call",
        start=start,
        start_raw="startDate",
        end=end,
        end_raw="endDate",
        date_precision=pl.when(start.is_not_null() | end.is_not_null()).then(pl.lit("day")),
        status="status_code",
    )


def _texts(rows: pl.DataFrame) -> pl.DataFrame:
    long = rows.select("record", "key", "title", "objective").unpivot(
        on=["title", "objective"], index=["record", "key"], variable_name="role", value_name="text"
    )
    return long.filter(pl.col("text").str.contains(r"[\p{L}\p{N}]")).select(
        "record",
        "role",
        "text",
        key=pl.format("{}.{}.{}", "key", "role", pl.lit(LANGUAGE)),
        subject_class=pl.lit("project"),
        subject="key",
        language=pl.lit(LANGUAGE),
        language_basis=pl.lit("stated"),
    )


def _add_programmes(table: Table, findings: Findings) -> Table:
    """Add ``framework`` (the stated one, or that of the legal basis), ``programme`` and ``call``, both keys."""
    framework = pl.coalesce("frameworkProgramme", framework_of("legalBasis"))
    number = pl.coalesce("subCall", "masterCall")
    rows = table.rows.with_columns(framework=framework, call_number=number).with_columns(
        programme=f"{SLUG}." + pl.col("framework"),
        # A call is one of a programme: without the programme there is nothing to hang it on.
        call=pl.when(pl.col("framework").is_not_null()).then(f"{SLUG}." + pl.col("call_number")),
    )
    unknown = rows.filter(~pl.col("framework").is_in(list(DESCRIPTION["programmes"])))
    findings.add_rows("unknown-programme", table.origin, unknown, field="frameworkProgramme", found="framework")
    return table.with_rows(rows)


def _programmes_and_calls(rows: pl.DataFrame) -> Piece:
    calls = (
        rows.drop_nulls("call")
        .group_by("call", "programme")
        .agg(pl.col("record", "call_number").sort_by("record").first())
    )
    return {
        "programme": programme_rows(rows),
        "call": calls.select("record", "programme", key="call", number="call_number"),
    }
