"""Both dumps say the same to every reader, and the same records give the same bytes."""

import gzip
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ecosystem_graph.pipeline import build
from ecosystem_graph.release import Release
from ecosystem_graph.settings import BuildSettings


@pytest.fixture(scope="module")
def twins(root: Path, demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    """Return two releases of the bundled records, built one after the other."""
    again = tmp_path_factory.mktemp("twins") / "again"
    build([root / "data" / "records"], again, BuildSettings(store=False))
    return Release(demo_release), Release(again)


@pytest.fixture(scope="module")
def triples(twins: tuple[Release, Release]) -> set[ox.Triple]:
    """Return the default graph as pyoxigraph reads it from the Turtle dump."""
    return {quad.triple for quad in ox.parse(path=str(twins[0].turtle))}


def test_turtle_and_quads_hold_the_same_default_graph(twins: tuple[Release, Release], triples: set[ox.Triple]) -> None:
    assert _default_graph(_quads(twins[0])) == triples
    assert len(triples) > 1_000


def test_rdflib_reads_from_turtle_what_pyoxigraph_reads(
    twins: tuple[Release, Release], triples: set[ox.Triple], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # 128131.60 is to stay 128131.60
    graph = rdflib.Graph().parse(twins[0].turtle, format="turtle")
    assert _default_graph(graph.serialize(format="nt", encoding="utf-8")) == triples


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's own parser uses it
def test_rdflib_reads_from_quads_what_pyoxigraph_reads(
    twins: tuple[Release, Release], triples: set[ox.Triple], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    dataset.parse(data=_quads(twins[0]), format="nquads")
    assert _default_graph(dataset.default_graph.serialize(format="nt", encoding="utf-8")) == triples


def test_quads_of_each_graph_are_sorted_and_without_repeats(twins: tuple[Release, Release]) -> None:
    by_graph: defaultdict[str, list[bytes]] = defaultdict(list)
    for line in _quads(twins[0]).splitlines():
        by_graph[_graph_of(line)].append(line)
    assert [graph for graph, lines in by_graph.items() if lines != sorted(set(lines))] == []
    assert len(by_graph) > 3


def test_a_second_build_writes_the_same_bytes(twins: tuple[Release, Release]) -> None:
    one, two = ({str(path.relative_to(each.folder)): path for path in _dumps_and_tables(each)} for each in twins)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name].read_bytes() != two[name].read_bytes()] == []


def _quads(release: Release) -> bytes:
    return gzip.decompress(release.quads.read_bytes())


def _default_graph(quads: bytes) -> set[ox.Triple]:
    parsed = ox.parse(quads, format=ox.RdfFormat.N_QUADS)
    return {quad.triple for quad in parsed if quad.graph_name == ox.DefaultGraph()}


def _graph_of(line: bytes) -> str:
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    return str(quad.graph_name)


def _dumps_and_tables(release: Release) -> list[Path]:
    tables = [path for folder in (release.records, release.consolidated) for path in folder.glob("*.parquet")]
    return [release.turtle, release.quads, release.issues, *tables]
