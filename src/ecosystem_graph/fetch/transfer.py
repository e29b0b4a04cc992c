"""One file over HTTP: resumed where it broke off, tried again when a server is busy, never mixed from two versions."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import requests
from urllib3.util import Retry

from ecosystem_graph import __version__
from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.fetch.cache import CacheEntry, Origin
from ecosystem_graph.fetch.content import check_content
from ecosystem_graph.fetch.download import Download
from ecosystem_graph.fetch.patience import Patience, TryAgainError
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.sources.importer import checksum

__all__ = ["USER_AGENT", "transfer"]

USER_AGENT = f"ecosystem-graph/{__version__} (+https://w3id.org/ecosystem-graph/)"
_CHUNK = 1 << 16
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


def transfer(
    download: Download, entry: CacheEntry, patience: Patience | None = None, progress: Progress = no_progress
) -> bool:
    """Bring a file into the cache, or make sure that the one there is still the publisher's.

    Args:
        download: What to fetch; its ``url`` is the file itself.
        entry: Where to keep it.
        patience: Attempts and time limits.
        progress: Told of the bytes received.

    Returns:
        False when the server says that the file in the cache is still current.

    Raises:
        SourceUnavailableError: The file cannot be had: refused, gone, too large, cut off at each attempt, or its
            checksum is another than stated. The previous complete file stays.
    """
    patience = patience or Patience()
    with requests.Session() as session:
        session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
        for attempt in range(1, patience.attempts + 1):
            try:
                return _attempt(session, download, entry, patience, progress)
            except TryAgainError as failure:
                if failure.restart:
                    entry.discard()
                if attempt == patience.attempts:
                    raise _given_up(download, failure, attempt) from failure
                patience.pause(failure, attempt)
    raise SourceUnavailableError(f"{download.url}: no attempt was allowed", hint="Allow at least one attempt.")


def _attempt(
    session: requests.Session, download: Download, entry: CacheEntry, patience: Patience, progress: Progress
) -> bool:
    begun = entry.partial_origin()
    offset = entry.partial.stat().st_size if begun and begun.validator and begun.url == download.url else 0
    with _asked(session, download, _conditions(entry, begun, offset), patience) as response:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return False
        if response.status_code == HTTPStatus.OK:
            offset = 0
            entry.start(_origin(download, response))
        elif not _continues(response, offset):
            raise TryAgainError("the server sent another part than asked for", restart=True)
        _receive(response, entry, offset, patience, progress)
    _accept(download, entry)
    return True


@contextmanager
def _asked(
    session: requests.Session, download: Download, headers: Mapping[str, str], patience: Patience
) -> Iterator[requests.Response]:
    """Send the request and look at the status; errors of the network become attempts to repeat."""
    try:
        with session.request(
            "GET" if download.body is None else "POST",
            download.url,
            json=download.body,
            headers=dict(headers),
            stream=True,
            timeout=(patience.connect_seconds, patience.silence_seconds),
        ) as response:
            _check_status(download, response)
            yield response
    except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
        raise TryAgainError(_reason(error)) from error
    except requests.RequestException as error:
        raise SourceUnavailableError(
            f"{download.url}: {_reason(error)}", hint="Check the address of the source."
        ) from error


def _conditions(entry: CacheEntry, begun: Origin | None, offset: int) -> dict[str, str]:
    """Return headers that ask for the missing part, or for the file only if it changed."""
    if begun and offset:
        return {"Range": f"bytes={offset}-", "If-Range": begun.validator}
    known = entry.origin() if entry.is_intact() else None
    if known and known.etag:
        return {"If-None-Match": known.etag}
    if known and known.last_modified:
        return {"If-Modified-Since": known.last_modified}
    return {}


def _check_status(download: Download, response: requests.Response) -> None:
    status = response.status_code
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise TryAgainError("the server has no more bytes after the part that is here", restart=True)
    if status in _BUSY:
        wait = Retry().get_retry_after(response.raw)
        raise TryAgainError(f"HTTP {status} {response.reason}", wait=wait)
    if status not in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}:
        raise SourceUnavailableError(
            f"{download.url}: expected the file, found HTTP {status} {response.reason}",
            hint=f"See whether the publisher moved it: {download.licence_page or 'look at the page of the source'}.",
        )


def _continues(response: requests.Response, offset: int) -> bool:
    return offset > 0 and response.headers.get("Content-Range", "").startswith(f"bytes {offset}-")


def _origin(download: Download, response: requests.Response) -> Origin:
    headers = response.headers
    return Origin(
        url=download.url,
        etag=headers.get("ETag", ""),
        last_modified=headers.get("Last-Modified", ""),
        retrieved=datetime.now(UTC).date().isoformat(),
        licence=download.licence,
    )


def _receive(
    response: requests.Response, entry: CacheEntry, offset: int, patience: Patience, progress: Progress
) -> None:
    """Append the body to the partial file; what arrived before an error stays for the next attempt."""
    length = response.headers.get("Content-Length")
    total = offset + int(length) if length and length.isdecimal() else None
    done = offset
    with entry.partial.open("ab" if offset else "wb") as stream:
        for chunk in response.iter_content(_CHUNK):
            done += len(chunk)
            if max(done, total or 0) > patience.max_bytes:
                raise _too_large(response.url, patience)
            stream.write(chunk)
            stream.flush()
            progress(f"fetch {entry.path.name}", done, total)


def _too_large(url: str, patience: Patience) -> SourceUnavailableError:
    return SourceUnavailableError(
        f"{url}: expected at most {patience.max_bytes:,} bytes, found more", hint="Raise the limit with --max-bytes."
    )


def _accept(download: Download, entry: CacheEntry) -> None:
    """Check what arrived and put it in its place."""
    found = checksum(entry.partial)
    try:
        check_content(entry.partial, download, found)
    except SourceUnavailableError:
        entry.discard()
        raise
    origin = entry.partial_origin() or Origin(download.url)
    entry.finish(replace(origin, sha256=found, bytes=entry.partial.stat().st_size))


def _given_up(download: Download, failure: TryAgainError, attempts: int) -> SourceUnavailableError:
    return SourceUnavailableError(
        f"{download.url}: given up after {attempts} attempts: {failure.args[0]}",
        hint="What arrived is kept; run the same command again to go on from there.",
    )


def _reason(error: Any) -> str:
    """Return what went wrong in words, without the objects that libraries wrap around it."""
    words = {
        requests.exceptions.ConnectTimeout: "no connection in time",
        requests.exceptions.ReadTimeout: "no bytes in time",
        requests.exceptions.ChunkedEncodingError: "the connection broke off",
        requests.exceptions.ConnectionError: "no connection",
    }
    return next((text for kind, text in words.items() if isinstance(error, kind)), str(error))
