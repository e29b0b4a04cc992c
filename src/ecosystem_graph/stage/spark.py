"""Stages on a Spark cluster: the shares of all graphs are written side by side, by the code that writes them here.

Reading and resolution stay with the caller, in bounded memory. The workers read the consolidated tables, bring their
rows into shares of subjects (`mapInArrow`) and write each share (`applyInArrow`); the caller puts the compressed pieces
in order, which gives the dumps of the local engine. Rows travel as Arrow, never as text, so no value changes its form.
"""

import gzip
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from ecosystem_graph.errors import EngineError
from ecosystem_graph.graph.dataset import GraphScan, GraphSpec, scan_graphs, turtle_prefixes
from ecosystem_graph.graph.emit import emit_nquads_shares, emit_turtle_shares
from ecosystem_graph.graph.ontology import ontology_quads
from ecosystem_graph.graph.share import columns_of, own_share, sample_subjects, subjects_of
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.records.ranges import bounds_of, cut_rows
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.shares import count_rows

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["ROWS_PER_SHARE", "Session", "SharedGraph", "SparkDumps", "divide_batch", "write_share"]

ROWS_PER_SHARE = 400_000
"""Rows of all maps that one task writes: a hundred megabytes or so, since Spark keeps a share in memory twice."""

_FEW_ROWS = 20_000
"""Tables up to this size are divided by the caller: each task costs the start of a Python process."""
_ROWS_PER_SLICE = 20_000
_SAMPLE = 100_000
_MOST_TASKS = 200
_BYTES_PER_PIECE = 8_000_000
_ROW_SCHEMA = "share int, map string, rows binary"
_PIECE_SCHEMA = "share int, kind string, number int, lines long, piece binary"


@dataclass(frozen=True, slots=True)
class SharedGraph:
    """One graph, and where its shares begin.

    Attributes:
        spec: What it is made of.
        bounds: Ends of subjects at which a share begins, in order, apart from the first.
        first: Number of its first share; the shares of all graphs are numbered through, in the order of graphs.
    """

    spec: GraphSpec
    bounds: pl.Series
    first: int


def divide_batch(
    name: str, rows: pl.DataFrame, graphs: Sequence[SharedGraph], base: str
) -> Iterator[tuple[int, str, bytes]]:
    """Bring some rows of a table into the shares of all graphs.

    Args:
        name: Table.
        rows: Some of its rows.
        graphs: Graphs of one view of the tables, the stated or the consolidated one.
        base: Base IRI.

    Yields:
        Number of the share, name of the map, and the rows as an Arrow file.
    """
    for graph in graphs:
        maps = [entity for entity in graph.spec.maps if entity.table == name]
        selected = graph.spec.select(name, rows.lazy()).collect() if maps else rows
        for entity in maps:
            for part, some in cut_rows(*subjects_of(entity, selected, base), graph.bounds):
                for few in some.iter_slices(_ROWS_PER_SLICE):
                    yield graph.first + part, entity.name, few.write_ipc(None).getvalue()


def write_share(
    share: int, rows: Sequence[tuple[str, bytes]], graphs: Sequence[SharedGraph], base: str
) -> Iterator[tuple[str, int, int, bytes]]:
    """Write one share: N-Quads, and Turtle if it belongs to the default graph.

    Args:
        share: Number of the share.
        rows: Name of the map and an Arrow file, in any order.
        graphs: All graphs.
        base: Base IRI.

    Yields:
        Kind (``nq`` or ``ttl``), number of the piece, number of lines, and the piece, a whole gzip member.
    """
    spec = max((graph for graph in graphs if graph.first <= share), key=lambda graph: graph.first).spec
    pieces: dict[str, list[pl.DataFrame]] = {}
    for name, file in rows:
        pieces.setdefault(name, []).append(pl.read_ipc(file))
    one = own_share(spec.maps, {name: pl.concat(some) for name, some in pieces.items()})
    yield from _packed("nq", emit_nquads_shares([one], base, spec.graph, jobs=1))
    if spec.graph is None:
        _head, *paragraphs = emit_turtle_shares([one], base, turtle_prefixes(base, PREFIXES), jobs=1)
        yield from _packed("ttl", iter(paragraphs))


def _packed(kind: str, pieces: Iterator[memoryview]) -> Iterator[tuple[str, int, int, bytes]]:
    waiting, number = bytearray(), 0
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _BYTES_PER_PIECE:
            yield kind, number, waiting.count(b"\n"), gzip.compress(waiting, 6, mtime=0)
            waiting, number = bytearray(), number + 1
    if waiting:
        yield kind, number, waiting.count(b"\n"), gzip.compress(waiting, 6, mtime=0)


