"""Stated tables with canonical keys in every place that refers to an entity."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resolve.reference import REFERENCES, SUBJECT_TABLES

__all__ = ["use_canonical_keys"]


def use_canonical_keys(tables: Mapping[str, pl.DataFrame], keys: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Replace stated keys by canonical ones.

    Args:
        tables: Record tables, or some of their columns.
        keys: For each class the keys that change: subject (stated), object (canonical); other keys stay.

    Returns:
        The same tables; those that refer to no changed entity are not copied.
    """
    return {name: _replace_subjects(name, _replace_columns(name, table, keys), keys) for name, table in tables.items()}


def _replace_columns(name: str, table: pl.DataFrame, keys: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    changed = {column: of for column, of in REFERENCES.get(name, {}).items() if of in keys and column in table.columns}
    return table.with_columns(_replaced(column, keys[of]) for column, of in changed.items())


def _replace_subjects(name: str, table: pl.DataFrame, keys: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    for class_column, key_column in SUBJECT_TABLES.get(name, ()):
        if key_column not in table.columns:
            continue
        for of, changes in keys.items():
            changed = pl.when(pl.col(class_column) == of).then(_replaced(key_column, changes))
            table = table.with_columns(changed.otherwise(pl.col(key_column)).alias(key_column))
    return table


def _replaced(column: str, changes: pl.DataFrame) -> pl.Expr:
    return pl.col(column).replace(changes["subject"], changes["object"])
