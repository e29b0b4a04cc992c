"""What operations are filed under: fund, objectives, category of intervention."""

import polars as pl

from ecosystem_graph.sources.kohesio.description import DESCRIPTION
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.terms import CONCEPTS

__all__ = ["topics"]


def topics(table: Table, findings: Findings) -> pl.DataFrame:
    """Return the ``topic`` table of operations.

    Args:
        table: Keyed rows.
        findings: Told of funds and objectives that are in no list.
    """
    fund = pl.col("Fund_Code").replace_strict(DESCRIPTION["funds"], default=None, return_dtype=pl.String)
    number = pl.col("Thematic_Objective_ID").str.extract(r"^(?:TO)?0?([0-9]{1,2})$")
    objective = pl.when(number.is_in(sorted(CONCEPTS["thematic-objective"]))).then(number)
    policy = pl.col("Policy_Objective_ID").str.to_lowercase().str.replace(r"^(?:po)?0?([1-5])$", "po$1")
    aim = pl.when(policy.is_in(sorted(CONCEPTS["policy-objective"]))).then(policy)
    field = pl.col("Category_Of_Intervention").str.strip_suffix(".0")
    coded = table.rows.with_columns(fund=fund, objective=objective, aim=aim, field=field)
    for issue, column, code in (
        ("unknown-fund", "Fund_Code", "fund"),
        ("unknown-objective", "Thematic_Objective_ID", "objective"),
        ("unknown-objective", "Policy_Objective_ID", "aim"),
    ):
        odd = coded.filter(pl.col(column).is_not_null() & pl.col(code).is_null())
        findings.add_rows(issue, table.origin, odd, field=column)
    words = pl.coalesce("Policy_Objective_Label", "Policy_Objective_ID")
    parts = [
        _part(coded, "fund", "fund", pl.col("Fund_Code")),
        _part(coded, "thematic-objective", "objective", pl.col("Thematic_Objective_ID")),
        _part(coded, "policy-objective", "aim", words),
        _part(coded, "intervention-field", "field", pl.coalesce("Category_Label", "field")),
    ]
    return pl.concat(parts)


def _part(rows: pl.DataFrame, scheme: str, code: str, raw: pl.Expr) -> pl.DataFrame:
    stated = rows.drop_nulls(code).with_columns(raw=raw)
    first = stated.group_by("project", code).agg(pl.col("record", "raw").sort_by("record").first())
    return first.select(
        "record",
        "raw",
        subject_class=pl.lit("project"),
        subject="project",
        scheme=pl.lit(scheme),
        code=code,
        basis=pl.lit("stated"),
    )
