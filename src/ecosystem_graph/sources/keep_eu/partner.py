"""Partners: organisations, and their participations in projects.

Every row names an organisation anew: rows with the same name, country and town have the same organisation key, but each
says for itself what its legal status and region are, so that contradictions stay visible.
"""

import polars as pl

from ecosystem_graph.sources.keep_eu.description import DESCRIPTION
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.region import EDITION
from ecosystem_graph.sources.keep_eu.sheet import Sheet

__all__ = ["read_organisations", "read_participations"]

_ROLES = {"Yes": "lead", "No": "partner"}
_LEGAL_STATUS = {"public": "public", "private": "private"}
_NO_LEGAL_STATUS = "n/a"


def read_participations(partners: Sheet, findings: Findings) -> pl.DataFrame:
    """Return the ``participation`` table.

    Args:
        partners: Keyed rows with places.
        findings: Told of rows that say neither that they are the lead partner nor that they are not.
    """
    flag = pl.col("Lead Partner").str.strip_chars()
    unknown = partners.rows.filter(~flag.is_in(list(_ROLES)).fill_null(False))
    findings.add_rows("EG-KEEP-010", partners, unknown, field="Lead Partner")
    has_region = pl.col("region").is_not_null()
    return partners.rows.select(
        "record",
        "key",
        "project",
        "organisation",
        "country",
        "region",
        "region_raw",
        name=pl.col("Project Partner").str.strip_chars(),
        # Every row of the sheet is a partner; only whether it leads can be unknown.
        role=flag.replace_strict(_ROLES, default="partner"),
        role_raw=flag,
        department=_free("Department"),
        street=_free("Street"),
        postcode=_free("Postal code"),
        town=_free("Town"),
        country_raw=pl.col("Country").str.strip_chars(),
        region_edition=pl.when(has_region).then(pl.lit(EDITION)),
        region_basis=pl.when(has_region).then(pl.lit("stated")),
    ).sort("key")


def read_organisations(partners: Sheet, findings: Findings) -> pl.DataFrame:
    """Return the ``organisation`` table: one row per partner row, several of which may share a key.

    Args:
        partners: Keyed rows with places.
        findings: Told of unknown legal status.
    """
    status = pl.col("Legal Status").str.strip_chars()
    code = status.str.to_lowercase().replace_strict(_LEGAL_STATUS, default=None, return_dtype=pl.String)
    unknown = partners.rows.filter(
        status.is_not_null() & code.is_null() & (status.str.to_lowercase() != _NO_LEGAL_STATUS)
    )
    findings.add_rows("EG-KEEP-028", partners, unknown, field="Legal Status")
    return partners.rows.select(
        "record",
        "country",
        "region",
        key="organisation",
        name=pl.col("Project Partner").str.strip_chars(),
        legal_status=code,
        legal_status_raw=pl.when(status.str.to_lowercase() != _NO_LEGAL_STATUS).then(status),
        town=_free("Town"),
        region_edition=pl.when(pl.col("region").is_not_null()).then(pl.lit(EDITION)),
    ).sort("key", "record")


def _free(column: str) -> pl.Expr:
    """Return a free cell; words that say there is nothing (``n/a``) give null."""
    cell = pl.col(column).str.strip_chars()
    absent = DESCRIPTION["absent"]["words"] if column in DESCRIPTION["absent"]["columns"] else []
    return pl.when(~cell.str.to_lowercase().is_in(absent)).then(cell)
