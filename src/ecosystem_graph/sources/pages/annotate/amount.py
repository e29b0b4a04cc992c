"""Amounts of money: figure, multiple and currency in every order that the languages of Europe use."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare
from ecosystem_graph.sources.pages.numeral import parse_decimal
from ecosystem_graph.sources.pages.words import unit_words

__all__ = ["annotate"]

_FIGURE = re.compile(
    r"(?<![\w/])(?<!\d[.,:])"
    r"(?:\d{1,3}(?: \d{3}){1,3}(?!\d)(?:[.,]\d{1,2}(?!\d))?|"
    r"\d{1,3}(?:[.,'·]\d{3}){1,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,9}(?:[.,]\d{1,3}(?!\d))?)"
    r"(?:[.,]-{1,2})?(?![/:]\d)"
)
_WORD_AFTER = re.compile(r" ?(?:-(?=[^\W\d_]))?([^\W\d_]{1,16}|[€£$₺])\.?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINK = re.compile(r" (?:de|d'|di|of|od|y|do)(?= )| d'(?=\w)")
_WORD_BEFORE = re.compile(r"(?:^|(?<![^\W\d_]))([^\W\d_]{1,6}\.?|[€£$₺])[ :]?$")
_BEFORE = 8
_AFTER = 48
_LEAST_SCALED = 100_000
_WITH_EURO = frozenset({"meur", "teur", "keur", "mioeuro"})
_CROWNS = {"sv": "SEK", "da": "DKK", "no": "NOK", "nb": "NOK", "cs": "CZK", "sk": "SKK", "et": "EEK", "is": "ISK"}


class _Tail(NamedTuple):
    factor: int
    currency: str | None
    end: int


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield amounts; the value is ``(amount to the cent, ISO 4217 code)``, with None for a missing currency."""
    del found
    text = bare(document.folded)
    for match in _FIGURE.finditer(document.folded):
        yield from _amount(document, text, match)


def _amount(document: Document, text: str, match: re.Match[str]) -> Iterator[Annotation]:
    start, (factor, currency, end) = match.start(), _read_tail(document, text, match.end())
    before = _WORD_BEFORE.search(document.folded, max(0, start - _BEFORE), start) if currency is None else None
    if before and (document.text[before.start(1)].isupper() or not before[1].isalpha() or before[1].startswith("eur")):
        currency = _currency(before[1].rstrip("."), document.language)
        start = before.start(1) if currency else start
    figure = parse_decimal(match[0].rstrip("-"), is_scaled=factor > 1)
    if currency is None and factor > 1 and _YEAR.fullmatch(match[0]):
        return  # `2014–2020 m.`: a year
    if figure is None or (currency is None and not _is_money(match[0], figure * factor, factor)):
        return
    value = (figure * factor).quantize(Decimal("0.01"))
    rule = "amount.bare" if currency is None else "amount.multiple" if factor > 1 else "amount.plain"
    yield Annotation("amount", (str(value), currency), start, end, rule)


def _read_tail(document: Document, text: str, end: int) -> _Tail:
    """Read up to two words after the figure: a multiple, a currency, or both; ``1 M €`` and ``2 Mio. Euro``."""
    factor, stop = 1, end
    for _ in range(3):
        link = _LINK.match(text, stop) if factor > 1 else None
        match = _WORD_AFTER.match(text, link.end() if link else stop, stop + _AFTER)
        if match is None or "\n" in document.folded[stop : match.start(1)]:
            break
        word = match[1]
        if word == "mill" and document.text[match.end(1) : match.end(1) + 1] == "-" and document.language == "mt":
            break  # `mill-Fond`: from the fund
        currency = _currency(word, document.language)
        if currency:
            return _Tail(factor, currency, match.end(1))
        multiple = unit_words("multiplier").find(word, document.language)
        if not isinstance(multiple, int):
            break
        if word in _WITH_EURO:
            return _Tail(factor * multiple, "EUR", match.end(1))
        factor, stop = factor * multiple, match.end()
    if text[stop - 1 : stop] == "." and factor > 1 and not text[stop : stop + 2].strip(" \n"):
        stop -= 1
    return _Tail(factor, None, stop)


def _currency(word: str, language: str) -> str | None:
    code = unit_words("currency").find(word, language)
    if code == "CROWN":
        return _CROWNS.get(language)
    return str(code) if code else None


def _is_money(written: str, value: Decimal, factor: int) -> bool:
    """Tell whether a figure without a currency is one of money: large, and written like it."""
    if factor > 1:
        return value >= _LEAST_SCALED
    return bool(re.search(r"\d[ .,]\d{3}(?:[.,]\d{2})?$", written)) and value >= 1000
