"""Programmes that pay for projects, by name, by area beside a word for programme, and by two countries."""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.clause import around
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare
from ecosystem_graph.sources.pages.gazetteer import compile_gazetteer

__all__ = ["annotate"]

FAMILY = "interreg"
_INTERREG_BEFORE = re.compile(
    r"interreg\w*(?: (?:[ivx]{1,4}|\d))?(?: ?[abc](?![^\W\d_]))?(?: (?:programm?\w*|ohjelma\w*|"
    r"transnational))? *[:\"]? ?$"
)
_WORD = r"(?:\w*program\w*|\w*ohjelma\w*|προγραμμα\w*|\w*програм\w*|chlar|chlair|clar|clair|gclar|op)"
_PROGRAMME_BEFORE = re.compile(rf"(?<!\w){_WORD}(?: [^\W\d_]+){{0,4}} [\"(]?$")
_PROGRAMME_AFTER = re.compile(
    rf"[\")]? (?:\([^)]{{1,12}}\) )?(?:(?:transnational|cooperation|co operation|interreg|ipa|cbc|"
    rf"europ\w+|[ivx]+|2014 2020|2007 2013|2021 2027) )*{_WORD}(?!\w)"
)
_STRAND = re.compile(r"interreg\w* ?(?:(iii|iv|vi|v|[3-6])[ -]?)([abc])(?!\w)")
_BRACKET = re.compile(r" ?\([A-Z][A-Za-z/ -]{1,14}\)")
_PAIR_GAP = re.compile(r"(?: ?[-/+&,] ?| | - (?:\w+ )?)$")
_PAIR_SLUG = re.compile(r"interreg-([a-z]{2})-([a-z]{2})")
_PAIR_BEFORE = re.compile(r"(?:interreg\w*|\b(?:ipa|etc|cbc|enpi|eni))(?:[ \w,.-]{0,20})$")
_WINDOW = 60


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``programme`` with the programme's code, and of kind ``strand`` with a letter.

    Interreg without a programme has the value ``interreg``.
    """
    text = bare(document.folded)
    mentions = _longest([*_named(document, text, found), *_areas(document, text, found)])
    pairs = [each for each in _pairs(document, text, found) if not around(mentions, each.start, each.end)]
    mentions = [*mentions, *pairs]
    yield from mentions
    taken = {place for each in mentions for place in range(each.start, each.end)}
    for each in _outside_addresses(found, "lexicon.programme"):
        if each.value == FAMILY and each.start not in taken:
            yield from _family(document, text, each, found)


def _longest(mentions: list[Annotation]) -> list[Annotation]:
    """Keep the longest of mentions that share characters: Interreg Europa Środkowa is not Interreg Europa."""
    mentions = sorted(mentions, key=lambda each: each.start)
    return [
        each
        for each in mentions
        if not any(
            other.value != each.value and other.end - other.start > each.end - each.start
            for other in around(mentions, each.start, each.start + 1)
        )
    ]


def _outside_addresses(found: Annotations, kind: str) -> Iterator[Annotation]:
    addresses = found.of("url")
    for each in found.of(kind):
        if not around(addresses, each.start, each.start + 1):
            yield each


def _named(document: Document, text: str, found: Annotations) -> Iterator[Annotation]:
    for each in _outside_addresses(found, "lexicon.programme"):
        if each.value == FAMILY:
            continue
        start, end = _widened(document, text, each)
        yield Annotation("programme", each.value, start, end, "programme.name")


def _areas(document: Document, text: str, found: Annotations) -> Iterator[Annotation]:
    for each in _outside_addresses(found, "lexicon.programme_name"):
        before = max(0, each.start - _WINDOW)
        interreg = _INTERREG_BEFORE.search(text, before, each.start)
        word = None if interreg else _PROGRAMME_BEFORE.search(text, before, each.start)
        after = _PROGRAMME_AFTER.match(text, each.end, each.end + _WINDOW)
        opening = interreg or word
        if opening is None and after is None and not document.folded.startswith("-program", each.end):
            continue
        if not interreg and each.value == "interreg-europe":
            continue  # "programme Europe" may be any
        if _is_broken(
            document, opening.start() if opening else each.start, after.end() if after and not opening else each.end
        ):
            continue
        start = opening.start() if opening else each.start
        bracket = _BRACKET.match(document.text, each.end)
        end = bracket.end() if bracket else after.end() if after else each.end
        yield Annotation("programme", each.value, start, end, "programme.area")


def _pairs(document: Document, text: str, found: Annotations) -> Iterator[Annotation]:
    countries = [each for each in found.of("lexicon.country") if document.text[each.start].isupper()]
    for first, second in itertools.pairwise(countries):
        if (
            first.value == second.value
            or not 0 <= second.start - first.end <= 4
            or not _PAIR_GAP.match(document.folded[first.end : second.start])
        ):
            continue
        before = _PAIR_BEFORE.search(text, max(0, first.start - _WINDOW), first.start)
        after = _PROGRAMME_AFTER.match(text, second.end, second.end + _WINDOW)
        if (before or after) and not _is_broken(document, before.start() if before else first.start, second.end):
            value = pair_slug(str(first.value), str(second.value))
            end = after.end() if after else second.end
            yield Annotation("programme", value, before.start() if before else first.start, end, "programme.pair")


def pair_slug(one: str, other: str) -> str:
    """Return the code of the programme of two neighbours, in the order in which the programme names them.

    Examples:
        >>> pair_slug("HU", "SK"), pair_slug("DK", "DE")
        ('interreg-sk-hu', 'interreg-de-dk')
    """
    special = {frozenset(("ES", "PT")): "interreg-poctep", frozenset(("ES", "FR")): "interreg-poctefa"}
    pair = frozenset((one, other))
    return special.get(pair) or _pair_slugs().get(pair, f"interreg-{one.lower()}-{other.lower()}")


@cache
def _pair_slugs() -> dict[frozenset[str], str]:
    values = {entry.value for entries in compile_gazetteer().entries for entry in entries if entry.kind == "programme"}
    matches = (match for value in sorted(values) if (match := _PAIR_SLUG.fullmatch(value)))
    return {frozenset((match[1].upper(), match[2].upper())): match[0] for match in matches}


def _family(document: Document, text: str, mention: Annotation, found: Annotations) -> Iterator[Annotation]:
    strand = _STRAND.match(text, mention.start)
    end = strand.end() if strand else mention.end
    if strand:
        yield Annotation("strand", strand[2].upper(), mention.start, end, "programme.strand")
        yield from _by_strand(document, strand[2], mention.start, end, found)
    yield Annotation("programme", FAMILY, mention.start, end, "programme.family")


def _by_strand(document: Document, strand: str, start: int, end: int, found: Annotations) -> Iterator[Annotation]:
    """Tell a programme from its strand and what the page is about: the only area, or the only two countries."""
    if strand == "b":
        areas = {str(each.value) for each in found.of("lexicon.programme_name")} - {
            "interreg-europe",
            "interreg-central-europe",
        }
        if len(areas) == 1:
            yield Annotation("programme", areas.pop(), start, end, "programme.strand-area")
    if strand == "a":
        countries = {str(each.value) for each in found.of("lexicon.country") if document.text[each.start].isupper()}
        if len(countries) == 2 and frozenset(countries) in _pair_slugs():
            yield Annotation("programme", pair_slug(*sorted(countries)), start, end, "programme.strand-pair")


def _widened(document: Document, text: str, mention: Annotation) -> tuple[int, int]:
    before = _INTERREG_BEFORE.search(text, max(0, mention.start - _WINDOW), mention.start)
    start = before.start() if before and not _is_broken(document, before.start(), mention.start) else mention.start
    bracket = _BRACKET.match(document.text, mention.end)
    return start, bracket.end() if bracket else mention.end


def _is_broken(document: Document, start: int, end: int) -> bool:
    """Tell whether a sentence or a paragraph ends between two places."""
    return bool(re.search(r"\n|[.!?;]\s+[^\W\d_a-z]", document.text[start:end]))
