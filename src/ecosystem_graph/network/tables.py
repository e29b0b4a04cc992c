"""Tables of an analysis as files: CSV, JSON, or a workbook with a README sheet."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.sheets import write_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ecosystem_graph.network.recipe import Recipe

__all__ = ["TABLE_SUFFIXES", "write_tables"]

TABLE_SUFFIXES = (".csv", ".xlsx", ".json")
"""File name endings that `write_tables` knows."""


def write_tables(tables: Mapping[str, pl.DataFrame], recipe: Recipe, path: Path) -> tuple[Path, ...]:
    """Write tables with their recipe; files are replaced by complete ones only.

    ``.csv`` makes ``name.<table>.csv`` for each table and ``name.recipe.json``; ``.xlsx`` a sheet per table after a
    README with the recipe; ``.json`` one object with a list of rows per table. Numbers that are not defined are empty.

    Args:
        tables: Tables by name.
        recipe: How they were made.
        path: Where to.

    Returns:
        The files written.

    Raises:
        QueryParameterError: The ending is not a known one, or a table does not fit into a sheet.
        OutputError: The place cannot be written to.
    """
    if path.suffix.lower() not in TABLE_SUFFIXES:
        raise QueryParameterError(f"{path.name}: cannot write this format; use {', '.join(TABLE_SUFFIXES)}")
    defined = {name: table.with_columns(pl.col(pl.Float64).fill_nan(None)) for name, table in tables.items()}
    if path.suffix.lower() == ".xlsx":
        meanings = [(name, f"{table.height:,} rows: {', '.join(table.columns)}") for name, table in defined.items()]
        return write_sheets(defined, [*meanings, *((name, str(value)) for name, value in recipe.items())], path)
    if path.suffix.lower() == ".json":
        rows = {name: table.to_dicts() for name, table in defined.items()}
        with atomic_file(path) as part:
            part.write_text(
                json.dumps({"recipe": recipe, **rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
            )
        return (path,)
    paths = (*(path.with_suffix(f".{name}.csv") for name in defined), path.with_suffix(".recipe.json"))
    with ExitStack() as stack:
        *parts, last = (stack.enter_context(atomic_file(each)) for each in paths)
        for table, part in zip(defined.values(), parts, strict=True):
            table.write_csv(part)
        last.write_text(json.dumps(recipe, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return paths
