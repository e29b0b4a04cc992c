"""Dumps from tables on disk: the same bytes as in memory, whatever the share."""

import gzip
from pathlib import Path

import pytest
from benchmarks.synthetic import synthetic_records

from ecosystem_graph.graph.dataset import graph_parts, scan_graphs, turtle_prefixes
from ecosystem_graph.graph.emit import emit_nquads, emit_turtle
from ecosystem_graph.graph.ontology import ontology_quads
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.release import Release
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.resolve.stream import resolve_folders
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.dump import Dumps
from ecosystem_graph.stage.shares import count_rows

pytestmark = pytest.mark.slow

SETTINGS = BuildSettings(base_iri="https://example.org/", jobs=2)


@pytest.fixture(scope="module", params=["bundled", "synthetic"])
def records(request: pytest.FixtureRequest, demo_release: Path) -> RecordSet:
    """Return the bundled records, and more than a thousand synthetic projects."""
    return synthetic_records(1_500) if request.param == "synthetic" else RecordSet.read(Release(demo_release).records)


@pytest.fixture(scope="module")
def tables(records: RecordSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    records.write(folder / "read")
    resolve_folders([folder / "read"], folder / "resolved")
    return folder / "resolved"


def dump(tables: Path, folder: Path, rows_per_share: int, jobs: int = 2) -> tuple[bytes, bytes]:
    settings = BuildSettings(base_iri=SETTINGS.base_iri, jobs=jobs)
    dumps = Dumps(tables / "stated", tables / "consolidated", settings, rows_per_share=rows_per_share)
    divided, quads, turtle = folder / "divided", folder / "dump.nq.gz", folder / "dump.ttl"
    divided.mkdir(parents=True)
    dumps.divide(divided)
    lines = dumps.write_quads(quads, divided)
    dumps.write_turtle(turtle, divided)
    plain = gzip.decompress(quads.read_bytes())
    assert lines == plain.count(b"\n")
    assert sorted(path.name for path in folder.iterdir()) == ["divided", "dump.nq.gz", "dump.ttl"]
    return quads.read_bytes(), turtle.read_bytes()


@pytest.fixture(scope="module")
def whole(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Return the dumps, written in one share."""
    return dump(tables, tmp_path_factory.mktemp("whole"), 10**9)


def test_dumps_are_what_is_written_in_memory(records: RecordSet, whole: tuple[bytes, bytes]) -> None:
    resolved = resolve(records)
    base = SETTINGS.base_iri
    parts = list(graph_parts(resolved.stated, resolved.consolidated, base))
    expected = b"".join(
        bytes(piece) for part in parts for piece in emit_nquads(part.maps, part.tables, base, part.graph)
    )
    quads, turtle = whole
    assert gzip.decompress(quads) == expected + ontology_quads(f"{base}graph/ontology")
    pieces = emit_turtle(parts[0].maps, parts[0].tables, base, turtle_prefixes(base, PREFIXES))
    assert turtle == b"".join(map(bytes, pieces))


@pytest.mark.parametrize("shares", [3, 25])
def test_the_number_of_shares_does_not_change_a_byte(
    shares: int, tables: Path, whole: tuple[bytes, bytes], tmp_path: Path
) -> None:
    rows = sum(TableFolder(tables / "consolidated").heights().values())
    divided = dump(tables, tmp_path, rows // shares, jobs=1)
    assert any((tmp_path / "divided").iterdir())
    assert divided == whole


def test_a_graph_is_divided_only_where_that_saves_memory(tables: Path, tmp_path: Path) -> None:
    consolidated = TableFolder(tables / "consolidated").scan()
    rows = count_rows(next(scan_graphs({}, consolidated, SETTINGS.base_iri, source_graphs=False)))
    for rows_per_share, is_divided in ((-(-rows // 2), False), (-(-rows // 2) - 1, True)):
        folder = tmp_path / str(rows_per_share)
        folder.mkdir()
        Dumps(tables / "stated", tables / "consolidated", SETTINGS, rows_per_share=rows_per_share).divide(folder)
        assert any(folder.iterdir()) == is_divided
