"""``analyse`` makes tables about networks and shows what analyses a release holds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ecosystem_graph.atomic import link_tree

GEOMETRY = Path(__file__).resolve().parents[1] / "fixtures" / "network" / "towns.geojson"
ALPINE = "HES-SO//FR HEIA-FR - INNOSQUARE CLUSTERS"


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    for path in release.iterdir():
        link_tree(path, tmp_path / "copy" / path.name)
    return tmp_path / "copy"


def test_two_periods_are_compared_in_three_tables(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    words = ("--before", "2007..2013", "--after", "2014..2020", "-o", tmp_path / "change.json")
    assert cli("analyse", "change", "-d", release, *words).code == 0
    found = json.loads((tmp_path / "change.json").read_text())
    figures = {row["figure"]: row["value"] for row in found["figures"]}
    changes = [row["change"] for row in found["nodes"]]
    assert figures["stayed"] == changes.count("stayed") > 0
    assert figures["nodes_after"] == len(changes) - changes.count("left")
    assert figures["repeated_ties"] == [row["change"] for row in found["ties"]].count("repeated")
    assert found["recipe"]["period"] == "2007..2013 and 2014..2020"
    assert found["recipe"]["release"].startswith("https://w3id.org/ecosystem-graph/id/release/")


def test_flows_stand_beside_what_size_and_what_distance_would_give(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    assert cli("analyse", "flows", "-d", release, "--geometry", GEOMETRY, "-o", tmp_path / "f.csv").code == 0
    table = pl.read_csv(tmp_path / "f.flows.csv")
    assert {"flow", "expected", "affinity", "distance", "expected_by_gravity", "residual"} <= set(table.columns)
    assert table["residual"].drop_nulls().is_sorted(descending=True)
    between = table.drop_nulls("residual")
    assert between["expected_by_gravity"].sum() == pytest.approx(between["flow"].sum(), rel=1e-6)
    model = dict(pl.read_csv(tmp_path / "f.model.csv").rows())
    assert 0.0 < model["deviance_explained"] < 1.0


def test_one_organisation_less(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("analyse", "without", ALPINE.lower(), "-d", release, "--where", "project=S3-4AlpClusters")
    told = dict(line.split() for line in outcome.stdout.splitlines()[2:])
    assert (told["nodes_before"], told["nodes_after"], told["ties_after"]) == ("14", "13", "78")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("without", "Innosquare Cluster"), 6, ALPINE),
        (("change", "--before", "1950..1960", "--after", "2014..2020"), 6, "have dates, from 20"),
        (("flows", "--level", "organisation"), 2, "between regions or countries"),
        (("flows", "--where", "region=AT99"), 6, "AT31"),
        (("paths", "--slices", "2016", "--period", "2016"), 2, "--slices and --period: expected one of them"),
        (("change", "--before", "2016", "--after", "2017", "-o", "x.pdf"), 2, ".csv, .xlsx, .json"),
        (("withdraw", "nothing"), 6, "no analysis 'nothing'"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    cli: Callable[..., Any], release: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    outcome = cli("analyse", *words, "-d", release)
    assert outcome.code == code, outcome.stderr
    assert message in outcome.stderr


def test_published_figures_are_listed_answered_dumped_valid_and_withdrawn(cli: Callable[..., Any], copy: Path) -> None:
    made = cli(
        "network", "-d", copy, "--level", "region", "--mode", "flows", "--weight", "count", "--measure", "none",
        "--backbone", "disparity", "--publish", "--ties", "--json",
    )  # fmt: skip
    (graph,) = json.loads(made.stdout)["graphs"]
    run = graph.rpartition("/")[2]
    (listed,) = (json.loads(line) for line in cli("analyse", "runs", "-d", copy, "--json").stdout.splitlines())
    assert (listed["run"], listed["kind"]) == (run, "network")
    answer = cli("query", "significant-flows", "-d", copy, "-f", "csv").stdout.splitlines()
    assert len(answer) > 3
    assert f"<{graph}>" in cli("dump", "-d", copy, "-f", "nq").stdout
    assert cli("validate", "-d", copy, "--least", "violation").code == 0
    assert cli("analyse", "withdraw", run, "-d", copy).code == 0
    assert cli("analyse", "runs", "-d", copy, "--json").stdout == ""


def test_nothing_to_write_and_ties_without_publishing_are_refused(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("network", "-d", release)
    assert (outcome.code, "expected -o FILE or --publish" in outcome.stderr) == (2, True)
    outcome = cli("network", "-d", release, "-o", "n.csv", "--ties")
    assert (outcome.code, "expected with --publish" in outcome.stderr) == (2, True)
