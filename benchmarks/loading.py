"""A measured load of N-Quads: ``python -m benchmarks.loading ours|own FILE OUT``."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ecosystem_graph.store.load import load_quads

__all__ = ["main"]

_BYTES_PER_PIECE = 1 << 18
"""About what emission yields at a time."""


def main(kind: str, quads: Path, directory: Path) -> None:
    """Load a plain file as a build loads its statements, or with the loader that Oxigraph's command line uses."""
    if kind == "ours":
        load_quads(_pieces(quads), directory)
        return
    store = ox.Store(str(directory))
    store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    store.flush()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_BYTES_PER_PIECE):
            yield piece + stream.readline()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
