"""Filling a new Oxigraph directory, in bounded memory and on all cores."""

import io
import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from ecosystem_graph.errors import StoreError, StoreLockedError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["load_quads"]

logger = logging.getLogger(__name__)

_BYTES_PER_PORTION = 80_000_000
"""About 400,000 quads, for which Oxigraph takes 0.4 GB."""
_PORTIONS = 20
"""Portions that are loaded on their own. Oxigraph merges their files meanwhile, which costs more the more there are;
what follows is loaded in one go, in about two gigabytes."""


def load_quads(quads: Iterable[bytes | memoryview], directory: Path, *, jobs: int = 2) -> int:
    """Bulk-load N-Quads into a new store directory.

    The caller makes it atomic: give a temporary directory and rename it when this returns. The syntax of lines is
    checked; IRIs are taken as they are, since the mapping encodes what it makes and sources' addresses are checked.

    Args:
        quads: Pieces of text, each of whole lines; no blank node label may occur in two of them.
        directory: Folder that does not exist yet or is empty.
        jobs: Portions that are loaded at the same time.

    Returns:
        Number of lines: of quads, if none is repeated.

    Raises:
        StoreError: The directory is in use, the N-Quads are malformed, or the disk refuses.
    """
    if directory.exists() and any(directory.iterdir()):
        raise StoreError(f"{directory}: expected a new or empty directory, found files in it")
    counted = _Counted(quads)
    try:
        store = ox.Store(str(directory))
        pieces = iter(counted)
        _load_portions(store, islice(_portions(pieces), _PORTIONS), jobs)
        _load(store, _Stream(pieces))
        store.flush()
    except OSError as error:
        kind = StoreLockedError if "lock" in str(error).lower() else StoreError
        raise kind(f"{directory}: the store cannot be written: {error}") from error
    logger.info("loaded %d lines into %s", counted.lines, directory.name)
    return counted.lines


def _load_portions(store: ox.Store, portions: Iterable[bytes], jobs: int) -> None:
    """Load portions side by side; no more are in memory than are being loaded, and the one that is being filled."""
    with ThreadPoolExecutor(jobs) as pool:
        loading: set[Future[None]] = set()
        for portion in portions:
            if len(loading) >= jobs:
                done, loading = wait(loading, return_when=FIRST_COMPLETED)
                for each in done:
                    each.result()
            loading.add(pool.submit(_load, store, io.BytesIO(portion)))
        for each in loading:
            each.result()


def _load(store: ox.Store, text: io.IOBase) -> None:
    try:
        store.bulk_load(cast(IO[bytes], text), ox.RdfFormat.N_QUADS, lenient=True)
    except SyntaxError as error:
        raise StoreError(f"expected N-Quads, found {error}") from error


def _portions(quads: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the text in portions; whoever stops after some finds what follows in the iterator of pieces."""
    waiting: list[bytes] = []
    size = 0
    for piece in quads:
        waiting.append(piece)
        size += len(piece)
        if size >= _BYTES_PER_PORTION:
            yield _joined(waiting)
            size = 0
    if waiting:
        yield _joined(waiting)


def _joined(waiting: list[bytes]) -> bytes:
    """Return the pieces as one and let go of them, since they are as large as it is while it is being loaded."""
    portion = b"".join(waiting)
    waiting.clear()
    return portion


class _Counted:
    """Pieces of text, and how many lines have been taken."""

    def __init__(self, pieces: Iterable[bytes | memoryview]) -> None:
        self._pieces = pieces
        self.lines = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            text = bytes(piece)
            self.lines += text.count(b"\n")
            yield text


class _Stream(io.RawIOBase):
    """Pieces of text, read as one file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = filter(None, pieces)  # nothing read would be the end
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        target = memoryview(buffer)
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
