"""igraph, which nothing here imports, reads our GraphML and Pajek to the same network."""

import json
import os
import subprocess
from pathlib import Path

import networkx as nx
import pytest

from ecosystem_graph.network.export import write_network
from ecosystem_graph.network.measure import MEASURES, measure
from ecosystem_graph.network.structure import Network

SCRIPT = """
import json, sys
import igraph
graph = igraph.Graph.Read(sys.argv[1])
edges = sorted((sorted(edge.tuple), edge.attributes()["weight"]) for edge in graph.es)
print(json.dumps({"vertices": [vertex.attributes() for vertex in graph.vs], "edges": edges}))
"""


@pytest.fixture(scope="module")
def peers() -> Path:
    root = Path(__file__).parents[2]
    python = Path(os.environ.get("ECOSYSTEM_GRAPH_PEERS", root / ".venv-peers" / "bin" / "python"))
    if (
        not python.exists()
        or subprocess.run([python, "-c", "import igraph"], check=False, capture_output=True).returncode
    ):
        pytest.skip("needs igraph (`make .venv-peers/.installed`, or set ECOSYSTEM_GRAPH_PEERS to its Python)")
    return python


@pytest.mark.parametrize("suffix", [".graphml", ".net"])
def test_igraph_reads_the_same_network(peers: Path, tmp_path: Path, suffix: str) -> None:
    graph = nx.karate_club_graph()
    nx.set_node_attributes(graph, {node: f'Partner no. {node} & <"Söhne">' for node in graph}, "label")
    network = measure(
        Network.from_networkx(graph),
        [name for name in MEASURES if name not in {"brokerage", "e-i-index", "assortativity"}],
    )
    (path,) = write_network(network, tmp_path / f"network{suffix}")
    done = subprocess.run([peers, "-c", SCRIPT, path], check=True, capture_output=True, text=True)
    read = json.loads(done.stdout)
    assert read["edges"] == [[[u, v], w] for u, v, w in network.edges.select("source", "target", "weight").rows()]
    if suffix == ".graphml":
        for vertex, known in zip(read["vertices"], network.nodes.rows(named=True), strict=True):
            assert {name: vertex[name] for name in known} == known
    else:
        assert [vertex["name"] for vertex in read["vertices"]] == [
            label.replace('"', "'") for label in network.nodes["label"]
        ]
