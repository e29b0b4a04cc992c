"""Lines, sentences and labels: how far a cue reaches."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from ecosystem_graph.sources.pages.annotation import Annotation
from ecosystem_graph.sources.pages.document import Document

__all__ = ["around", "between", "label_of", "line_at", "sentence_at"]

_BREAK = re.compile(
    r"\n|(?<=[^\W\d_]{3})[.!?…]\)?(?=\s+[\"'(„“«]?[A-ZÀ-ÝΆ-ΩА-Я])|(?<=[\d)€%])\.(?=\s+[A-ZÀ-ÝΆ-ΩА-Я][^\W\d_])"
)
_ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:mil|mio|mln|mill|milj|mlj|tys|tis|tūkst|tūk|εκατ|χιλ|млн|хил|мил|nov|dec|dez|jan|"
    r"feb|mar|apr|jun|jul|aug|sept|sep|okt|oct|"
    r"approx|nr|art|str|bzw|inkl|max|min|reg|ref|prof|ing|mgr|univ|resp|tzn|tzv|tel|evtl|ggf|vgl)$",
    re.IGNORECASE,
)
_LABEL = 90
_REACH = 600


@lru_cache(maxsize=4)
def _breaks(text: str) -> tuple[int, ...]:
    ends = (
        match.end()
        for match in _BREAK.finditer(text)
        if not _ABBREVIATED.search(text, max(0, match.start() - 8), match.start())
    )
    return (0, *ends, len(text) + 1)


def sentence_at(document: Document, offset: int) -> tuple[int, int]:
    """Return start and end of the sentence, or line, that holds a character, at most 600 characters to either side."""
    breaks = _breaks(document.text)
    index = bisect_right(breaks, offset)
    start, end = breaks[index - 1], min(breaks[min(index, len(breaks) - 1)], len(document.text))
    return max(start, offset - _REACH), min(end, offset + _REACH)


def line_at(document: Document, offset: int) -> tuple[int, int]:
    """Return start and end of the line that holds a character, at most 600 characters to either side."""
    first, last = max(0, offset - _REACH), min(len(document.text), offset + _REACH)
    start, end = document.text.rfind("\n", first, offset), document.text.find("\n", offset, last)
    return first if start < 0 else start + 1, last if end < 0 else end


def label_of(document: Document, offset: int) -> tuple[int, int]:
    """Return the label that a value at a character has: before it on its line, or the whole line above.

    A line above is a label when it is short and the value begins its own line.
    """
    start, _ = line_at(document, offset)
    if document.text[start:offset].strip(" \t•-–*|:"):
        return start, offset
    above_end = (
        start
        - len(document.text[max(0, start - _LABEL) : start])
        + len(document.text[max(0, start - _LABEL) : start].rstrip())
    )
    above = document.text.rfind("\n", max(0, above_end - 2 * _LABEL), above_end) + 1
    return (above, above_end) if 0 < above_end - above <= _LABEL else (start, offset)


def between(mentions: Sequence[Annotation], start: int, end: int) -> list[Annotation]:
    """Return the mentions that lie inside a span; they are in the order of their starts."""
    first = bisect_left(mentions, start, key=lambda each: each.start)
    last = bisect_left(mentions, end, key=lambda each: each.start)
    return [each for each in mentions[first:last] if each.end <= end]


def around(mentions: Sequence[Annotation], start: int, end: int) -> list[Annotation]:
    """Return the mentions that share characters with a span and began at most 600 characters before it."""
    first = bisect_left(mentions, start - _REACH, key=lambda each: each.start)
    last = bisect_left(mentions, end, key=lambda each: each.start)
    return [each for each in mentions[first:last] if each.end > start]
