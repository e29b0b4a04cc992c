"""Networks as files that other programmes read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.documents import iter_geojson, iter_node_link, iter_pajek, iter_vosviewer
from ecosystem_graph.network.markup import iter_gexf, iter_graphml
from ecosystem_graph.network.sheets import write_csv, write_excel_csv, write_parquet, write_workbook
from ecosystem_graph.network.structure import Network, as_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import networkx as nx

__all__ = ["EXPORT_SUFFIXES", "export_suffix", "write_network"]

_DOCUMENTS: Mapping[str, Callable[[Network], Iterator[str]]] = {
    ".gexf": iter_gexf,
    ".graphml": iter_graphml,
    ".net": iter_pajek,
    ".nodelink.json": iter_node_link,
    ".json": iter_vosviewer,
    ".geojson": iter_geojson,
}
_TABLES: Mapping[str, Callable[[Network, Path], tuple[Path, ...]]] = {
    ".excel.csv": write_excel_csv,
    ".csv": write_csv,
    ".parquet": write_parquet,
    ".xlsx": write_workbook,
}
EXPORT_SUFFIXES = (*_DOCUMENTS, *_TABLES)
"""File name endings that [`write_network`][ecosystem_graph.network.export.write_network] knows."""


def write_network(network: Network | nx.Graph[Any], path: Path) -> tuple[Path, ...]:
    """Write a network in the format that the file name ends in.

    ``.json`` is for VOSviewer, ``.nodelink.json`` for networkx and D3. ``.csv`` makes ``name.nodes.csv`` (``Id``,
    ``Label``, attributes) and ``name.edges.csv`` (``Source``, ``Target``, ``Type``, ``Weight``, attributes), as Gephi
    imports them, in UTF-8 without byte order mark, and ``name.recipe.json``; ``.excel.csv`` the same for spreadsheets.
    Nodes and edges keep their order. Existing files are replaced only by complete ones.

    Args:
        network: Network to write.
        path: Where to; missing folders are made.

    Returns:
        The files written.

    Raises:
        QueryParameterError: The ending is not a known one, or the format cannot hold this network.
        NotFoundError: A map is asked for and no node has coordinates.
        OutputError: The place cannot be written to.
    """
    suffix = export_suffix(path)
    if suffix is None:
        raise QueryParameterError(f"{path.name}: cannot write this format; use {', '.join(EXPORT_SUFFIXES)}")
    columns = as_network(network)
    if suffix in _TABLES:
        return _TABLES[suffix](columns, path)
    with atomic_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_DOCUMENTS[suffix](columns))
    return (path,)


def export_suffix(path: Path) -> str | None:
    """Return the known ending of a file name, the longest that fits, or None."""
    return next((suffix for suffix in EXPORT_SUFFIXES if path.name.lower().endswith(suffix)), None)
