"""Entry, exit, repeated partnerships and loyalty between two periods."""

import math

import networkx as nx

from ecosystem_graph.network.change import compare_periods
from ecosystem_graph.network.structure import Network


def _network(*edges: str, alone: str = "") -> Network:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(alone)
    graph.add_edges_from((edge[0], edge[1]) for edge in edges)
    return Network.from_networkx(graph)


def test_each_node_and_tie_is_told_apart_and_the_shares_are_of_what_they_say() -> None:
    change = compare_periods(_network("ab", "ac", "bc", "cd"), _network("ba", "ae", "bf", "ad", alone="g"))
    assert dict(change.nodes.select("id", "change").iter_rows()) == {
        "a": "stayed", "b": "stayed", "c": "left", "d": "stayed", "e": "entered", "f": "entered", "g": "entered",
    }  # fmt: skip
    assert dict(change.nodes.select("id", "loyalty").iter_rows()) == {
        "a": 0.5, "b": 0.5, "c": 0.0, "d": 0.0, "e": None, "f": None, "g": None,
    }  # fmt: skip
    figures = change.figures
    assert (figures["repeated_ties"], figures["ties_before"], figures["ties_after"]) == (1, 4, 4)
    assert (figures["entry_rate"], figures["exit_rate"], figures["tie_loyalty"]) == (3 / 6, 1 / 4, 1 / 4)
    assert (figures["jaccard_ties"], figures["jaccard_nodes"]) == (1 / 7, 3 / 7)
    assert figures["new_among_stayers"] == 1 / 3
    assert change.ties.filter(change.ties["change"] == "repeated").rows() == [("a", "b", 1.0, 1.0, "repeated")]


def test_shares_of_nothing_are_not_numbers() -> None:
    figures = compare_periods(_network(), _network()).figures
    assert all(math.isnan(figures[name]) for name in ("entry_rate", "exit_rate", "tie_loyalty", "jaccard_ties"))
