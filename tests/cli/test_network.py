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


def test_one_command_draws_all_periods_together(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    words = ("--slices", "2014..2016,2017..2019", "--draw", "alluvial", "--title", "Then and now")
    outcome = cli(
        "network", "-d", release, *words, "-o", tmp_path / "a.svg", "-o", tmp_path / "n.csv", "--measure", "community"
    )
    assert outcome.code == 0
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".svg"} == {"a.svg"}
    assert (tmp_path / "n-2014-2016.nodes.csv").exists()
    drawing = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "<!-- Then and now -->" in drawing
    assert "<!-- 2017–2019 -->" in drawing


def test_countries_are_drawn_on_a_map_without_further_files(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    words = ("--level", "country", "--mode", "flows", "--weight", "count", "--measure", "none", "--draw", "map")
    assert cli("network", "-d", release, *words, "-o", tmp_path / "map.svg").code == 0
    drawing = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "Countries and the projects between them" in drawing
    assert "interreg.de" in drawing  # the sources are credited


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--draw", "globe"), 2, "expected one of network, map, alluvial"),
        (("--draw", "alluvial"), 2, "add --slices"),
        (("--draw", "map"), 2, "use --level region or country"),
        (("--draw", "map", "--level", "region"), 2, "--geometry FILE"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_can(
    cli: Callable[..., Any], release: Path, tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    outcome = cli("network", "-d", release, *words, "--measure", "none", "-o", tmp_path / "x.png")
    assert (outcome.code, list(tmp_path.iterdir())) == (code, [])
    assert message in outcome.stderr


def test_a_map_without_a_picture_among_the_files_is_refused(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    outcome = cli("network", "-d", release, "--draw", "map", "-o", tmp_path / "x.csv")
    assert outcome.code == 2
    assert "add -o FILE.png" in outcome.stderr
