"""Organisations of a project and their roles, by the form of the page and by its sentences."""

from collections.abc import Iterable, Iterator, Sequence

from ecosystem_graph.sources.pages.annotate.organisation_clause import find_stated
from ecosystem_graph.sources.pages.annotate.organisation_list import Page, find_listed, stated_in_brackets
from ecosystem_graph.sources.pages.annotate.organisation_word import CONJUNCTIONS
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]

_SMALL_WORD = 3
_LOOSE = frozenset({"acronym.mention", "acronym.subject", "acronym.dash"})
_RANK = {"leadPartner": 0, "associatedPartner": 1, "partner": 2}


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``organisation`` with value ``(name, role, ISO code of the country or None)``.

    Of mentions that overlap, the one found by the surer form is kept: rows and labels before headings, headings before
    brackets, brackets before sentences; a lead before a partner.

    Args:
        document: The page.
        found: Mentions so far: those of the lexicons and the personal data.
    """
    page = Page.read(document, found)
    stated = list(find_stated(page, found))
    project = _names_of_project(page, found, stated)
    kept: list[Annotation] = []
    taken = bytearray(len(document.text))
    listed = list(find_listed(page))
    named = any(isinstance(each.value, tuple) and each.value[1] == "partner" for each in listed)
    for each in (*listed, *_leads_first(stated), *(() if named else stated_in_brackets(page))):
        if not any(taken[each.start : each.end]) and not _is_place(page, each) and each not in project:
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            kept.append(each)
    yield from sorted(kept, key=lambda each: each.start)


def _leads_first(mentions: Iterable[Annotation]) -> list[Annotation]:
    return sorted(
        mentions, key=lambda each: (_RANK[str(each.value[1])] if isinstance(each.value, tuple) else 9, each.start)
    )


def _names_of_project(page: Page, found: Annotations, stated: Sequence[Annotation]) -> list[Annotation]:
    """Return the mentions in sentences that are the short name of the project (*X lidera AQUALAB*)."""
    names = {str(each.value) for each in found.of("acronym") if each.rule not in _LOOSE}
    return [each for each in stated if _is_project(page, each, names)]


def _is_project(page: Page, each: Annotation, names: set[str]) -> bool:
    name = page.text[each.start : each.end]
    if page.marks.stops.touches(each.start, each.end):  # `Vorhaben HolzKreis`
        return not names.isdisjoint(name.split())
    return name in names and not page.marks.names_kind(each.start, each.end)


def _is_place(page: Page, each: Annotation) -> bool:
    """Tell whether a mention names countries only (*z Rakouska*): what a small word introduces is no organisation."""
    named = [span for span in page.marks.country_spans.within(each.start, each.end) if span[1] <= each.end]
    if not named or page.marks.names_kind(each.start, each.end):
        return False
    rest = [
        word
        for start, end in zip(
            [each.start, *(end for _, end in named)], [*(start for start, _ in named), each.end], strict=True
        )
        for word in page.text[start:end].split()
    ]
    return all(len(word.strip(",;")) <= _SMALL_WORD or word.lower() in CONJUNCTIONS for word in rest)
