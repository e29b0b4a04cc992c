"""Small numbers in digits and words, outside amounts and dates."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare
from ecosystem_graph.sources.pages.numeral import parse_count

__all__ = ["annotate"]

_DIGITS = re.compile(
    r"(?<![\w.,:/])(?<!\w-)\d{1,6}(?![.,:/]\d|[^\W_]|_)|(?<=[^\W\d_]{3})\d{2,4}(?![\w.,:/-])|"
    r"(?<=[^\W\d_],)\d{1,4}(?! ?\w*\d)(?![.,:/]\d)"
)
_WORD = re.compile(r"[^\W\d_]{2,18}(?:'(?= ))?")


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``number`` with the number as value."""
    taken = bytearray(len(document.text) + 1)
    for kind in ("amount", "date", "year"):
        for each in found.of(kind):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
    for match in _DIGITS.finditer(document.folded):
        if not taken[match.start()]:
            yield Annotation("number", int(match[0]), match.start(), match.end(), "number.digits")
    text, languages = bare(document.folded), (document.language, "en")
    for match in _WORD.finditer(text):
        value = _word_value(match[0], languages)
        if value is not None and not taken[match.start()]:
            yield Annotation("number", value, match.start(), match.end(), "number.word")


def _word_value(word: str, languages: tuple[str, ...]) -> int | None:
    """Return the value of a number word of the page's language; an article is no number."""
    value = next((each for each in (parse_count(word, tongue) for tongue in languages) if each), None)
    return value if value is None or value > 1 else None
