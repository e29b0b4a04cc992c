"""Amounts of money that do not fit together."""

import polars as pl

from ecosystem_graph.namespaces import DEF
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.columns.suspect import DECIMAL, IRI, Tables, entity_iri, suspects

__all__ = ["check_eu_share", "check_once", "check_partner_sum", "check_partner_total", "check_public_share"]

_TOLERANCE = 1.01
"""Shares are rounded by their sources; one per cent more than the whole is no finding."""
_SAME_MONEY = ("subject", "phase", "currency")


def check_once(tables: Tables, base: str) -> pl.DataFrame:
    """Return what has two amounts of one kind, phase and currency."""
    about = ["subject_class", "subject", "kind", "phase", "currency"]
    items = tables["amount"].drop_nulls(about).group_by(about).agg(pl.col("key").n_unique())
    repeated = items.filter(pl.col("key") > 1)
    kind = pl.lit(f"{DEF}budget-kind/") + pl.col("kind")
    return suspects(repeated, entity_iri(base, pl.col("subject_class"), "subject"), "", kind, IRI)


def check_eu_share(tables: Tables, base: str) -> pl.DataFrame:
    """Return projects of which the European Union pays more than the total."""
    share = pl.col("value").filter(pl.col("kind") == "eu").max()
    both = _of_projects(tables).group_by(_SAME_MONEY).agg(share=share, total=_total())
    wrong = both.filter(pl.col("total") > 0, pl.col("share") > pl.col("total"))
    return _money(wrong, base, total=pl.col("total"))


def check_public_share(tables: Tables, base: str) -> pl.DataFrame:
    """Return projects whose European and national shares add up to more than the total."""
    share = pl.col("value").filter(pl.col("kind").is_in(["eu", "national"])).sum()
    both = _of_projects(tables).group_by(_SAME_MONEY).agg(share=share, total=_total())
    wrong = both.filter(pl.col("total") > 0, _exceeds(pl.col("share"), pl.col("total")))
    return _money(wrong, base, total=pl.col("total"))


def check_partner_total(tables: Tables, base: str) -> pl.DataFrame:
    """Return projects of several partners in which one has the total of the whole project."""
    partners = _partners(tables)
    several = partners.group_by("project").agg(pl.len()).filter(pl.col("len") > 1).select("project")
    shares = _of_partners(tables).join(several, on="project", how="semi").filter(pl.col("value") > 0)
    totals = _of_projects(tables).filter(pl.col("kind") == "total").select("subject", "currency", "value")
    about = ["currency", "value"]
    same = shares.join(totals, left_on=["project", *about], right_on=["subject", *about], how="semi")
    wrong = same.select(subject="project", share="value").unique()
    return _money(wrong, base)


def check_partner_sum(tables: Tables, base: str) -> pl.DataFrame:
    """Return projects whose partners get more from the European Union than the project does."""
    wholes = _of_projects(tables).filter(pl.col("kind") == "eu").select(*_SAME_MONEY, item="key", total="value")
    shares = _of_partners(tables).filter(pl.col("kind") == "eu").select("project", "phase", "currency", share="value")
    both = wholes.join(shares, left_on=_SAME_MONEY, right_on=["project", "phase", "currency"])
    sums = both.group_by("subject", "item", "total").agg(pl.col("share").sum())
    return _money(sums.filter(_exceeds(pl.col("share"), pl.col("total"))), base, total=pl.col("total"))


def _of_projects(tables: Tables) -> pl.DataFrame:
    amounts = tables["amount"].filter(pl.col("subject_class") == "project").drop_nulls("value")
    return amounts.join(tables["project"].select(subject="key").unique(), on="subject", how="semi")


def _partners(tables: Tables) -> pl.DataFrame:
    return tables["participation"].select("project", participation="key").unique()


def _of_partners(tables: Tables) -> pl.DataFrame:
    amounts = tables["amount"].filter(pl.col("subject_class") == "participation").drop_nulls("value")
    projects = tables["project"].select(project="key").unique()
    partners = _partners(tables).join(projects, on="project", how="semi")
    return amounts.join(partners, left_on="subject", right_on="participation")


def _total() -> pl.Expr:
    return pl.col("value").filter(pl.col("kind") == "total").max()


def _exceeds(share: pl.Expr, total: pl.Expr) -> pl.Expr:
    return share.cast(pl.Float64) > total.cast(pl.Float64) * _TOLERANCE


def _money(rows: pl.DataFrame, base: str, **message: pl.Expr) -> pl.DataFrame:
    return suspects(rows, entity_iri(base, "project", "subject"), EG.amount, "share", DECIMAL, **message)
