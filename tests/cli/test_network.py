"""``network`` writes files for other programmes and a picture."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx


def test_one_project_gives_the_complete_graph_of_its_partners(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    target = tmp_path / "alp.graphml"
    outcome = cli("network", "-d", release, "--where", "project=S3-4AlpClusters", "-o", target)
    assert outcome.code == 0
    network = nx.read_graphml(target)
    assert (network.number_of_nodes(), network.number_of_edges()) == (14, 91)


def test_several_files_are_written_at_once_and_listed(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    names = ("n.gexf", "n.csv", "n.png")
    report = json.loads(
        cli("network", "-d", release, "--json", *(word for name in names for word in ("-o", tmp_path / name))).stdout
    )
    assert {Path(file).name for file in report["files"]} >= {"n.gexf", "n.nodes.csv", "n.edges.csv", "n.png"}
    assert all(Path(file).stat().st_size > 0 for file in report["files"])
    assert (tmp_path / "n.png").read_bytes().startswith(b"\x89PNG")


def test_an_unknown_file_name_is_refused_before_any_work(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    outcome = cli("network", "-d", release, "-o", tmp_path / "n.docx")
    assert (outcome.code, list(tmp_path.iterdir())) == (2, [])
    assert ".graphml" in outcome.stderr


def test_a_value_that_is_not_in_the_release_is_not_found(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    outcome = cli("network", "-d", release, "-o", tmp_path / "n.gexf", "--where", "project=S3-4AlpCluster")
    assert (outcome.code, list(tmp_path.iterdir())) == (6, [])
    assert "S3-4AlpClusters" in outcome.stderr
