"""Rows that must be unique: one participation, one text, one amount per key."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resolve.choose import DERIVATION_SCHEMA, derivations
from ecosystem_graph.resolve.finding import FINDING_SCHEMA
from ecosystem_graph.resolve.reference import UNIQUE_TABLES
from ecosystem_graph.resolve.rule import DIFFERENT, TWO_FILES

__all__ = ["keep_one_per_key"]


def keep_one_per_key(
    tables: Mapping[str, pl.DataFrame],
) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame], pl.DataFrame]:
    """Return the tables with one row per key where rows must be unique, the findings, and further records.

    Of rows that differ, the smallest is kept, comparing column by column with nulls last, so the order of rows and
    files does not matter. Rows that differ only in the record agree; the records of all of them are returned as
    derivations. O(n), and a sort of the repeated rows.
    """
    checked = dict(tables)
    findings, agreeing = [pl.DataFrame(schema=FINDING_SCHEMA)], [pl.DataFrame(schema=DERIVATION_SCHEMA)]
    for name in UNIQUE_TABLES:
        table = checked[name]
        is_repeated = table["key"].is_duplicated()
        if is_repeated.any():
            rows = table.filter(is_repeated).unique().sort(table.columns, nulls_last=True)
            kept = rows.unique("key", keep="first", maintain_order=True)
            checked[name] = pl.concat([table.filter(~is_repeated), kept])
            differing = _differing(rows)
            findings += _findings(name, rows, kept, differing)
            agreeing.append(derivations(rows.join(differing, on="key", how="anti"), name))
    return checked, findings, pl.concat(agreeing)


def _differing(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the keys whose rows differ in more than the record: key, record, fields."""
    columns = [column for column in rows.columns if column not in {"key", "record"}]
    names = [pl.when(pl.col(column).n_unique() > 1).then(pl.lit(column)) for column in columns]
    fields = pl.concat_str(names, separator=", ", ignore_nulls=True).alias("fields")
    return rows.group_by("key").agg(pl.col("record").min(), fields).filter(pl.col("fields") != "")


def _findings(name: str, rows: pl.DataFrame, kept: pl.DataFrame, differing: pl.DataFrame) -> list[pl.DataFrame]:
    """Return one finding per key; of records that two files share, one per pair of files."""
    words = pl.format("{}: {}", "key", "fields")
    if name != "record":
        return [DIFFERENT.findings(differing, name, words)]
    first = kept.select("key", first="file", first_checksum="checksum")
    in_two_files = (pl.col("file") != pl.col("first")) | (pl.col("checksum") != pl.col("first_checksum"))
    shared = rows.join(first, on="key").filter(in_two_files)
    pairs = shared.group_by("file", "first").agg(n=pl.len()).with_columns(record=pl.lit(None, pl.String))
    within_one = differing.join(shared, on="key", how="anti")
    both = pl.format("{} records of {} are in {} too", "n", "file", "first")
    return [DIFFERENT.findings(within_one, name, words), TWO_FILES.findings(pairs, name, both)]
