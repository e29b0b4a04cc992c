"""Numbers of partners that sources state, and those that lists have: a conflict where they differ."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from ecosystem_graph.resolve.choose import CONFLICT_SCHEMA, conflict_rows
from ecosystem_graph.resolve.precedence import Precedence

__all__ = ["COUNTED", "partner_count_conflicts"]

COUNTED: Final = "a number that a record states before one counted from its list"
_PROPERTY: Final = "stated_partner_count"


def partner_count_conflicts(
    tables: Mapping[str, pl.DataFrame | pl.LazyFrame], projects: pl.Series, precedence: Precedence, found: pl.DataFrame
) -> pl.DataFrame:
    """Compare the partners that one source states in numbers with those that another one lists.

    Args:
        tables: Stated ``project`` and ``participation`` with canonical keys, and ``record``.
        projects: Canonical keys of projects that several records state.
        precedence: Tells lists from documents, which rarely name all partners.
        found: Conflicts between stated numbers, columns of `CONFLICT_SCHEMA`.

    Returns:
        Conflicts, with those found among stated numbers; the value of a list is the number of its rows.
    """
    wanted = pl.LazyFrame({"key": projects})
    columns = ("key", "record", _PROPERTY)
    stated = tables["project"].lazy().select(columns).join(wanted, on="key", how="semi").collect().unique()
    numbers = stated.drop_nulls(_PROPERTY)
    if numbers.is_empty():
        return found
    counted = _counted(tables, numbers.select("key").unique(), precedence)
    silent = stated.filter(pl.col(_PROPERTY).is_null())
    in_list = _listing(silent, tables["record"].lazy(), precedence).drop_nulls("listing")
    listed = in_list.join(counted, on=["key", "listing"]).select("key", "record", value="n")
    known = found.filter(pl.col("property") == _PROPERTY, pl.col("subject_class") == "project")
    chosen = known.filter("chosen").select(key="subject", best="value", known="rule").unique()
    single = numbers.join(chosen, on="key", how="anti").select("key", best=pl.col(_PROPERTY).cast(pl.String)).unique()
    best = pl.concat([chosen, single.with_columns(known=pl.lit(None, pl.String))])
    judged = listed.with_columns(pl.col("value").cast(pl.String)).join(best, on="key")
    differing = judged.filter((pl.col("value") != pl.col("best")).any().over("key"))
    own = numbers.join(differing.select("key", "best").unique(), on="key")
    own = own.select("key", "record", value=pl.col(_PROPERTY).cast(pl.String), best="best")
    rows = pl.concat([own, differing.select("key", "record", "value", "best")]).join(
        best.select("key", "known"), on="key", how="left"
    )
    shown = rows.select(
        subject_class=pl.lit("project"),
        subject="key",
        property=pl.lit(_PROPERTY),
        value="value",
        chosen=pl.col("value") == pl.col("best"),
        rule=pl.coalesce("known", pl.lit(COUNTED)),
        record="record",
    )
    return pl.concat([found, conflict_rows(shown)]).unique().select(list(CONFLICT_SCHEMA))


def _counted(
    tables: Mapping[str, pl.DataFrame | pl.LazyFrame], projects: pl.DataFrame, precedence: Precedence
) -> pl.DataFrame:
    """Return how many partners each list has: key, listing, n."""
    rows = tables["participation"].lazy().select("record", key="project").join(projects.lazy(), on="key").collect()
    listed = _listing(rows, tables["record"].lazy(), precedence).drop_nulls("listing")
    return listed.group_by("key", "listing").agg(n=pl.len())


def _listing(rows: pl.DataFrame, records: pl.LazyFrame, precedence: Precedence) -> pl.DataFrame:
    """Add the list that a record is in; null for documents."""
    needed = rows.lazy().select("record").unique()
    known = (
        records.select("source", "file", record="key").join(needed, on="record", how="semi").unique("record").collect()
    )
    listing = pl.concat_str("source", "file", separator="\x1f")
    is_list = pl.col("source").is_in(precedence.documents).not_()
    listed = known.select("record", listing=pl.when(is_list).then(listing))
    return rows.join(listed, on="record", how="left")
