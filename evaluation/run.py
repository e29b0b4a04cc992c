"""Read all pages and judge what was found."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ecosystem_graph.sources.pages.annotation import Fact
from ecosystem_graph.sources.pages.confidence import confidence_of
from ecosystem_graph.sources.pages.extract import extract
from ecosystem_graph.sources.pages.preparation import prepare_document
from evaluation.forbidden import leaks, violations
from evaluation.gold import GoldPage
from evaluation.outcome import Outcome, judge

__all__ = ["Run", "find_facts", "run_pages"]

Extract = Callable[[GoldPage], tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Run:
    """What was found on some pages.

    Attributes:
        pages: The pages.
        outcomes: What became of each fact.
        unjudged: Found facts of types that nobody marked on these pages.
        false_projects: Names of pages without a project on which one was found.
        leaks: Places of personal data among the facts.
        violations: Facts that must not be read.
    """

    pages: tuple[GoldPage, ...]
    outcomes: tuple[Outcome, ...]
    unjudged: int
    false_projects: tuple[str, ...]
    leaks: tuple[str, ...]
    violations: tuple[str, ...]


def find_facts(page: GoldPage, confidence: Callable[[Fact], float] = confidence_of) -> tuple[Fact, ...]:
    """Return all facts of a page, candidates included."""
    return extract(prepare_document(page.text, page.url), confidence).facts


def run_pages(pages: Sequence[GoldPage], threshold: float, extract: Extract = find_facts) -> Run:
    """Read pages and judge the facts that would be published.

    Args:
        pages: Pages with marked facts.
        threshold: Least confidence of a published fact, 0-1; 0 judges candidates too.
        extract: Gives the facts of a page.
    """
    published = {page.name: tuple(each for each in extract(page) if each.confidence >= threshold) for page in pages}
    judged = {page.name: [each for each in published[page.name] if each.property in page.judged] for page in pages}
    return Run(
        tuple(pages),
        tuple(outcome for page in pages for outcome in judge(page, judged[page.name])),
        sum(len(published[page.name]) - len(judged[page.name]) for page in pages),
        tuple(page.name for page in pages if not page.projects and published[page.name]),
        tuple(_flat(leaks(page, published[page.name]) for page in pages)),
        tuple(_flat(violations(page, published[page.name]) for page in pages)),
    )


def _flat(sentences: Iterable[Iterable[str]]) -> Iterable[str]:
    return (sentence for some in sentences for sentence in some)
