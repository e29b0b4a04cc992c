"""Which of the official lists a file is, told by its first bytes."""

import gzip
from pathlib import Path

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.nuts.description import DESCRIPTION

__all__ = ["edition_of", "layout_of", "separator_of"]

_HEAD = 4096
_ZIP = b"PK\x03\x04"
_SQLITE = b"SQLite format 3\x00"


def layout_of(path: Path) -> str | None:
    """Return the name of the layout in ``source.toml``, or None for other files and unreadable ones."""
    try:
        head = _head(path)
    except (OSError, EOFError):
        return None
    if head.startswith(_SQLITE):
        # The table may be described behind the first bytes; the reader says what is missing.
        return "postcodes-sqlite" if path.name == "nuts.db" else None
    if head.startswith(_ZIP):
        # Named as Eurostat does: EU-27-LAU-2021-NUTS-2021.xlsx.
        is_named = path.suffix.lower() == ".xlsx" and "LAU" in path.name and "NUTS" in path.name
        return "municipalities-workbook" if is_named else None
    text = head.decode("utf-8-sig", errors="replace")
    if path.suffix in {".yaml", ".yml"}:
        return "list-yaml" if "NUTS Code:" in text or "SR Code:" in text else None
    if text.lstrip().startswith("{"):
        return "list-geojson" if '"NUTS_ID"' in text and '"FeatureCollection"' in text else None
    return _by_columns(text.partition("\n")[0].strip("\r"))


def separator_of(layout: str) -> str:
    """Return what stands between the cells of a delimited layout."""
    return str(DESCRIPTION["layouts"][layout].get("separator", ","))


def edition_of(path: Path, layout: str) -> str:
    """Return the edition of all codes of a file: that of its layout, or the last edition its name holds.

    Raises:
        SourceFormatError: The name holds no year of an edition.
    """
    fixed = DESCRIPTION["layouts"][layout].get("edition")
    if fixed:
        return str(fixed)
    editions = DESCRIPTION["editions"]
    digits = "".join(each if each.isdigit() else " " for each in path.name).split()
    years = [editions["aliases"].get(each, each) for each in digits]
    known = [year for year in years if year in editions["known"]]
    if not known:
        raise SourceFormatError(
            Location(path),
            expected="the year of a NUTS edition in the name of the file",
            found=path.name,
            hint=f"Rename the file so that it holds one of {', '.join(editions['known'])}.",
        )
    return str(known[-1])


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"\x1f\x8b"):
        with gzip.open(path) as packed:
            return packed.read(_HEAD)
    return head


def _by_columns(header: str) -> str | None:
    for layout, described in DESCRIPTION["layouts"].items():
        cells = {cell.strip(" '\"") for cell in header.split(separator_of(layout))}
        if "columns" in described and cells >= set(described["columns"]):
            return str(layout)
    return None
