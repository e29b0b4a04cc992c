"""What each source gave a release: rows, findings, statements, time and memory."""

import gzip
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.release import Release

__all__ = ["MOST_SHOWN", "ByteSource", "SourceShare", "count_statements", "take_inventory"]

MOST_SHOWN = 5
"""Kinds of findings that are named for each source: the most frequent ones."""

_AT_ONCE = 1 << 20


class ByteSource(Protocol):
    """Anything that gives bytes: a file, a pipe, what a decompressor unpacks."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class SourceShare:
    """What one source gave.

    Attributes:
        source: Slug.
        files: Number of files.
        rows_read: Source rows; ``rows_read == rows_mapped + rows_reported``.
        rows_mapped: Source rows that became records.
        rows_reported: Source rows that became an issue instead.
        findings: Code, number and meaning of the most frequent findings about its data, at most `MOST_SHOWN`. A finding
            may stand for many rows.
        statements: Statements of its named graph; None when the release has no source graphs.
        seconds: Time to read its files.
        peak_mb: Most memory of the process while they were read, megabytes; None where the system does not tell.
    """

    source: str
    files: int
    rows_read: int
    rows_mapped: int
    rows_reported: int
    findings: tuple[tuple[str, int, str], ...]
    statements: int | None
    seconds: float
    peak_mb: int | None


def take_inventory(release: Release) -> tuple[SourceShare, ...]:
    """Return what each source gave, in the order of slugs.

    Args:
        release: A release; its N-Quads are read once, about 200 MB of text a second.

    Raises:
        NotFoundError: The release lacks a file.
    """
    run = release.read_run()
    by_file = {row["file"]: row["source"] for row in run["rows"]}
    findings = _findings(release, by_file)
    statements = _statements(release)
    start = f"{release.base_iri}graph/source/"
    shares = []
    for source in sorted(set(by_file.values())):
        rows = [row for row in run["rows"] if row["source"] == source]
        shares.append(_share(source, rows, findings.get(source, []), statements.get(f"{start}{source}")))
    return tuple(shares)


def count_statements(lines: ByteSource) -> dict[str, int]:
    r"""Return the number of statements of each named graph of canonical N-Quads in which graphs follow each other.

    Statements of the default graph count under the empty text.

    Examples:
        >>> import io
        >>> count_statements(io.BytesIO(b'<s> <p> "a" .\n<s> <p> <o> <g> .\n<s> <p> "b <x>" <g> .\n'))
        {'': 1, 'g': 2}
    """
    counts: Counter[str] = Counter()
    rest = b""
    while chunk := lines.read(_AT_ONCE):
        whole, separator, rest = (rest + chunk).rpartition(b"\n")
        if not separator:
            continue
        first, last = whole.partition(b"\n")[0], whole.rpartition(b"\n")[2]
        if _graph(first) == _graph(last):
            counts[_graph(first)] += whole.count(b"\n") + 1
        else:
            counts.update(map(_graph, whole.split(b"\n")))
    return dict(counts)


def _graph(line: bytes) -> str:
    """Return the IRI of the graph that a line names; empty for the default graph."""
    words = line.rsplit(b" ", 2)
    of_object = line.split(b" ", 2)[2]
    # An IRI holds neither space nor quotation mark, so such a last word after an object can only be a graph.
    is_iri = words[1].startswith(b"<") and words[1].endswith(b">") and b'"' not in words[1]
    is_named = is_iri and len(of_object) > len(words[1]) + len(" .")
    return words[1][1:-1].decode() if is_named else ""


def _share(
    source: str, rows: list[Mapping[str, Any]], findings: list[tuple[str, int, str]], statements: int | None
) -> SourceShare:
    peaks = [peak for row in rows if (peak := row.get("peak_mb")) is not None]
    return SourceShare(
        source=source,
        files=len(rows),
        rows_read=sum(row["rows_read"] for row in rows),
        rows_mapped=sum(row["rows_mapped"] for row in rows),
        rows_reported=sum(row["rows_reported"] for row in rows),
        findings=tuple(findings[:MOST_SHOWN]),
        statements=statements,
        seconds=round(sum(row.get("seconds", 0.0) for row in rows), 1),
        peak_mb=max(peaks, default=None),
    )


def _findings(release: Release, by_file: Mapping[str, str]) -> dict[str, list[tuple[str, int, str]]]:
    """Return the findings about the data of each source, the most frequent first."""
    counts: dict[str, Counter[str]] = {}
    meanings: dict[str, str] = {}
    with _existing(release.issues).open(encoding="utf-8") as lines:
        for issue in map(json.loads, lines):
            source = by_file.get(issue["file"])
            if source is not None:
                code = issue["code"]
                counts.setdefault(source, Counter())[code] += 1
                # Some messages end with what is particular to one datum: the shortest one says what all have in common.
                meanings[code] = min(meanings.get(code, issue["message"]), issue["message"], key=lambda m: (len(m), m))
    return {
        source: [(code, number, meanings[code]) for code, number in sorted(counted.items(), key=_by_frequency)]
        for source, counted in counts.items()
    }


def _by_frequency(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise NotFoundError(f"{path}: expected in every release, but it is missing", hint="Build the release again.")
    return path


def _statements(release: Release) -> dict[str, int]:
    with gzip.open(_existing(release.quads), "rb") as lines:
        return count_statements(lines)
