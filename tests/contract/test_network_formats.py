"""Files keep the published descriptions of their formats, each rule with the place that states it."""

import json
import re
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from lxml import etree

from ecosystem_graph.network.export import write_network
from ecosystem_graph.network.measure import STANDARD_MEASURES, measure
from ecosystem_graph.network.structure import Network

SCHEMA = Path(__file__).resolve().parents[1] / "fixtures" / "network" / "gexf-1.3.rng"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
VOSVIEWER_ITEM = {"id", "label", "description", "url", "x", "y", "cluster", "weights", "scores"}


@pytest.fixture(scope="module")
def network() -> Network:
    graph = nx.karate_club_graph()
    nx.set_node_attributes(graph, {node: f"„{node}“ & <Söhne>\n" for node in graph}, "label")
    nx.set_node_attributes(graph, {node: "AT" if node % 2 else "SI" for node in graph}, "country")
    return measure(Network.from_networkx(graph), STANDARD_MEASURES)


@pytest.fixture(scope="module")
def star() -> Network:
    edges = pl.DataFrame({"source": [0, 1], "target": [1, 0], "weight": [1.0, 2.0]})
    return Network(pl.DataFrame({"id": ["a", "b"]}), edges, {}, directed=True)


@pytest.mark.parametrize("name", ["network", "star"])
def test_gexf_is_valid_and_names_only_what_it_declares(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    some: Network = request.getfixturevalue(name)
    (path,) = write_network(some, tmp_path / "n.gexf")
    tree = etree.parse(path)
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    assert schema.validate(tree), schema.error_log
    for kind in ("node", "edge"):  # primer, Network data: each value is of a declared attribute of its class
        declared = {each.get("id") for each in tree.iterfind(f".//{GEXF}attributes[@class='{kind}']/{GEXF}attribute")}
        used = {each.get("for") for each in tree.iterfind(f".//{GEXF}{kind}//{GEXF}attvalue")}
        assert used <= declared
    ids = [node.get("id") for node in tree.iterfind(f".//{GEXF}node")]
    assert len(set(ids)) == len(ids) == len(some)
    assert {each.get(end) for each in tree.iterfind(f".//{GEXF}edge") for end in ("source", "target")} <= set(ids)


def test_the_schema_refuses_what_gexf_does_not_allow(network: Network, tmp_path: Path) -> None:
    (path,) = write_network(network, tmp_path / "n.gexf")
    text = path.read_text(encoding="utf-8")
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    for wrong in (
        text.replace('version="1.3"', 'version="9"'), text.replace('type="double"', 'type="decimal"', 1),
        re.sub(' weight="[^"]*"', ' weight="heavy"', text, count=1), text.replace("<meta>", "<meta/><meta>"),
    ):  # fmt: skip
        assert wrong != text
        assert not schema.validate(etree.fromstring(wrong.encode()))


def test_graphml_declares_every_key_once_with_a_type_of_its_specification(network: Network, tmp_path: Path) -> None:
    (path,) = write_network(network, tmp_path / "n.graphml")
    tree = etree.parse(path)
    keys = {key.get("id"): key for key in tree.iterfind(f"{GRAPHML}key")}
    assert len(keys) == len(tree.findall(f"{GRAPHML}key"))
    assert {key.get("for") for key in keys.values()} == {"graph", "node", "edge"}
    # GraphML attributes extension, attr.type: boolean, int, long, float, double or string
    assert {key.get("attr.type") for key in keys.values()} <= {"boolean", "int", "long", "float", "double", "string"}
    for data in tree.iter(f"{GRAPHML}data"):
        parent = data.getparent()
        assert parent is not None
        assert keys[data.get("key")].get("for") == etree.QName(parent).localname


@pytest.mark.parametrize(("name", "kind"), [("network", "*Edges"), ("star", "*Arcs")])
def test_pajek_has_numbered_vertices_from_one_then_lines_of_two_numbers_and_a_weight(
    name: str, kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    some: Network = request.getfixturevalue(name)
    (path,) = write_network(some, tmp_path / "n.net")
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    # Pajek reference manual, "Data objects": *Vertices n; then number and label in quotation marks
    assert head == f"*Vertices {len(some)}"
    vertices, ties = lines[: len(some)], lines[len(some) :]
    assert [int(re.fullmatch(r'(\d+) "[^"]*"', line)[1]) for line in vertices] == list(range(1, len(some) + 1))  # type: ignore[index]
    assert ties[0] == kind
    numbers = [re.fullmatch(r"(\d+) (\d+) (\S+)", line) for line in ties[1:]]
    found = [(int(each[1]) - 1, int(each[2]) - 1, float(each[3])) for each in numbers if each]
    assert found == some.edges.select("source", "target", "weight").rows()


def test_vosviewer_json_has_the_members_of_its_manual_and_numbers_where_it_asks_for_numbers(
    network: Network, tmp_path: Path
) -> None:
    (path,) = write_network(network, tmp_path / "n.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    # https://app.vosviewer.com/docs/file-types/json-file-type/: network with items and links; config and info may be
    assert set(document) <= {"network", "config", "info"}
    assert set(document["info"]) <= {"title", "description"}
    items, links = document["network"]["items"], document["network"]["links"]
    ids = [item["id"] for item in items]
    assert len(set(ids)) == len(ids) == len(network)
    for item in items:
        assert {"id", "label"} <= set(item) <= VOSVIEWER_ITEM
        assert 1 <= item["cluster"] <= 1000
        for heading in ("weights", "scores"):
            assert all(isinstance(value, int | float) for value in item[heading].values())
        assert all(value >= 0 for value in item["weights"].values())
    assert len(links) == network.edges.height
    for link in links:
        assert set(link) == {"source_id", "target_id", "strength"}
        assert {link["source_id"], link["target_id"]} <= set(ids)
        assert link["strength"] > 0
