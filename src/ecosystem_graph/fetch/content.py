"""Is a fetched file what its name says? A web page that tells of a move is not, nor an archive that bursts."""

import zipfile
from pathlib import Path

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.fetch.download import Download

__all__ = ["MAX_GROWTH", "check_content"]

MAX_GROWTH = 200
"""How many times larger than the archive its members may be; tables of text grow 3 to 30 times."""
_PAGE = (b"<!doctype html", b"<html")
"""How web pages begin, which some servers send in place of a file that they do not have, with status 200."""
_MAGIC = {".zip": b"PK", ".xlsx": b"PK", ".gz": b"\x1f\x8b"}


def check_content(path: Path, download: Download, sha256: str) -> None:
    """Compare a file's checksum with the stated one; look at its first bytes, and at the directory of an archive.

    Raises:
        SourceUnavailableError: The file is another than the publisher fixed, of another kind than its name says,
            damaged, or would grow beyond [`MAX_GROWTH`][ecosystem_graph.fetch.content.MAX_GROWTH] when unpacked.
    """
    if download.sha256 and sha256 != download.sha256.lower():
        raise _unfit(download, f"SHA-256 {download.sha256}", sha256)
    suffix = Path(download.name).suffix.lower()
    with path.open("rb") as stream:
        first = stream.read(512)
    if not first:
        raise _unfit(download, f"a {suffix[1:]} file", "no bytes")
    is_page = first.lstrip().lower().startswith(_PAGE)
    if is_page or not first.startswith(_MAGIC.get(suffix, b"")):
        raise _unfit(download, f"a {suffix[1:]} file", "a web page" if first.lstrip()[:1] == b"<" else "something else")
    if _MAGIC.get(suffix) == b"PK":
        _check_archive(path, download)


def _check_archive(path: Path, download: Download) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise _unfit(download, "an archive that can be opened", str(error)) from error
    growth = unpacked / path.stat().st_size
    if growth > MAX_GROWTH:
        raise _unfit(
            download, f"an archive that grows at most {MAX_GROWTH} times", f"one that grows {growth:,.0f} times"
        )


def _unfit(download: Download, expected: str, found: str) -> SourceUnavailableError:
    return SourceUnavailableError(
        f"{download.url}: expected {expected}, found {found}",
        hint="The publisher may have moved or changed the file; nothing was kept.",
    )
