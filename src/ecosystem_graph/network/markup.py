"""GraphML and GEXF, streamed line by line; the same network gives the same bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from ecosystem_graph import __version__
from ecosystem_graph.network.attributes import attribute_types
from ecosystem_graph.network.recipe import describe_recipe, recipe_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

__all__ = ["iter_gexf", "iter_graphml"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# XML 1.0, section 2.2: these characters cannot be written, not even as references.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')


def iter_graphml(network: nx.Graph[str]) -> Iterator[str]:
    """Yield a GraphML document in pieces; the recipe becomes graph attributes.

    Source:
        http://graphml.graphdrawing.org/specification.html
    """
    ids = {node: _xml(node) for node in network}
    recipe = recipe_of(network)
    yield _DECLARATION
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _graphml_keys("graph", [recipe])
    yield from _graphml_keys("node", (values for _, values in network.nodes(data=True)))
    yield from _graphml_keys("edge", (values for *_, values in network.edges(data=True)))
    yield f'<graph edgedefault="undirected">{_graphml_values("graph", recipe)}\n'
    for node, values in network.nodes(data=True):
        yield f'<node id="{ids[node]}">{_graphml_values("node", values)}</node>\n'
    for source, target, values in network.edges(data=True):
        yield f'<edge source="{ids[source]}" target="{ids[target]}">{_graphml_values("edge", values)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def iter_gexf(network: nx.Graph[str]) -> Iterator[str]:
    """Yield a GEXF 1.3 document in pieces; the recipe is the description in its ``meta`` element.

    No date of writing is stated, so that the same network gives the same bytes.

    Source:
        https://gexf.net/schema.html
    """
    ids = {node: _xml(node) for node in network}
    yield _DECLARATION
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f"<meta><creator>ecosystem_graph {__version__}</creator>"
    yield f"<description>{_xml(describe_recipe(recipe_of(network)))}</description></meta>\n"
    yield '<graph defaultedgetype="undirected" idtype="string">\n'
    yield from _gexf_attributes("node", "label", (values for _, values in network.nodes(data=True)))
    yield from _gexf_attributes("edge", "weight", (values for *_, values in network.edges(data=True)))
    yield f'<nodes count="{network.number_of_nodes()}">\n'
    for node, values in network.nodes(data=True):
        label = _lexical(values.get("label", node))
        yield f'<node id="{ids[node]}" label="{label}">{_gexf_values("label", values)}</node>\n'
    yield f'</nodes>\n<edges count="{network.number_of_edges()}">\n'
    for source, target, values in network.edges(data=True):
        ends = f'source="{ids[source]}" target="{ids[target]}" weight="{float(values.get("weight", 1.0))!r}"'
        yield f"<edge {ends}>{_gexf_values('weight', values)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _graphml_keys(scope: str, items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for name, kind in attribute_types(items).items():
        yield f'<key id="{scope}.{_xml(name)}" for="{scope}" attr.name="{_xml(name)}" attr.type="{kind}"/>\n'


def _graphml_values(scope: str, values: Mapping[str, Any]) -> str:
    return "".join(f'<data key="{scope}.{_xml(name)}">{_lexical(value)}</data>' for name, value in values.items())


def _gexf_attributes(scope: str, own: str, items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield f'<attributes class="{scope}">\n'
    for name, kind in attribute_types(items).items():
        if name != own:  # GEXF has an XML attribute of its own for it
            yield f'<attribute id="{_xml(name)}" title="{_xml(name)}" type="{kind}"/>\n'
    yield "</attributes>\n"


def _gexf_values(own: str, values: Mapping[str, Any]) -> str:
    rest = [
        f'<attvalue for="{_xml(name)}" value="{_lexical(value)}"/>' for name, value in values.items() if name != own
    ]
    return f"<attvalues>{''.join(rest)}</attvalues>" if rest else ""


def _lexical(value: Any) -> str:
    if isinstance(value, str):
        return _xml(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "NaN" if value != value else str(value)  # noqa: PLR0124 - only NaN differs from itself


def _xml(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return text
    return escape(_FORBIDDEN.sub("\ufffd", text), _REFERENCES)
