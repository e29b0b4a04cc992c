"""Lengths of time in months: ``30 months``, ``36-miesięczny``, ``tres años``, ``3+2 Jahre``, ``πενταετή``."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare
from ecosystem_graph.sources.pages.numeral import parse_count
from ecosystem_graph.sources.pages.words import unit_words

__all__ = ["annotate"]

_DIGITS = re.compile(r"(?<![\w.,/])(?<!\d )(\d{1,3}(?:[.,]\d)?)(?: ?\+ ?(\d{1,2}))? ?(?:de )?([^\W\d_]{1,16})")
_UNIT_AFTER = re.compile(r" (?:de )?([^\W\d_]{2,16})")
_OPEN_RANGE = re.compile(
    r"\d ?- ?$|\d (?:to|bis|a|à|au|al|do|až|až do|tot|til|till|ja|kuni|līdz|iki|до|έως|pana la|és|and|"
    r"und|et|e|y|i) (?:do )?$"
)
_LONGEST = 180


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``duration`` with the number of months; a choice such as "3-5 years" is none."""
    text = bare(document.folded)
    for each in found.of("lexicon.duration"):
        yield Annotation("duration", int(str(each.value)), each.start, each.end, "duration.compound")
    for match in _DIGITS.finditer(text):
        months = _unit(match[3], document.language)
        if months and not _OPEN_RANGE.search(document.folded, max(0, match.start() - 12), match.start()):
            number = float(match[1].replace(",", ".")) + int(match[2] or 0)
            if 0 < number * months <= _LONGEST and (number < 60 or months < 12):
                end = match.end()
                yield Annotation("duration", round(number * months), match.start(), end, "duration.digits")
    yield from _in_words(document, text, found)


def _in_words(document: Document, text: str, found: Annotations) -> Iterator[Annotation]:
    for number in found.of("number"):
        if number.rule != "number.word":
            continue
        match = _UNIT_AFTER.match(text, number.end)
        months = _unit(match[1], document.language) if match else None
        if match and months and not _OPEN_RANGE.search(document.folded, max(0, number.start - 12), number.start):
            yield Annotation("duration", int(str(number.value)) * months, number.start, match.end(1), "duration.words")


def _unit(word: str, language: str) -> int | None:
    table = unit_words("duration")
    value = table.find(word, language)
    if value is None and len(word) > 8 and parse_count(word, language) is None:
        return None
    return value if isinstance(value, int) else None
