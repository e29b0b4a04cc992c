"""Packed inputs: the files inside a zip archive or a gzip file, read in memory and within bounds.

Nothing is ever written to disk, so a member cannot land outside a folder. An archive that tries is refused all the
same: whoever made it did not mean well. Sizes are counted while unpacking, since those that an archive declares may
lie.
"""

import errno
import gzip
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError

__all__ = ["BOUNDS", "DAMAGED", "Bounds", "Member", "is_packed", "member_names", "read_members", "read_start"]

_CHUNK = 1 << 20
DAMAGED = (
    zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, LookupError,
)  # fmt: skip
"""What the unpackers raise for bytes that are no archive, or no longer one."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much an archive may unpack to.

    Attributes:
        size: Bytes of all members together.
        ratio: Unpacked bytes per packed byte; text seldom goes beyond 30, a bomb reaches 1,000.
        free: Bytes below which the ratio does not count, as a short file of equal letters packs well.
        members: Number of members.
    """

    size: int = 8 << 30
    ratio: int = 200
    free: int = 64 << 20
    members: int = 10_000


BOUNDS = Bounds()
"""Bounds that leave room for the largest official files (about 1 GB unpacked)."""


@dataclass(frozen=True, slots=True)
class Member:
    """One unpacked file.

    Attributes:
        name: Path inside a zip archive, else empty.
        suffix: What the name says about the format, lower case (``".csv"``); of ``rows.csv.gz`` it is ``".csv"``.
        data: All bytes.
    """

    name: str
    suffix: str
    data: bytes


def is_packed(path: Path) -> bool:
    """Tell whether the name of a file says that it is packed."""
    return path.suffix.lower() in {".zip", ".gz"}


def member_names(path: Path, bounds: Bounds = BOUNDS) -> tuple[str, ...]:
    """Return the names of the files in a zip archive, sorted; of any other file one empty name.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The archive is damaged, protected, too large, or has a member with an unsafe name.
    """
    if path.suffix.lower() != ".zip":
        return ("",)
    with _guarded(path), zipfile.ZipFile(path) as archive:
        return tuple(sorted(each.filename for each in _checked(path, archive, bounds)))


def read_start(path: Path, name: str, size: int) -> bytes:
    """Return the first bytes of a member, or of a plain or gzip file.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The archive is damaged.
    """
    with _guarded(path), _opened(path, name) as stream:
        return stream.read(size)


def read_members(path: Path, bounds: Bounds = BOUNDS) -> Iterator[Member]:
    """Yield the files of an archive in the order of their names; a file that is not packed is its own member.

    Args:
        path: ``.zip`` or ``.gz`` file, or any other.
        bounds: What unpacking may cost; it does not apply to files that are not packed.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The archive is damaged, protected, unpacks to too much, or has a member with an unsafe name.
    """
    spent = 0
    for name in member_names(path, bounds):
        with _guarded(path, name), _opened(path, name) as stream:
            data = _read_bounded(path, name, stream, bounds, spent) if is_packed(path) else stream.read()
        spent += len(data)
        yield Member(name, _suffix(name or path.name), data)


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower().removesuffix(".gz")).suffix


@contextmanager
def _opened(path: Path, name: str) -> Iterator[IO[bytes]]:
    if name:
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            yield member
    elif path.suffix.lower() == ".gz":
        with gzip.open(path) as unpacked:
            yield cast(IO[bytes], unpacked)
    else:
        with path.open("rb") as plain:
            yield plain


def _read_bounded(path: Path, name: str, stream: IO[bytes], bounds: Bounds, spent: int) -> bytes:
    most = min(bounds.size - spent, max(bounds.free, bounds.ratio * path.stat().st_size))
    pieces, size = [], 0
    while piece := stream.read(_CHUNK):
        size += len(piece)
        if size > most:
            raise SourceFormatError(
                Location(path, name),
                expected=f"at most {most:,} bytes after unpacking",
                found="more: this looks like an archive made to fill memory",
                hint="Unpack the archive yourself if you trust it, and name the files in it.",
            )
        pieces.append(piece)
    return b"".join(pieces)


def _checked(path: Path, archive: zipfile.ZipFile, bounds: Bounds) -> list[zipfile.ZipInfo]:
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) > bounds.members:
        raise SourceFormatError(Location(path), expected=f"at most {bounds.members:,} files", found=f"{len(members):,}")
    for each in members:
        found = _unsafe(each)
        if found:
            raise SourceFormatError(
                Location(path, each.filename[:80]),
                expected="plain files with names inside the archive",
                found=found,
                hint="Download the archive again from its publisher.",
            )
    return members


def _unsafe(member: zipfile.ZipInfo) -> str:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if ".." in parts or member.filename.startswith(("/", "\\")) or any(":" in part for part in parts[:1]):
        return "a name that leads out of it"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link to another file"
    return "a file protected by a password" if member.flag_bits & 1 else ""


def _damaged(path: Path, name: str, error: Exception) -> SourceFormatError:
    return SourceFormatError(
        Location(path, name),
        expected="an archive that can be unpacked",
        found=str(error) or "a damaged or cut off one",
        hint="Download the file again.",
    )


@contextmanager
def _guarded(path: Path, name: str = "") -> Iterator[None]:
    """Turn what the unpackers raise into errors of this package."""
    try:
        yield
    except SourceFormatError:
        raise
    except DAMAGED as error:
        raise _damaged(path, name, error) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # an offset before the beginning of the file
            raise _damaged(path, name, error) from error
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror}") from error
