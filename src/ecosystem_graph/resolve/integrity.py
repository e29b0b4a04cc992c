"""Referential integrity: what a row refers to must be stated by some row."""

from collections.abc import Iterator, Mapping
from itertools import chain

import polars as pl

from ecosystem_graph.resolve.reference import REFERENCES, SUBJECT_TABLES
from ecosystem_graph.resolve.rule import DANGLING, NO_RECORD

__all__ = ["find_dangling"]


_Table = pl.DataFrame | pl.LazyFrame


def find_dangling(tables: Mapping[str, _Table]) -> list[pl.DataFrame]:
    """Return findings on references to entities and records that no row states.

    Args:
        tables: Stated tables with canonical keys; lazy ones are read one column at a time.

    Returns:
        One finding per record and missing key; for missing records one per table, with how many and one example.
        Memory: the keys of the largest table that is referred to.
    """
    lazy = {name: table.lazy() for name, table in tables.items()}
    filled = [name for name, table in tables.items() if isinstance(table, pl.LazyFrame) or table.height]
    references = (_dangling(lazy[name], name, column, lazy[of]) for name, column, of in _references() if name in filled)
    subjects = (_dangling_subjects(lazy, *place) for place in _subjects() if place[0] in filled)
    records = (_without_record(name, lazy) for name in filled)
    return [found for found in chain(references, chain.from_iterable(subjects), records) if found.height]


def _references() -> Iterator[tuple[str, str, str]]:
    for name, columns in REFERENCES.items():
        yield from ((name, column, of) for column, of in columns.items() if column != "key")


def _subjects() -> Iterator[tuple[str, str, str]]:
    for name, pairs in SUBJECT_TABLES.items():
        yield from ((name, class_column, key_column) for class_column, key_column in pairs)


def _dangling(table: pl.LazyFrame, name: str, column: str, of: pl.LazyFrame) -> pl.DataFrame:
    references = table.select("record", column).drop_nulls(column)
    missing = references.join(of.select(pl.col("key").alias(column)), on=column, how="anti")
    return DANGLING.findings(missing.collect(engine="streaming"), f"{name}.{column}", column)


def _dangling_subjects(
    tables: Mapping[str, pl.LazyFrame], name: str, class_column: str, key_column: str
) -> Iterator[pl.DataFrame]:
    for of in tables[name].select(pl.col(class_column).drop_nulls().unique()).collect().to_series().sort():
        if of != "region":  # regions need no row: their codes are the reference
            yield _dangling(tables[name].filter(pl.col(class_column) == of), name, key_column, tables[of])


def _without_record(name: str, tables: Mapping[str, pl.LazyFrame]) -> pl.DataFrame:
    known = pl.concat([tables["record"].select(record="key"), tables["dataset"].select(record="key")])
    missing = tables[name].select("record").join(known, on="record", how="anti")
    summary = missing.select(
        n=pl.col("record").n_unique(), example=pl.col("record").min(), record=pl.lit(None, pl.String)
    )
    records = pl.format("{} records, for example {}", "n", "example")
    counted = summary.collect(engine="streaming").filter(pl.col("n") > 0)
    return NO_RECORD.findings(counted, f"{name}.record", records)
