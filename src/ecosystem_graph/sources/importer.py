"""What every source offers: recognise a file, then read it into record tables and issues."""

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from ecosystem_graph.errors import Location, SourceUnavailableError
from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.provenance import Dataset
from ecosystem_graph.sources.encoding import decode_utf8

__all__ = [
    "Imported",
    "Importer",
    "ReadsBatches",
    "ReadsTogether",
    "checksum",
    "dataset_row",
    "read_source_toml",
    "read_text",
]


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file gave.

    Attributes:
        source: Source slug (``"keep-eu"``).
        path: The file.
        records: Record tables; every row names its record.
        issues: Findings about single data.
        rows_read: Source rows (lines, table entries, pages) looked at.
        rows_mapped: Source rows that became records.
        rows_reported: Source rows that became an issue instead; ``rows_read == rows_mapped + rows_reported``.
    """

    source: str
    path: Path
    records: RecordSet
    issues: tuple[Issue, ...]
    rows_read: int
    rows_mapped: int
    rows_reported: int


class Importer(Protocol):
    """A module ``sources/<source>/importer.py``."""

    def recognises(self, path: Path) -> bool:
        """Tell by name and first bytes whether the file has this source's layout; never raises for readable files."""

    def companions(self, path: Path) -> tuple[Path, ...]:
        """Return the sibling files that are read together with a recognised file; often none."""

    def read(self, path: Path, progress: Progress = no_progress) -> Imported:
        """Read a whole file.

        Raises:
            SourceUnavailableError: The file cannot be read.
            SourceFormatError: The layout is not the one the importer was written for.
        """


@runtime_checkable
class ReadsBatches(Protocol):
    """What an importer may offer besides: a file of any size in pieces, so that memory does not grow with it."""

    def read_batches(self, path: Path, progress: Progress = no_progress) -> Iterator[Imported]:
        """Yield what `Importer.read` returns, some rows at a time; counts and issues add up to those of the file.

        There is at least one batch, also of a file without rows.
        """


@runtime_checkable
class ReadsTogether(Protocol):
    """What an importer of many small files may offer besides: all files of a build at once, in batches."""

    def read_together(
        self, paths: Sequence[Path], *, least_confidence: float, progress: Progress = no_progress
    ) -> Iterator[Imported]:
        """Yield what `Importer.read` returns, some files at a time; counts and issues add up.

        Args:
            paths: The files, in any order; what is read does not depend on it.
            least_confidence: Least confidence of a fact that becomes a row, 0-1.
            progress: Told of files.
        """


@cache
def read_source_toml(path: Path) -> dict[str, Any]:
    """Return the description of a source: slug, title, publisher, licence, columns."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def dataset_row(description: dict[str, Any]) -> Dataset:
    """Return the dataset row of a ``source.toml``."""
    fields = ("title", "publisher", "url", "licence", "attribution", "kind")
    slug = description["slug"]
    stated: dict[str, Any] = {field: description.get(field) for field in fields}
    return Dataset(record=slug, key=slug, **stated)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror}") from error


def read_text(path: Path) -> str:
    """Return a UTF-8 text file, with or without byte order mark.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The bytes are not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror}") from error
    return decode_utf8(data, Location(path))
