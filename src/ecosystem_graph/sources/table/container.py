"""The tables in a file, whatever its format and packing."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.archive import Member, read_members
from ecosystem_graph.sources.table.definition import Layout
from ecosystem_graph.sources.table.delimited import delimiter_of, read_delimited
from ecosystem_graph.sources.table.grid import Grid
from ecosystem_graph.sources.table.markup import looks_like_html, read_markup
from ecosystem_graph.sources.table.tree import read_tree
from ecosystem_graph.sources.table.workbook import read_workbook

__all__ = ["format_of", "is_wanted", "read_grids"]

_FORMATS = {
    ".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "excel", ".xlsm": "excel", ".xls": "excel",
    ".xlsb": "excel", ".ods": "excel", ".json": "json", ".jsonl": "json", ".ndjson": "json", ".geojson": "json",
    ".html": "html", ".htm": "html",
}  # fmt: skip


def read_grids(path: Path, layout: Layout) -> Iterator[Grid]:
    """Yield the tables of a file.

    Args:
        path: Plain, gzip or zip file.
        layout: How it is laid out.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is empty, damaged, of another format or encoding, or unpacks to too much.
    """
    found = False
    for member in read_members(path):
        if not is_wanted(member, layout):
            continue
        found = True
        where = Location(path, f"member {member.name}" if member.name else "")
        if not member.data.strip():
            raise SourceFormatError(where, expected="a table", found="an empty file")
        yield from _read(member.data, where, layout, format_of(member, layout))
    if not found:
        expected = f"a file {layout.member!r}" if layout.member else "a table (CSV, TSV, XLSX, XLS, JSON, HTML)"
        raise SourceFormatError(Location(path), expected=f"{expected} in the archive", found="none")


def format_of(member: Member, layout: Layout) -> str:
    """Return the format that the layout states, or that name and first bytes tell; ``csv`` when nothing does."""
    told = layout.format or _FORMATS.get(member.suffix, "csv")
    # Many servers name a page .xls, so that a spreadsheet program opens it.
    return "html" if told == "excel" and not layout.format and looks_like_html(member.data[:1024]) else told


def is_wanted(member: Member, layout: Layout) -> bool:
    """Tell whether a file of an archive is one of the tables to read."""
    if not member.name:
        return True
    if layout.member:
        return fnmatchcase(member.name, layout.member) or fnmatchcase(PurePosixPath(member.name).name, layout.member)
    hidden = PurePosixPath(member.name).name.startswith(".") or member.name.startswith("__MACOSX/")
    return not hidden and (member.suffix in _FORMATS or bool(layout.format))


def _read(data: bytes, where: Location, layout: Layout, kind: str) -> Iterator[Grid]:
    if kind == "excel":
        yield from read_workbook(data, where, layout)
    elif kind == "html":
        yield from read_markup(data, where, layout)
    elif kind == "json":
        yield read_tree(data, where, layout)
    else:
        yield read_delimited(data, where, layout, delimiter=delimiter_of(layout, kind, data))
