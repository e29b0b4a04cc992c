"""Import concept schemes in RDF/XML: concepts with their codes, labels and hierarchy."""

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from ecosystem_graph.errors import Location, SourceError, SourceFormatError
from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.concept import Concept as ConceptRow
from ecosystem_graph.records.provenance import Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.archive import Member, member_names, read_members, read_start
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row
from ecosystem_graph.sources.skos.coding import Coded, codes_of, plain_label
from ecosystem_graph.sources.skos.description import DESCRIPTION
from ecosystem_graph.sources.skos.graph import Concept, read_concepts

__all__ = ["companions", "read", "recognises"]

logger = logging.getLogger(__name__)

_SCHEMES: Final[Mapping[str, Mapping[str, Any]]] = DESCRIPTION["schemes"]
_SUFFIXES = frozenset({".rdf", ".xml"})
_START = 1 << 17
_SKOS = b"http://www.w3.org/2004/02/skos/core#"
_KEY_LENGTH = 16
_FOUND = 120


def recognises(path: Path) -> bool:
    """Tell whether a file, or one inside an archive, is RDF in XML that begins with a known scheme."""
    try:
        return any(_begins_known(read_start(path, name, _START)) for name in _documents(path))
    except SourceError:
        return False


def companions(path: Path) -> tuple[Path, ...]:
    """Return nothing: a document stands alone."""
    del path
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read all documents of one file.

    Args:
        path: RDF/XML, plain, packed with gzip or in a zip archive.
        progress: Told of each document.

    Returns:
        Rows of ``concept``: one per code and language, all of one source record, the document. A row read is a concept.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is no XML, breaks off, or has no concept of a known scheme.
    """
    rows: dict[str, ConceptRow] = {}
    issues: list[Issue] = []
    subjects: list[str] = []
    mapped = 0
    digest, wanted = checksum(path), set(_documents(path))
    for done, member in enumerate(each for each in read_members(path) if each.name in wanted):
        progress("read skos", done, len(wanted))
        document = _Document(path, member, digest)
        rows |= {row.key: row for row in document.rows() if row.key not in rows}
        issues += document.issues
        subjects += document.concepts
        mapped += document.mapped
    if not any(_scheme_of(subject) for subject in subjects):
        known = ", ".join(each["concepts"] for each in _SCHEMES.values())
        raise SourceFormatError(Location(path), expected=f"RDF in XML with concepts of {known}", found="none of them")
    logger.info("read %d concepts from %s", len(subjects), path.name)
    stated: list[Row] = [dataset_row(DESCRIPTION), *_records(path, digest, rows), *(rows[key] for key in sorted(rows))]
    return Imported(
        source=DESCRIPTION["slug"],
        path=path,
        records=records_from_rows(stated),
        issues=tuple(issues),
        rows_read=len(subjects),
        rows_mapped=mapped,
        rows_reported=len(subjects) - mapped,
    )


class _Document:
    """The concepts of one document, what became of them, and what is not taken."""

    def __init__(self, path: Path, member: Member, digest: str) -> None:
        self._path, self._member, self._digest = path, member, digest
        self.concepts = read_concepts(member.data, Location(path, member.name))
        self.issues: list[Issue] = []
        self.mapped = 0

    def rows(self) -> Iterator[ConceptRow]:
        """Yield the rows of all concepts; counts and issues are complete when this ends."""
        taken: set[tuple[str, str]] = set()
        for subject, concept in self.concepts.items():
            scheme = _scheme_of(subject)
            if scheme is None:
                self._report("EG-SKOS-001", concept, "rdf:about", subject)
                continue
            about = _SCHEMES[scheme]
            codes = codes_of(subject, self.concepts, about["code"], about["concepts"])
            free = [each for each in codes if (scheme, each.code) not in taken]
            if not codes or not free:
                self._report("EG-SKOS-006" if codes else "EG-SKOS-002", concept, "skos:notation", subject)
            elif not concept.labels:
                self._report("EG-SKOS-003", concept, "skos:prefLabel", subject)
            else:
                taken |= {(scheme, each.code) for each in free}
                self.mapped += 1
                for each in free:
                    yield from self._labelled(scheme, subject, concept, each)

    def _labelled(self, scheme: str, subject: str, concept: Concept, coded: Coded) -> Iterator[ConceptRow]:
        if coded.lost:
            self._report("EG-SKOS-004", concept, "skos:broader", coded.lost)
        seen: set[str] = set()
        for language, label in concept.labels:
            if language in seen:
                self._report("EG-SKOS-005", concept, "skos:prefLabel", f"{label}@{language}")
                continue
            seen.add(language)
            yield ConceptRow(
                record=_record_key(scheme, self._digest),
                key=f"{scheme}.{coded.code}.{language}",
                scheme=scheme,
                code=coded.code,
                # Eurostat writes the code before each label of NACE; the notation says it.
                label=plain_label(label, coded.code) if _SCHEMES[scheme]["code"] == "notation" else label,
                language=language,
                broader=coded.broader,
                iri=subject,
            )

    def _report(self, code: str, concept: Concept, field: str, found: str) -> None:
        known = DESCRIPTION["issues"][code]
        place = ", ".join(filter(None, [self._member.name, f"line {concept.line}"]))
        self.issues.append(
            Issue(code, known["severity"], self._path.name, place, field, found[:_FOUND], known["meaning"])
        )


def _scheme_of(subject: str) -> str | None:
    return next((name for name, each in _SCHEMES.items() if subject.startswith(each["concepts"])), None)


def _documents(path: Path) -> list[str]:
    """Return the names of the documents in a file; one empty name for a file that is itself one."""
    return [name for name in member_names(path) if _suffix(name or path.name) in _SUFFIXES]


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower().removesuffix(".gz")).suffix


def _begins_known(start: bytes) -> bool:
    return _SKOS in start and any(each["concepts"].encode() in start for each in _SCHEMES.values())


def _record_key(scheme: str, digest: str) -> str:
    return f"{DESCRIPTION['slug']}.{scheme}-{digest[:_KEY_LENGTH]}"


def _records(path: Path, digest: str, rows: Mapping[str, ConceptRow]) -> Iterator[Record]:
    """Yield one source record per scheme: the document with its publisher."""
    for scheme in sorted({row.scheme for row in rows.values()}):
        about, key = _SCHEMES[scheme], _record_key(scheme, digest)
        yield Record(
            record=key,
            key=key,
            source=DESCRIPTION["slug"],
            kind="list",
            title=about["title"],
            publisher=about.get("publisher", DESCRIPTION["publisher"]),
            licence=DESCRIPTION["licence"],
            url=about["concepts"],
            file=path.name,
            checksum=digest,
            locator="whole file",
        )
