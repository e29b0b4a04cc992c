"""Themes, target groups and schemes that a page names."""

from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.span import Spans

__all__ = ["DESCRIPTION", "annotate"]

DESCRIPTION = 1000
"""Characters from which a page describes a project, rather than announcing or listing it.

Chosen by measurement, and no more than that: whoever marked the pages marked general themes (*value chains*, *SMEs*)
on long descriptions only, since nearly every short page touches them in passing. Any value from 1,200 to 1,700 gives
the same figures on the marked pages; without it precision of themes on short pages falls from 0.74 to 0.62.
"""

_LOOSE = frozenset({"acronym.mention", "acronym.subject"})
_NAMES = (
    "organisation",
    "acronym",
    "title",
    "lexicon.programme",
    "lexicon.programme_name",
    "lexicon.fund",
    "lexicon.funding_scheme",
)


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``theme``, ``targetGroup`` and ``fundingScheme``.

    Themes inside names do not count. Themes of the second lexicon and target groups, which nearly every page touches,
    count on long descriptions only.

    Args:
        document: The page.
        found: Mentions of the lexicons, organisations and names.
    """
    barred = Spans.of((each.start, each.end) for kind in _NAMES for each in found.of(kind) if each.rule not in _LOOSE)
    kinds = [("lexicon.theme", "theme")]
    if len(document.text) >= DESCRIPTION:
        kinds += [("lexicon.theme_detail", "theme"), ("lexicon.target_group", "targetGroup")]
    for lexicon, kind in kinds:
        for each in found.of(lexicon):
            if not barred.touches(each.start, each.end) and _is_common(document, each):
                yield Annotation(kind, each.value, each.start, each.end, f"{kind}.word")
    for each in found.of("lexicon.funding_scheme"):
        yield Annotation(
            "fundingScheme", each.value, each.start, _with_bracket(document.text, each.end), "fundingScheme.name"
        )


def _is_common(document: Document, each: Annotation) -> bool:
    """Tell whether a word is a common noun that explains no name: *cluster francese* behind a comma explains one."""
    text = document.text
    before = text[max(0, each.start - 6) : each.start].rstrip()
    explains = before.endswith(",") and text[each.start].islower() and each.value == "clusters"
    capital = text[each.start].isupper() and document.language != "de" and each.value == "clusters"
    return not explains and not (capital and not _begins_sentence(text, each.start))


def _begins_sentence(text: str, start: int) -> bool:
    return not text[:start].strip() or text[:start].rstrip(" \u00a0")[-1] in ".:\n!?•–-"


def _with_bracket(text: str, end: int) -> int:
    """Include the short name in brackets behind a scheme (*… for Excellence (ESCP-4x)*)."""
    if text[end : end + 2] == " (":
        stop = text.find(")", end, end + 20)
        if stop > 0:
            return stop + 1
    return end
