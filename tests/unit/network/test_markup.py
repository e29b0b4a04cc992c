"""GraphML and GEXF documents: well-formed, typed, with the recipe, without the date."""

import io
from xml.etree import ElementTree as ET

import networkx as nx

from ecosystem_graph import __version__
from ecosystem_graph.network.markup import iter_gexf, iter_graphml
from ecosystem_graph.network.recipe import recipe_of

GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def test_gexf_declares_its_attributes_and_counts_and_states_the_recipe(consortium: "nx.Graph[str]") -> None:
    root = ET.fromstring("".join(iter_gexf(consortium)))
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    meta = root.find(f"{GEXF}meta")
    assert meta is not None
    assert meta.attrib == {}
    assert meta.findtext(f"{GEXF}creator") == f"ecosystem_graph {__version__}"
    assert "weighting: newman" in str(meta.findtext(f"{GEXF}description"))
    declared = {each.get("title"): each.get("type") for each in root.iter(f"{GEXF}attribute")}
    assert declared["strength"] == declared["betweenness"] == "double"
    assert declared["country"] == "string"
    assert declared["projects"] == "long"
    assert "label" not in declared
    assert "weight" not in declared
    nodes, edges = root.find(f".//{GEXF}nodes"), root.find(f".//{GEXF}edges")
    assert nodes is not None
    assert edges is not None
    assert (nodes.get("count"), len(nodes), edges.get("count"), len(edges)) == ("14", 14, "91", 91)


def test_every_gexf_value_refers_to_a_declared_attribute(consortium: "nx.Graph[str]") -> None:
    root = ET.fromstring("".join(iter_gexf(consortium)))
    declared = {each.get("id") for each in root.iter(f"{GEXF}attribute")}
    assert {each.get("for") for each in root.iter(f"{GEXF}attvalue")} == declared


def test_graphml_keeps_the_recipe_as_graph_attributes(consortium: "nx.Graph[str]") -> None:
    read = nx.parse_graphml("".join(iter_graphml(consortium)))
    known = {name: read.graph[name] for name in recipe_of(consortium)}
    assert known == recipe_of(consortium)


def test_characters_that_xml_cannot_hold_are_replaced_and_all_others_kept() -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_node("https://example.org/?a=1&b=<2>", label='"R&D"\n<GmbH>\tÄ\x00\x0b𝔸\uffff', member=True)
    label = '"R&D"\n<GmbH>\tÄ\ufffd\ufffd𝔸\ufffd'
    for read in (
        nx.parse_graphml("".join(iter_graphml(network))),
        nx.read_gexf(io.BytesIO("".join(iter_gexf(network)).encode()), version="1.3"),
    ):
        assert list(read.nodes(data=True)) == [("https://example.org/?a=1&b=<2>", {"label": label, "member": True})]


def test_a_network_without_nodes_is_a_valid_document() -> None:
    for pieces in (iter_gexf(nx.Graph()), iter_graphml(nx.Graph())):
        assert len(list(ET.fromstring("".join(pieces)))) > 0
