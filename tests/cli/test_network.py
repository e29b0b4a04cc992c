"""``network`` writes files for other programmes and a picture."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest


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


def test_regions_come_with_all_measures_and_one_file_per_period(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    words = (
        "--level",
        "country",
        "--weight",
        "count",
        "--measure",
        "all",
        "--by",
        "community",
        "--slices",
        "2016,2017",
    )
    outcome = cli("network", "-d", release, *words, "-o", tmp_path / "n.nodelink.json", "--json")
    reports = [json.loads(line) for line in outcome.stdout.splitlines()]
    assert [Path(report["files"][0]).name for report in reports] == ["n-2016.nodelink.json", "n-2017.nodelink.json"]
    assert [report["recipe"]["period"] for report in reports] == ["2016", "2017"]
    network = nx.node_link_graph(json.loads((tmp_path / "n-2016.nodelink.json").read_text()), edges="edges")
    assert all({"constraint", "liaison", "harmonic"} & set(values) for _, values in network.nodes(data=True))


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--level", "town"), 2, "use one of organisation, region, country, cluster, domain"),
        (("--weight", "gold"), 2, "use one of newman, count, pair, money, lead"),
        (("--measure", "fame"), 2, "expected one of degree, strength, betweenness"),
        (("--period", "1950..1960"), 6, "have dates, from 20"),
        (("--where", "topic=wine"), 6, "no topic 'wine'; there is"),
        (("--period", "2016", "--slices", "year"), 2, "--slices and --period: expected one of them"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    cli: Callable[..., Any], release: Path, tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    outcome = cli("network", "-d", release, *words, "-o", tmp_path / "n.csv")
    assert (outcome.code, list(tmp_path.iterdir())) == (code, [])
    assert message in outcome.stderr
