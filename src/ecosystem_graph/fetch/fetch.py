"""Fetch the files of a source into the cache, or find them there."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.fetch.cache import CacheEntry, Origin
from ecosystem_graph.fetch.download import Download
from ecosystem_graph.fetch.listing import follow_listing
from ecosystem_graph.fetch.patience import Patience
from ecosystem_graph.fetch.transfer import transfer
from ecosystem_graph.progress import Progress, no_progress

__all__ = ["Fetched", "fetch"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file in the cache.

    Attributes:
        download: What was asked for.
        path: The complete, checked file.
        origin: Where its bytes came from.
        is_new: It was transferred just now.
    """

    download: Download
    path: Path
    origin: Origin
    is_new: bool


def fetch(
    downloads: Iterable[Download],
    cache: Path,
    *,
    offline: bool = False,
    patience: Patience | None = None,
    progress: Progress = no_progress,
) -> Iterator[Fetched]:
    """Fetch files one after the other and yield each when it is complete.

    Args:
        downloads: What to fetch.
        cache: Folder of fetched files; one folder per source in it.
        offline: Take what is in the cache and never open a connection.
        patience: Attempts and time limits.
        progress: Told of the bytes received.

    Raises:
        SourceUnavailableError: A file cannot be had; those before it are complete.
    """
    for download in downloads:
        entry = CacheEntry(cache / download.source / download.name)
        with entry.lock():
            is_new = False if offline else _bring(download, entry, patience or Patience(), progress)
            yield _fetched(download, entry, is_new=is_new)


def _bring(download: Download, entry: CacheEntry, patience: Patience, progress: Progress) -> bool:
    if download.is_listed:
        is_release = bool(download.listing)
        download = _resolve_listing(download, entry, patience)
        known = entry.origin()
        # A published release never changes, so the same address needs no second look; the latest file of a folder does.
        if is_release and known and known.url == download.url and entry.is_intact():
            return False
    return transfer(download, entry, patience, progress)


def _resolve_listing(download: Download, entry: CacheEntry, patience: Patience) -> Download:
    page = CacheEntry(entry.path.with_name(f"{entry.path.name}.listing.json"))
    # It is a listing that is fetched here: what the file has to begin with does not count.
    transfer(replace(download, name=page.path.name, listing=(), match="", sha256=None), page, patience)
    try:
        document = json.loads(page.path.read_bytes())
    except ValueError as error:
        raise SourceUnavailableError(
            f"{download.url}: expected JSON, found something else", hint="Fetch the file by hand and give it to build."
        ) from error
    return follow_listing(download, document)


def _fetched(download: Download, entry: CacheEntry, *, is_new: bool) -> Fetched:
    path = entry.check()
    origin = entry.origin() or Origin(download.url)
    return Fetched(download, path, origin, is_new)
