"""A network whose edges have a direction keeps it in every file, and is measured without."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl
import pytest

from ecosystem_graph.network.documents import iter_node_link, iter_pajek, iter_vosviewer
from ecosystem_graph.network.export import write_network
from ecosystem_graph.network.measure import measure
from ecosystem_graph.network.structure import Network

ARCS = [("b", "a", 2.0), ("a", "b", 1.0), ("b", "c", 1.0)]


@pytest.fixture
def star() -> Network:
    nodes = pl.DataFrame({"id": ["a", "b", "c"], "label": ["A", "B", "C"]})
    edges = pl.DataFrame({"source": [0, 1, 1], "target": [1, 0, 2], "weight": [1.0, 2.0, 1.0], "projects": [1, 2, 1]})
    return Network(nodes, edges, {"weighting": "lead"}, directed=True)


def arcs(graph: "nx.Graph[str]") -> list[tuple[str, str, float]]:
    assert graph.is_directed()
    return sorted((u, v, values["weight"]) for u, v, values in graph.edges(data=True))


def test_gexf_graphml_and_node_link_come_back_with_their_directions(star: Network, tmp_path: Path) -> None:
    write_network(star, tmp_path / "star.gexf")
    write_network(star, tmp_path / "star.graphml")
    assert 'defaultedgetype="directed"' in (tmp_path / "star.gexf").read_text()
    assert arcs(nx.read_gexf(tmp_path / "star.gexf", version="1.3")) == sorted(ARCS)
    assert arcs(nx.read_graphml(tmp_path / "star.graphml")) == sorted(ARCS)
    assert arcs(nx.node_link_graph(json.loads("".join(iter_node_link(star))), edges="edges")) == sorted(ARCS)
    assert arcs(star.to_networkx()) == sorted(ARCS)


def test_pajek_has_arcs_and_tables_say_directed(star: Network, tmp_path: Path) -> None:
    text = "".join(iter_pajek(star))
    assert text.splitlines()[4:] == ["*Arcs", "1 2 1.0", "2 1 2.0", "2 3 1.0"]
    assert nx.parse_pajek(io.StringIO(text)).is_directed()
    _, edges, _ = write_network(star, tmp_path / "star.csv")
    assert {row["Type"] for row in csv.DictReader(edges.open(encoding="utf-8"))} == {"Directed"}


def test_vosviewer_gets_one_link_for_both_ways(star: Network) -> None:
    links = json.loads("".join(iter_vosviewer(star)))["network"]["links"]
    assert links == [
        {"source_id": "a", "target_id": "b", "strength": 3.0}, {"source_id": "b", "target_id": "c", "strength": 1.0}
    ]  # fmt: skip


def test_figures_are_those_without_direction_and_led_and_joined_tell_it(star: Network) -> None:
    measured = measure(star, ["degree", "strength", "betweenness", "articulation"])
    assert measured.nodes["degree"].to_list() == [1, 2, 1]
    assert measured.nodes["strength"].to_list() == [3.0, 4.0, 1.0]
    assert measured.nodes["betweenness"].to_list() == [0.0, 1.0, 0.0]
    assert (measured.nodes["led"].to_list(), measured.nodes["joined"].to_list()) == ([1.0, 3.0, 0.0], [2.0, 1.0, 1.0])
    assert arcs(measured.to_networkx()) == sorted(ARCS)


def test_functions_of_networkx_on_columns_refuse_directions_and_say_what_to_do(star: Network) -> None:
    pagerank: Any = nx.pagerank
    with pytest.raises(NotImplementedError):
        pagerank(star)
    assert pagerank(star.undirected()) == pytest.approx(pagerank(star.undirected().to_networkx()))
