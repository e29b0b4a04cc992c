"""The partner sheet of the old export alone, as statistical software writes it.

Projects are named by programme and acronym only, so they cannot be told to be those of an export with project sheet:
their keys are their own.
"""

import polars as pl

from ecosystem_graph.sources.keep_eu.current.entity import add_digest, key_partners, leads, programmes
from ecosystem_graph.sources.tabular.code import add_codes, add_countries, add_regions
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece

__all__ = ["read_partner_rows"]

_LEGAL = {"public": "public", "private": "private"}
_PARTICIPATION = ("Project.Partner", "Lead.Partner", "Street", "Postal.code", "Town", "Department", "Country.code")
_LEVELS = tuple(f"NUTS{level}..or.equivalent." for level in (3, 2, 1))


def read_partner_rows(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Partner rows.
        findings: Told of rows and cells that are not taken.
    """
    table = _key(named, findings)
    table, funding = programmes(table, "Programme", findings)
    table = leads(table, "Lead.Partner", findings)
    table = add_codes(table, "Legal.Status", _LEGAL, findings, "unknown-legal-status")
    prefix = pl.col("Country.code").str.extract(r"^([A-Z]{2})\s")
    rows = table.rows.with_columns(prefix=pl.coalesce(prefix, "Country.code"))
    table = _add_region(add_countries(table.with_rows(rows), "prefix", findings), findings)
    stubs = table.rows.group_by("project", "Acronym", "programme").agg(pl.col("record").min())
    participations = table.rows.select(
        "record", "key", "project", "organisation", "role", "region", name="Project.Partner", role_raw="Lead.Partner",
        department="Department", street="Street", postcode="Postal.code", town="Town", country="alpha2",
        region_basis=pl.when(pl.col("region").is_not_null()).then(pl.lit("stated")),
        region_raw=pl.coalesce(_LEVELS),
    )  # fmt: skip
    organisations = table.rows.select(
        "record", "region", key="organisation", name="Project.Partner", legal_status="Legal.Status_code",
        legal_status_raw="Legal.Status", country="alpha2", town="Town",
    )  # fmt: skip
    projects = stubs.select("record", "programme", key="project", acronym="Acronym")
    return table, [
        {"programme": funding, "project": projects},
        {"participation": participations, "organisation": organisations},
    ]


def _key(named: Table, findings: Findings) -> Table:
    prefix = pl.col("Country.code").str.extract(r"^\s*([A-Z]{2})\b")
    rows = add_digest(named.rows, "project_digest", ["Programme", "Acronym"])
    rows = add_digest(rows, "row_digest", _PARTICIPATION)
    rows = add_digest(rows.with_columns(prefix=prefix), "name_digest", ["Project.Partner", "prefix", "Town"])
    complete = pl.all_horizontal(pl.col("Programme", "Acronym", "Project.Partner").is_not_null())
    local = pl.when(complete).then(pl.format("{}.{}", "project_digest", "row_digest"))
    return key_partners(named.with_rows(rows), local, findings)


def _add_region(table: Table, findings: Findings) -> Table:
    """Add ``region``, at the narrowest level stated; the edition of the codes is unknown."""
    found = []
    for column in _LEVELS:
        code = pl.col(column).str.extract(r"^([A-Z]{2}[A-Z0-9]{0,3})\s+.*/")
        cell = table.rows.with_columns(pl.coalesce(code, column).alias("cell"))
        found.append(add_regions(table.with_rows(cell), "cell", findings).rows["region"].alias(column))
    return table.with_rows(table.rows.with_columns(pl.DataFrame(found).select(region=pl.coalesce(_LEVELS))))
