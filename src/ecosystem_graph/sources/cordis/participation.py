"""Organisations in projects, and the money of each."""

import polars as pl

from ecosystem_graph.sources.cordis.description import CURRENCY, DESCRIPTION, SLUG
from ecosystem_graph.sources.cordis.topic import named_projects
from ecosystem_graph.sources.tabular.amount import Money, amount_rows
from ecosystem_graph.sources.tabular.code import add_codes, add_countries, add_regions, add_websites
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece, identifier_rows

__all__ = ["read_organizations"]

_NUMBER = r"^[0-9]{1,12}$"
_PIC = r"^[0-9]{9}$"
_VAT = r"^[A-Z]{2}[A-Z0-9]{5,13}$"
_PAID = {"ecContribution": "eu", "netEcContribution": "net-eu", "totalCost": "total"}


def read_organizations(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of a table ``organization``.
        findings: Told of rows and cells that are not taken.
    """
    table = _key(named, findings)
    ended = table.rows.filter(pl.col("endOfParticipation").str.to_lowercase().is_in(["true", "1", "yes"]))
    findings.add_rows("ended-early", table.origin, ended, field="endOfParticipation")
    acronyms = table.rows.select("record", key="project", acronym="projectAcronym").drop_nulls("acronym")
    first = acronyms.sort("record").unique(["key", "acronym"], keep="first", maintain_order=True)
    stated = named_projects(table.rows.with_columns(key="project"))
    return table, [stated, {"project": first}, *_pieces(table, findings)]


def _key(named: Table, findings: Findings) -> Table:
    """Add ``project``, ``organisation`` and ``key``, the keys of the participation and its two ends."""
    code = pl.col("organisationID")
    is_named = pl.col("projectID").str.contains(_NUMBER) & code.str.contains(_NUMBER)
    ends = pl.format("{}.{}.{}", "projectID", "organisationID", pl.col("role").fill_null("none"))
    keyed = key_rows(named, pl.when(is_named).then(ends), findings, slug=SLUG)
    rows = keyed.rows.with_columns(
        project=f"{SLUG}." + pl.col("projectID"),
        organisation=f"{SLUG}." + code,
        key=f"{SLUG}." + pl.col("local"),
        source_key="organisationID",
        pic=pl.when(code.str.contains(_PIC)).then(code),
    )
    findings.add_rows("odd-code", keyed.origin, rows.filter(pl.col("pic").is_null()), field="organisationID")
    return keyed.with_rows(rows)


def _pieces(table: Table, findings: Findings) -> list[Piece]:
    """Return participations, organisations, identifiers and the money of participations."""
    table = add_countries(table, "country", findings)
    table = add_regions(table, "nutsCode", findings)
    table = add_websites(table, "organizationURL", findings)
    table = add_codes(table, "role", DESCRIPTION["roles"], findings, "unknown-role", default="partner")
    table = add_codes(table, "activityType", DESCRIPTION["activities"], findings, "unknown-activity")
    findings.add_rows("no-name", table.origin, table.rows.filter(pl.col("name").is_null()), field="name")
    money = [Money(column, kind, "key", "participation", CURRENCY) for column, kind in _PAID.items()]
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
