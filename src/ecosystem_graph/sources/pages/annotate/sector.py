"""S3 sectors of a project: named ones, never those of an organisation's name or of an example."""

import re
from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.layout import read_lines
from ecosystem_graph.sources.pages.span import Spans

__all__ = ["annotate"]

_NEAR_CUE = 45
_NEAR_OTHER = 30
_ENABLER = re.compile(
    r"^[^.;\n]{0,25}\b(?:enabler|as an enabling|als querschnitt|come fattore abilitante|"
    r"como facilitador|as a tool|as a driver)",
    re.IGNORECASE,
)
_KEYWORD_WORDS = 4
_LOOSE = "acronym.mention"
_NOT_HERE = (
    "organisation",
    "acronym",
    "title",
    "lexicon.programme",
    "lexicon.programme_name",
    "lexicon.fund",
    "cluster",
    "infrastructure",
)
_BOILERPLATE = re.compile(
    r"newsletter|nieuwsbrief|cookie|rundbrief|hírlevél|boletín|infolettre|nyhedsbrev|"
    r"nyhetsbrev|uutiskirje|uudiskir|naujienlaišk|jaunumu vēstul|zpravodaj|spravodaj|"
    r"glasilo|бюлетин|ενημερωτικό δελτίο",
    re.IGNORECASE,
)


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``sector`` with the code of the S3 domain.

    Names that stand for themselves count anywhere in running text; words with an everyday sense count beside a word for
    a sector or joined to another sector (*energy and environment* names two). Words inside names, in lists of keywords
    without a heading about sectors, and sectors that are only means (*digital economy as an enabler*) do not count.

    Args:
        document: The page.
        found: Mentions of the lexicons, organisations and short and long names.
    """
    text = document.text
    barred = Spans.of((each.start, each.end) for kind in _NOT_HERE for each in found.of(kind) if each.rule != _LOOSE)
    keywords = Spans.of(_keyword_lines(text, found))
    strong = [each for each in found.of("lexicon.sector") if _counts(text, each, barred, keywords)]
    weak = [
        each
        for each in found.of("lexicon.sector_weak")
        if _counts(text, each, barred, keywords) and not _inside(each, strong)
    ]
    cues = [(each.start, each.end) for each in found.of("lexicon.sector_cue")]
    announced = [each for each in weak if _is_announced(text, each, cues)]
    sure = sorted([*strong, *announced], key=lambda each: each.start)
    rest = [each for each in weak if each not in announced]
    joined = [each for each in rest if _is_joined(text, each, sure)]
    while joined:
        sure += joined
        rest = [each for each in rest if each not in joined]
        joined = [each for each in rest if _is_joined(text, each, joined)]
    for each in sorted(sure, key=lambda each: (each.start, -each.end)):
        rule = "sector.name" if each.kind == "lexicon.sector" else "sector.context"
        yield Annotation("sector", each.value, each.start, each.end, rule)


def _counts(text: str, each: Annotation, barred: Spans, keywords: Spans) -> bool:
    if barred.touches(each.start, each.end) or keywords.touches(each.start, each.start + 1):
        return False
    return not _ENABLER.search(text[each.end : each.end + 60])


def _inside(each: Annotation, others: Sequence[Annotation]) -> bool:
    return any(other.start <= each.start and each.end <= other.end for other in others)


def _keyword_lines(text: str, found: Annotations) -> list[tuple[int, int]]:
    """Return spans of short bulleted lines: navigation and tags, unless a line about sectors stands above them."""
    lines = read_lines(text)
    cues = [each.start for each in found.of("lexicon.sector_cue")]
    spans: list[tuple[int, int]] = []
    announced = False
    for line in lines:
        if _BOILERPLATE.search(text, line.start, line.end):
            spans.append((line.start, line.end))
        short = len(text[line.start : line.end].split()) <= _KEYWORD_WORDS
        if not line.bullet:
            announced = any(line.start <= cue < line.end for cue in cues)
        elif short and not announced:
            spans.append((line.start, line.end))
    return spans


def _is_announced(text: str, each: Annotation, cues: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a word for a sector stands close by in the clause, or in the word itself (*Mobilitätssektor*)."""
    for start, end in cues:
        if start <= each.start < end or each.start <= start < each.end:
            return True
        left, right = (end, each.start) if end <= each.start else (each.end, start)
        if (
            0 <= right - left <= _NEAR_CUE
            and not re.search(r"[.;\n]", text[left:right])
            and len(text[left:right].split()) <= 3
        ):
            return True
    return False


def _is_joined(text: str, each: Annotation, sure: Sequence[Annotation]) -> bool:
    """Tell whether a word stands in one list with a sector: a comma or a conjunction and few words between them."""
    for other in sure:
        if other.value == each.value:
            continue
        left, right = (other.end, each.start) if other.end <= each.start else (each.end, other.start)
        gap = text[left:right] if left <= right else "."
        if len(gap) <= _NEAR_OTHER and re.fullmatch(
            r"[^\W\d_]*[ \u00a0]?(?:,[ \u00a0]|[ \u00a0]?(?:,[ \u00a0])?(?:and|und|et|e|"
            r"y|i|a|en|och|og|ja|és|in|ir|un|și|şi|και|и|u|agus|&|/)[ \u00a0])(?:[^\W\d_]+[ "
            r"\u00a0'’]){0,3}",
            gap,
        ):
            return True
    return False
