"""GraphML and GEXF, streamed a slice at a time; the same network gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from ecosystem_graph import __version__
from ecosystem_graph.network.attributes import AttributeType, attribute_types, value_types
from ecosystem_graph.network.pieces import edge_slices, iter_text, lexical, optional, xml_text
from ecosystem_graph.network.recipe import describe_recipe
from ecosystem_graph.network.structure import Network, as_network

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

__all__ = ["iter_gexf", "iter_graphml"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ENDS = ("source", "target")


def iter_graphml(network: Network | nx.Graph[Any]) -> Iterator[str]:
    """Yield a GraphML document in pieces; the recipe becomes graph attributes.

    Source:
        http://graphml.graphdrawing.org/specification.html
    """
    columns = as_network(network)
    yield _DECLARATION
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _graphml_keys("graph", value_types(columns.recipe))
    yield from _graphml_keys("node", attribute_types(columns.nodes, {"id"}))
    yield from _graphml_keys("edge", attribute_types(columns.edges, _ENDS))
    yield f'<graph edgedefault="{_direction(columns)}">'
    for name, value in columns.recipe.items():
        yield f'<data key="graph.{_text(name)}">{_text(_plain(value))}</data>'
    yield "\n"
    ids = xml_text(columns.nodes["id"])
    values = [_graphml_value("node", columns.nodes, name) for name in columns.nodes.columns[1:]]
    yield from iter_text(columns.nodes.with_columns(id=ids), '<node id="', pl.col("id"), '">', *values, "</node>\n")
    values = [_graphml_value("edge", columns.edges, name) for name in columns.edges.columns[2:]]
    for edges in edge_slices(columns, ids):
        ends = ('<edge source="', pl.col("source"), '" target="', pl.col("target"), '">')
        yield from iter_text(edges, *ends, *values, "</edge>\n")
    yield "</graph>\n</graphml>\n"


def iter_gexf(network: Network | nx.Graph[Any]) -> Iterator[str]:
    """Yield a GEXF 1.3 document in pieces; the recipe is the description in its ``meta`` element.

    No date of writing is stated, so that the same network gives the same bytes.

    Source:
        https://gexf.net/schema.html
    """
    columns = as_network(network)
    yield _DECLARATION
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f"<meta><creator>ecosystem_graph {__version__}</creator>"
    yield f"<description>{_text(describe_recipe(columns.recipe))}</description></meta>\n"
    yield f'<graph defaultedgetype="{_direction(columns)}" idtype="string">\n'
    yield from _gexf_attributes("node", attribute_types(columns.nodes, {"id", "label"}))
    yield from _gexf_attributes("edge", attribute_types(columns.edges, {*_ENDS, "weight"}))
    yield f'<nodes count="{len(columns)}">\n'
    ids = xml_text(columns.nodes["id"])
    nodes = columns.nodes.with_columns(id=ids)
    label = pl.coalesce(lexical("label", nodes.schema["label"]), "id") if "label" in nodes.columns else pl.col("id")
    start = ('<node id="', pl.col("id"), '" label="', label, '">')
    yield from iter_text(nodes, *start, *_gexf_values(nodes, {"id", "label"}), "</node>\n")
    yield f'</nodes>\n<edges count="{columns.edges.height}">\n'
    values = _gexf_values(columns.edges, {*_ENDS, "weight"})
    ends = ('<edge source="', pl.col("source"), '" target="', pl.col("target"), '" weight="')
    weight = lexical("weight", columns.edges.schema["weight"])
    for edges in edge_slices(columns, ids):
        yield from iter_text(edges, *ends, weight, '">', *values, "</edge>\n")
    yield "</edges>\n</graph>\n</gexf>\n"


def _direction(network: Network) -> str:
    return "directed" if network.directed else "undirected"


def _graphml_keys(scope: str, types: Mapping[str, AttributeType]) -> Iterator[str]:
    for name, kind in types.items():
        yield f'<key id="{scope}.{_text(name)}" for="{scope}" attr.name="{_text(name)}" attr.type="{kind}"/>\n'


def _graphml_value(scope: str, table: pl.DataFrame, name: str) -> pl.Expr:
    return optional(f'<data key="{scope}.{_text(name)}">', lexical(name, table.schema[name]), "</data>")


def _gexf_attributes(scope: str, types: Mapping[str, AttributeType]) -> Iterator[str]:
    yield f'<attributes class="{scope}">\n'
    for name, kind in types.items():
        yield f'<attribute id="{_text(name)}" title="{_text(name)}" type="{kind}"/>\n'
    yield "</attributes>\n"


def _gexf_values(table: pl.DataFrame, own: set[str]) -> list[str | pl.Expr]:
    values = [
        optional(f'<attvalue for="{_text(name)}" value="', lexical(name, dtype), '"/>')
        for name, dtype in table.schema.items()
        if name not in own
    ]
    return ["<attvalues>", *values, "</attvalues>"] if values else []


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(text: str) -> str:
    escaped: str = xml_text(pl.Series([text], dtype=pl.String)).item()
    return escaped
