"""Networks as files that other programmes read: GraphML, GEXF and tables for Gephi."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.attributes import attribute_types
from ecosystem_graph.network.markup import iter_gexf, iter_graphml
from ecosystem_graph.network.recipe import recipe_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import networkx as nx

__all__ = ["EXPORT_SUFFIXES", "write_network"]

EXPORT_SUFFIXES = (".graphml", ".gexf", ".csv")
"""File name endings that [`write_network`][ecosystem_graph.network.export.write_network] knows."""


def write_network(network: nx.Graph[str], path: Path) -> tuple[Path, ...]:
    """Write a network in the format that the file name ends in.

    ``.csv`` makes ``name.nodes.csv`` (``Id``, ``Label``, attributes) and ``name.edges.csv`` (``Source``, ``Target``,
    ``Type``, ``Weight``, attributes), as Gephi imports them, in UTF-8 without byte order mark, and
    ``name.recipe.json``. Nodes and edges keep their order. Existing files are replaced only by complete ones.

    Args:
        network: Network to write.
        path: Where to; missing folders are made.

    Returns:
        The files written.

    Raises:
        QueryParameterError: The ending is not a known one.
        OutputError: The place cannot be written to.
    """
    if path.suffix == ".graphml":
        return _write_pieces(iter_graphml(network), path)
    if path.suffix == ".gexf":
        return _write_pieces(iter_gexf(network), path)
    if path.suffix == ".csv":
        return _write_tables(network, path)
    raise QueryParameterError(f"{path.name}: cannot write this format; use {', '.join(EXPORT_SUFFIXES)}")


def _write_pieces(pieces: Iterable[str], path: Path) -> tuple[Path, ...]:
    with atomic_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(pieces)
    return (path,)


def _write_tables(network: nx.Graph[str], path: Path) -> tuple[Path, ...]:
    nodes = [{"Id": node, "Label": node} | _capitalised(values, "label") for node, values in network.nodes(data=True)]
    edges = [
        {"Source": source, "Target": target, "Type": "Undirected", "Weight": 1.0} | _capitalised(values, "weight")
        for source, target, values in network.edges(data=True)
    ]
    paths = tuple(path.with_suffix(suffix) for suffix in (".nodes.csv", ".edges.csv", ".recipe.json"))
    with ExitStack() as stack:
        node_part, edge_part, recipe_part = (stack.enter_context(atomic_file(each)) for each in paths)
        _write_rows(nodes, ("Id", "Label"), node_part)
        _write_rows(edges, ("Source", "Target", "Type", "Weight"), edge_part)
        recipe_part.write_text(json.dumps(recipe_of(network), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return paths


def _capitalised(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key.title() if key == name else key: value for key, value in values.items()}


def _write_rows(rows: list[dict[str, Any]], always: Iterable[str], path: Path) -> None:
    columns = list(dict.fromkeys((*always, *attribute_types(rows))))
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(columns)
        table.writerows([row.get(column, "") for column in columns] for row in rows)
