"""GraphML and GEXF, streamed line by line; the same network gives the same bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from ecosystem_graph import __version__
from ecosystem_graph.network.attributes import attribute_types
from ecosystem_graph.network.recipe import describe_recipe, recipe_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

__all__ = ["iter_gexf", "iter_graphml"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# XML 1.0, section 2.2: these characters cannot be written, not even as references.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def iter_graphml(network: nx.Graph[str]) -> Iterator[str]:
    """Yield a GraphML document in pieces; the recipe becomes graph attributes.

    Source:
        http://graphml.graphdrawing.org/specification.html
    """
    nodes = attribute_types(values for _, values in network.nodes(data=True))
    edges = attribute_types(values for *_, values in network.edges(data=True))
    recipe = recipe_of(network)
    yield _DECLARATION
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for scope, types in (("graph", attribute_types([recipe])), ("node", nodes), ("edge", edges)):
        for name, kind in types.items():
            yield f'<key id="{scope}.{_quoted(name)}" for="{scope}" attr.name="{_quoted(name)}" attr.type="{kind}"/>\n'
    yield f'<graph edgedefault="undirected">{_graphml_values("graph", recipe)}\n'
    for node, values in network.nodes(data=True):
        yield f'<node id="{_quoted(node)}">{_graphml_values("node", values)}</node>\n'
    for source, target, values in network.edges(data=True):
        ends = f'source="{_quoted(source)}" target="{_quoted(target)}"'
        yield f"<edge {ends}>{_graphml_values('edge', values)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def iter_gexf(network: nx.Graph[str]) -> Iterator[str]:
    """Yield a GEXF 1.3 document in pieces; the recipe is the description in its ``meta`` element.

    No date of writing is stated, so that the same network gives the same bytes.

    Source:
        https://gexf.net/schema.html
    """
    nodes = attribute_types(_without(values, "label") for _, values in network.nodes(data=True))
    edges = attribute_types(_without(values, "weight") for *_, values in network.edges(data=True))
    yield _DECLARATION
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f"<meta><creator>ecosystem_graph {__version__}</creator>"
    yield f"<description>{_text(describe_recipe(recipe_of(network)))}</description></meta>\n"
    yield '<graph defaultedgetype="undirected" idtype="string">\n'
    for scope, types in (("node", nodes), ("edge", edges)):
        yield f'<attributes class="{scope}">\n'
        for name, kind in types.items():
            yield f'<attribute id="{_quoted(name)}" title="{_quoted(name)}" type="{kind}"/>\n'
        yield "</attributes>\n"
    yield f'<nodes count="{network.number_of_nodes()}">\n'
    for node, values in network.nodes(data=True):
        label = _quoted(str(values.get("label", node)))
        yield f'<node id="{_quoted(node)}" label="{label}">{_gexf_values(_without(values, "label"))}</node>\n'
    yield f'</nodes>\n<edges count="{network.number_of_edges()}">\n'
    for source, target, values in network.edges(data=True):
        ends = f'source="{_quoted(source)}" target="{_quoted(target)}" weight="{float(values.get("weight", 1.0))!r}"'
        yield f"<edge {ends}>{_gexf_values(_without(values, 'weight'))}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _graphml_values(scope: str, values: Mapping[str, Any]) -> str:
    return "".join(f'<data key="{scope}.{_quoted(name)}">{_text(_lexical(v))}</data>' for name, v in values.items())


def _gexf_values(values: Mapping[str, Any]) -> str:
    if not values:
        return ""
    inner = "".join(f'<attvalue for="{_quoted(name)}" value="{_quoted(_lexical(v))}"/>' for name, v in values.items())
    return f"<attvalues>{inner}</attvalues>"


def _without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


def _lexical(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - the only value that differs from itself
        return "NaN"
    return str(value)


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text), _QUOTES)
