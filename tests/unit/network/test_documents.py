"""JSON, GeoJSON, Pajek and workbooks hold what other programmes expect."""

import io
import json
from pathlib import Path

import networkx as nx
import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError, QueryParameterError, SourceFormatError
from ecosystem_graph.network.documents import iter_geojson, iter_node_link, iter_pajek, iter_vosviewer
from ecosystem_graph.network.export import write_network
from ecosystem_graph.network.geometry import place_nodes_on_map, read_centroids
from ecosystem_graph.network.markup import iter_gexf
from ecosystem_graph.network.measure import measure
from ecosystem_graph.network.sheets import MAX_ROWS, write_workbook
from ecosystem_graph.network.structure import Network


@pytest.fixture
def network() -> Network:
    nodes = pl.DataFrame(
        {
            "id": ["n:1", "n:2", "n:3"],
            "label": ['A "big" & <odd>\nname', "=B+1", "=B+1"],
            "region": ["AT31", "SI04", None],
            "country": ["AT", "SI", "HR"],
        }
    )
    edges = pl.DataFrame(
        {"source": [0, 0, 1], "target": [1, 2, 1], "weight": [0.5, 1e-7, 2.0], "first": [2014, None, 2016]}
    )
    return measure(Network(nodes, edges, {"level": "region", "weighting": "newman"}))


def test_vosviewer_reads_items_with_weights_and_clusters_and_links_with_strengths(network: Network) -> None:
    document = json.loads("".join(iter_vosviewer(network)))
    item = document["network"]["items"][0]
    assert (item["id"], item["label"], item["cluster"]) == ("n:1", 'A "big" & <odd>\nname', 1)
    assert item["weights"] == {"degree": 2, "strength": 0.5000001}
    assert item["scores"] == {"betweenness": 1.0}
    links = document["network"]["links"]  # a loop is no link
    assert links == [
        {"source_id": "n:1", "target_id": "n:2", "strength": 0.5},
        {"source_id": "n:1", "target_id": "n:3", "strength": 1e-7},
    ]


def test_networkx_reads_node_link_json_to_the_same_network(network: Network) -> None:
    again = nx.node_link_graph(json.loads("".join(iter_node_link(network))), edges="edges")
    assert list(again.nodes(data=True)) == list(network.to_networkx().nodes(data=True))
    assert list(again.edges(data=True)) == list(network.to_networkx().edges(data=True))
    assert again.graph["recipe"] == network.recipe


def test_documents_of_a_network_without_nodes_are_valid() -> None:
    empty = Network.from_networkx(nx.Graph())
    assert json.loads("".join(iter_vosviewer(empty)))["network"] == {"items": [], "links": []}
    assert json.loads("".join(iter_node_link(empty)))["nodes"] == []
    assert "".join(iter_pajek(empty)) == "*Vertices 0\n*Edges\n"


def test_pajek_has_distinct_names_without_quotation_marks_or_line_breaks(network: Network) -> None:
    text = "".join(iter_pajek(network))
    assert text.splitlines()[:4] == [
        "*Vertices 3", "1 \"A 'big' & <odd> name\"", '2 "=B+1 (n:2)"', '3 "=B+1 (n:3)"'
    ]  # fmt: skip
    read = nx.parse_pajek(io.StringIO(text))
    weights: list[float] = sorted(values["weight"] for *_, values in read.edges(data=True))
    assert weights == [1e-7, 0.5, 2.0]


