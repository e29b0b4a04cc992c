"""The paragraph of a page that says what a project is about."""

import re
from collections.abc import Iterable

from ecosystem_graph.sources.pages.annotation import Annotation, Fact
from ecosystem_graph.sources.pages.block import Block

__all__ = ["find_summary"]

_PARAGRAPH = re.compile(r"[^\n]+")
_SHORTEST, _LONG, _LONGEST = 150, 600, 6_000
_SENTENCE_ENDS = frozenset(".!?…»“”)")
_RULE = "summary.paragraph"


def find_summary(text: str, blocks: Iterable[Block], named: Fact, personal: Iterable[Annotation] = ()) -> Fact | None:
    """Return the first long paragraph about a project, one that names it before others; None when there is none.

    Args:
        text: The page.
        blocks: Its parts.
        named: The fact that names the project.
        personal: Personal data; a paragraph that holds some is not taken.
    """
    hidden = [(each.start, each.end) for each in personal]
    spans = [
        span
        for block in blocks
        if block.project == named.subject
        for span in _paragraphs(text, block)
        if not any(start < span[1] and span[0] < end for start, end in hidden)
    ]
    words = str(named.value)
    best = next((span for span in spans if words in text[slice(*span)]), None) or next(iter(spans), None)
    if best is None:
        return None
    return Fact(named.subject, "summary", text[slice(*best)], *best, _RULE, named.confidence)


def _paragraphs(text: str, block: Block) -> Iterable[tuple[int, int]]:
    for match in _PARAGRAPH.finditer(text, block.start, block.end):
        words = match[0].strip()
        is_prose = words[-1:] in _SENTENCE_ENDS or len(words) >= _LONG
        if is_prose and _SHORTEST <= len(words) <= _LONGEST:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield start, start + len(words)
