"""Files whose address changes with each release, or is not known before: found in the publisher's own JSON listing."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.fetch.download import Download

__all__ = ["follow_listing"]


def follow_listing(download: Download, document: Any) -> Download:
    """Return the download with the address that a listing gives for it.

    Args:
        download: With the ``listing`` steps, or what the name in it must ``match``.
        document: Parsed JSON of the listing.

    Raises:
        SourceUnavailableError: The listing has no such place, or no web address there; or not one name that fits.

    Examples:
        >>> ror = Download("ror", "ror.zip", "https://example.org/records", listing=("hits", 0, "link"))
        >>> follow_listing(ror, {"hits": [{"link": "https://example.org/v2.zip"}]}).url
        'https://example.org/v2.zip'
        >>> lists = Download(
        ...     "lists", "a.csv", "https://example.org", match="/(GR|EL)-", prefix="https://example.org/?id="
        ... )
        >>> follow_listing(lists, ["lists/AT-a.csv", "lists/EL-a b.csv"]).url
        'https://example.org/?id=lists/EL-a%20b.csv'
    """
    found = document
    for step in download.listing:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError) as error:
            raise _unexpected(download, f"nothing at {step!r}") from error
    if download.match:
        found = _fitting(download, found)
    if not isinstance(found, str) or not found.startswith(("https://", "http://")):
        raise _unexpected(download, repr(found)[:80])
    return replace(download, url=found, listing=(), match="")


def _fitting(download: Download, names: Any) -> str:
    """Return the address made of the one name in a list that fits; each is looked at from its beginning to its end."""
    texts = [each for each in names if isinstance(each, str)] if isinstance(names, list) else []
    fitting = sorted({each for each in texts if re.search(download.match, each)})
    if len(fitting) != 1:
        found = ", ".join(fitting[:4]) or f"none of {len(texts)} names"
        raise SourceUnavailableError(
            f"{download.url}: expected one name like {download.match}, found {found}",
            hint="The publisher changed its listing; fetch the file by hand and give it to build.",
        )
    return download.prefix + quote(fitting[0], safe="/:?=&%")


def _unexpected(download: Download, found: str) -> SourceUnavailableError:
    path = "/".join(map(str, download.listing))
    return SourceUnavailableError(
        f"{download.url}: expected a web address at {path}, found {found}",
        hint="The publisher changed its listing; fetch the file by hand and give it to build.",
    )
