"""Tables of an analysis: shown, or written with how they were made, and put into the release where that is asked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.message import note
from ecosystem_graph.cli.output import print_table
from ecosystem_graph.cli.selection import publish_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.release import Release

__all__ = ["TablesOption", "finish", "list_figures", "show_tables"]

TablesOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help=".csv .xlsx .json (default: the first rows).")
]

_SHOWN = 20


def finish(
    release: "Release",
    kind: str,
    title: str,
    asked: "Mapping[str, object]",
    recipe: "Recipe",
    tables: "Mapping[str, pl.DataFrame]",
    *,
    output: Path | None,
    publish: bool,
) -> None:
    """Write or show tables, and put their figures into the release where that is asked.

    Args:
        release: Release that was analysed.
        kind: Name of the analysis.
        title: What it is called in the release.
        asked: What was asked for, which tells one run from another.
        recipe: How the tables were made.
        tables: Tables by name.
        output: File to write; None shows the first rows.
        publish: Whether the figures go into the release.
    """
    from ecosystem_graph.network.observation import table_analysis

    show_tables(recipe, tables, output)
    if publish:
        analysis = table_analysis(kind, title, asked, recipe, tables)
        note(f"published {publish_all(release, [analysis])[0]}")


def list_figures(figures: "Mapping[str, float]") -> "pl.DataFrame":
    """Return figures as a table: figure, value."""
    import polars as pl

    return pl.DataFrame({"figure": list(figures), "value": pl.Series(list(figures.values()), dtype=pl.Float64)})


def show_tables(recipe: "Recipe", tables: "Mapping[str, pl.DataFrame]", output: Path | None) -> None:
    """Write tables with how they were made, or show the first rows of each."""
    from ecosystem_graph.network.tables import write_tables

    if output is not None:
        for path in write_tables(tables, recipe, output):
            note(f"wrote {path}")
        return
    for name, table in tables.items():
        print_table(table.columns, [list(map(_shown, row)) for row in table.head(_SHOWN).rows()])
        if table.height > _SHOWN:
            note(f"{name}: {_SHOWN} of {table.height:,} rows; take -o FILE for all")


def _shown(value: object) -> object:
    """Return a number as short as it can be without saying less than six digits after the point."""
    if not isinstance(value, float):
        return value
    return int(value) if value.is_integer() else round(value, 6)
