"""Organisations in projects, and the money of each."""

import polars as pl

from ecosystem_graph.sources.cordis.description import CURRENCY, DESCRIPTION, SLUG
from ecosystem_graph.sources.cordis.topic import named_projects, topic_rows
from ecosystem_graph.sources.tabular.amount import Money, amount_rows
from ecosystem_graph.sources.tabular.code import add_codes, add_countries, add_regions, add_websites
from ecosystem_graph.sources.tabular.day import check_days, parse_day
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece, identifier_rows

__all__ = ["read_organizations", "read_participations"]

_NUMBER = r"^[0-9]{1,12}$"
_PIC = r"^[0-9]{9}$"
_VAT = r"^[A-Z]{2}[A-Z0-9]{5,13}$"
_PAID = {"ecContribution": "eu", "netEcContribution": "net-eu", "totalCost": "total"}
_ABSENT = ("SME", "postCode", "nutsCode", "organizationURL", "vatNumber")


def read_organizations(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of a table ``organization``.
        findings: Told of rows and cells that are not taken.
    """
    table = _key(named, "projectID", "", findings)
    ended = table.rows.filter(pl.col("endOfParticipation").str.to_lowercase().is_in(["true", "1", "yes"]))
    findings.add_rows("ended-early", table.origin, ended, field="endOfParticipation")
    acronyms = table.rows.select("record", key="project", acronym="projectAcronym").drop_nulls("acronym")
    first = acronyms.sort("record").unique(["key", "acronym"], keep="first", maintain_order=True)
    stated = named_projects(table.rows.with_columns(key="project"))
    return table, [stated, {"project": first}, *_pieces(table, findings)]


def read_participations(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of a table ``participation``, which repeats the facts of the project in each row.
        findings: Told of rows and cells that are not taken.
    """
    widened = named.rows.with_columns(pl.lit(None, pl.String).alias(name) for name in _ABSENT)
    table = _key(named.with_rows(widened), "rcn", "rcn-", findings)
    projects = _once_per_project(table)
    check_days(projects, "startDate", "endDate", findings)
    start, end = parse_day("startDate"), parse_day("endDate")
    days = projects.rows.select(
        "record",
        key="project",
        start=start,
        start_raw="startDate",
        end=end,
        end_raw="endDate",
        date_precision=pl.when(start.is_not_null() | end.is_not_null()).then(pl.lit("day")),
    )
    whole = {"max_contribution": "eu", "total_cost": "total"}
    money = [Money(column, kind, "project", "project", CURRENCY) for column, kind in whole.items()]
    pieces: list[Piece] = [
        {"project": days, "identifier": identifier_rows(projects.rows, "project", "project", "cordis-rcn", "rcn")},
        {"topic": topic_rows(projects.rows, "project", "programme-part", "programme_parts")},
        *({"amount": amount_rows(projects, each, findings)} for each in money),
    ]
    return table, pieces + _pieces(table, findings, paid={"ecContribution": "eu"})


def _once_per_project(table: Table) -> Table:
    """Return one row per project and set of facts; rows of one project that differ stay, for the conflict to show."""
    facts = ["project", "startDate", "endDate", "max_contribution", "total_cost", "programme_parts"]
    return table.with_rows(table.rows.sort("record").unique(facts, keep="first", maintain_order=True))


def _key(named: Table, number: str, prefix: str, findings: Findings) -> Table:
    """Add ``project``, ``organisation`` and ``key``, the keys of the participation and its two ends."""
    code = pl.col("organisationID")
    is_named = pl.col(number).str.contains(_NUMBER) & code.str.contains(_NUMBER)
    ends = pl.format(f"{prefix}{{}}.{{}}.{{}}", number, "organisationID", pl.col("role").fill_null("none"))
    keyed = key_rows(named, pl.when(is_named).then(ends), findings, slug=SLUG)
    rows = keyed.rows.with_columns(
        project=f"{SLUG}.{prefix}" + pl.col(number),
        organisation=f"{SLUG}." + code,
        key=f"{SLUG}." + pl.col("local"),
        source_key="organisationID",
        pic=pl.when(code.str.contains(_PIC)).then(code),
    )
    findings.add_rows("odd-code", keyed.origin, rows.filter(pl.col("pic").is_null()), field="organisationID")
    return keyed.with_rows(rows)


def _pieces(table: Table, findings: Findings, paid: dict[str, str] = _PAID) -> list[Piece]:
    """Return participations, organisations, identifiers and the money of participations."""
    table = add_countries(table, "country", findings)
    table = add_regions(table, "nutsCode", findings)
    table = add_websites(table, "organizationURL", findings)
    table = add_codes(table, "role", DESCRIPTION["roles"], findings, "unknown-role", default="partner")
    table = add_codes(table, "activityType", DESCRIPTION["activities"], findings, "unknown-activity")
    findings.add_rows("no-name", table.origin, table.rows.filter(pl.col("name").is_null()), field="name")
    money = [Money(column, kind, "key", "participation", CURRENCY) for column, kind in paid.items()]
    compact = pl.col("vatNumber").str.replace_all(r"[\s.-]", "").str.to_uppercase()
    rows = table.rows.with_columns(vat=pl.when(compact.str.contains(_VAT)).then(compact))
    rows = rows.with_columns(number=pl.when(pl.col("pic").is_null()).then("organisationID"))
    identified = {"pic": "pic", "vat": "vat", "cordis": "number"}
    return [
        {"participation": _participations(table.rows), "organisation": _organisations(table.rows)},
        *({"identifier": identifier_rows(rows, "organisation", "organisation", *each)} for each in identified.items()),
        *({"amount": amount_rows(table, each, findings)} for each in money),
    ]


def _participations(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "record",
        "key",
        "project",
        "organisation",
        "name",
        "street",
        "region",
        role="role_code",
        role_raw="role",
        postcode="postCode",
        town="city",
        country="alpha2",
        country_raw="country",
        region_basis=pl.when(pl.col("region").is_not_null()).then(pl.lit("stated")),
        region_raw="nutsCode",
    )


def _organisations(rows: pl.DataFrame) -> pl.DataFrame:
    """Return organisations: of rows that say the same of one organisation, that of the smallest record."""
    small = pl.col("SME").str.to_lowercase().is_in(["true", "1", "yes"]).fill_null(value=False)
    enterprise = pl.col("activityType_code") == "enterprise"
    stated = rows.select(
        "record",
        "name",
        "region",
        "website",
        key="organisation",
        acronym="shortName",
        type=pl.when(small & enterprise).then(pl.lit("sme")).otherwise("activityType_code"),
        type_raw=pl.when(small).then(pl.col("activityType").fill_null("") + " SME").otherwise("activityType"),
        country="alpha2",
        town="city",
    )
    facts = [column for column in stated.columns if column != "record"]
    return stated.sort("record").unique(facts, keep="first", maintain_order=True)
