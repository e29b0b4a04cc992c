"""What the sheets say twice must agree: lead partners, their addresses, websites."""

import polars as pl

from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import Sheet

__all__ = ["check_leads", "check_websites"]

_ADDRESS = ("Street", "Postal code", "Town", "Country")


def check_leads(projects: Sheet, partners: Sheet, findings: Findings) -> None:
    """Report projects without exactly one lead partner row, and lead rows that differ from their project's row.

    Args:
        projects: Keyed rows.
        partners: Keyed rows with ``project``.
        findings: Told of each difference.
    """
    leads = partners.rows.filter(pl.col("Lead Partner").str.strip_chars() == "Yes")
    counts = leads.group_by("project").agg(count=pl.len())
    counted = projects.rows.join(counts, left_on="key", right_on="project", how="left").with_columns(
        pl.col("count").fill_null(0)
    )
    odd = counted.filter(pl.col("count") != 1).with_columns(found=pl.format("{} rows", "count"))
    findings.add_rows("EG-KEEP-011", projects, odd, field="Lead Partner", found="found")
    stated = projects.rows.select("key", *_ADDRESS, lead="Lead Partner")
    joined = leads.join(stated, left_on="project", right_on="key", suffix=" of project")
    renamed = joined.filter(pl.col("Project Partner").ne_missing(pl.col("lead")))
    both = renamed.with_columns(both=pl.format("{}; project: {}", "Project Partner", pl.col("lead").fill_null("-")))
    findings.add_rows("EG-KEEP-012", partners, both, field="Project Partner", found="both")
    for column in _ADDRESS:
        moved = joined.filter(pl.col(column).ne_missing(pl.col(f"{column} of project")))
        cells = [pl.col(name).fill_null("-") for name in (column, f"{column} of project")]
        findings.add_rows(
            "EG-KEEP-013",
            partners,
            moved.with_columns(both=pl.format("{}; project: {}", *cells)),
            field=column,
            found="both",
        )


def check_websites(projects: Sheet, partners: Sheet, findings: Findings) -> None:
    """Report partner rows whose website is not that of their project."""
    stated = projects.rows.select("key", stated="Website")
    joined = partners.rows.join(stated, left_on="project", right_on="key")
    odd = joined.filter(pl.col("Website").is_not_null() & pl.col("Website").ne_missing(pl.col("stated")))
    findings.add_rows("EG-KEEP-014", partners, odd, field="Website")
