"""The measured process of ours: tables on disk to a file. ``python -m benchmarks.emission FOLDER OUT nq|ttl``."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.part import read_parts
from ecosystem_graph.graph.dataset import turtle_prefixes
from ecosystem_graph.graph.emit import emit_nquads, emit_turtle
from ecosystem_graph.namespaces import DEFAULT_BASE, PREFIXES

__all__ = ["main"]


def main(folder: Path, out: Path, syntax: str) -> None:
    """Write all graphs as N-Quads, or the default graph as Turtle."""
    with out.open("wb") as stream:
        for piece in _nquads(folder) if syntax == "nq" else _turtle(folder):
            stream.write(piece)


def _nquads(folder: Path) -> Iterator[memoryview]:
    for part in read_parts(folder):
        yield from emit_nquads(part.maps, part.read_tables(), DEFAULT_BASE, part.graph)


def _turtle(folder: Path) -> Iterator[memoryview]:
    default = next(read_parts(folder))
    return emit_turtle(default.maps, default.read_tables(), DEFAULT_BASE, turtle_prefixes(DEFAULT_BASE, PREFIXES))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
