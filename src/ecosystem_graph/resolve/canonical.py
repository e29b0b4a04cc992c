"""Stated tables with canonical keys in every place that refers to an entity."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resolve.reference import REFERENCES, SUBJECT_TABLES

__all__ = ["use_canonical_keys"]


def use_canonical_keys(
    tables: Mapping[str, pl.DataFrame], keys: Mapping[str, Mapping[str, str]]
) -> dict[str, pl.DataFrame]:
    """Replace stated keys by canonical ones.

    Args:
        tables: Record tables.
        keys: Class to stated key to canonical key; keys that are not named stay.

    Returns:
        The same tables; those that refer to no changed entity are not copied.
    """
    return {name: _replace_subjects(name, _replace_columns(name, table, keys), keys) for name, table in tables.items()}


def _replace_columns(name: str, table: pl.DataFrame, keys: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
    columns = REFERENCES.get(name, {})
    return table.with_columns(pl.col(column).replace(keys[of]) for column, of in columns.items() if of in keys)


def _replace_subjects(name: str, table: pl.DataFrame, keys: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
    for class_column, key_column in SUBJECT_TABLES.get(name, ()):
        for of, changes in keys.items():
            changed = pl.when(pl.col(class_column) == of).then(pl.col(key_column).replace(changes))
            table = table.with_columns(changed.otherwise(pl.col(key_column)).alias(key_column))
    return table
