"""What a build on a cluster does before and after the workers, and what they do, without a cluster."""

import gzip
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.synthetic import synthetic_records

from ecosystem_graph.errors import EngineError
from ecosystem_graph.resolve.stream import resolve_folders
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage import spark
from ecosystem_graph.stage.cluster import connected, first_reason
from ecosystem_graph.stage.dump import Dumps
from ecosystem_graph.stage.spark import SparkDumps
from ecosystem_graph.stage.task import known_versions, writer

Write = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
SETTINGS = BuildSettings(base_iri="https://example.org/", engine="spark")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    synthetic_records(120).write(folder / "read")
    resolve_folders([folder / "read"], folder / "resolved")
    return folder / "resolved"


class Here:
    """A cluster whose only worker is this process; files are in no order."""

    def __init__(self) -> None:
        self.places: dict[str, Path] = {}

    def read_files(self, folder: str) -> "Here":
        self.files = sorted(self._path(folder).iterdir(), reverse=True)
        return self

    def mapInArrow(self, write: Write, _schema: str) -> Iterator[pa.RecordBatch]:  # noqa: N802 - Spark's name
        rows = [{"path": f"file:{path}", "content": path.read_bytes()} for path in self.files]
        return write(pa.RecordBatch.from_pylist([row]) for row in rows)

    def write(self, batches: Iterator[pa.RecordBatch], folder: str) -> None:
        self._path(folder).mkdir(parents=True)
        for number, batch in enumerate(batches):
            pq.write_table(pa.Table.from_batches([batch]), self._path(folder) / f"part-{number % 7}-{number}.parquet")

    def send(self, folder: Path, target: str) -> None:
        self.places[target] = folder

    def fetch(self, source: str, folder: Path) -> None:
        self.places.pop(source).rename(folder)

    def remove(self, folder: str) -> None:
        self.places = {place: path for place, path in self.places.items() if not place.startswith(folder)}

    def _path(self, place: str) -> Path:
        if place.startswith("hdfs:"):
            return self.places.setdefault(place, next(iter(self.places.values())).parent / "far")
        return Path(place.removeprefix("file://"))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    cluster = Here()

    @contextmanager
    def connect(_settings: BuildSettings) -> Iterator[Here]:
        yield cluster

    monkeypatch.setattr(spark, "connected", connect)
    return cluster


@pytest.mark.parametrize("spark_path", ["", "hdfs://host/tmp/"])
def test_shares_that_are_written_apart_are_the_dump_of_the_local_engine(
    tables: Path, tmp_path: Path, here: Here, spark_path: str
) -> None:
    folders = (tables / "stated", tables / "consolidated")
    settings = BuildSettings(base_iri=SETTINGS.base_iri, engine="spark", spark_path=spark_path)
    dumps = SparkDumps(*folders, settings, rows_per_share=200)
    divided = tmp_path / "divided"
    divided.mkdir()
    dumps.divide(divided)
    assert len(here.files) > 8
    assert [path.name for path in divided.iterdir()] == ["pieces"]
    assert here.places == {}
    lines = dumps.write_quads(tmp_path / "apart.nq.gz", divided)
    dumps.write_turtle(tmp_path / "apart.ttl", divided)

    local = Dumps(*folders, SETTINGS)
    assert local.write_quads(tmp_path / "local.nq.gz", tmp_path) == lines
    local.write_turtle(tmp_path / "local.ttl", tmp_path)
    apart, expected = (gzip.decompress((tmp_path / f"{name}.nq.gz").read_bytes()) for name in ("apart", "local"))
    assert apart == expected
    assert (tmp_path / "apart.ttl").read_bytes() == (tmp_path / "local.ttl").read_bytes()


def test_a_share_that_does_not_come_back_is_an_error(
    tables: Path, tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = here.write
    monkeypatch.setattr(here, "write", lambda batches, folder: write(itertools.islice(batches, 2), folder))
    dumps = SparkDumps(tables / "stated", tables / "consolidated", SETTINGS)
    with pytest.raises(EngineError, match=r"the workers wrote 2 shares of \d"):
        dumps.divide(tmp_path)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("[PATH_NOT_FOUND] There is no file:/x.\n;\nRelation", "[PATH_NOT_FOUND] There is no file:/x."),
        ("Cannot call methods on a stopped SparkContext.\nat", "no master answers there, or it ended the connection"),
        ("Traceback (most recent call last):\n  File x\n    y\na.Error: 3.12 not 3.11\nPlease check\n\n\tat z",
         "a.Error: 3.12 not 3.11"),
    ],
)  # fmt: skip
def test_the_reason_is_the_line_that_tells_what_went_wrong(said: str, reason: str) -> None:
    assert first_reason(said) == reason


def test_a_worker_with_another_version_refuses_to_write() -> None:
    write = writer({}, SETTINGS.base_iri, known_versions() | {"polars": "0.1"})
    with pytest.raises(EngineError, match=r"a worker has .*, the caller .*'polars': '0.1'"):
        next(write([]))


def test_without_pyspark_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineError, match="not installed") as caught, connected(SETTINGS):
        pytest.fail("there is no session")
    assert "ecosystem-graph[spark]" in caught.value.hint
