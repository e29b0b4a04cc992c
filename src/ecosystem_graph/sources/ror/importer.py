"""Importer of dumps of the Research Organization Registry."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ecosystem_graph.errors import Location, SourceError, SourceFormatError
from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.archive import member_names, read_members, read_start
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row, read_source_toml
from ecosystem_graph.sources.ror.rows import Origin, organisation_rows
from ecosystem_graph.sources.ror.schema import Organisation, decode_array, decode_record

__all__ = ["companions", "read", "recognises"]

_DESCRIPTION = Path(__file__).with_name("source.toml")
_SUFFIXES = (".json", ".jsonl", ".ndjson")
_LOOKED_AT = 4_000
_IDENTIFIER = re.compile(rb'"id"\s*:\s*"https://ror\.org/0[0-9a-z]{8}"')
_CODE = re.compile(r"0[0-9a-z]{8}")
_FIELDS = (b'"relationships"', b'"external_ids"', b'"names"', b'"ip_addresses"', b'"admin"')
_REPORT_EVERY = 5_000
_NO_RECORD = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What the decoder raises for JSON that is none, bytes that are no UTF-8, and brackets in brackets without end."""


def recognises(path: Path) -> bool:
    """Tell whether a file begins with a record that has a ROR identifier and fields of the registry."""
    if path.suffix.lower() not in {*_SUFFIXES, ".zip", ".gz"}:
        return False
    try:
        start = read_start(path, _dump_name(path), _LOOKED_AT)
    except SourceError:
        return False
    return _IDENTIFIER.search(start) is not None and sum(field in start for field in _FIELDS) >= 2


def companions(path: Path) -> tuple[Path, ...]:
    """Return nothing: a dump is one file."""
    del path
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read a dump: a JSON array or one record per line, plain or packed, of schema 1, 2 or both.

    Args:
        path: The dump. A zip archive of the registry holds the same records twice; the newer schema is read.
        progress: Told every few thousand records.

    Returns:
        Organisations with identifiers and names. Time and memory are linear in the records (about 2 kB each).

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is no JSON.
    """
    about = read_source_toml(_DESCRIPTION)
    origin = Origin(about["slug"], path.name, checksum(path), about["types"])
    findings = _Findings(path, about["issues"])
    stated = _usable(_records(path, progress, findings), findings)
    rows: list[Row] = [dataset_row(about)]
    for place, organisation in stated.values():
        rows += organisation_rows(organisation, origin, place, _parent(organisation, stated, place, findings))
    return Imported(
        source=about["slug"],
        path=path,
        records=records_from_rows(rows),
        issues=tuple(findings.issues),
        rows_read=len(stated) + findings.not_taken,
        rows_mapped=len(stated),
        rows_reported=findings.not_taken,
    )


class _Findings:
    """Issues of one file, and how many of them cost a record."""

    def __init__(self, path: Path, meanings: Mapping[str, Mapping[str, Any]]) -> None:
        self._file, self._meanings = path.name, meanings
        self.issues: list[Issue] = []
        self.not_taken = 0

    def refuse(self, code: str, place: str, found: str) -> None:
        """Report a record that is not taken."""
        self.not_taken += 1
        self.add(code, place, "id", found)

    def add(self, code: str, place: str, field: str, found: str) -> None:
        """Report something about a record that is taken."""
        known = self._meanings[code]
        self.issues.append(Issue(code, known["severity"], self._file, place, field, found[:120], known["meaning"]))


def _usable(records: Iterable[tuple[str, Organisation]], findings: _Findings) -> dict[str, tuple[str, Organisation]]:
    """Return place and record by identifier; report the records that cannot be taken."""
    usable: dict[str, tuple[str, Organisation]] = {}
    for place, organisation in records:
        if organisation.status == "withdrawn":
            findings.refuse("EG-ROR-001", place, organisation.code)
        elif not _CODE.fullmatch(organisation.code):
            findings.refuse("EG-ROR-007", place, organisation.code)
        elif organisation.name is None or not organisation.name.text.strip():
            findings.refuse("EG-ROR-006", place, organisation.code)
        elif organisation.code in usable:
            findings.refuse("EG-ROR-003", place, organisation.code)
        else:
            usable[organisation.code] = (place, organisation)
    return usable


def _parent(organisation: Organisation, known: Mapping[str, object], place: str, findings: _Findings) -> str | None:
    if len(organisation.parents) > 1:
        findings.add("EG-ROR-005", place, "relationships", ", ".join(organisation.parents))
        return None
    for parent in organisation.parents:
        if parent in known:
            return parent
        findings.add("EG-ROR-004", place, "relationships", parent)
    return None


def _records(path: Path, progress: Progress, findings: _Findings) -> Iterator[tuple[str, Organisation]]:
    for done, (place, data) in enumerate(_raw_records(path)):
        if done % _REPORT_EVERY == 0:
            progress("read ror", done, None)
        try:
            yield place, decode_record(data)
        except _NO_RECORD as error:
            findings.refuse("EG-ROR-002", place, str(error))


def _raw_records(path: Path) -> Iterator[tuple[str, bytes | msgspec.Raw]]:
    """Yield place and JSON of each record."""
    name = _dump_name(path)
    data = next((member.data for member in read_members(path) if member.name == name), None)
    if data is None:
        raise SourceFormatError(Location(path), expected="a JSON file in the archive", found="none")
    if data.lstrip()[:1] != b"[":
        yield from ((f"line {line}", text) for line, text in enumerate(data.splitlines(), start=1) if text.strip())
        return
    try:
        yield from ((f"record {number}", text) for number, text in enumerate(decode_array(data), start=1))
    except _NO_RECORD as error:
        raise SourceFormatError(
            Location(path, name),
            expected="a JSON array of records",
            found=str(error),
            hint="The file may be cut off; download it again.",
        ) from error


def _dump_name(path: Path) -> str:
    """Return the member that holds the records: of the JSON files the one of the newest schema, by its name."""
    names = [name for name in member_names(path) if not name or Path(name).suffix.lower() in _SUFFIXES]
    # v1.63-…-ror-data.json beside v1.63-…-ror-data_schema_v2.json, as the registry packs them.
    return max(names, key=lambda name: ("schema_v2" in name, name), default="")
