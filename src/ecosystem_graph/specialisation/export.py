"""Tables of an analysis as files; each carries the recipe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.sheets import MAX_ROWS, write_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ecosystem_graph.network.recipe import Recipe

__all__ = ["TABLE_SUFFIXES", "write_tables"]

TABLE_SUFFIXES = (".csv", ".xlsx", ".parquet", ".json")
"""File name endings that [`write_tables`][ecosystem_graph.specialisation.export.write_tables] knows."""


def write_tables(tables: Mapping[str, pl.DataFrame], recipe: Recipe, path: Path) -> tuple[Path, ...]:
    """Write tables in the format that the file name ends in.

    ``.xlsx`` is one workbook: a README sheet with the recipe, and a sheet per table. ``.json`` is one document:
    ``recipe``, and ``tables`` with rows. ``.csv`` (UTF-8, with ``name.recipe.json`` beside it) and ``.parquet`` (the
    recipe in its metadata) hold one table; of several, each gets a file ``name.table.csv``.

    Args:
        tables: Tables by name.
        recipe: How they were made.
        path: Where to; missing folders are made. Existing files are replaced only by complete ones.

    Returns:
        The files written.

    Raises:
        QueryParameterError: The ending is not a known one, or a sheet cannot hold a table.
        OutputError: The place cannot be written to.
    """
    if path.suffix not in TABLE_SUFFIXES:
        raise QueryParameterError(f"{path.name}: cannot write this format; use {', '.join(TABLE_SUFFIXES)}")
    if path.suffix == ".xlsx":
        return _write_workbook(tables, recipe, path)
    if path.suffix == ".json":
        document = {"recipe": recipe, "tables": {name: table.to_dicts() for name, table in tables.items()}}
        return (_write_json(document, path),)
    several = len(tables) > 1
    paths = {name: path.with_suffix(f".{name}{path.suffix}") if several else path for name in tables}
    for name, place in paths.items():
        with atomic_file(place) as part:
            if path.suffix == ".csv":
                tables[name].write_csv(part)
            else:
                metadata = {"recipe": json.dumps(recipe, ensure_ascii=False)}
                tables[name].write_parquet(part, compression="zstd", metadata=metadata)
    beside = (_write_json(recipe, path.with_suffix(".recipe.json")),) if path.suffix == ".csv" else ()
    return (*paths.values(), *beside)


_MEANINGS = {
    "rca": "revealed comparative advantage of each region in each domain, with limits",
    "relatedness": "how near domains are to each other",
    "density": "how much of what is related to a domain a region is specialised in, 0 to 1",
    "complexity": "of regions and of domains, standardised",
    "opportunities": "domains a region is not specialised in: how near and how complex they are",
    "complementarity": "what each region would gain from each other",
    "partners": "which regions could help one region into which domain",
    "similarity": "cosine of the advantages of two regions",
    "diversity": "how broad a region's domains are spread",
    "declared": "domains declared in strategies beside those revealed by participation",
    "agreement": "how far declared and revealed domains agree, per region",
    "sensitivity": "how far the analysis depends on choices",
    "entries": "how well the analysis ranks specialisations of a later period",
    "gaps": "specialisations without a cluster or an infrastructure on record",
}


def _write_workbook(tables: Mapping[str, pl.DataFrame], recipe: Recipe, path: Path) -> tuple[Path, ...]:
    for name, table in tables.items():
        if table.height > MAX_ROWS:
            raise QueryParameterError(
                f"a sheet holds {MAX_ROWS:,} rows, table {name} has {table.height:,}; take .csv or .parquet"
            )
    facts = [*((name, _MEANINGS[name]) for name in tables), ("recipe", "how it was made; cite it with every figure")]
    return write_sheets(
        tables, [*facts, *((name.replace("_", " "), str(value)) for name, value in recipe.items())], path
    )


def _write_json(document: object, path: Path) -> Path:
    with atomic_file(path) as part:
        part.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
