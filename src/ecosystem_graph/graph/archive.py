"""Compressed dumps with the same bytes every time."""

import zlib
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

__all__ = ["CompressedWriter", "compressed"]

_BYTES_PER_MEMBER = 8_000_000
_LEVEL = 3
"""More than twice as fast as the usual 6, for a quarter more bytes (decision 32)."""
_MEMBERS_AHEAD = 2
"""Members that may wait to be written, per thread."""


class CompressedWriter:
    """Writes a gzip file without a time stamp or name, in threads and in bounded memory.

    The text is cut into members of 8 MB, which may follow each other (RFC 1952, section 2.2): readers see one stream,
    and several threads compress without changing a byte.

    Args:
        path: File to write.
        jobs: Threads; the bytes do not depend on it.
    """

    def __init__(self, path: Path, *, jobs: int = 2) -> None:
        self._stream = path.open("wb")
        self._pool = ThreadPoolExecutor(jobs)
        self._ahead = jobs * _MEMBERS_AHEAD
        self._waiting: deque[Future[bytes]] = deque()
        self._member = bytearray()

    def __enter__(self) -> "CompressedWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._submit()
                self._write(keep=0)
        finally:
            self._pool.shutdown(cancel_futures=True)
            self._stream.close()

    def write(self, piece: memoryview | bytes) -> None:
        """Append some bytes."""
        self._member += piece
        while len(self._member) >= _BYTES_PER_MEMBER:
            rest = self._member[_BYTES_PER_MEMBER:]
            del self._member[_BYTES_PER_MEMBER:]
            self._submit()
            self._member = rest
            self._write(keep=self._ahead)

    def _submit(self) -> None:
        self._waiting.append(self._pool.submit(compressed, [self._member]))

    def _write(self, *, keep: int) -> None:
        while len(self._waiting) > keep:
            self._stream.write(self._waiting.popleft().result())


def compressed(pieces: Iterable[bytes | bytearray | memoryview], *, level: int = _LEVEL) -> bytes:
    """Return one gzip member without a time stamp or name.

    Args:
        pieces: Text, in any number of pieces; the bytes do not depend on it.
        level: From 1 (quick) to 9 (small).
    """
    compressor = zlib.compressobj(level=level, wbits=31)
    return b"".join((*map(compressor.compress, pieces), compressor.flush()))
