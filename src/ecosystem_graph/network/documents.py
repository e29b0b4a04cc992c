"""JSON for VOSviewer and networkx, GeoJSON for maps, and Pajek; streamed a slice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.pieces import edge_slices, iter_text, json_text, optional, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecosystem_graph.network.structure import Network

__all__ = ["iter_geojson", "iter_node_link", "iter_pajek", "iter_vosviewer"]

_MAX_CLUSTER = 1_000
_WEIGHTS = ("projects", "degree", "strength")
_SCORES = (
    "betweenness", "closeness", "harmonic", "eigenvector", "pagerank", "core", "clustering", "constraint",
    "effective_size", "participation", "within_module_z", "e_i_index",
)  # fmt: skip


def iter_vosviewer(network: Network) -> Iterator[str]:
    """Yield a network as VOSviewer reads it: items with weights and scores, links with strengths.

    Communities become clusters; VOSviewer knows a thousand. Loops are left out, and directions, which it does not know.

    Source:
        https://app.vosviewer.com/docs/file-types/json-file-type/
    """
    network = network.undirected()
    recipe = to_json("; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in network.recipe.items()))
    yield f'{{"info":{{"description":{recipe}}},"network":{{"items":['
    nodes, schema = network.nodes, network.nodes.schema
    label = (
        pl.coalesce(json_text("label", schema["label"]), json_text("id", pl.String())) if "label" in schema else None
    )
    cluster = pl.when(pl.col("community") <= _MAX_CLUSTER).then(pl.col("community")) if "community" in schema else None
    parts: list[str | pl.Expr] = ['{"id":', json_text("id", pl.String()), ',"label":']
    parts.append(json_text("id", pl.String()) if label is None else label)
    if cluster is not None:
        parts.append(optional(',"cluster":', cluster.cast(pl.String), ""))
    for heading, names in (("weights", _WEIGHTS), ("scores", _SCORES)):
        known = [name for name in names if name in schema]
        if known:
            parts += [f',"{heading}":{{', _members(nodes, known), "}"]
    yield from _separated(iter_text(nodes, *parts, "},"))
    yield '],"links":['
    ids = _json_ids(network)
    ends = ('{"source_id":', pl.col("source"), ',"target_id":', pl.col("target"), ',"strength":')
    weight = json_text("weight", pl.Float64())
    links = (rows.filter(pl.col("source") != pl.col("target")) for rows in edge_slices(network, ids))
    yield from _separated(text for rows in links if rows.height for text in iter_text(rows, *ends, weight, "},"))
    yield "]}}\n"


def iter_node_link(network: Network) -> Iterator[str]:
    """Yield a network as ``networkx.node_link_graph`` reads it; the recipe is a graph attribute."""
    directed = to_json(network.directed)
    yield f'{{"directed":{directed},"multigraph":false,"graph":{{"recipe":{to_json(network.recipe)}}},"nodes":['
    names = network.nodes.columns[1:]
    nodes = iter_text(network.nodes, '{"id":', json_text("id", pl.String()), *_following(network.nodes, names), "},")
    yield from _separated(nodes)
    yield '],"edges":['
    ends = ('{"source":', pl.col("source"), ',"target":', pl.col("target"))
    values = _following(network.edges, network.edges.columns[2:])
    slices = edge_slices(network, _json_ids(network))
    yield from _separated(text for rows in slices for text in iter_text(rows, *ends, *values, "},"))
    yield "]}\n"


def iter_geojson(network: Network) -> Iterator[str]:
    """Yield nodes as points and ties as straight lines between them, heaviest last, in longitude and latitude.

    Ties of nodes without coordinates, and loops, have no line; the member ``coverage`` counts them.

    Raises:
        NotFoundError: No node has coordinates.

    Source:
        RFC 7946. https://www.rfc-editor.org/rfc/rfc7946
    """
    placed = {"longitude", "latitude"} <= set(network.nodes.columns)
    here = network.nodes.filter(pl.col("longitude").is_not_null()) if placed else network.nodes.clear()
    if here.is_empty():
        raise NotFoundError("no node has coordinates, so there is no map", hint="Give polygons with --geometry FILE.")
    point: tuple[str | pl.Expr, ...] = (
        '{"type":"Feature","geometry":{"type":"Point","coordinates":[',
        *_coordinates(""),
        "]}",
    )
    names = [name for name in network.nodes.columns if name not in {"longitude", "latitude"}]
    lines = _lines(network)
    coverage = f"{here.height:,} of {len(network):,} nodes, {lines.height:,} of {network.edges.height:,} ties"
    recipe = to_json(network.recipe | {"coverage_of_map": coverage})
    yield f'{{"type":"FeatureCollection","recipe":{recipe},"coverage":{to_json(coverage)},"features":[\n'
    line: tuple[str | pl.Expr, ...] = (
        '{"type":"Feature","geometry":{"type":"LineString","coordinates":[[', *_coordinates(""), "],[",
        *_coordinates("_to"), "]]}",
    )  # fmt: skip
    properties = [name for name in lines.columns if not name.startswith(("longitude", "latitude"))]
    yield from _separated(
        text
        for table, start, shown in ((here, point, names), (lines, line, properties))
        for text in iter_text(table, *start, ',"properties":{', _members(table, shown), "}},\n")
    )
    yield "]}\n"


def iter_pajek(network: Network) -> Iterator[str]:
    """Yield a Pajek network; vertices are named by label, made distinct where two have the same.

    Pajek has no escape for quotation marks, so they become apostrophes. A two-mode network says how many vertices are
    of the first mode.

    Source:
        Mrvar & Batagelj, Pajek reference manual, sections on *Vertices, *Edges and *Arcs.
    """
    label = pl.coalesce("label", "id") if "label" in network.nodes.columns else pl.col("id")
    named = network.nodes.select("id", label=label.str.replace_all(r"[\r\n\t]+", " ").str.replace_all('"', "'"))
    again = pl.col("label").is_duplicated()
    named = named.select(label=pl.when(again).then(pl.format("{} ({})", "label", "id")).otherwise("label"))
    first = ""
    if "mode" in network.nodes.columns:
        first = f" {int((network.nodes['mode'] != 'project').sum())}"
    yield f"*Vertices {len(network)}{first}\n"
    yield from iter_text(
        named.with_row_index("number", 1), pl.col("number").cast(pl.String), ' "', pl.col("label"), '"\n'
    )
    yield "*Arcs\n" if network.directed else "*Edges\n"
    source, target = ((pl.col(name) + 1).cast(pl.String) for name in ("source", "target"))
    yield from iter_text(network.edges, source, " ", target, " ", pl.col("weight").cast(pl.String), "\n")


def _lines(network: Network) -> pl.DataFrame:
    """Return ties between nodes with coordinates, lightest first, with the places of both ends."""
    ids, edges = network.nodes["id"], network.edges.filter(pl.col("source") != pl.col("target"))
    place = {
        f"{name}{suffix}": network.nodes[name].gather(edges[end])
        for end, suffix in (("source", ""), ("target", "_to"))
        for name in ("longitude", "latitude")
    }
    full = edges.with_columns(source=ids.gather(edges["source"]), target=ids.gather(edges["target"]), **place)
    return full.drop_nulls(list(place)).sort("weight", maintain_order=True)


def _coordinates(suffix: str) -> tuple[pl.Expr, str, pl.Expr]:
    longitude, latitude = (pl.col(f"{name}{suffix}").round(5).cast(pl.String) for name in ("longitude", "latitude"))
    return longitude, ",", latitude


def _members(table: pl.DataFrame, names: Iterable[str]) -> pl.Expr:
    """Return columns as members of a JSON object; nulls are left out."""
    members = [optional(f"{to_json(name)}:", json_text(name, table.schema[name]), ",") for name in names]
    return pl.concat_str(members).str.strip_suffix(",")


def _following(table: pl.DataFrame, names: Iterable[str]) -> list[pl.Expr]:
    return [optional(f",{to_json(name)}:", json_text(name, table.schema[name]), "") for name in names]


def _json_ids(network: Network) -> pl.Series:
    return pl.Series([to_json(node) for node in network.ids], dtype=pl.String)


def _separated(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts that end with a comma each; the last one loses it."""
    held = ""
    for text in texts:
        if held:
            yield held
        held = text
    yield held.rstrip().removesuffix(",")
