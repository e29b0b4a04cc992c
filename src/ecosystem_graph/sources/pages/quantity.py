"""Numbers and the nouns they count: ``14 Projektpartner``, ``Partners (7)``, ``sedm přidružených institucí``."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare

__all__ = ["Quantity", "counted"]

_REACH = 70
_WORDS_BETWEEN = 4
_LABEL = re.compile(r"\s*[:(=]\s*$")
_STATES = re.compile(
    r" (?:(?:sind|ist|are|is|sono|son|sont|sao|zijn|er|ar|on|su|sa|jsou|je|są|jest|esti|sunt|este|eivai|"
    r"είναι|yra|ir|са|е|szama) )?"
    r"(?:insgesamt|total|in total|in totale|en total|no total|au total|totaal|in totaal|totalt|i alt|"
    r"yhteensa|kokku|kopa|is viso|"
    r"lacznie|ogolem|celkem|spolu|celkovo|skupaj|skupno|ukupno|obshto|общо|osszesen|συνολικα|b'kollox|san iomlan) ?$"
)


class Quantity(NamedTuple):
    """A number with what it counts.

    Attributes:
        number: The number.
        noun: What is counted.
        start: First character of the phrase.
        end: Character after it.
        comparator: ``=``, ``>=``, ``<=`` or ``~``.
        is_label: The noun is a label before the number.
    """

    number: Annotation
    noun: Annotation
    start: int
    end: int
    comparator: str
    is_label: bool


def counted(document: Document, found: Annotations, kind: str) -> Iterator[Quantity]:
    """Yield what is counted on a page.

    Args:
        document: The page.
        found: Mentions, numbers and nouns among them.
        kind: Kind of the nouns (``lexicon.noun``).

    Yields:
        Quantities in the order of their nouns; a noun without a number near is left out.
    """
    lengths = {each.start for each in found.of("duration")}
    numbers = [each for each in found.of("number") if each.start not in lengths]
    starts, ends = [each.start for each in numbers], [each.end for each in numbers]
    order = sorted(ends)
    text = bare(document.folded)
    comparators = found.of("lexicon.comparator")
    nouns = found.of(kind)
    for place, noun in enumerate(nouns):
        if not _is_shielded(nouns, place, numbers, order):
            yield from _before(document, numbers, order, noun, comparators)
        yield from _after(document, text, numbers, starts, noun, comparators)


def _is_shielded(nouns: Sequence[Annotation], place: int, numbers: Sequence[Annotation], order: list[int]) -> bool:
    """Tell whether another noun stands between a number and this one: "six partners from these countries"."""
    index = bisect_right(order, nouns[place].start) - 1
    start = numbers[index].end if index >= 0 else 0
    return any(
        start <= other.start and other.end < nouns[place].start - 1 for other in nouns[max(0, place - 3) : place]
    )


def _before(
    document: Document,
    numbers: Sequence[Annotation],
    order: list[int],
    noun: Annotation,
    comparators: Sequence[Annotation],
) -> Iterator[Quantity]:
    index = bisect_right(order, noun.start) - 1
    if index < 0:
        return
    number = numbers[index] if numbers[index].end <= noun.start else None
    if number is None or noun.start - number.end > _REACH:
        return
    between = document.folded[number.end : noun.start]
    if _is_clause(between) and len(between.split()) <= _WORDS_BETWEEN:
        sign, start = _comparator(comparators, number.start)
        yield Quantity(number, noun, start, noun.end, sign, is_label=False)


def _after(
    document: Document,
    text: str,
    numbers: Sequence[Annotation],
    starts: list[int],
    noun: Annotation,
    comparators: Sequence[Annotation],
) -> Iterator[Quantity]:
    index = bisect_left(starts, noun.end)
    if index == len(numbers) or numbers[index].start - noun.end > _REACH:
        return
    number = numbers[index]
    between = document.folded[noun.end : number.start]
    if _LABEL.search(between) and between.count("\n") <= 1 and not re.search(r"[.;]", between):
        words = between.split()
        if len(words) <= _WORDS_BETWEEN + 5:
            yield Quantity(
                number, noun, number.start, number.end, _comparator(comparators, number.start)[0], is_label=True
            )
    elif between == "" or _is_row(document, noun, number) or (between and _STATES.match(text, noun.end, number.start)):
        yield Quantity(number, noun, number.start, number.end, _comparator(comparators, number.start)[0], is_label=True)


def _is_row(document: Document, noun: Annotation, number: Annotation) -> bool:
    """Tell whether a line holds nothing but a noun and a number: ``Partnereita 6``."""
    text = document.text
    before = text[text.rfind("\n", 0, noun.start) + 1 : noun.start]
    return (
        text[noun.end : number.start] == " "
        and text[number.end : number.end + 1] in {"", "\n"}
        and not before.strip(" •-–*")
    )


def _is_clause(between: str) -> bool:
    """Tell whether a number and a noun can belong together with this between them."""
    return not re.search(r"[.;:!?()\n\x00]|, ?(?!\w+,? )|%| - |\d{3}", between) or between in {" ", ""}


def _comparator(comparators: Sequence[Annotation], start: int) -> tuple[str, int]:
    index = bisect_right(comparators, start, key=lambda each: each.start) - 1
    if index >= 0 and 0 <= start - comparators[index].end <= 1:
        each = comparators[index]
        return ("=" if each.value == "~" else str(each.value)), (start if each.value == "~" else each.start)
    return "=", start
