"""One graph to write, as a measured process finds it on disk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.graph.mapping import EntityMap, View, maps_of

__all__ = ["Part", "read_parts"]


@dataclass(frozen=True, slots=True)
class Part:
    """One graph of a workload.

    Attributes:
        graph: Graph IRI; None for the default graph.
        view: Kind of graph, which tells the maps.
        tables: Folder of Parquet tables.
    """

    graph: str | None
    view: View
    tables: Path

    @property
    def maps(self) -> tuple[EntityMap, ...]:
        """Maps that write to the graph."""
        return maps_of(self.view)

    def read_tables(self) -> dict[str, pl.DataFrame]:
        """Read the tables that the maps of the graph need."""
        names = {entity.table for entity in self.maps}
        return {name: pl.read_parquet(self.tables / f"{name}.parquet") for name in sorted(names)}


def read_parts(folder: Path) -> Iterator[Part]:
    """Yield the graphs of a workload, the default graph first."""
    for each in json.loads((folder / "parts.json").read_text(encoding="utf-8")):
        yield Part(each["graph"], each["view"], folder / each["tables"])
