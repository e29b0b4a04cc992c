"""Stages on a Spark cluster: the shares of all graphs are written side by side, by the code that writes them here.

Reading and resolution stay with the caller, in bounded memory. The workers read the consolidated tables, bring their
rows into shares of subjects (`mapInArrow`) and write each share (`applyInArrow`); the caller puts the compressed pieces
in order, which gives the dumps of the local engine. Rows travel as Arrow, never as text, so no value changes its form.
"""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecosystem_graph.graph.dataset import GraphScan, GraphSpec, scan_graphs, turtle_prefixes
from ecosystem_graph.graph.emit import emit_turtle_shares
from ecosystem_graph.graph.ontology import ontology_quads
from ecosystem_graph.graph.share import columns_of, sample_subjects
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.records.ranges import bounds_of
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.cluster import Session
from ecosystem_graph.stage.shares import count_rows
from ecosystem_graph.stage.task import PIECE_SCHEMA, ROW_SCHEMA, SharedGraph, divide_batch, divider, row_table, writer

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["ROWS_PER_SHARE", "SparkDumps"]

ROWS_PER_SHARE = 400_000
"""Rows of all maps that one task writes: a hundred megabytes or so, since Spark keeps a share in memory twice."""

_FEW_ROWS = 20_000
"""Tables up to this size are divided by the caller: each task costs the start of a Python process."""
_SAMPLE = 100_000


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
            rows.append(spark.createDataFrame(row_table(few)))
            shares = reduce(lambda one, other: one.unionAll(other), rows).groupBy("share")
            pieces = shares.applyInArrow(writer(graphs, self._settings.base_iri), PIECE_SCHEMA)
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
        return table.select(known).mapInArrow(divider(path.stem, graphs, self._settings.base_iri), ROW_SCHEMA)

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
            # A range each: what is sorted into one is brought to the caller at once.
            ranges = pieces.repartitionByRange(max(1, pieces.count()), "share", "number")
            ordered = ranges.sortWithinPartitions("share", "number").select("lines", "piece")
            for done, row in enumerate(ordered.toLocalIterator()):
                self._progress("quads" if kind == "nq" else "turtle", done)
                yield row["lines"], bytes(row["piece"])


def _reads(spec: GraphSpec, view: str, name: str) -> bool:
    is_of_view = (spec.view == "source") == (view == "stated")
    return is_of_view and any(entity.table == name for entity in spec.maps)


def _columns(spec: GraphSpec, name: str) -> set[str]:
    """Return the columns of a table that a graph needs, with those by which its rows are selected."""
    columns = {column for entity in spec.maps if entity.table == name for column in columns_of(entity)}
    return columns | {"property", "record"}
