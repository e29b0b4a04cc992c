"""Rows that must be unique: one participation, one text, one amount per key."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from ecosystem_graph.resolve.choose import DERIVATION_SCHEMA, derivations
from ecosystem_graph.resolve.finding import FINDING_SCHEMA
from ecosystem_graph.resolve.reference import UNIQUE_TABLES
from ecosystem_graph.resolve.rule import DIFFERENT, TWO_FILES

__all__ = ["Kept", "keep_one_per_key", "shared_findings"]

_SILENT = {"concept": ("broader", "iri")}
"""Columns that one list may leave empty and another fill: labels in all languages beside the hierarchy of one."""
_SHARED_SCHEMA = pl.Schema({"file": pl.String, "first": pl.String, "n": pl.Int64})


class Kept(NamedTuple):
    """Tables without repetition, and what was found on the way.

    Attributes:
        tables: The tables, one row per key where rows must be unique.
        findings: Rows that contradict each other.
        agreeing: Records of rows that say the same, as derivations.
        shared: Files that state the same records: file, first (the file that counts), n (records).
    """

    tables: dict[str, pl.DataFrame]
    findings: list[pl.DataFrame]
    agreeing: pl.DataFrame
    shared: pl.DataFrame


def keep_one_per_key(tables: Mapping[str, pl.DataFrame]) -> Kept:
    """Return the tables with one row per key where rows must be unique.

    Of rows that differ, the smallest is kept, comparing column by column with nulls last, so the order of rows and
    files does not matter. A concept without wider concept or IRI does not differ from one that has them. Rows that
    differ only in the record agree; the records of all of them are returned as derivations. O(n), and a sort of the
    repeated rows.
    """
    checked, shared = dict(tables), pl.DataFrame(schema=_SHARED_SCHEMA)
    findings, agreeing = [pl.DataFrame(schema=FINDING_SCHEMA)], [pl.DataFrame(schema=DERIVATION_SCHEMA)]
    for name in UNIQUE_TABLES:
        table = checked[name]
        is_repeated = table["key"].is_duplicated()
        if is_repeated.any():
            rows = _filled(table.filter(is_repeated), _SILENT.get(name, ()))
            rows = rows.unique().sort(table.columns, nulls_last=True)
            kept = rows.unique("key", keep="first", maintain_order=True)
            checked[name] = pl.concat([table.filter(~is_repeated), kept]).sort("key")
            differing = _differing(rows)
            agreeing.append(derivations(rows.join(differing, on="key", how="anti"), name))
            if name == "record":
                in_two_files = _in_two_files(rows, kept)
                shared = in_two_files.group_by("file", "first").agg(n=pl.len().cast(pl.Int64))
                differing = differing.join(in_two_files, on="key", how="anti")
            findings.append(DIFFERENT.findings(differing, name, pl.format("{}: {}", "key", "fields")))
    return Kept(checked, findings, pl.concat(agreeing), shared)


def shared_findings(shared: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return one finding per pair of files that state the same records.

    Args:
        shared: Frames ``shared`` of [`Kept`][ecosystem_graph.resolve.repetition.Kept]; a pair of files may have several
            rows.
    """
    pairs = pl.concat([pl.DataFrame(schema=_SHARED_SCHEMA), *shared]).group_by("file", "first").agg(pl.col("n").sum())
    both = pl.format("{} records of {} are in {} too", "n", "file", "first")
    return TWO_FILES.findings(pairs.with_columns(record=pl.lit(None, pl.String)), "record", both)


def _filled(rows: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """Return rows with empty cells of some columns filled from other rows of their key, by the smallest value."""
    return rows.with_columns(pl.col(column).fill_null(pl.col(column).min().over("key")) for column in columns)


def _differing(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the keys whose rows differ in more than the record: key, record, fields."""
    columns = [column for column in rows.columns if column not in {"key", "record"}]
    names = [pl.when(pl.col(column).n_unique() > 1).then(pl.lit(column)) for column in columns]
    fields = pl.concat_str(names, separator=", ", ignore_nulls=True).alias("fields")
    return rows.group_by("key").agg(pl.col("record").min(), fields).filter(pl.col("fields") != "")


def _in_two_files(rows: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of records that stand in another file than the one that counts, with ``first``, its name."""
    first = kept.select("key", first="file", first_checksum="checksum")
    elsewhere = (pl.col("file") != pl.col("first")) | (pl.col("checksum") != pl.col("first_checksum"))
    return rows.join(first, on="key").filter(elsewhere)