class SparkDumps:
    """The dumps of one release, written by a cluster.

    Args:
        stated: Folder of the stated tables that differ from the consolidated ones.
        consolidated: Folder of the consolidated tables.
        settings: Master, base IRI, the path that workers see, and whether there are source graphs.
        rows_per_share: How many rows one task writes, roughly; dumps do not depend on it.
        progress: Told of the pieces that have come back.

    Raises:
        EngineError: pyspark or Java is missing, or there is no such master.
    """

    def __init__(
        self,
        stated: Path,
        consolidated: Path,
        settings: BuildSettings,
        *,
        rows_per_share: int = ROWS_PER_SHARE,
        progress: Progress = no_progress,
    ) -> None:
        self._folders = (stated, consolidated)
        self._settings, self._rows_per_share, self._progress = settings, rows_per_share, progress
        self._session = Session(settings)

    def close(self) -> None:
        """Leave the cluster."""
        self._session.close()

    def plan(self) -> list[SharedGraph]:
        """Return all graphs with the bounds of their shares."""
        views, base = self._views(), self._settings.base_iri
        scans = scan_graphs(
            views["stated"].scan(), views["consolidated"].scan(), base, source_graphs=self._settings.source_graphs
        )
        return list(self._share_graphs(scans))

    def divide(self, folder: Path) -> None:
        """Have the cluster write all shares; the pieces are kept in a folder that workers see.

        Args:
            folder: Used unless the settings name a path for Spark.
        """
        graphs, views = self.plan(), self._views()
        with self._session.errors(shares=graphs[-1].first + graphs[-1].bounds.len() + 1) as spark:
            few: list[tuple[int, str, bytes]] = []
            rows: list[DataFrame] = []
            for view, tables in views.items():
                for name, height in tables.heights().items():
                    reading = [each for each in graphs if _reads(each.spec, view, name)]
                    if reading and height > _FEW_ROWS:
                        rows.append(self._divided(spark, view, tables.paths()[name], reading))
                    elif reading and height:
                        few += divide_batch(name, tables[name], reading, self._settings.base_iri)
            rows.append(spark.createDataFrame(_row_table(few)))
            shares = reduce(lambda one, other: one.unionAll(other), rows).groupBy("share")
            pieces = shares.applyInArrow(_writer(graphs, self._settings.base_iri), _PIECE_SCHEMA)
            pieces.write.mode("overwrite").parquet(self._pieces(folder))

    def write_quads(self, path: Path, divided: Path) -> int:
        """Put the N-Quads of all graphs into one compressed file and return how many lines there are."""
        ontology = ontology_quads(f"{self._settings.base_iri}graph/ontology")
        lines = ontology.count(b"\n")
        with path.open("wb") as stream:
            for count, piece in self._read("nq", divided):
                stream.write(piece)
                lines += count
            stream.write(gzip.compress(ontology, 6, mtime=0))
        return lines

    def write_turtle(self, path: Path, divided: Path) -> None:
        """Put the default graph into one Turtle file."""
        base = self._settings.base_iri
        with path.open("wb") as stream:
            for head in emit_turtle_shares([], base, turtle_prefixes(base, PREFIXES)):
                stream.write(head)
            for _, piece in self._read("ttl", divided):
                stream.write(gzip.decompress(piece))

    def _views(self) -> dict[str, TableFolder]:
        stated, consolidated = self._folders
        return {"stated": TableFolder(stated, consolidated), "consolidated": TableFolder(consolidated)}

    def _share_graphs(self, scans: Iterable[GraphScan]) -> Iterator[SharedGraph]:
        first, base = 0, self._settings.base_iri
        for scan in scans:
            rows = count_rows(scan)
            sample = sample_subjects(scan.maps, scan.tables, base, rows=rows, size=_SAMPLE)
            bounds = bounds_of(sample, -(-rows // self._rows_per_share))
            yield SharedGraph(scan.spec, bounds, first)
            first += bounds.len() + 1

    def _divided(self, spark: "SparkSession", view: str, path: Path, graphs: Sequence[SharedGraph]) -> "DataFrame":
        """Return the rows of one table, in the shares of the graphs that read it."""
        columns = {column for each in graphs for column in _columns(each.spec, path.stem)}
        table = spark.read.parquet(self._shared(spark, path, view))
        known = [column for column in table.columns if column in columns]
        return table.select(known).mapInArrow(_divider(path.stem, graphs, self._settings.base_iri), _ROW_SCHEMA)

    def _shared(self, spark: "SparkSession", path: Path, view: str) -> str:
        """Return where workers find a table; it is copied there if they do not see this file."""
        if not self._settings.spark_path:
            return path.resolve().as_uri()
        target = f"{self._settings.spark_path.rstrip('/')}/{view}/{path.name}"
        context: Any = spark.sparkContext
        java = context._jvm.org.apache.hadoop.fs  # the only way to the file systems that Spark knows
        place = java.Path(target)
        files = place.getFileSystem(context._jsc.hadoopConfiguration())
        files.copyFromLocalFile(False, True, java.Path(path.resolve().as_uri()), place)
        return target

    def _pieces(self, divided: Path) -> str:
        own = self._settings.spark_path.rstrip("/")
        return f"{own}/pieces" if own else (divided.resolve() / "pieces").as_uri()

    def _read(self, kind: str, divided: Path) -> Iterator[tuple[int, bytes]]:
        """Yield the pieces of one kind in order, a few at a time."""
        with self._session.errors() as spark:
            pieces = spark.read.parquet(self._pieces(divided)).where(f"kind = '{kind}'")
            ordered = pieces.orderBy("share", "number").select("lines", "piece")
            for done, row in enumerate(ordered.toLocalIterator()):
                self._progress("quads" if kind == "nq" else "turtle", done)
                yield row["lines"], bytes(row["piece"])


class Session:
    """A connection to a cluster, made when it is first needed.

    Args:
        settings: The master.
    """

    def __init__(self, settings: BuildSettings) -> None:
        self._settings = settings
        self._spark: SparkSession | None = None

    def close(self) -> None:
        """End the connection, unless the caller's program had it before."""
        if self._spark is not None:
            self._spark.stop()

    @contextmanager
    def errors(self, *, shares: int = 1) -> Iterator["SparkSession"]:
        """Give the connection; what goes wrong with it becomes an error that says so.

        Args:
            shares: How many groups of rows the work has at most.
        """
        try:
            from py4j.protocol import Py4JError
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise EngineError(
                "the engine spark needs pyspark, which is not installed",
                hint="Install it with: pip install 'ecosystem-graph[spark]'",
            ) from error
        try:
            spark = SparkSession.getActiveSession() or self._connect(SparkSession.builder)
            spark.conf.set("spark.sql.shuffle.partitions", min(shares, _MOST_TASKS))
            yield spark
        except (PySparkException, Py4JError) as error:
            reason = str(error).strip().partition("\n")[0][:300]
            raise EngineError(
                f"Spark at {self._settings.master} gave up: {reason}",
                hint="Spark 4.0 needs Java 17 or newer; see whether the master and its workers are up.",
            ) from error

    def _connect(self, builder: "SparkSession.Builder") -> "SparkSession":
        for name, value in _configuration().items():
            builder = builder.config(name, value)
        self._spark = builder.master(self._settings.master).appName("ecosystem-graph").getOrCreate()
        return self._spark


def _configuration() -> dict[str, str]:
    chosen = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.adaptive.enabled": "false",  # it would put several shares into one task
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
        "spark.sql.execution.arrow.useLargeVarTypes": "true",
        "spark.sql.files.maxPartitionBytes": "16m",
        "spark.pyspark.python": sys.executable,
        "spark.executorEnv.POLARS_MAX_THREADS": "1",
    }
    if os.environ.get("PYTHONPATH"):
        chosen["spark.executorEnv.PYTHONPATH"] = os.environ["PYTHONPATH"]
    return chosen


def _reads(spec: GraphSpec, view: str, name: str) -> bool:
    is_of_view = (spec.view == "source") == (view == "stated")
    return is_of_view and any(entity.table == name for entity in spec.maps)


def _columns(spec: GraphSpec, name: str) -> set[str]:
    """Return the columns of a table that a graph needs, with those by which its rows are selected."""
    columns = {column for entity in spec.maps if entity.table == name for column in columns_of(entity)}
    return columns | {"property", "record"}


def _divider(
    name: str, graphs: Sequence[SharedGraph], base: str
) -> Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]]:
    """Return `divide_batch` in the form that Spark's ``mapInArrow`` takes."""

    def divide(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = pl.DataFrame(pa.Table.from_batches([batch]))
            for row in divide_batch(name, rows, graphs, base):
                yield from _row_table([row]).to_batches()

    return divide


def _row_table(rows: Sequence[tuple[int, str, bytes]]) -> pa.Table:
    """Return rows in the columns of `_ROW_SCHEMA`."""
    kinds, names = (pa.int32(), pa.string(), pa.binary()), ("share", "map", "rows")
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table([pa.array(list(column), kind) for column, kind in zip(columns, kinds, strict=True)], names=names)


def _writer(graphs: Sequence[SharedGraph], base: str) -> Callable[[tuple[Any, ...], pa.Table], pa.Table]:
    """Return `write_share` in the form that Spark's ``applyInArrow`` takes."""

    def write(key: tuple[Any, ...], table: pa.Table) -> pa.Table:
        share = key[0].as_py()
        rows = zip(table["map"].to_pylist(), table["rows"].to_pylist(), strict=True)
        written = [(share, *piece) for piece in write_share(share, list(rows), graphs, base)]
        kinds = (pa.int32(), pa.string(), pa.int32(), pa.int64(), pa.binary())
        names = ("share", "kind", "number", "lines", "piece")
        columns = zip(*written, strict=True) if written else ([] for _ in kinds)
        return pa.table(
            [pa.array(list(column), kind) for column, kind in zip(columns, kinds, strict=True)], names=names
        )

    return write
