"""Networks as tables: CSV for Gephi and for spreadsheets, Parquet, and a workbook."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl
import xlsxwriter

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import QueryParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

    from ecosystem_graph.network.structure import Network

__all__ = ["MAX_ROWS", "write_csv", "write_excel_csv", "write_parquet", "write_sheets", "write_workbook"]

MAX_ROWS = 1_048_575
"""Rows of a sheet, below the headings."""

_CREATED = datetime(1980, 1, 1)
"""A fixed day, so that the same network gives the same bytes."""

_OPTIONS = {
    "constant_memory": True,
    # Texts stay texts whatever sign they start with: spreadsheet programmes would run them as formulas.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_MAX_CELL = 32_767
_README = (
    ("nodes", "one row per node; empty: not known, or not defined for this node"),
    ("edges", "one row per tie; Source and Target are Ids of nodes"),
    ("recipe", "how the network was made; cite it with every figure"),
)


def write_csv(network: Network, path: Path) -> tuple[Path, ...]:
    """Write ``name.nodes.csv``, ``name.edges.csv`` and ``name.recipe.json`` as Gephi imports them: UTF-8, no mark."""
    return _write_tables(network, path, excel=False)


def write_excel_csv(network: Network, path: Path) -> tuple[Path, ...]:
    """Write the same for spreadsheets in European settings: semicolons, decimal commas, byte order mark, CRLF.

    A text that begins with ``=``, ``+``, ``-`` or ``@`` gets an apostrophe before it, or it would be run as a formula.
    """
    return _write_tables(network, path.with_suffix(""), excel=True)


def write_parquet(network: Network, path: Path) -> tuple[Path, ...]:
    """Write ``name.nodes.parquet`` and ``name.edges.parquet``; the recipe is in the metadata of both, as ``recipe``."""
    paths = (path.with_suffix(".nodes.parquet"), path.with_suffix(".edges.parquet"))
    metadata = {"recipe": json.dumps(network.recipe, ensure_ascii=False)}
    with ExitStack() as stack:
        parts = [stack.enter_context(atomic_file(each)) for each in paths]
        for table, part in zip((network.nodes, _named_ends(network)), parts, strict=True):
            table.write_parquet(part, compression="zstd", metadata=metadata)
    return paths


def write_workbook(network: Network, path: Path) -> tuple[Path, ...]:
    """Write a workbook of three sheets: README with the recipe, nodes, edges.

    Raises:
        QueryParameterError: There are more nodes or edges than a sheet holds.
    """
    facts = [*_README, *((name.replace("_", " "), str(value)) for name, value in network.recipe.items())]
    return write_sheets({"nodes": _node_table(network), "edges": _edge_table(network)}, facts, path)


def write_sheets(tables: Mapping[str, pl.DataFrame], facts: Sequence[tuple[str, str]], path: Path) -> tuple[Path, ...]:
    """Write a workbook: a README sheet of facts, then a sheet per table.

    Raises:
        QueryParameterError: A table has more rows than a sheet holds.
    """
    most = max(table.height for table in tables.values())
    if most > MAX_ROWS:
        raise QueryParameterError(f"a sheet holds {MAX_ROWS:,} rows, the network has {most:,}; take .csv or .parquet")
    readme = pl.DataFrame(facts, schema=["what", "meaning"], orient="row")
    with atomic_file(path) as part, xlsxwriter.Workbook(part, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True})
        for name, table in {"README": readme, **tables}.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 1, 40)
            _fill(sheet, table, bold)
    return (path,)


def _fill(sheet: Worksheet, table: pl.DataFrame, bold: object) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, bold)
    for row, values in enumerate(table.iter_rows(), start=1):
        for column, value in enumerate(values):
            if isinstance(value, bool):
                sheet.write_boolean(row, column, value)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value)
            elif value is not None:
                sheet.write_string(row, column, str(value)[:_MAX_CELL])


def _write_tables(network: Network, path: Path, *, excel: bool) -> tuple[Path, ...]:
    middle = ".excel" if excel else ""
    paths = tuple(
        path.with_suffix(f".{name}{ending}")
        for name, ending in (("nodes", f"{middle}.csv"), ("edges", f"{middle}.csv"), ("recipe", ".json"))
    )
    with ExitStack() as stack:
        node_part, edge_part, recipe_part = (stack.enter_context(atomic_file(each)) for each in paths)
        for table, part in ((_node_table(network), node_part), (_edge_table(network), edge_part)):
            if excel:
                _tamed(table).write_csv(
                    part, separator=";", decimal_comma=True, include_bom=True, line_terminator="\r\n"
                )
            else:
                table.write_csv(part)
        recipe_part.write_text(json.dumps(network.recipe, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return paths


def _tamed(table: pl.DataFrame) -> pl.DataFrame:
    risky = pl.col(pl.String).str.contains(r"^[=+\-@\t\r]")
    return table.with_columns(pl.when(risky).then("'" + pl.col(pl.String)).otherwise(pl.col(pl.String)).name.keep())


def _node_table(network: Network) -> pl.DataFrame:
    nodes = network.nodes
    label = pl.coalesce("label", "id") if "label" in nodes.columns else pl.col("id")
    rest = [name for name in nodes.columns if name not in {"id", "label"}]
    return nodes.select(label.alias("Label"), Id="id").select("Id", "Label").hstack(nodes.select(rest))


def _edge_table(network: Network) -> pl.DataFrame:
    edges, kind = _named_ends(network), "Directed" if network.directed else "Undirected"
    rest = [name for name in edges.columns if name not in {"source", "target", "weight"}]
    return edges.select(
        pl.col("source").alias("Source"), pl.col("target").alias("Target"), pl.lit(kind).alias("Type"),
        pl.col("weight").alias("Weight"), *rest,
    )  # fmt: skip


def _named_ends(network: Network) -> pl.DataFrame:
    ids = network.nodes["id"]
    return network.edges.with_columns(
        source=ids.gather(network.edges["source"]), target=ids.gather(network.edges["target"])
    )
