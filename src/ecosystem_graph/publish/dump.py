"""Dumps in other forms than a release has: streamed from its files, which were written from the tables."""

import gzip
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, Protocol

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.release import Release

__all__ = ["DUMP_FORMATS", "ByteSink", "DumpFormat", "iter_default_graph", "write_dump"]

DumpFormat = Literal["ttl", "nq", "nt"]

DUMP_FORMATS: tuple[DumpFormat, ...] = ("ttl", "nq", "nt")
"""Turtle (default graph), N-Quads (all graphs), N-Triples (default graph)."""


class ByteSink(Protocol):
    """Anything that takes bytes: a file, a pipe, a compressor."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""


def write_dump(release: Release, layout: DumpFormat, stream: ByteSink) -> None:
    """Write one dump to a stream; memory does not grow with its size.

    Args:
        release: Where to read.
        layout: ``ttl`` and ``nt`` hold the default graph, ``nq`` every graph, analyses last.
        stream: Where to write.

    Raises:
        NotFoundError: The release lacks the file to read.
    """
    if layout == "ttl":
        with _existing(release.turtle).open("rb") as source:
            shutil.copyfileobj(source, stream)
        return
    with gzip.open(_existing(release.quads), "rb") as quads:
        if layout == "nq":
            shutil.copyfileobj(quads, stream)
        else:
            for line in iter_default_graph(quads):
                stream.write(line)
            return
    for path in release.analysis_files().values():
        with gzip.open(path, "rb") as quads:
            shutil.copyfileobj(quads, stream)


def iter_default_graph(lines: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield the lines of canonical N-Quads that name no graph, in order.

    Args:
        lines: One statement per line, single spaces, no comments.

    Yields:
        Lines that are N-Triples as they stand.

    Examples:
        >>> list(iter_default_graph([b'<s> <p> "a <g> b" .\n', b'<s> <p> "a" <g> .\n', b"<s> <p> <g> .\n"]))
        [b'<s> <p> "a <g> b" .\n', b'<s> <p> <g> .\n']
    """
    for line in lines:
        rest = line.split(b" ", 2)[2].rstrip()[:-2]
        rest_of_object, _, last = rest.rpartition(b" ")
        # An IRI holds neither space nor quotation mark, so such a last word after an object can only be a graph.
        if not (rest_of_object and last.startswith(b"<") and last.endswith(b">") and b'"' not in last):
            yield line


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise NotFoundError(f"{path}: expected in every release, but it is missing", hint="Build the release again.")
    return path
