"""Stages: tables to the dumps of a release and the text for its store, sorted, without repeats, in shares."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from ecosystem_graph.graph.archive import CompressedWriter
from ecosystem_graph.graph.dataset import GraphScan, scan_graphs, turtle_prefixes
from ecosystem_graph.graph.emit import Share, emit_nquads_shares, emit_turtle_shares
from ecosystem_graph.graph.ontology import ontology_quads
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.shares import ROWS_PER_SHARE, count_rows, divide, read_shares, whole_graph

__all__ = ["Dumps"]


class Dumps:
    """The dumps of one release, and what its store holds.

    Args:
        stated: Folder of the stated tables that differ from the consolidated ones.
        consolidated: Folder of the consolidated tables.
        settings: Base IRI, threads, and whether there are source graphs.
        rows_per_share: How many rows a share has, roughly; two are in memory at a time. Dumps do not depend on it.
        progress: Told how many rows are done.

    Attributes:
        stage: Name of the stage that divides: what one engine left behind is not taken for what the other needs.
    """

    stage = "divide"

    def __init__(
        self,
        stated: Path,
        consolidated: Path,
        settings: BuildSettings,
        *,
        rows_per_share: int = ROWS_PER_SHARE,
        progress: Progress = no_progress,
    ) -> None:
        views = (TableFolder(stated, consolidated).scan(), TableFolder(consolidated).scan())
        self._settings, self._rows_per_share, self._progress = settings, rows_per_share, progress
        base, source_graphs = settings.base_iri, settings.source_graphs
        self._scans = list(scan_graphs(*views, base, source_graphs=source_graphs))
        self._stored = list(scan_graphs(*views, base, source_graphs=source_graphs, facts_once=True))

    def divide(self, folder: Path) -> None:
        """Bring the rows of the default graph into shares, if they are many; both dumps are written from them."""
        if self._is_divided(self._scans[0]):
            divide(self._scans[0], self._settings.base_iri, folder, self._rows_per_share, self._progress)

    def write_quads(self, path: Path, divided: Path) -> int:
        """Write all graphs as compressed N-Quads and return how many lines there are.

        Args:
            path: File to write; its folder is used for what does not fit into memory.
            divided: What `divide` filled.
        """
        lines = 0
        with CompressedWriter(path, jobs=self._settings.jobs) as stream:
            for piece in self._quads("quads", self._scans, path.with_name("shares"), divided):
                stream.write(piece)
                lines += bytes(piece).count(b"\n")
        return lines

    def stored_quads(self, scratch: Path, divided: Path) -> Iterator[memoryview]:
        """Yield N-Quads for the store: all graphs, without the facts in source graphs that the default graph has too.

        Args:
            scratch: Folder that does not exist yet, for what does not fit into memory.
            divided: What `divide` filled.
        """
        yield from self._quads("store", self._stored, scratch, divided)

    def write_turtle(self, path: Path, divided: Path) -> None:
        """Write the default graph as Turtle; the arguments are those of `write_quads`."""
        base, jobs = self._settings.base_iri, self._settings.jobs
        counted = _Counted("turtle", count_rows(self._scans[0]), self._progress)
        shares = counted.pass_on(self._shares(self._scans[0], divided))
        with path.open("wb") as stream:
            for piece in emit_turtle_shares(shares, base, turtle_prefixes(base, PREFIXES), jobs=jobs):
                stream.write(piece)

    def _quads(self, stage: str, scans: list[GraphScan], scratch: Path, divided: Path) -> Iterator[memoryview]:
        base, jobs = self._settings.base_iri, self._settings.jobs
        counted = _Counted(stage, sum(map(count_rows, scans)), self._progress)
        for scan in scans:
            folder = divided
            if scan.graph is not None and self._is_divided(scan):
                folder = scratch
                divide(scan, base, folder, self._rows_per_share, self._progress)
            yield from emit_nquads_shares(counted.pass_on(self._shares(scan, folder)), base, scan.graph, jobs=jobs)
            if scratch.exists():
                shutil.rmtree(scratch)
        yield memoryview(ontology_quads(f"{base}graph/ontology"))

    def _shares(self, scan: GraphScan, folder: Path) -> Iterable[Share]:
        return read_shares(scan, folder) if self._is_divided(scan) else [whole_graph(scan)]

    def _is_divided(self, scan: GraphScan) -> bool:
        """Tell whether shares save memory: two of them are there at a time, one written and one made ready."""
        return count_rows(scan) > 2 * self._rows_per_share


class _Counted:
    """Tells how many rows have been passed on to be written."""

    def __init__(self, stage: str, total: int, progress: Progress) -> None:
        self._stage, self._total, self._progress = stage, total, progress
        self._done = 0

    def pass_on(self, shares: Iterable[Share]) -> Iterator[Share]:
        for maps, tables in shares:
            self._progress(self._stage, self._done, self._total)
            yield maps, tables
            self._done += sum(tables[entity.table].height for entity in maps)
