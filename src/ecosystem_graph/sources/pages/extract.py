"""From a page to facts: annotate, split into projects, bind, check, and say how sure each fact is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ecosystem_graph.sources.pages import interreg_record
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, whole_page
from ecosystem_graph.sources.pages.confidence import confidence_of
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.router import PROGRAMME_PAGE, is_programme_page
from ecosystem_graph.sources.pages.span import Spans

__all__ = ["ANNOTATORS", "BINDERS", "Extraction", "extract", "extract_facts", "mask"]

_PACKAGE = "ecosystem_graph.sources.pages"

ANNOTATORS = (
    "lexicon",
    "url",
    "identifier",
    "amount",
    "date",
    "number",
    "duration",
    "count",
    "programme",
    "fund",
    "country",
    "region",
    "indicator",
    "topic_code",
    "acronym",
    "title",
    "organisation",
    "cluster",
    "infrastructure",
    "sector",
    "theme",
    "statement",
)
"""Modules of ``annotate`` in the order they run; each may look up what those before it found.

Personal data are found before all of them, and masked, so that none of them can take them for something else.
"""

BINDERS = (
    "budget",
    "time",
    "count",
    "programme",
    "territory",
    "identifier",
    "indicator",
    "acronym",
    "title",
    "organisation",
    "topic",
    "objective",
    "output_list",
)
"""Modules of ``bind`` in the order they run."""

CHECKS = ("consistency",)
"""Modules of ``bind`` that look at all facts together: ``check(document, facts)`` returns them, changed or fewer."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was found on a page.

    Attributes:
        document: The page with its personal data masked in `folded`.
        found: All mentions, personal data among them (kind ``personal_data``).
        blocks: Parts of the page by project.
        facts: Facts in the order of subject, place and property, with measured confidence.
    """

    document: Document
    found: Annotations
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]


def extract_facts(document: Document) -> tuple[Fact, ...]:
    """Return what a page states about its projects; none for pages about a programme or a call."""
    return extract(document).facts


def extract(document: Document, confidence: Callable[[Fact], float] = confidence_of) -> Extraction:
    """Run all steps on one page; the result depends on the page alone.

    Args:
        document: A page, folded, with language and kind.
        confidence: Gives the confidence of a bound fact; by default from the precisions measured for the rules.
    """
    found = Annotations()
    personal = tuple(_annotate("personal_data", document, found))
    document = replace(document, folded=mask(document.folded, personal))
    for name in ANNOTATORS:
        _annotate(name, document, found)
    blocks, facts = _record(document, found) if document.kind == interreg_record.KIND else ((), ())
    if not blocks:
        blocks = _split(document, found)
        facts = _bind(document, found, blocks)
    if is_programme_page(found, facts):
        return Extraction(replace(document, kind=PROGRAMME_PAGE), found, (), ())
    masked = Spans.of((each.start, each.end) for each in personal)
    kept = (fact for fact in facts if not masked.touches(fact.start, fact.end))
    judged = (replace(fact, confidence=confidence(fact)) for fact in _check(document, tuple(kept)))
    return Extraction(document, found, blocks, tuple(sorted(judged, key=_order)))


def mask(folded: str, spans: Iterable[Annotation]) -> str:
    r"""Replace spans by as many U+0000.

    Examples:
        >>> mask("call ann", [Annotation("personal_data", None, 5, 8, "person.name")])
        'call \x00\x00\x00'
    """
    for span in spans:
        folded = folded[: span.start] + "\0" * (span.end - span.start) + folded[span.end :]
    return folded


def _annotate(name: str, document: Document, found: Annotations) -> tuple[Annotation, ...]:
    module = _module(f"annotate.{name}")
    annotations = tuple(module.annotate(document, found)) if module else ()
    for each in annotations:
        found.add(each)
    return annotations


def _split(document: Document, found: Annotations) -> tuple[Block, ...]:
    module = _module("split")
    return module.split_blocks(document, found) if module else whole_page(document.text)


def _bind(document: Document, found: Annotations, blocks: tuple[Block, ...]) -> tuple[Fact, ...]:
    modules = (_module(f"bind.{name}") for name in BINDERS)
    return tuple(fact for module in modules if module for fact in module.bind(document, found, blocks))


def _record(document: Document, found: Annotations) -> tuple[tuple[Block, ...], tuple[Fact, ...]]:
    """Return the parts of a record page that are sentences, and the facts of its fixed lines and sentences."""
    blocks = tuple(Block(1, start, end) for start, end in interreg_record.prose_spans(document))
    facts = (fact for fact in _bind(document, found, blocks) if fact.property in interreg_record.PROSE)
    return blocks, (*interreg_record.record_facts(document), *facts)


def _check(document: Document, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    for module in (_module(f"bind.{name}") for name in CHECKS):
        facts = tuple(module.check(document, facts)) if module else facts
    return facts


@cache
def _module(name: str) -> Any:
    qualified = f"{_PACKAGE}.{name}"
    return import_module(qualified) if find_spec(qualified) else None


def _order(fact: Fact) -> tuple[int, int, int, str, str]:
    return fact.subject, fact.start, fact.end, fact.property, str(fact.value)
