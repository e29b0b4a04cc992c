"""What the workers of a cluster do, without a cluster: rows into shares, shares into pieces."""

import gzip
import itertools
import random
from pathlib import Path

import polars as pl
import pytest
from benchmarks.synthetic import synthetic_records

from ecosystem_graph.errors import EngineError
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.resolve.stream import resolve_folders
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.cluster import Session
from ecosystem_graph.stage.dump import Dumps
from ecosystem_graph.stage.spark import SparkDumps
from ecosystem_graph.stage.task import SharedGraph, divide_batch, write_share

SETTINGS = BuildSettings(base_iri="https://example.org/")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    synthetic_records(400).write(folder / "read")
    resolve_folders([folder / "read"], folder / "resolved")
    return folder / "resolved"


def graphs_of(tables: Path) -> list[SharedGraph]:
    dumps = SparkDumps(tables / "stated", tables / "consolidated", SETTINGS, rows_per_share=500)
    return dumps.plan()


def rows_of(tables: Path, graphs: list[SharedGraph]) -> list[tuple[int, str, bytes]]:
    """Divide tables as workers do: in batches of any size, in any order."""
    views = {
        "source": TableFolder(tables / "stated", tables / "consolidated"),
        "default": TableFolder(tables / "consolidated"),
    }
    rows: list[tuple[int, str, bytes]] = []
    for view, folder in views.items():
        some = [graph for graph in graphs if (graph.spec.view == "source") == (view == "source")]
        for name, table in folder.items():
            for batch in table.iter_slices(97):
                rows += divide_batch(name, batch, some, SETTINGS.base_iri)
    random.Random(1).shuffle(rows)
    return rows


def test_shares_that_are_written_apart_are_the_dump_of_the_local_engine(tables: Path, tmp_path: Path) -> None:
    graphs = graphs_of(tables)
    rows = rows_of(tables, graphs)
    numbers = sorted({share for share, _, _ in rows})
    assert len(numbers) > 20
    written = {"nq": b"", "ttl": b""}
    for number in numbers:
        mine = [(name, file) for share, name, file in rows if share == number]
        for kind, _, lines, piece in write_share(number, mine, graphs, SETTINGS.base_iri):
            written[kind] += gzip.decompress(piece)
            assert lines > 0

    local = Dumps(tables / "stated", tables / "consolidated", SETTINGS)
    local.write_quads(tmp_path / "local.nq.gz", tmp_path)
    local.write_turtle(tmp_path / "local.ttl", tmp_path)
    expected = gzip.decompress((tmp_path / "local.nq.gz").read_bytes())
    assert expected.startswith(written["nq"])
    assert b"graph/ontology>" in expected[len(written["nq"]) :].splitlines()[0]
    assert (tmp_path / "local.ttl").read_bytes().endswith(written["ttl"])


def test_every_share_belongs_to_one_graph_in_the_order_of_graphs(tables: Path) -> None:
    graphs = graphs_of(tables)
    firsts = [graph.first for graph in graphs]
    assert firsts == sorted(set(firsts))
    assert [graph.spec.view for graph in graphs] == ["default", "identity", "quality", "source"]
    for graph, following in itertools.pairwise(graphs):
        assert graph.first + graph.bounds.len() + 1 == following.first


def test_without_pyspark_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(EngineError, match="not installed") as caught, Session(SETTINGS).errors():
        pytest.fail("there is no session")
    assert "ecosystem-graph[spark]" in caught.value.hint


def test_rows_of_a_table_that_no_graph_reads_go_nowhere() -> None:
    table = pl.DataFrame({"key": ["a"], "record": ["a"]})
    assert list(divide_batch("unread", table, [], SETTINGS.base_iri)) == []
