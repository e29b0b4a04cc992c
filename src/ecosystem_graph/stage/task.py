"""What a worker of a cluster does: rows of a table into shares, and a share into compressed pieces of the dumps."""

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa

from ecosystem_graph.graph.dataset import GraphSpec, turtle_prefixes
from ecosystem_graph.graph.emit import emit_nquads_shares, emit_turtle_shares
from ecosystem_graph.graph.share import own_share, subjects_of
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.records.ranges import cut_rows

__all__ = ["PIECE_SCHEMA", "ROW_SCHEMA", "SharedGraph", "divide_batch", "divider", "row_table", "write_share", "writer"]

ROW_SCHEMA = "share int, map string, rows binary"
"""Columns of what `divider` gives, as Spark writes them."""
PIECE_SCHEMA = "share int, kind string, number int, lines long, piece binary"
"""Columns of what `writer` gives."""

_ROWS_PER_SLICE = 20_000
_BYTES_PER_PIECE = 8_000_000


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


def divider(
    name: str, graphs: Sequence[SharedGraph], base: str
) -> Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]]:
    """Return `divide_batch` in the form that Spark's ``mapInArrow`` takes."""

    def divide(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = pl.DataFrame(pa.Table.from_batches([batch]))
            for row in divide_batch(name, rows, graphs, base):
                yield from row_table([row]).to_batches()

    return divide


def row_table(rows: Sequence[tuple[int, str, bytes]]) -> pa.Table:
    """Return rows in the columns of `ROW_SCHEMA`."""
    kinds, names = (pa.int32(), pa.string(), pa.binary()), ("share", "map", "rows")
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table([pa.array(list(column), kind) for column, kind in zip(columns, kinds, strict=True)], names=names)


def writer(graphs: Sequence[SharedGraph], base: str) -> Callable[[tuple[Any, ...], pa.Table], pa.Table]:
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
