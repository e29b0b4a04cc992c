"""The folder of fetched files: each file with a note of where it came from, and what is left of a broken transfer."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_cache_path

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.sources.importer import checksum

__all__ = ["CacheEntry", "Origin", "default_cache"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from, as its server described it.

    Attributes:
        url: Address that gave the bytes.
        etag: Strong or weak entity tag (RFC 9110, section 8.8.3), or empty.
        last_modified: ``Last-Modified`` header, or empty.
        sha256: Checksum of the complete file; empty while it is not complete.
        bytes: Size of the complete file; 0 while it is not complete.
        retrieved: Day of the transfer, ISO 8601.
        licence: Licence as the publisher states it.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    bytes: int = 0
    retrieved: str = ""
    licence: str = ""

    @property
    def validator(self) -> str:
        """Return what may stand in ``If-Range``: a strong tag or a date (RFC 9110, section 13.1.5); else empty."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """One file of the cache: ``path`` when complete, ``partial`` while it is not, each with a JSON note beside it."""

    path: Path

    @property
    def partial(self) -> Path:
        """Return where a transfer writes until it is complete."""
        return self.path.with_name(f"{self.path.name}.part")

    def origin(self) -> Origin | None:
        """Return where the complete file came from; None when there is none or its note is gone or unreadable."""
        return _read_origin(self.path)

    def partial_origin(self) -> Origin | None:
        """Return where the incomplete file came from."""
        return _read_origin(self.partial)

    def start(self, origin: Origin) -> None:
        """Note where the bytes come from that will be written to ``partial``."""
        _write_origin(self.partial, origin)

    def finish(self, origin: Origin) -> None:
        """Put the complete file in its place."""
        self.partial.replace(self.path)
        _write_origin(self.path, origin)
        _note(self.partial).unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove what a broken transfer left."""
        self.partial.unlink(missing_ok=True)
        _note(self.partial).unlink(missing_ok=True)

    def is_intact(self) -> bool:
        """Tell whether the complete file is there with the bytes that were fetched; reads it once."""
        origin = self.origin()
        return origin is not None and checksum(self.path) == origin.sha256

    def check(self) -> Path:
        """Return the complete file after comparing it with the checksum taken when it was fetched.

        Raises:
            SourceUnavailableError: It is not in the cache, or was changed since.
        """
        origin = self.origin()
        if origin is None:
            raise SourceUnavailableError(
                f"{self.path}: is not in the cache", hint="Run ecosystem-graph fetch once without --offline."
            )
        if not self.is_intact():
            raise SourceUnavailableError(
                f"{self.path}: expected the bytes fetched on {origin.retrieved}, found others",
                hint="Remove the file and fetch it again.",
            )
        return self.path

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold off other processes that fetch the same file; they wait."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(f".{self.path.name}.lock").open("w") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield


def default_cache() -> Path:
    """Return the user's cache folder for fetched files, as the operating system has it."""
    return user_cache_path("ecosystem-graph") / "sources"


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.origin.json")


def _read_origin(path: Path) -> Origin | None:
    if not path.is_file():
        return None
    try:
        return Origin(**json.loads(_note(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write_origin(path: Path, origin: Origin) -> None:
    with atomic_file(_note(path)) as partial:
        partial.write_text(json.dumps(asdict(origin), indent=2) + "\n", encoding="utf-8")
