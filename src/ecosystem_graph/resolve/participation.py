"""One participation where several sources state that an organisation takes part in a project."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

import polars as pl

from ecosystem_graph.records.collection import empty_table
from ecosystem_graph.resolve.choose import CONFLICT_SCHEMA, DERIVATION_SCHEMA, choose_rows, derivations
from ecosystem_graph.resolve.precedence import Precedence

__all__ = ["Merged", "merge_participations", "use_merged"]

_CLASS: Final = "participation"
_REGION: Final = ("region", "region_edition", "region_basis")
_CONTRADICTORY: Final = ("role", "country", "region", "joined", "left")
"""Columns in which two records contradict each other; the others are wordings, of which the best one is shown."""


Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame, pl.DataFrame | pl.LazyFrame)


@dataclass(frozen=True, slots=True)
class Merged:
    """Participations that several records state.

    Attributes:
        rows: One row per such participation, with the columns of the record table.
        keys: ``subject`` (key of a participation that is another one) and ``object`` (the key that stands for both).
        conflicts: Values that were not chosen, columns of `CONFLICT_SCHEMA`.
        derivations: The records of each, columns of `DERIVATION_SCHEMA`.
    """

    rows: pl.DataFrame = field(default_factory=lambda: empty_table(_CLASS))
    keys: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"subject": pl.String, "object": pl.String}))
    conflicts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CONFLICT_SCHEMA))
    derivations: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=DERIVATION_SCHEMA))

    def amounts(self, rows: Frame) -> Frame:
        """Return amounts about the participation that stands for several, instead of about each."""
        if self.keys.is_empty():
            return rows
        replaced = pl.col("subject").replace(self.keys["subject"], self.keys["object"])
        return rows.with_columns(pl.when(pl.col("subject_class") == _CLASS).then(replaced).otherwise("subject"))


def merge_participations(
    tables: Mapping[str, pl.DataFrame | pl.LazyFrame], projects: pl.Series, precedence: Precedence
) -> Merged:
    """Bring together what several sources state about one organisation in one project.

    Each list (or document) adds at most one row to a participation: an organisation that one list names twice, with two
    departments, takes part twice.

    Args:
        tables: Stated ``participation`` with canonical keys, and ``record``.
        projects: Canonical keys of projects that several records state.
        precedence: Which record counts; its best key stands for all.

    Returns:
        The participations. Memory: the rows of those projects.
    """
    columns = empty_table(_CLASS).columns
    wanted = pl.LazyFrame({"project": projects})
    rows = tables[_CLASS].lazy().select(columns).join(wanted, on="project", how="semi").collect()
    if rows.is_empty():
        return Merged()
    numbered = _numbered(rows, tables["record"].lazy(), precedence)
    group = ["project", "organisation", "number"]
    ranked = precedence.rank(numbered).sort("kind_rank", "key")
    named = ranked.with_columns(standing=pl.col("key").first().over(group), n=pl.len().over(group))
    several = named.filter(pl.col("n") > 1)
    if several.is_empty():
        return Merged()
    together = several.with_columns(key="standing").select(columns)
    chosen, conflicts = choose_rows(together, subject_class=_CLASS, precedence=precedence)
    renamed = several.filter(pl.col("key") != pl.col("standing")).select(subject="key", object="standing")
    return Merged(
        chosen.select(columns),
        renamed.sort("subject"),
        conflicts.filter(pl.col("property").is_in(_CONTRADICTORY)),
        derivations(together, _CLASS),
    )


def _numbered(rows: pl.DataFrame, records: pl.LazyFrame, precedence: Precedence) -> pl.DataFrame:
    """Add ``number``: the how-manieth row of its list it is about one organisation in one project."""
    needed = rows.lazy().select("record").unique()
    known = records.select("source", "file", record="key").join(needed, on="record", how="semi").unique().collect()
    listed = rows.join(known, on="record", how="left")
    is_list = pl.col("source").is_in(precedence.documents).not_()
    listing = pl.when(is_list).then(pl.concat_str("source", "file", separator="\x1f")).otherwise("record")
    ordered = listed.with_columns(listing=pl.coalesce(listing, "record")).sort("key")
    number = pl.int_range(pl.len()).over("project", "organisation", "listing")
    return ordered.with_columns(number=number).select(*rows.columns, "number")


def use_merged(rows: pl.DataFrame, merged: Merged) -> pl.DataFrame:
    """Return consolidated participations: one row for those that several records state.

    Args:
        rows: Participations in order of their keys, with derived columns and with the regions they came to.
        merged: What is known of those that several records state; a region that none states stays the derived one.
    """
    if merged.rows.is_empty():
        return rows
    kept = rows.join(merged.keys, left_on="key", right_on="subject", how="anti", maintain_order="left")
    updates = merged.rows.with_columns(
        lead_organisation=pl.when(pl.col("role") == "lead").then("organisation"), is_merged=pl.lit(value=True)
    )
    joined = kept.join(updates, on="key", how="left", suffix="_new", maintain_order="left")
    is_merged = pl.col("is_merged").fill_null(value=False)
    is_placed = is_merged & pl.col("region_new").is_not_null()
    shared = [name for name in rows.columns if name != "key" and f"{name}_new" in joined.columns]
    changed = [
        pl.when(is_placed if name in _REGION else is_merged).then(f"{name}_new").otherwise(name).alias(name)
        for name in shared
    ]
    return joined.with_columns(changed).select(rows.columns)
