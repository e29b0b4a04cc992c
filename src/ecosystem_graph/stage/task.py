"""What a worker of a cluster does: one share of a graph to compressed pieces of the dumps.

A share travels as a tar file of Arrow files, so its rows never become text on the way and no value changes its form.
"""

import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow as pa

from ecosystem_graph.errors import EngineError
from ecosystem_graph.graph.archive import compressed
from ecosystem_graph.graph.dataset import GraphSpec, turtle_prefixes
from ecosystem_graph.graph.emit import emit_nquads_shares, emit_turtle_shares
from ecosystem_graph.graph.share import own_share
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.records.ranges import read_part

__all__ = ["PIECE_SCHEMA", "Piece", "known_versions", "pack_share", "write_share", "writer"]

PIECE_SCHEMA = "share string, lines long, quads binary, turtle binary"
"""Columns of `Piece`, as Spark writes them."""

_SUFFIX = ".tar"
_QUICKLY = 1
"""Level of compression of Turtle, which is plain again as soon as the caller has it."""
_COMPARED = ("ecosystem-graph", "polars")
"""Packages whose versions may change what a worker writes."""


class Piece(NamedTuple):
    """One share of a graph, written.

    Attributes:
        share: Name of the share; the names sort as the shares follow each other in the dumps.
        lines: Number of N-Quads.
        quads: N-Quads, one whole gzip member.
        turtle: Paragraphs of Turtle, one whole gzip member; empty unless the share belongs to the default graph.
    """

    share: str
    lines: int
    quads: bytes
    turtle: bytes


def pack_share(folder: Path, graph: int, target: Path) -> None:
    """Put the files of a share into one file.

    Args:
        folder: Files of [`Ranges`][ecosystem_graph.records.ranges.Ranges].
        graph: Number of the graph.
        target: Folder of the file, whose name tells the graph and sorts as the shares do.
    """
    with tarfile.open(target / f"{graph:05}-{folder.name}{_SUFFIX}", "w") as packed:
        packed.add(folder, ".")


def write_share(name: str, packed: bytes, graphs: Mapping[int, GraphSpec], base: str) -> Piece:
    """Write one share.

    Args:
        name: Name of its file.
        packed: Content of its file.
        graphs: Graphs by number.
        base: Base IRI.
    """
    share = name.removesuffix(_SUFFIX)
    spec = graphs[int(share.partition("-")[0])]
    with TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(packed)) as files:
        files.extractall(folder, filter="data")
        one = own_share(spec.maps, read_part(Path(folder)))
        lines = _Lines(emit_nquads_shares([one], base, spec.graph, jobs=1))
        quads, turtle = compressed(lines), b""
        if spec.graph is None:
            _head, *paragraphs = emit_turtle_shares([one], base, turtle_prefixes(base, PREFIXES), jobs=1)
            turtle = compressed(paragraphs, level=_QUICKLY)
    return Piece(share, lines.number, quads, turtle)


class _Lines:
    """Pieces of text, whose lines are counted as they pass by."""

    def __init__(self, pieces: Iterable[memoryview]) -> None:
        self._pieces, self.number = pieces, 0

    def __iter__(self) -> Iterator[memoryview]:
        for piece in self._pieces:
            self.number += bytes(piece).count(b"\n")
            yield piece


def writer(
    graphs: Mapping[int, GraphSpec], base: str, versions: Mapping[str, str]
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return `write_share` in the form that Spark's ``mapInArrow`` takes.

    Args:
        graphs: Graphs by number.
        base: Base IRI.
        versions: `known_versions` of the caller.

    Raises:
        EngineError: The worker has other versions than the caller.
    """

    def write(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        if known_versions() != versions:
            raise EngineError(f"a worker has {known_versions()}, the caller {dict(versions)}")
        for batch in batches:
            for path, content in zip(batch.column("path"), batch.column("content"), strict=True):
                name = PurePosixPath(path.as_py()).name
                piece = write_share(name, content.as_py(), graphs, base)
                yield pa.RecordBatch.from_pylist([piece._asdict()], _ARROW_SCHEMA)

    return write


def known_versions() -> dict[str, str]:
    """Return the versions of the packages here that a worker and the caller must share."""
    return {name: version(name) for name in _COMPARED}


_ARROW_SCHEMA = pa.schema(
    {"share": pa.large_string(), "lines": pa.int64(), "quads": pa.large_binary(), "turtle": pa.large_binary()}
)
