"""Totals that a source states, compared with what it lists; on tables, where a million rows take a second."""

from collections.abc import Iterator, Mapping

import polars as pl

from ecosystem_graph.graph.iri import mint_iri
from ecosystem_graph.namespaces import DEFAULT_BASE, SHAPES
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.finding import Finding, sort_findings

__all__ = ["NATIONAL_DATABASES", "check_totals"]

NATIONAL_DATABASES: Mapping[str, str] = {"interreg-de": "DE"}
"""Country (ISO 3166-1 alpha-2) of sources that count the partners in their own country."""

_PARTNERS = "The source states {value} partners and lists {counted}: some are missing, repeated or glued together."
_COUNTRIES = "The source states {value} countries and its partners come from {counted}: check the country codes."
_NATIONAL = "The source states {value} partners in its own country and lists {counted}: check the country codes."
_EU_SHARE = "The European Union pays {value} of a total of {total}: the two amounts may be swapped or misread."


def check_totals(tables: Mapping[str, pl.DataFrame], *, base: str = DEFAULT_BASE) -> tuple[Finding, ...]:
    """Compare stated totals with counted ones.

    A project without any participation is left out: its list of partners is unknown, not empty.

    Args:
        tables: Consolidated tables ``project``, ``participation`` and ``amount``.
        base: Base of data IRIs, for the focus nodes.

    Returns:
        Findings (all of severity ``warning``), sorted; the same shapes and messages as in ``ontology/shapes/should``.
    """
    counted = _count_participations(tables["project"], tables["participation"])
    return sort_findings(
        [
            *_compare(counted, "partner", _PARTNERS, EG.statedPartnerCount, base),
            *_compare(counted, "country", _COUNTRIES, EG.statedCountryCount, base),
            *_compare(counted, "national_partner", _NATIONAL, EG.statedNationalPartnerCount, base),
            *_check_eu_share(tables["amount"], base),
        ]
    )


def _count_participations(projects: pl.DataFrame, participations: pl.DataFrame) -> pl.DataFrame:
    """Return projects with the columns ``counted_partner``, ``counted_country`` and ``counted_national_partner``."""
    home = _source("record").replace_strict(NATIONAL_DATABASES, default=None, return_dtype=pl.String)
    stated = projects.with_columns(home=home)
    joined = participations.select("key", "project", "country").join(
        stated.select("home", project="key"), on="project", how="inner"
    )
    counts = joined.group_by("project").agg(
        counted_partner=pl.col("key").n_unique(),
        counted_country=pl.col("country").drop_nulls().n_unique(),
        counted_national_partner=pl.col("key").filter(pl.col("country") == pl.col("home")).n_unique(),
    )
    comparable = pl.when(pl.col("home").is_not_null()).then("stated_national_partner_count")
    return stated.with_columns(stated_national_partner_count=comparable).join(
        counts, left_on="key", right_on="project", how="inner"
    )


def _compare(counted: pl.DataFrame, what: str, message: str, path: str, base: str) -> Iterator[Finding]:
    stated_column, counted_column = f"stated_{what}_count", f"counted_{what}"
    wrong = counted.filter(pl.col(stated_column) != pl.col(counted_column))
    for key, value, count in wrong.select("key", stated_column, counted_column).iter_rows():
        yield Finding(
            shape=f"{SHAPES}Project-{what.replace('_', '-')}-count",
            severity="warning",
            focus_node=mint_iri(base, "project", key),
            path=path,
            value=str(value),
            message=message.format(value=value, counted=count),
        )


def _check_eu_share(amounts: pl.DataFrame, base: str) -> Iterator[Finding]:
    of_projects = amounts.filter(pl.col("subject_class") == "project", pl.col("value").is_not_null())
    by_kind = [
        of_projects.filter(pl.col("kind") == kind)
        .group_by("subject", "currency")
        .agg(pl.col("value").max().alias(kind))
        for kind in ("eu", "total")
    ]
    both = by_kind[0].join(by_kind[1], on=["subject", "currency"], how="inner")
    for key, share, total in both.filter(pl.col("eu") > pl.col("total")).select("subject", "eu", "total").iter_rows():
        yield Finding(
            shape=f"{SHAPES}Budget-eu-share",
            severity="warning",
            focus_node=mint_iri(base, "project", key),
            path=EG.amount,
            value=str(share),
            message=_EU_SHARE.format(value=share, total=total),
        )


def _source(column: str) -> pl.Expr:
    """Return the source slug of a key."""
    return pl.col(column).str.extract(r"^([^.]+)\.")
