"""The tables of a file: zip archives and gzip files, delimited text, workbooks, JSON."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.archive import Member, member_names, read_members, read_start
from ecosystem_graph.sources.tabular.delimited import read_delimited, split_header
from ecosystem_graph.sources.tabular.layout import Layout, match_layout
from ecosystem_graph.sources.tabular.objects import OBJECT_SUFFIXES, object_keys, read_objects
from ecosystem_graph.sources.tabular.raw import Origin, RawTable
from ecosystem_graph.sources.tabular.workbook import WORKBOOK_SUFFIXES, read_sheets, sheet_headers

__all__ = ["check_file", "has_known_table", "read_tables"]

_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_KNOWN_SUFFIXES = _TEXT_SUFFIXES | OBJECT_SUFFIXES | WORKBOOK_SUFFIXES
_START, _START_OF_OBJECTS = 1 << 16, 1 << 22


def has_known_table(path: Path, layouts: Sequence[Layout]) -> bool:
    """Tell by names and first bytes whether a file, or a file inside it, has a table of one of the layouts.

    An archive that is damaged or refused is taken as known: there is no way to tell whose it is, and reading it says
    what is wrong.
    """
    try:
        return any(_starts_known(path, name, layouts) for name in member_names(path))
    except SourceFormatError:
        return path.suffix.lower() == ".zip"
    except SourceUnavailableError:
        return False


def read_tables(path: Path, layouts: Sequence[Layout]) -> Iterator[tuple[RawTable, Layout | None]]:
    """Yield the tables of a file, one at a time, so that only one is in memory.

    Args:
        path: ``.zip``, ``.gz``, ``.csv``, ``.tsv``, ``.xlsx``, ``.json`` or ``.jsonl`` file.
        layouts: Kinds of tables to look for.

    Yields:
        Table and its layout, None for a table that has none of them. Members of other formats are passed over.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is damaged, or has no table of a known kind.
    """
    found = []
    for member in read_members(path):
        for raw in _tables(path, member, layouts):
            layout = match_layout(raw.header, layouts)
            if layout is not None:
                found.append(layout)
            yield raw, layout
    if not found:
        raise SourceFormatError(
            Location(path),
            expected=f"a table of one of the kinds {', '.join(each.kind for each in layouts)}",
            found="none",
            hint=f"The kind {layouts[0].kind} has the columns {', '.join(layouts[0].required)}.",
        )


def _starts_known(path: Path, name: str, layouts: Sequence[Layout]) -> bool:
    suffix = Path((name or path.name).lower().removesuffix(".gz")).suffix
    if suffix not in _KNOWN_SUFFIXES:
        return False
    if suffix in WORKBOOK_SUFFIXES:
        whole: Path | bytes = read_start(path, name, -1) if name else path
        return any(match_layout(header, layouts) for header in sheet_headers(whole, path).values())
    is_json = suffix in OBJECT_SUFFIXES
    start = read_start(path, name, _START_OF_OBJECTS if is_json else _START)
    header = object_keys(start) if is_json else split_header(start)[0]
    return match_layout(header, layouts) is not None


def _tables(path: Path, member: Member, layouts: Sequence[Layout]) -> list[RawTable]:
    origin = Origin(path, member.name)
    if member.suffix in WORKBOOK_SUFFIXES:
        headers = sheet_headers(member.data, path)
        known = [name for name, header in headers.items() if match_layout(header, layouts)]
        prefix = f"{member.name}, " if member.name else ""
        others = [
            RawTable(Origin(path, f"{prefix}sheet {name}"), header, pl.DataFrame(), pl.Series(dtype=pl.UInt32))
            for name, header in headers.items()
            if name not in known
        ]
        return [*others, *read_sheets(member.data, path, known, prefix)]
    if member.suffix in OBJECT_SUFFIXES:
        return [read_objects(member.data, Origin(path, member.name, "element"), lines=member.suffix != ".json")]
    if member.suffix in _TEXT_SUFFIXES:
        return [read_delimited(member.data, origin)]
    return []


def check_file(path: Path) -> None:
    """Refuse a path that is no file.

    Raises:
        SourceUnavailableError: There is no such file.
    """
    if not path.is_file():
        raise SourceUnavailableError(f"{path}: there is no such file", hint="Check the path of the input.")
