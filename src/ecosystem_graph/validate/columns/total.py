"""Totals that a source states, compared with what it lists; on tables, where a million rows take a second."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.terms import EG
from ecosystem_graph.validate.columns.suspect import INTEGER, Tables, entity_iri, suspects

__all__ = ["NATIONAL_DATABASES", "check_countries", "check_members", "check_months", "check_national", "check_partners"]

NATIONAL_DATABASES: Mapping[str, str] = {"interreg-de": "DE"}
"""Country (ISO 3166-1 alpha-2) of sources that count the partners in their own country."""


def check_partners(tables: Tables, base: str) -> pl.DataFrame:
    """Return projects that state another number of partners than they list.

    A project without any participation is left out, here and below: its list of partners is unknown, not empty.
    """
    return _compare(tables, base, "stated_partner_count", EG.statedPartnerCount, pl.col("key").n_unique())


def check_countries(tables: Tables, base: str) -> pl.DataFrame:
    """Return projects that state another number of countries than their partners come from."""
    countries = pl.col("country_authority").drop_nulls().n_unique()
    return _compare(tables, base, "stated_country_count", EG.statedCountryCount, countries)


def check_national(tables: Tables, base: str) -> pl.DataFrame:
    """Return projects that state another number of partners in the publishing country than they list."""
    found = []
    for source, country in NATIONAL_DATABASES.items():
        home = pl.col("key").filter(pl.col("country") == country).n_unique()
        states_it = pl.col("record").str.starts_with(f"{source}.")
        stated = tables["project"].select("key", "record")
        derived = (
            tables["derivation"].filter(pl.col("subject_class") == "project").select(key="subject", record="record")
        )
        keys = pl.concat([stated, derived]).filter(states_it)["key"]
        projects = tables["project"].filter(pl.col("key").is_in(keys.implode()))
        of_source = {**tables, "project": projects}
        found.append(_compare(of_source, base, "stated_national_partner_count", EG.statedNationalPartnerCount, home))
    return pl.concat(found)


def check_members(tables: Tables, base: str) -> pl.DataFrame:
    """Return clusters that state fewer members than are listed."""
    listed = tables["membership"].group_by("cluster").agg(counted=pl.col("key").n_unique())
    clusters = tables["cluster"].select("key", "member_count").unique()
    fewer = clusters.join(listed, left_on="key", right_on="cluster").filter(pl.col("member_count") < pl.col("counted"))
    node = entity_iri(base, "cluster", "key")
    return suspects(fewer, node, EG.memberCount, "member_count", INTEGER, counted=pl.col("counted"))


def check_months(tables: Tables, base: str) -> pl.DataFrame:
    """Return projects that state another duration than their dates span; one month of difference is rounding."""
    start, end, stated = pl.col("start"), pl.col("end"), pl.col("stated_duration_months")
    months = (end.dt.year() - start.dt.year()) * 12 + end.dt.month().cast(pl.Int32) - start.dt.month().cast(pl.Int32)
    spanned = tables["project"].with_columns(counted=months + (end.dt.day() >= start.dt.day()).cast(pl.Int32))
    wrong = spanned.filter((stated - pl.col("counted")).abs() > 1)
    node = entity_iri(base, "project", "key")
    return suspects(wrong, node, EG.statedDurationMonths, stated, INTEGER, counted=pl.col("counted"))


def _compare(tables: Tables, base: str, column: str, path: str, counted: pl.Expr) -> pl.DataFrame:
    projects = tables["project"].select("key", column).drop_nulls().unique()
    named = tables["participation"].join(projects, left_on="project", right_on="key", how="semi")
    numbers = named.group_by("project").agg(counted=counted)
    both = projects.join(numbers, left_on="key", right_on="project")
    wrong = both.filter(pl.col(column) != pl.col("counted"))
    return suspects(wrong, entity_iri(base, "project", "key"), path, column, INTEGER, counted=pl.col("counted"))
