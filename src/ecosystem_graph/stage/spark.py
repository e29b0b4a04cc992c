"""Stage on a Spark cluster: the shares of all graphs are written side by side, by the code that writes them here.

The caller reads, resolves and brings rows into shares, in bounded memory, as the local engine does. The workers do
what takes longest: they write and compress each share (`mapInArrow`). The caller then puts the compressed pieces in
order, which gives the dumps of the local engine, and needs no cluster for it.
"""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import polars as pl

from ecosystem_graph.errors import EngineError
from ecosystem_graph.graph.archive import compressed
from ecosystem_graph.graph.dataset import turtle_prefixes
from ecosystem_graph.graph.emit import emit_turtle_shares
from ecosystem_graph.graph.ontology import ontology_quads
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records.parquet import scan_table
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.cluster import Cluster, connected, place_of
from ecosystem_graph.stage.dump import Dumps
from ecosystem_graph.stage.shares import divide
from ecosystem_graph.stage.task import PIECE_SCHEMA, known_versions, pack_share, writer

__all__ = ["ROWS_PER_SHARE", "SparkDumps"]

ROWS_PER_SHARE = 200_000
"""Rows of all maps that one task writes: ten megabytes or so, a few seconds of work."""

_SHARES, _PIECES = "shares", "pieces"


class SparkDumps(Dumps):
    """The dumps of one release, written by a cluster.

    Args:
        stated: Folder of the stated tables that differ from the consolidated ones.
        consolidated: Folder of the consolidated tables.
        settings: Master, base IRI, the path that workers see, and whether there are source graphs.
        rows_per_share: How many rows one task writes, roughly; dumps do not depend on it.
        progress: Told how many rows are divided, and of the pieces that have come back.
    """

    stage = "cluster"

    def __init__(
        self,
        stated: Path,
        consolidated: Path,
        settings: BuildSettings,
        *,
        rows_per_share: int = ROWS_PER_SHARE,
        progress: Progress = no_progress,
    ) -> None:
        super().__init__(stated, consolidated, settings, rows_per_share=rows_per_share, progress=progress)

    def divide(self, folder: Path) -> None:
        """Bring the rows of all graphs into shares, and have the cluster write them.

        Raises:
            EngineError: pyspark or Java is missing, or the cluster gave up.
        """
        self.pack(folder / _SHARES)
        wanted = sorted(path.stem for path in (folder / _SHARES).iterdir())
        with connected(self._settings) as cluster:
            if not self._settings.spark_path:
                self._write(cluster, place_of(folder))
            else:
                own = f"{self._settings.spark_path.rstrip('/')}/ecosystem-graph-{uuid4().hex}"
                try:
                    cluster.send(folder / _SHARES, f"{own}/{_SHARES}")
                    self._write(cluster, own)
                    cluster.fetch(f"{own}/{_PIECES}", folder / _PIECES)
                finally:
                    cluster.remove(own)
        found = _known(folder)["share"].to_list()
        if found != wanted:
            raise EngineError(f"the workers wrote {len(found)} shares of {len(wanted)}", hint="Build again.")
        shutil.rmtree(folder / _SHARES)

    def pack(self, folder: Path) -> None:
        """Bring the rows of all graphs into shares, one file each, in a folder to make."""
        folder.mkdir()
        rows = folder / "rows"
        for number, scan in enumerate(self._scans):
            divide(scan, self._settings.base_iri, rows, self._rows_per_share, self._progress)
            for share in sorted(rows.iterdir()):
                pack_share(share, number, folder)
                shutil.rmtree(share)
        rows.rmdir()

    def _write(self, cluster: Cluster, place: str) -> None:
        graphs = {number: scan.spec for number, scan in enumerate(self._scans)}
        shares = cluster.read_files(f"{place}/{_SHARES}")
        write = writer(graphs, self._settings.base_iri, known_versions())
        cluster.write(shares.mapInArrow(write, PIECE_SCHEMA), f"{place}/{_PIECES}")

    def write_quads(self, path: Path, divided: Path) -> int:
        """Put the N-Quads of all graphs into one compressed file and return how many lines there are."""
        ontology = ontology_quads(f"{self._settings.base_iri}graph/ontology")
        lines = ontology.count(b"\n")
        with path.open("wb") as stream:
            for count, piece in self._pieces("quads", divided):
                stream.write(piece)
                lines += count
            stream.write(compressed([ontology]))
        return lines

    def write_turtle(self, path: Path, divided: Path) -> None:
        """Put the default graph into one Turtle file."""
        base = self._settings.base_iri
        with path.open("wb") as stream:
            for head in emit_turtle_shares([], base, turtle_prefixes(base, PREFIXES)):
                stream.write(head)
            for _, piece in self._pieces("turtle", divided):
                stream.write(gzip.decompress(piece))

    def _pieces(self, kind: str, divided: Path) -> Iterator[tuple[int, bytes]]:
        """Yield the number of lines and the bytes of each share in order, one at a time."""
        known = _known(divided)
        for done, (share, lines, path) in enumerate(known.iter_rows()):
            self._progress(kind, done, known.height)
            yield lines, scan_table(path).filter(share=share).select(kind).collect().item()


def _known(divided: Path) -> pl.DataFrame:
    """Return name, number of lines and file of each share that was written, in order."""
    files = sorted((divided / _PIECES).glob("*.parquet"))
    pieces = pl.scan_parquet(files, include_file_paths="path", glob=False)
    return pieces.select("share", "lines", "path").collect().sort("share")
