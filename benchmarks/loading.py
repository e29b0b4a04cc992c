"""A measured load of N-Quads: ``python -m benchmarks.loading ours|own FILE OUT``."""

import sys
from pathlib import Path

import pyoxigraph as ox

from ecosystem_graph.store.load import load_quads

__all__ = ["main"]


def main(kind: str, quads: Path, directory: Path) -> None:
    """Load a compressed file as a build does, or a plain one with the loader that Oxigraph's command line uses."""
    if kind == "ours":
        load_quads([quads], directory)
        return
    store = ox.Store(str(directory))
    store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    store.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
