"""Rows of the JSON interface: projects and partnerships, with the numbers that keep.eu gives them."""

import polars as pl

from ecosystem_graph.sources.keep_eu.current.description import CURRENCY, STATUSES, TYPES
from ecosystem_graph.sources.keep_eu.current.entity import identifiers, leads, programmes, texts
from ecosystem_graph.sources.keep_eu.description import SLUG
from ecosystem_graph.sources.tabular.amount import Money, amount_rows
from ecosystem_graph.sources.tabular.code import add_codes, add_countries
from ecosystem_graph.sources.tabular.day import check_days, parse_day
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece, identifier_rows

__all__ = ["operation_pieces", "partnership_pieces", "read_operations", "read_partnerships"]

_LEGAL = {"public": "public", "private": "private"}


def read_operations(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of projects.
        findings: Told of rows and cells that are not taken.
    """
    keyed = key_rows(named, _number("keepId"), findings, slug=SLUG)
    rows = keyed.rows.with_columns(key=f"{SLUG}." + pl.col("keepId"), source_key=pl.coalesce("operationId", "keepId"))
    table = keyed.with_rows(rows)
    return table, operation_pieces(table, findings)


def operation_pieces(table: Table, findings: Findings) -> list[Piece]:
    """Return the record tables that keyed rows of projects fill."""
    table, funding = programmes(table, "programmeCode", findings)
    table = add_codes(table, "status", STATUSES, findings, "unknown-status")
    check_days(table, "startDate", "endDate", findings)
    start, end = parse_day("startDate"), parse_day("endDate")
    projects = table.rows.select(
        "record", "key", "programme", start=start, start_raw="startDate", end=end, end_raw="endDate",
        date_precision=pl.when(start.is_not_null() | end.is_not_null()).then(pl.lit("day")), status="status_code",
        stated_partner_count=pl.col("partnerCount").cast(pl.Int64, strict=False),
    )  # fmt: skip
    titles = (("titleEn", "title", "en"), ("titleBg", "title", "bg"))
    money = {"totalBudgetEur": "total", "euFundingEur": "eu"}
    return [
        {"project": projects, "programme": funding, "text": texts(table.rows, "key", "project", titles)},
        {"identifier": identifier_rows(table.rows, "project", "key", "keep", "keepId")},
        *(
            {"amount": amount_rows(table, Money(column, kind, "key", "project", CURRENCY), findings)}
            for column, kind in money.items()
        ),
    ]


def read_partnerships(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of partnerships.
        findings: Told of rows and cells that are not taken.
    """
    whole = pl.all_horizontal(
        _number(column).is_not_null() for column in ("keepId", "keepPartnershipId", "keepPartnerId")
    )
    complete = whole & pl.col("partnerName").is_not_null()
    table = key_rows(named, pl.when(complete).then("keepPartnershipId"), findings, slug=SLUG)
    table = table.with_rows(table.rows.with_columns(source_key="keepPartnershipId"))
    return table, partnership_pieces(table, findings)


def partnership_pieces(table: Table, findings: Findings) -> list[Piece]:
    """Return the record tables that rows of partnerships with ``record`` and ``local`` fill."""
    start = f"{SLUG}."
    # `eik` is the number of the Bulgarian register of companies; other countries leave it empty.
    register = pl.when(pl.col("eik").str.contains(r"^[0-9]")).then("BG " + pl.col("eik")).otherwise("eik")
    rows = table.rows.with_columns(
        key=start + pl.col("local"), project=start + pl.col("keepId"), organisation=start + pl.col("keepPartnerId"),
        register=register,
    )  # fmt: skip
    table = identifiers(table.with_rows(rows), "pic", "register", findings)
    table = leads(table, "isLead", findings)
    table = add_codes(table, "orgType", TYPES, findings, "unknown-type")
    table = add_codes(table, "legalStatus", _LEGAL, findings, "unknown-legal-status")
    table = add_countries(table, "country", findings)
    seat = table.rows["alpha2"]
    table = add_countries(table, "countryDepartment", findings)
    table = table.with_rows(table.rows.with_columns(seat.alias("seat"), place=pl.coalesce("alpha2", seat)))
    identified = {"keep": "keepPartnerId", "pic": "pic_code", "national-register": "register_number"}
    english = table.rows.filter(pl.col("partnerNameEn") != pl.col("partnerName"))
    english = english.unique("organisation", keep="first", maintain_order=True)
    money = {"budgetEur": "total", "euFundingEur": "eu"}
    return [
        {"project": table.rows.group_by("project").agg(pl.col("record").min()).rename({"project": "key"})},
        {"identifier": identifier_rows(table.rows, "project", "project", "keep", "keepId")},
        {"participation": _participations(table.rows), "organisation": _organisations(table.rows)},
        {"text": texts(english, "organisation", "organisation", [("partnerNameEn", "other-name", "en")])},
        *(
            {"identifier": identifier_rows(table.rows, "organisation", "organisation", *each)}
            for each in identified.items()
        ),
        *(
            {"amount": amount_rows(table, Money(column, kind, "key", "participation", CURRENCY), findings)}
            for column, kind in money.items()
        ),
        {"amount": _unpublished(table.rows)},
    ]


def _number(column: str) -> pl.Expr:
    return pl.when(pl.col(column).str.contains(r"^[0-9]{1,12}$")).then(column)


def _participations(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "record", "key", "project", "organisation", "role", "postcode", "town", name="partnerName", role_raw="isLead",
        country="place", country_raw=pl.coalesce("countryDepartment", "country"),
    )  # fmt: skip


def _organisations(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "record", key="organisation", name="partnerName", type="orgType_code", type_raw="orgType",
        legal_status="legalStatus_code", legal_status_raw="legalStatus", country="seat",
    )  # fmt: skip


def _unpublished(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the budgets that keep.eu says nothing about: not zero, and not to be shared out equally."""
    return rows.filter(pl.col("budgetEur").is_null()).select(
        "record", key=pl.format("{}.total", "key"), subject_class=pl.lit("participation"), subject="key",
        kind=pl.lit("total"), value=pl.lit(None, pl.Decimal(20, 2)), currency=pl.lit(CURRENCY),
        phase=pl.lit("unknown"), state=pl.lit("unpublished"),
    )  # fmt: skip
