"""Which of the official lists a file is, told by its first bytes."""

import re
from pathlib import Path, PurePosixPath

from ecosystem_graph.errors import Location, SourceError, SourceFormatError
from ecosystem_graph.sources.archive import is_packed, member_names, read_start
from ecosystem_graph.sources.nuts.correspondence import has_correspondence
from ecosystem_graph.sources.nuts.description import DESCRIPTION
from ecosystem_graph.sources.tabular.delimited import split_header

__all__ = ["edition_of", "is_list", "layout_of", "nearest_layout"]

_HEAD = 4096
_ZIP = b"PK\x03\x04"
_WORKBOOKS = (_ZIP, b"\xd0\xcf\x11\xe0")
_EDITION = re.compile(r"NUTS ?[12][0-9]{3}")
_SQLITE = b"SQLite format 3\x00"
_TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})


def layout_of(path: Path) -> str | None:
    """Return the name of the layout in ``source.toml``, or None for other files and unreadable ones.

    A zip archive has the layout of its first list; others in it must have the same.
    """
    try:
        if path.suffix.lower() == ".zip":
            lists = [name for name in member_names(path) if is_list(name)]
            return _by_columns(read_start(path, lists[0], _HEAD)) if lists else None
        head = read_start(path, "", _HEAD)
        if head.startswith(_WORKBOOKS) and path.suffix.lower() in {".xlsx", ".xls"}:
            return _of_workbook(path)
    except (OSError, SourceError):
        return None
    return _by_columns(head) if is_packed(path) else _of_file(path, head)


def nearest_layout(path: Path) -> str:
    """Return which columns the layout has that comes nearest to a file, in words; nothing where none is near."""
    try:
        cells = _cells(read_start(path, "", _HEAD))
    except SourceError:
        return ""
    columns = [each["columns"] for each in DESCRIPTION["layouts"].values() if "columns" in each]
    near = [(len(cells & set(each)) / len(each), each) for each in columns if cells & set(each)]
    return f" with the columns {', '.join(max(near)[1])}" if near else ""


def is_list(member: str) -> bool:
    """Tell by the name of a member of an archive whether it is a list, and not a notice beside it."""
    name = PurePosixPath(member)
    return name.suffix.lower() in _TEXT_SUFFIXES and not name.name.lower().startswith((".", "readme", "copyright"))


def edition_of(path: Path, layout: str, member: str = "") -> str:
    """Return the edition of all codes of a file: that of its layout, or the last edition its name holds.

    Args:
        path: The file.
        layout: Its layout.
        member: Name of the list inside an archive; it goes before the name of the archive.

    Raises:
        SourceFormatError: The name holds no year of an edition.
    """
    fixed = DESCRIPTION["layouts"][layout].get("edition")
    if fixed:
        return str(fixed)
    years = [year for name in (path.name, PurePosixPath(member).name) for year in _editions_in(name)]
    if not years:
        known = DESCRIPTION["editions"]["known"]
        raise SourceFormatError(
            Location(path, member),
            expected="the year of a NUTS edition in the name of the file",
            found=member or path.name,
            hint=f"Rename the file so that it holds one of {', '.join(known)}.",
        )
    return years[-1]


def _editions_in(name: str) -> list[str]:
    editions = DESCRIPTION["editions"]
    digits = "".join(each if each.isdigit() else " " for each in name).split()
    years = [editions["aliases"].get(each, each) for each in digits]
    return [str(year) for year in years if year in editions["known"]]


def _of_file(path: Path, head: bytes) -> str | None:
    if head.startswith(_SQLITE):
        # The table may be described behind the first bytes; the reader says what is missing.
        return "postcodes-sqlite" if path.name == "nuts.db" else None
    if head.startswith(_ZIP):
        return None
    text = head.decode("utf-8-sig", errors="replace")
    if path.suffix in {".yaml", ".yml"}:
        return "list-yaml" if "NUTS Code:" in text or "SR Code:" in text else None
    if text.lstrip().startswith("{"):
        return "list-geojson" if '"NUTS_ID"' in text and '"FeatureCollection"' in text else None
    return _by_columns(head)


def _of_workbook(path: Path) -> str | None:
    """Return the layout of a workbook that is named as Eurostat does.

    ``EU-27-LAU-2021-NUTS-2021.xlsx`` has municipalities, ``NUTS2021-NUTS2024.xlsx`` an edition and its changes.
    """
    if "LAU" in path.name and "NUTS" in path.name:
        return "municipalities-workbook" if path.suffix.lower() == ".xlsx" else None
    return "correspondence-workbook" if _EDITION.search(path.name) and has_correspondence(path) else None


def _by_columns(head: bytes) -> str | None:
    """Return the layout with these columns, whatever stands between them."""
    cells = _cells(head)
    for layout, described in DESCRIPTION["layouts"].items():
        if "columns" in described and cells >= set(described["columns"]):
            return str(layout)
    return None


def _cells(head: bytes) -> set[str]:
    return {cell.strip(" '\"") for cell in split_header(head)[0]}
