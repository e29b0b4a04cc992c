"""What can be downloaded: the ``[[download]]`` tables of the sources' descriptions."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path
from typing import Any

import ecosystem_graph.sources
from ecosystem_graph.errors import ConfigError, NotFoundError
from ecosystem_graph.sources.importer import read_source_toml

__all__ = ["Download", "downloads_of", "fetchable_sources", "read_downloads", "select_downloads"]

_FIELDS = frozenset({"name", "url", "each", "listing", "match", "prefix", "body", "sha256", "note"})


@dataclass(frozen=True, slots=True)
class Download:
    """One file that a publisher offers.

    Attributes:
        source: Source slug.
        name: Name of the file in the cache.
        url: Address of the file, or of the listing that holds it.
        licence: Licence as the publisher states it.
        licence_page: Where it is stated.
        listing: Steps (keys and indices) to the file's address in a JSON document at ``url``; empty when ``url`` is
            the file itself.
        match: Regular expression that one text of a JSON list at ``url`` fits, where the listing has names to choose
            from; empty when it has not.
        prefix: What stands before that text in the address of the file.
        body: JSON document to post; None to get.
        sha256: Checksum, when the publisher fixes one.
        note: What is not certain about the address, or how it changes with a release.
    """

    source: str
    name: str
    url: str
    licence: str = ""
    licence_page: str = ""
    listing: tuple[str | int, ...] = ()
    match: str = ""
    prefix: str = ""
    body: Mapping[str, Any] | None = field(default=None, hash=False)
    sha256: str | None = None
    note: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether ``url`` is a listing that leads to the file."""
        return bool(self.listing or self.match)


def fetchable_sources() -> dict[str, Path]:
    """Return the description file of every source that names downloads, by slug; definitions of tables among them."""
    folder = Path(ecosystem_graph.sources.__file__).parent
    files = sorted([*folder.glob("*/source.toml"), *folder.glob("table/definitions/*.toml")])
    stated = {path: read_source_toml(path) for path in files}
    return {str(about["slug"]): path for path, about in stated.items() if about.get("download")}


def downloads_of(source: str) -> tuple[Download, ...]:
    """Return the files of a source.

    Raises:
        NotFoundError: The source is unknown or names no downloads.
    """
    known = fetchable_sources()
    if source not in known:
        raise NotFoundError(
            f"source {source!r}: nothing to fetch is known", hint=f"Sources that can be fetched: {', '.join(known)}."
        )
    return read_downloads(read_source_toml(known[source]))


def read_downloads(about: Mapping[str, Any]) -> tuple[Download, ...]:
    """Return the downloads of a source's description, one for each combination of the values in ``each``.

    Raises:
        ConfigError: A download lacks its name or address, or has an unknown key.
    """
    return tuple(download for stated in about.get("download", ()) for download in _expand(about, stated))


def select_downloads(downloads: Iterable[Download], patterns: Sequence[str]) -> tuple[Download, ...]:
    """Return the downloads whose name fits any of the patterns; all when there is no pattern.

    Raises:
        NotFoundError: No name fits.

    Examples:
        >>> offered = [Download("kohesio", f"latest_{country}.csv", "https://example.org") for country in ("AT", "DE")]
        >>> [each.name for each in select_downloads(offered, ["*_AT*"])]
        ['latest_AT.csv']
    """
    offered = tuple(downloads)
    chosen = tuple(each for each in offered if not patterns or any(fnmatchcase(each.name, one) for one in patterns))
    if not chosen:
        names = ", ".join(each.name for each in offered[:8])
        raise NotFoundError(f"{' '.join(patterns)}: no file of the source has such a name", hint=f"Files: {names}")
    return chosen


def _body(slug: str, stated: str | Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return the document to post: a table, or JSON in a text, which alone can say null.

    Raises:
        ConfigError: The text is no JSON object.
    """
    try:
        found = json.loads(stated) if isinstance(stated, str) else stated
    except ValueError as error:
        raise ConfigError(f"source {slug}: expected JSON in the body of a download, found {error}") from error
    if not (found is None or isinstance(found, Mapping)):
        raise ConfigError(f"source {slug}: expected an object in the body of a download, found {found!r}")
    return found


def _expand(about: Mapping[str, Any], stated: Mapping[str, Any]) -> Iterable[Download]:
    slug = str(about["slug"])
    unknown = stated.keys() - _FIELDS
    if unknown or not {"name", "url"} <= stated.keys():
        raise ConfigError(f"source {slug}: a download needs name and url, and knows only {', '.join(sorted(_FIELDS))}")
    each: Mapping[str, Sequence[str]] = stated.get("each", {})
    for values in product(*each.values()):
        filled = dict(zip(each, values, strict=True))
        yield Download(
            source=slug,
            name=stated["name"].format(**filled),
            url=stated["url"].format(**filled),
            licence=str(about.get("licence", "")),
            licence_page=str(about.get("licence_page", "")),
            listing=tuple(stated.get("listing", ())),
            match=stated.get("match", ""),
            prefix=stated.get("prefix", ""),
            body=_body(slug, stated.get("body")),
            sha256=stated.get("sha256"),
            note=stated.get("note", ""),
        )