def test_a_map_has_points_and_lines_where_both_ends_have_a_place_and_says_what_is_missing(
    network: Network, tmp_path: Path
) -> None:
    square = [[14.0, 48.0], [15.0, 48.0], [15.0, 49.0], [14.0, 49.0], [14.0, 48.0]]
    islet = [[10.0, 40.0], [10.1, 40.0], [10.1, 40.1], [10.0, 40.0]]
    features = [
        {"properties": {"NUTS_ID": "AT31"}, "geometry": {"type": "MultiPolygon", "coordinates": [[islet], [square]]}},
        {"properties": {"NUTS_ID": "SI04"}, "geometry": {"type": "Polygon", "coordinates": [islet]}},
    ]
    boundaries = tmp_path / "regions.geojson"
    boundaries.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    placed = place_nodes_on_map(network, read_centroids(boundaries))
    assert (placed.nodes["longitude"][0], placed.nodes["latitude"][0]) == (14.5, 48.5)
    assert placed.recipe["nodes_with_coordinates"] == 2
    document = json.loads("".join(iter_geojson(placed)))
    kinds = [feature["geometry"]["type"] for feature in document["features"]]
    assert (kinds, document["coverage"]) == (["Point", "Point", "LineString"], "2 of 3 nodes, 1 of 3 ties")
    assert document["features"][2]["properties"]["weight"] == 0.5
    assert document["features"][2]["geometry"]["coordinates"][0] == [14.5, 48.5]
    with pytest.raises(NotFoundError, match="no node has coordinates"):
        list(iter_geojson(network))
    boundaries.write_text("[]")
    with pytest.raises(SourceFormatError, match="expected GeoJSON polygons with the property NUTS_ID"):
        read_centroids(boundaries)


def test_spreadsheets_never_run_a_name_as_a_formula(network: Network, tmp_path: Path) -> None:
    nodes, edges, _ = write_network(network, tmp_path / "n.excel.csv")
    content = nodes.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfId;Label;")
    assert b"n:2;'=B+1;" in content
    assert b"\r\n" in content
    assert edges.read_text(encoding="utf-8-sig").splitlines()[1] == "n:1;n:2;Undirected;0,5;2014"
    (path,) = write_network(network, tmp_path / "n.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["README", "nodes", "edges"]
    cell = book["nodes"]["B3"]
    assert (cell.value, cell.data_type) == ("=B+1", "s")
    assert ("weighting", "newman") in list(book["README"].iter_rows(values_only=True))
    assert write_network(network, tmp_path / "m.xlsx")[0].read_bytes() == path.read_bytes()


def test_parquet_keeps_types_and_carries_the_recipe(network: Network, tmp_path: Path) -> None:
    nodes, edges = write_network(network, tmp_path / "n.parquet")
    assert pl.read_parquet(nodes).equals(network.nodes)
    assert pl.read_parquet(edges)["source"].to_list() == ["n:1", "n:1", "n:2"]
    assert json.loads(pl.read_parquet_metadata(edges)["recipe"]) == network.recipe


def test_a_network_that_a_sheet_cannot_hold_is_refused(tmp_path: Path) -> None:
    nodes = pl.DataFrame({"id": pl.int_range(MAX_ROWS + 1, eager=True).cast(pl.String)})
    edges = pl.DataFrame(schema={"source": pl.Int64, "target": pl.Int64, "weight": pl.Float64})
    with pytest.raises(QueryParameterError, match=r"a sheet holds 1,048,575 rows, the network has 1,048,576"):
        write_workbook(Network(nodes, edges, {}), tmp_path / "n.xlsx")


def test_gexf_has_the_elements_in_the_order_and_with_the_attributes_of_its_schema(network: Network) -> None:
    # After gexf.xsd and data.xsd of GEXF 1.3 (github.com/gephi/gexf): a small part of them, checked by hand.
    from xml.etree import ElementTree as ET  # noqa: PLC0415

    root = ET.fromstring("".join(iter_gexf(network)))
    names = [element.tag.rsplit("}", 1)[1] for element in root.iter()]
    assert (root.get("version"), names[:4]) == ("1.3", ["gexf", "meta", "creator", "description"])
    graph = root[1]
    assert [each.tag.rsplit("}", 1)[1] for each in graph] == ["attributes", "attributes", "nodes", "edges"]
    assert [each.get("class") for each in graph[:2]] == ["node", "edge"]
    kinds = {each.get("type") for group in graph[:2] for each in group}
    assert kinds <= {"string", "long", "double", "boolean"}
    declared = [{each.get("id") for each in group} for group in graph[:2]]
    for scope, items in zip(declared, graph[2:], strict=True):
        assert items.get("count") == str(len(items))
        assert {value.get("for") for value in items.iter() if value.tag.endswith("attvalue")} <= scope
    assert all(each.get("id") and each.get("label") is not None for each in graph[2])
    assert all(float(str(each.get("weight"))) > 0 for each in graph[3])
