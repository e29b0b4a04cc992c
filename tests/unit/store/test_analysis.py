"""Analyses in a release: all of it or nothing, and no other byte changes."""

import gzip
import hashlib
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest

from ecosystem_graph.atomic import link_tree
from ecosystem_graph.errors import MappingError, NotFoundError
from ecosystem_graph.graph.analysis import Analysis, Measure
from ecosystem_graph.release import Release
from ecosystem_graph.store import analysis as module
from ecosystem_graph.store.analysis import describe_runs, publish_analysis, withdraw_analysis
from ecosystem_graph.store.oxigraph import open_store

NODE = "http://data.europa.eu/nuts/code/AT31"
RCA = Measure("rca", "revealed comparative advantage", "Share in the region over the share in all.")
FLOW = Measure("flow", "flow", "Shared projects.", "project", is_whole=True)
PAIR = "SELECT ?value ?unit WHERE { GRAPH ?g { ?o <https://w3id.org/ecosystem-graph/ontology#observedPartner> ?p ; "
VALUE = "<https://w3id.org/ecosystem-graph/ontology#observedValue> ?value ; "
UNIT = "<https://w3id.org/ecosystem-graph/ontology#unit> ?unit } }"


@pytest.fixture
def release(demo_release: Path, tmp_path: Path) -> Release:
    for path in demo_release.iterdir():
        link_tree(path, tmp_path / "release" / path.name)
    return Release(tmp_path / "release")


@pytest.fixture
def analysis() -> Analysis:
    nodes = pl.DataFrame({"node": [NODE, NODE[:-1]], "measure": ["rca"] * 2, "value": [1.23456789012345, float("nan")]})
    pairs = pl.DataFrame({"node": [NODE], "partner": [NODE[:-1]], "measure": ["flow"], "value": [3.0], "unit": ["EUR"]})
    return Analysis("test", "A test", {"level": "region"}, {"period": "all", "seed": 0}, (RCA, FLOW), (nodes, pairs))


def digests(release: Release) -> dict[str, str]:
    files = (path for path in release.folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(release.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if release.store not in path.parents
    }


def quads(release: Release) -> set[str]:
    return {str(quad) for quad in open_store(release.store)}


def test_a_graph_is_added_to_store_and_dump_and_no_other_byte_changes(release: Release, analysis: Analysis) -> None:
    before, stored = digests(release), quads(release)
    published = publish_analysis(release, analysis)
    after = digests(release)
    assert after.keys() - before.keys() == {f"analysis/{published.run}.nq.gz"}
    assert {name: after[name] for name in before} == before
    dumped = gzip.decompress(release.analysis_files()[published.run].read_bytes())
    parsed = {str(quad) for quad in ox.parse(dumped, format=ox.RdfFormat.N_QUADS)}
    assert quads(release) - stored == parsed
    assert stored <= quads(release)
    assert dumped.splitlines() == sorted(set(dumped.splitlines()))
    assert len(parsed) == published.statements


def test_figures_that_are_not_defined_make_no_observation_and_units_are_kept(
    release: Release, analysis: Analysis
) -> None:
    publish_analysis(release, analysis)
    assert [(row["kind"], row["period"], row["observations"]) for row in describe_runs(release)] == [("test", "all", 2)]
    answer = open_store(release.store).query(PAIR + VALUE + UNIT)
    assert isinstance(answer, ox.QuerySolutions)
    assert [(str(row["value"]), str(row["unit"])) for row in answer] == [
        ('"3"^^<http://www.w3.org/2001/XMLSchema#integer>', '"EUR"')
    ]
    lines = gzip.decompress(next(iter(release.analysis_files().values())).read_bytes())
    assert b'"1.23456789012"^^' in lines  # twelve digits


def test_the_same_run_replaces_its_graph_and_another_stands_beside_it(release: Release, analysis: Analysis) -> None:
    one = publish_analysis(release, analysis)
    first = release.analysis_files()[one.run].read_bytes()
    assert publish_analysis(release, analysis) == one
    assert release.analysis_files()[one.run].read_bytes() == first
    changed = replace(analysis, figures=analysis.figures[:1])
    assert publish_analysis(release, changed).statements < one.statements
    other = publish_analysis(release, replace(analysis, options={"level": "country"}))
    assert sorted(release.analysis_files()) == sorted([one.run, other.run])
    withdraw_analysis(release, one.run)
    withdraw_analysis(release, other.run)
    assert not release.analyses.exists()
    with pytest.raises(NotFoundError, match="no analysis 'x'"):
        withdraw_analysis(release, "x")


def test_an_interrupted_run_leaves_the_result_before_it(
    release: Release, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_analysis(release, analysis)
    before, stored = digests(release), quads(release)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_replace_graph", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish_analysis(release, replace(analysis, options={"level": "country"}))
    assert (digests(release), quads(release)) == (before, stored)
    assert sorted(path.name for path in release.folder.parent.iterdir()) == ["release"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"node": [NODE] * 2, "measure": ["rca"] * 2, "value": [1.0, 2.0]}, "expected one rca of .*, found several"),
        ({"node": [NODE], "measure": ["fame"], "value": [1.0]}, "found none of fame"),
        ({"node": [NODE], "measure": ["rca"]}, "expected the columns measure and value"),
        ({"node": [NODE], "measure": ["rca"], "value": [1.0], "colour": ["red"]}, "found node, measure, value, colour"),
        ({"partner": [NODE], "measure": ["rca"], "value": [1.0]}, "expected a column node"),
    ],
)  # fmt: skip
def test_tables_that_do_not_hold_together_are_refused_and_nothing_is_written(
    release: Release, analysis: Analysis, table: dict[str, list[object]], message: str
) -> None:
    before = digests(release)
    with pytest.raises(MappingError, match=message):
        publish_analysis(release, replace(analysis, figures=(pl.DataFrame(table),)))
    assert digests(release) == before


def test_a_run_is_named_by_what_was_asked_for_and_by_the_release(analysis: Analysis) -> None:
    again = replace(analysis, options={"level": "region"}, recipe={"modularity": 0.5})
    assert analysis.run("r") == again.run("r") != analysis.run("other")
    assert analysis.run("r") != replace(analysis, options={"level": "country"}).run("r")
