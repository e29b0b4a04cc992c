"""Steps between all pairs of nodes."""

import networkx as nx
import pytest

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network import paths
from ecosystem_graph.network.paths import measure_paths
from ecosystem_graph.network.structure import Network


def test_steps_are_those_of_networkx_and_pairs_without_path_have_none() -> None:
    graph: nx.Graph[str] = nx.relabel_nodes(nx.lollipop_graph(4, 3), str)
    graph.add_node("alone")
    table, figures = measure_paths(Network.from_networkx(graph))
    expected = dict(nx.all_pairs_shortest_path_length(graph))
    found = {(one, other): steps for one, other, steps in table.select("source", "target", "steps").rows()}
    assert found == {(one, other): expected[one].get(other) for one, other in found}
    assert (len(found), figures["unconnected_pairs"]) == (28, 7)
    known = [steps for steps in found.values() if steps is not None]
    assert figures["mean_steps"] == pytest.approx(sum(known) / len(known))


def test_a_network_of_too_many_nodes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MOST_NODES", 3)
    with pytest.raises(QueryParameterError, match="for 3 nodes at most, this network has 4"):
        measure_paths(Network.from_networkx(nx.path_graph(4)))
