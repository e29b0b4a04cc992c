"""One page from bytes to rows and issues: the function that runs alike on one machine and on each worker of many."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecosystem_graph.issues import Issue
from ecosystem_graph.records.key import digest
from ecosystem_graph.records.project import Project
from ecosystem_graph.records.provenance import Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.importer import dataset_row
from ecosystem_graph.sources.language import UNDETERMINED
from ecosystem_graph.sources.pages.annotation import Annotation, Fact
from ecosystem_graph.sources.pages.claim import claims
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.extract import Extraction, extract
from ecosystem_graph.sources.pages.finding import Findings
from ecosystem_graph.sources.pages.preparation import prepare_document
from ecosystem_graph.sources.pages.reading import Page, Problem, read_bytes
from ecosystem_graph.sources.pages.review import Decisions
from ecosystem_graph.sources.pages.rows import DESCRIPTION, Source, address_identifiers, project_rows
from ecosystem_graph.sources.pages.statement import NAMING, Statement, statements
from ecosystem_graph.sources.pages.summary import find_summary

__all__ = ["LEAST_CONFIDENCE", "OpenedPage", "PageRows", "open_page", "read_page"]

LEAST_CONFIDENCE: float = DESCRIPTION["publishing"]["least_confidence"]
"""Least confidence of a fact that becomes a row, 0-1, unless a build says otherwise."""

_SLUG = DESCRIPTION["slug"]
_PERSONAL = "personal_data"


@dataclass(frozen=True, slots=True)
class PageRows:
    """What one page gave.

    Attributes:
        rows: Record rows; none when the page cannot be read.
        issues: Findings.
        is_mapped: Whether the page is about a project that was published; otherwise an issue says why not.
    """

    rows: tuple[Row, ...]
    issues: tuple[Issue, ...]
    is_mapped: bool = False


def read_page(
    name: str, data: bytes, decisions: Decisions | None = None, least_confidence: float = LEAST_CONFIDENCE
) -> PageRows:
    """Read one page.

    Args:
        name: Name of its file, without folders.
        data: Its bytes.
        decisions: What a person decided about facts.
        least_confidence: Least confidence of a fact that becomes a row, 0-1.

    Returns:
        Rows and issues; they depend on the arguments alone. A page that cannot be read gives one issue.
    """
    findings = Findings(name)
    opened = open_page(name, data, findings)
    if opened is None:
        return PageRows((), findings.issues())
    extraction = extract(opened.document)
    facts = (decisions or Decisions()).apply(opened.key, extraction.facts)
    rows = tuple(_rows(_record(name, data, opened), opened, extraction, facts, least_confidence, findings))
    return PageRows(rows, findings.issues(), any(isinstance(row, Project) for row in rows))


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page that can be read.

    Attributes:
        key: Key of the page: made of its address, or of its text when it has none.
        page: Its text and how it was come by.
        document: The page as annotators see it.
    """

    key: str
    page: Page
    document: Document


def open_page(name: str, data: bytes, findings: Findings) -> OpenedPage | None:
    """Return a page before anything is looked for in it; None, and a finding, when it cannot be read.

    Args:
        name: Name of its file, without folders.
        data: Its bytes.
        findings: Told what is wrong with it.
    """
    page = read_bytes(name, data)
    if isinstance(page, Problem):
        findings.add(page.code, found=page.found)
        return None
    for problem in page.problems:
        findings.add(problem.code, found=problem.found)
    stated = (page.header.language or "").partition("-")[0].lower() or None
    document = prepare_document(page.text, page.url, stated)
    if document.language == UNDETERMINED:
        findings.add("EG-PAG-007")
        return None
    opened = OpenedPage(f"{_SLUG}.{digest(page.url or page.text)}", page, document)
    findings.record = opened.key
    return opened


def _record(name: str, data: bytes, opened: OpenedPage) -> Record:
    page = opened.page
    return Record(
        record=opened.key,
        key=opened.key,
        source=_SLUG,
        kind="page",
        licence=page.header.licence,
        url=page.url,
        language=opened.document.language,
        file=name,
        checksum=hashlib.sha256(data).hexdigest(),
        locator=page.locator,
    )


def _rows(
    record: Record,
    opened: OpenedPage,
    extraction: Extraction,
    facts: tuple[Fact, ...],
    least_confidence: float,
    findings: Findings,
) -> Iterator[Row]:
    personal = extraction.found.of(_PERSONAL)
    if personal:
        findings.add("EG-PAG-011", found=f"{len(personal)} places")
    yield dataset_row(dict(DESCRIPTION))
    yield record
    found, unnamed = statements(record.key, facts, least_confidence)
    if unnamed:
        findings.add("EG-PAG-009", found=f"{len(unnamed)} facts")
    elif not found:
        findings.add("EG-PAG-008")
    basis = "stated" if opened.page.header.language else "detected"
    source = Source(record.key, opened.page.text, opened.document.language, basis)
    for statement in (_with_summary(each, extraction, personal) for each in found):
        yield from project_rows(source, statement)
        yield from claims(source, statement)
        if len(found) == 1:
            yield from address_identifiers(source, statement, opened.page.url)
        findings.about(source, statement)


def _with_summary(statement: Statement, extraction: Extraction, personal: Iterable[Annotation]) -> Statement:
    named = next(statement.published[name][0] for name in NAMING if name in statement.published)
    summary = find_summary(extraction.document.text, extraction.blocks, named, personal)
    if summary is None:
        return statement
    published = {**statement.published, "summary": (summary,)}
    return Statement(statement.key, published, statement.candidates, statement.rivals)
