"""Filling a new Oxigraph directory in one bulk load."""

import gzip
import io
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from ecosystem_graph.errors import StoreError, StoreLockedError

__all__ = ["load_quads"]

logger = logging.getLogger(__name__)


def load_quads(quads: Iterable[Path | bytes], directory: Path) -> int:
    """Bulk-load N-Quads into a new store directory.

    The caller makes it atomic: give a temporary directory and rename it when this returns.

    Args:
        quads: Files (``.nq`` or ``.nq.gz``) or bytes; no blank node label may occur in two of them.
        directory: Folder that does not exist yet or is empty.

    Returns:
        Number of distinct quads in the store.

    Raises:
        StoreError: The directory is in use, the N-Quads are malformed, or the disk refuses.
    """
    if directory.exists() and any(directory.iterdir()):
        raise StoreError(f"{directory}: expected a new or empty directory, found files in it")
    try:
        store = ox.Store(str(directory))
        for each in quads:
            _load_one(store, each)
        store.flush()
    except OSError as error:
        kind = StoreLockedError if "lock" in str(error).lower() else StoreError
        raise kind(f"{directory}: the store cannot be written: {error}") from error
    count = len(store)  # counts one by one
    logger.info("loaded %d quads into %s", count, directory.name)
    return count


def _load_one(store: ox.Store, quads: Path | bytes) -> None:
    try:
        with _open(quads) as stream:
            store.bulk_load(stream, ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        name = quads if isinstance(quads, Path) else "N-Quads"
        raise StoreError(f"{name}: expected N-Quads, found {error}") from error


def _open(quads: Path | bytes) -> IO[bytes]:
    if isinstance(quads, bytes):
        return io.BytesIO(quads)
    return cast(IO[bytes], gzip.open(quads, "rb")) if quads.suffix == ".gz" else quads.open("rb")
