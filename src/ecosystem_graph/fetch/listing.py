"""Files whose address changes with each release: found in the publisher's own JSON listing."""

from dataclasses import replace
from typing import Any

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.fetch.download import Download

__all__ = ["follow_listing"]


def follow_listing(download: Download, document: Any) -> Download:
    """Return the download with the address that a listing gives for it.

    Args:
        download: With the ``listing`` steps.
        document: Parsed JSON of the listing.

    Raises:
        SourceUnavailableError: The listing has no such place, or no web address there.

    Examples:
        >>> ror = Download("ror", "ror.zip", "https://example.org/records", listing=("hits", 0, "link"))
        >>> follow_listing(ror, {"hits": [{"link": "https://example.org/v2.zip"}]}).url
        'https://example.org/v2.zip'
    """
    found = document
    for step in download.listing:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError) as error:
            raise _unexpected(download, f"nothing at {step!r}") from error
    if not isinstance(found, str) or not found.startswith(("https://", "http://")):
        raise _unexpected(download, repr(found)[:80])
    return replace(download, url=found, listing=())


def _unexpected(download: Download, found: str) -> SourceUnavailableError:
    path = "/".join(map(str, download.listing))
    return SourceUnavailableError(
        f"{download.url}: expected a web address at {path}, found {found}",
        hint="The publisher changed its listing; fetch the file by hand and give it to build.",
    )
