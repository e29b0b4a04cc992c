"""The exported RML, run by an engine that nobody here wrote, gives our graphs: the oracle of mapping and emission."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from ecosystem_graph.graph.dataset import GraphPart, graph_parts
from ecosystem_graph.graph.emit import emit_nquads
from ecosystem_graph.graph.rml import write_rml
from ecosystem_graph.issues import Issue
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.records import RecordSet
from ecosystem_graph.release import Release
from ecosystem_graph.resolve.consolidate import resolve


@dataclass(frozen=True, slots=True)
class TwoFiles:
    """All graphs of one release that hold data, written by us and by the other engine."""

    ours: Path
    theirs: Path


@pytest.fixture(scope="session")
def peers(root: Path) -> Path:
    """Return the interpreter that has Morph-KGC; its libraries cannot live beside ours."""
    python = Path(os.environ.get("ECOSYSTEM_GRAPH_PEERS", root / ".venv-peers" / "bin" / "python"))
    if not python.exists():
        pytest.skip("needs Morph-KGC (`make .venv-peers/.installed`, or set ECOSYSTEM_GRAPH_PEERS to its Python)")
    return python


@pytest.fixture(scope="session")
def compare_engines(peers: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], TwoFiles]:
    """Return a function that maps a release with both engines."""

    def compare(release: Path) -> TwoFiles:
        folder = tmp_path_factory.mktemp("oracle")
        parts = list(_parts(Release(release)))
        return TwoFiles(_write_ours(parts, folder / "ours.nq"), _write_theirs(parts, folder / "rml", peers))

    return compare


@pytest.fixture(scope="session")
def demo(demo_release: Path, compare_engines: Callable[[Path], TwoFiles]) -> TwoFiles:
    return compare_engines(demo_release)


def test_another_engine_gives_the_same_quads_for_every_graph_of_the_bundled_records(demo: TwoFiles) -> None:
    ours = _sorted_lines(demo.ours)
    assert ours == _sorted_lines(demo.theirs)
    assert len(ours) == len(set(ours)) > 1_000


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's own parser uses it
def test_every_graph_of_the_bundled_records_is_isomorphic_to_that_of_another_engine(demo: TwoFiles) -> None:
    ours, theirs = _graphs(demo.ours), _graphs(demo.theirs)
    assert ours.keys() == theirs.keys()
    assert [name for name, graph in ours.items() if not isomorphic(graph, theirs[name])] == []


@pytest.mark.slow
@pytest.mark.shared
def test_another_engine_gives_the_same_quads_for_every_graph_of_the_keep_eu_export(
    keep_release: Path, compare_engines: Callable[[Path], TwoFiles]
) -> None:
    both = compare_engines(keep_release)
    ours = _sorted_lines(both.ours)
    assert ours == _sorted_lines(both.theirs)
    assert len(ours) == len(set(ours)) > 500_000


def _parts(release: Release) -> Iterator[GraphPart]:
    """Yield the graphs that have statements: the other engine stops at a mapping that maps nothing."""
    lines = release.issues.read_text(encoding="utf-8").splitlines()
    resolved = resolve(RecordSet.read(release.records), [Issue(**json.loads(line)) for line in lines])
    for part in graph_parts(resolved.stated, resolved.consolidated, DEFAULT_BASE):
        if any(part.tables[entity.table].height for entity in part.maps):
            yield part


def _write_ours(parts: list[GraphPart], path: Path) -> Path:
    with path.open("wb") as stream:
        for part in parts:
            for piece in emit_nquads(part.maps, part.tables, DEFAULT_BASE, part.graph):
                stream.write(piece)
    return path


def _write_theirs(parts: list[GraphPart], folder: Path, python: Path) -> Path:
    settings = f"[CONFIGURATION]\nna_values=\noutput_format=N-QUADS\noutput_file={folder / 'theirs.nq'}\n"
    for number, part in enumerate(parts):
        tables = folder / str(number)
        mapping = write_rml(part.maps, part.tables, DEFAULT_BASE, tables, graph=part.graph, name=f"graph{number}")
        settings += f"[GRAPH{number}]\nmappings={mapping}\n"
    (folder / "run.ini").write_text(settings, encoding="utf-8")
    subprocess.run([python, "-m", "morph_kgc", folder / "run.ini"], check=True, capture_output=True)
    return folder / "theirs.nq"


def _sorted_lines(path: Path) -> list[bytes]:
    """Return lines in one spelling; N-Quads leaves some escapes and spaces to the writer."""
    quads = ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)
    return sorted((ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines())


def _graphs(path: Path) -> dict[str, Graph]:
    dataset = Dataset()
    dataset.parse(path, format="nquads")
    return {str(graph.identifier): graph for graph in dataset.graphs() if len(graph)}
