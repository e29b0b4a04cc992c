"""Compressed dumps with the same bytes every time."""

import zlib
from pathlib import Path

__all__ = ["compress_file"]

_BYTES_PER_MEMBER = 8_000_000
_LEVEL = 6


def compress_file(plain: Path, compressed: Path) -> None:
    """Compress a file to gzip without a time stamp or name, in bounded memory.

    The file is cut into members of 8 MB, which may follow each other (RFC 1952, section 2.2): readers see one stream,
    and a later version may compress them side by side without changing a byte.
    """
    with plain.open("rb") as source, compressed.open("wb") as target:
        while True:
            piece = source.read(_BYTES_PER_MEMBER)
            compressor = zlib.compressobj(level=_LEVEL, wbits=31)
            target.write(compressor.compress(piece) + compressor.flush())
            if len(piece) < _BYTES_PER_MEMBER:
                return
