"""Importer of pages in prose: all pages of a build together, some hundred at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.pages.batch import imported, read_paths
from ecosystem_graph.sources.pages.finding import Findings
from ecosystem_graph.sources.pages.page import LEAST_CONFIDENCE
from ecosystem_graph.sources.pages.recognition import is_page
from ecosystem_graph.sources.pages.review import COLUMNS, Decisions, is_review, read_decisions
from ecosystem_graph.sources.pages.rows import DESCRIPTION

__all__ = [
    "PAGES_AT_ONCE", "companions", "divide_paths", "read", "read_together", "recognises", "unused_decisions"
]  # fmt: skip

_SLUG = DESCRIPTION["slug"]
PAGES_AT_ONCE = 500
"""Pages of one batch."""


def recognises(path: Path) -> bool:
    """Tell whether a file holds a page, or what a person decided about facts of pages."""
    return is_page(path) or is_review(path)


def companions(path: Path) -> tuple[Path, ...]:
    """Return nothing: a page stands alone."""
    del path
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read one page.

    Args:
        path: Text, HTML or PDF file.
        progress: Told once, at the end.

    Raises:
        SourceUnavailableError: The file cannot be read.
    """
    return next(iter(read_together((path,), progress=progress)))


def read_together(
    paths: Sequence[Path], *, least_confidence: float = LEAST_CONFIDENCE, progress: Progress = no_progress
) -> Iterator[Imported]:
    """Read pages, some hundred at a time, so that memory does not grow with their number.

    Args:
        paths: Pages, and files of decisions about their facts, in any order.
        least_confidence: Least confidence of a fact that becomes a row, 0-1.
        progress: Told of pages.

    Yields:
        One batch after the other, at least one; counts and issues add up. A page is one row read: mapped when it gave
        rows, reported otherwise.

    Raises:
        SourceUnavailableError: A file cannot be read.
        SourceFormatError: A decision is none.
    """
    reviews, pages = divide_paths(paths)
    decisions = read_decisions(reviews)
    for first in range(0, len(pages), PAGES_AT_ONCE):
        progress(f"read {_SLUG}", first, len(pages))
        yield read_paths(pages[first : first + PAGES_AT_ONCE], decisions, least_confidence)
    unused = unused_decisions(reviews, decisions)
    if unused or not pages:
        yield imported(paths[0], (), unused, read=0, mapped=0)


def divide_paths(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the files of decisions and the pages, each in the order of names.

    Raises:
        SourceFormatError: A table is none of decisions.
    """
    ordered = sorted(set(paths), key=lambda each: (each.name, str(each)))
    reviews = tuple(path for path in ordered if is_review(path))
    pages = tuple(path for path in ordered if path not in set(reviews))
    for path in pages:
        if path.suffix.lower() == ".csv":
            columns = ",".join(COLUMNS)
            raise SourceFormatError(Location(path, "row 1"), expected=f"the heading {columns}", found="another one")
    return reviews, pages


def unused_decisions(reviews: Sequence[Path], decisions: Decisions) -> tuple[Issue, ...]:
    """Return an issue for each decision that was about nothing that was found."""
    findings = Findings(reviews[0].name if reviews else "")
    for page, name, _ in decisions.unused():
        findings.add("EG-PAG-014", place=page, field=name)
    return findings.issues()
