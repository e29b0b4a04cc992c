"""Referential integrity: what a row refers to must be stated by some row."""

from collections.abc import Iterator, Mapping
from itertools import chain

import polars as pl

from ecosystem_graph.resolve.reference import REFERENCES, SUBJECT_TABLES
from ecosystem_graph.resolve.rule import DANGLING, NO_RECORD

__all__ = ["find_dangling"]


def find_dangling(tables: Mapping[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """Return findings on references to entities and records that no row states.

    Args:
        tables: Stated tables with canonical keys.

    Returns:
        One finding per record and missing key; for missing records one per table, with how many and one example.
    """
    references = (_dangling(tables[name], name, column, of, tables) for name, column, of in _references())
    subjects = (_dangling_subjects(tables, *place) for place in _subjects())
    records = (_without_record(name, tables) for name in tables)
    return [found for found in chain(references, chain.from_iterable(subjects), records) if found.height]


def _references() -> Iterator[tuple[str, str, str]]:
    for name, columns in REFERENCES.items():
        yield from ((name, column, of) for column, of in columns.items() if column != "key")


def _subjects() -> Iterator[tuple[str, str, str]]:
    for name, pairs in SUBJECT_TABLES.items():
        yield from ((name, class_column, key_column) for class_column, key_column in pairs)


def _dangling(table: pl.DataFrame, name: str, column: str, of: str, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    missing = table.filter(~pl.col(column).is_in(tables[of]["key"].implode()))
    return DANGLING.findings(missing, f"{name}.{column}", column)


def _dangling_subjects(
    tables: Mapping[str, pl.DataFrame], name: str, class_column: str, key_column: str
) -> Iterator[pl.DataFrame]:
    for (of,), part in tables[name].drop_nulls(class_column).partition_by(class_column, as_dict=True).items():
        if of != "region":  # regions need no row: their codes are the reference
            yield _dangling(part, name, key_column, str(of), tables)


def _without_record(name: str, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    known = pl.concat([tables["record"]["key"], tables["dataset"]["key"]])
    missing = tables[name].filter(~pl.col("record").is_in(known.implode()))
    summary = missing.select(
        n=pl.col("record").n_unique(), example=pl.col("record").min(), record=pl.lit(None, pl.String)
    )
    records = pl.format("{} records, for example {}", "n", "example")
    return NO_RECORD.findings(summary.filter(pl.col("n") > 0), f"{name}.record", records)
