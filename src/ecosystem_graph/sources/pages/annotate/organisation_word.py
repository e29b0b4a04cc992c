"""Words of names of organisations: which runs of words of a sentence are such a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecosystem_graph.sources.pages.annotate.organisation_mark import Marks
from ecosystem_graph.sources.pages.annotate.small_word import small_words
from ecosystem_graph.sources.pages.document import Document

__all__ = ["CONJUNCTIONS", "CONNECTORS", "Run", "find_runs"]

CONJUNCTIONS = small_words("conjunction")
CONNECTORS = small_words("connector")
_ARTICLES = small_words("article")
# Maltese joins articles and prepositions to the name by a hyphen: they are words of their own.
_WORD = re.compile(
    r"(?<![^\W_])(?!(?:i?[lnrstxzżdċ]|għall|ta[lnrstxzżdċ]|bi[lnrstxz]|fi[lnrstxz])"
    r"-[A-ZĠĦŻĊ])[^\W_]+(?:[-&+@.][^\W_]+)*"
)
_GAP = re.compile(
    r"[ \u00a0](?:i?[lnrstxzżdċ]|ta[lnrstxzżdċ]|għall)-|[ \u00a0]{1,2}(?:[&+–-][ "
    r"\u00a0])?|[-/’'‘&]|[’'][ \u00a0]|[ \u00a0][„“\"”][ \u00a0]?|[„“\"”»«][ \u00a0]?|"
    r"[ \u00a0]?[„“\"«»]"
)
_LONGEST = 24
_ADJECTIVE_FIRST = small_words("language_with_adjectives_first")
_LOCAL_CONNECTORS = {"hr": frozenset({"u"}), "sr": frozenset({"u", "у"}), "mt": frozenset({"ta", "tal"})}
_ENUMERATING = re.compile(r"-[ \u00a0]")
_PREPOSITIONS = small_words("name_preposition")
_ATTRIBUTE_LAST = small_words("language_with_attributes_last")
_CLAUSE_VERBS = small_words("clause_verb")
_SMALL_WORD = re.compile(r"[^\W\d_A-Z][^\W\d_]*")
_CAPITAL = re.compile(r"(?:[^\W\d_]{1,4}[ \u00a0'’-])?[^\W\d_a-zà-öø-ÿā-žα-ωа-я]")
_MOST_SMALL = 5
_CLOSED = re.compile(r"[ \u00a0]?(?:[,.;:)\n(]|[–—]|$)")
_FACULTY = re.compile(
    r"(?:faculty|department|facolt|dipartiment|facultad|faculdade|departament|fakult|"
    r"faculté|katedr|wydział|lehrstuhl|départ|τμήμα|факултет)",
    re.IGNORECASE,
)
_WEAK = frozenset({"region", "cluster", "association", "centre", "school", "municipality", "incubator"})


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that reads like the name of an organisation.

    Attributes:
        start: First character.
        end: Character after the last.
        kinds: Kinds of organisation its words name.
    """

    start: int
    end: int
    kinds: tuple[str, ...]


def find_runs(document: Document, marks: Marks, start: int, end: int) -> Iterator[Run]:
    """Yield runs of words in a stretch of text that read like names of organisations, from left to right.

    A run holds a word for a kind of organisation or a legal form, and a capital letter; small words stay inside when
    names are made of them (*for regional development*). A comma ends it, unless a legal form follows.

    Args:
        document: The page.
        marks: What is known about its words.
        start: First character of the stretch.
        end: Character after it.

    Yields:
        Runs that touch no personal data.
    """
    words: list[tuple[int, int]] = []
    spans = [match.span() for match in _WORD.finditer(document.text, start, end)]
    for index, span in enumerate(spans):
        article = document.language == "hu" and document.text[slice(*span)].lower() in {"a", "az"}
        if words and (article or not _joined(document.text, marks, words[-1][1], span[0])):
            yield from _runs(document.text, marks, words)
            words = []
        if not article and (
            _belongs(document, marks, span, bool(words))
            or _is_adjective(document, marks, spans, index, words)
            or _goes_on(document, marks, words, span, end)
        ):
            words.append(span)
        else:
            yield from _runs(document.text, marks, words)
            words = []
    yield from _runs(document.text, marks, words)


def _is_adjective(
    document: Document, marks: Marks, spans: Sequence[tuple[int, int]], index: int, words: Sequence[tuple[int, int]]
) -> bool:
    """Tell whether a small word stands between the first word of a name and its kind (*Mestská bytová agentúra*)."""
    if (
        document.language not in _ADJECTIVE_FIRST
        or not words
        or not document.text[words[0][0]].isupper()
        or len(words) > 2
    ):
        return False
    following = spans[index + 1 : index + 3]
    if not following or document.text[spans[index][1] : following[0][0]].strip():
        return False
    small = [start for start, _ in following if document.text[start].islower()]
    return (len(small) == len(following) and any(start in marks.kinds for start in small)) or (
        following[0][0] in marks.kinds and bool(small) and small[0] == following[0][0]
    )


def _goes_on(
    document: Document, marks: Marks, words: Sequence[tuple[int, int]], span: tuple[int, int], stop: int
) -> bool:
    """Tell whether a name goes on over a small word: behind a preposition of names, or as far as the clause's end.

    ``Institute for applied ecology``, ``Klastr technických textilií,``: a word behind a preposition belongs to it;
    more words, or words right behind the kind in languages that put attributes last, where they reach the end of the
    clause, or its verb.
    """
    text, (start, end) = document.text, span
    if not words or not text[start:end].isalpha() or _is_stop(text, marks, start, end):
        return False
    named = [left for left, _ in words if left in marks.kinds]
    if not named or not text[words[0][0]].isupper():
        return False
    left, right = words[-1]
    before = text[left:right].lower()
    if before in _PREPOSITIONS and left not in marks.kinds and left > named[0]:
        return True
    small = text[left].islower()
    attribute = document.language in _ATTRIBUTE_LAST and left in marks.kinds
    joined = before in CONJUNCTIONS and len(words) > 2 and text[words[-2][0]].islower()
    return (attribute or (small and before not in CONNECTORS) or joined) and _closes(text, marks, start, stop)


def _is_stop(text: str, marks: Marks, start: int, end: int) -> bool:
    return marks.stops.touches(start, end) or text[start:end].lower() in _CLAUSE_VERBS


def _closes(text: str, marks: Marks, start: int, stop: int) -> bool:
    """Tell whether the small words from a place on, five at most, end the clause or stand before its verb."""
    at = start
    for _ in range(_MOST_SMALL):
        word = _SMALL_WORD.match(text, at, stop)
        if word is None:
            return False
        at = word.end()
        if at >= stop or _CLOSED.match(text, at):
            return True
        following = _SMALL_WORD.match(text, at + 1, stop)
        if following and _is_stop(text, marks, *following.span()):
            return True
        at += 1
        if word[0] in _PREPOSITIONS and text[at : at + 1].isupper():
            return True
        if following and following[0] in CONJUNCTIONS:
            at = following.end() + 1
            if _CAPITAL.match(text, at):
                return True
    return False


def _joined(text: str, marks: Marks, left: int, right: int) -> bool:
    gap = text[left:right]
    if _ENUMERATING.fullmatch(gap):  # `Metsa- ja Puidutööstuse Liit`
        return re.split(r"[ \u00a0]", text[right : right + 8])[0].lower() in CONJUNCTIONS
    if right in marks.countries and "/" in gap:
        return False
    return (
        bool(_GAP.fullmatch(gap))
        or (gap in {", ", " "} and right in marks.legal)
        or (gap in {". ", "."} and right in marks.legal)
    )


def _belongs(document: Document, marks: Marks, span: tuple[int, int], within: bool) -> bool:
    text, (start, end) = document.text, span
    if text[start].isupper() or start in marks.kinds or start in marks.legal or start in marks.parts:
        return True
    return within and (
        text[start:end].lower() in CONNECTORS
        or text[start:end] in _LOCAL_CONNECTORS.get(document.language, ())
        or (text[start].isdigit() and end - start < 5 and text[start:end].isdigit())
    )


def _runs(text: str, marks: Marks, words: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """Yield the names in a stretch of words that belong together: split where a conjunction begins another name."""
    part: list[tuple[int, int]] = []
    for index, span in enumerate(words):
        begins = _begins_another(text, marks, words, index)
        begins = begins or _ends_small(text, marks, words, index)
        if begins and any(start in marks.kinds or start in marks.legal for start, _ in part):
            yield from _run(text, marks, part)
            part = []
        else:
            part.append(span)
    yield from _run(text, marks, part)


def _ends_small(text: str, marks: Marks, words: Sequence[tuple[int, int]], index: int) -> bool:
    """Tell whether a conjunction stands behind a small word of a name and before a capital letter: it ends the name."""
    if not 0 < index < len(words) - 1 or text[slice(*words[index])].lower() not in CONJUNCTIONS:
        return False
    (left, right), following = words[index - 1], words[index + 1][0]
    small = text[left].islower() and text[left:right] not in CONNECTORS
    return small and left not in marks.parts and left not in marks.kinds and text[following].isupper()


def _begins_another(text: str, marks: Marks, words: Sequence[tuple[int, int]], index: int) -> bool:
    """Tell whether a word is a conjunction before the name of a further organisation."""
    start, end = words[index]
    if text[start:end].lower() not in CONJUNCTIONS:
        return False
    following = [each for each in words[index + 1 : index + 5] if text[each[0] : each[1]].lower() not in _ARTICLES][:3]
    if not following or not text[following[0][0]].isupper():
        return False
    kind = next((i for i, each in enumerate(following) if each[0] in marks.kinds or each[0] in marks.legal), None)
    if kind is None:
        return False
    plain = all(text[left:right].lower() not in CONNECTORS for left, right in following[:kind])
    return plain and (kind == 0 or words[index - 1][0] in marks.kinds or following[0][0] not in marks.parts)


def _run(text: str, marks: Marks, words: Sequence[tuple[int, int]]) -> Iterator[Run]:
    words = list(words)[:_LONGEST]
    while words and _is_loose(text, marks, words[-1]):
        words.pop()
    first = next((i for i, (start, _) in enumerate(words) if start in marks.kinds or start in marks.legal), None)
    if first is None:
        return
    words = words[_first_word(text, marks, words, first) :]
    words = _without_unit(text, marks, words)
    if not words:
        return
    kinds = tuple(marks.kinds[start] for start, _ in words if start in marks.kinds)
    start, end = words[0][0], words[-1][1]
    end = max([end, *(stop for _, stop in marks.legal_spans.within(start, words[-1][0] + 1) if words[-1][0] < stop)])
    if not _is_named(text, marks, words, kinds) or marks.is_personal(start, end) or marks.is_scheme(start, end):
        return
    if len(words) > 1 or (start in marks.compounds and end - start > 7):
        yield Run(start, end, kinds)


def _without_unit(text: str, marks: Marks, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out a faculty before its university, and a small word for a cluster before its name."""
    if _FACULTY.match(text, words[0][0]):
        later = next(
            (
                i
                for i, (start, _) in enumerate(words)
                if i and marks.kinds.get(start) == "university" and not _FACULTY.match(text, start)
            ),
            None,
        )
        if later:
            return words[later:]
    if (
        text[words[0][0]].islower()
        and marks.kinds.get(words[0][0]) == "cluster"
        and len(words) > 1
        and text[words[1][0]].isupper()
    ):
        return words[1:]
    return words


def _is_named(text: str, marks: Marks, words: Sequence[tuple[int, int]], kinds: Sequence[str]) -> bool:
    """Tell whether words are a name and no common noun: a legal form, or capitals and a word of its own."""
    if any(start in marks.legal for start, _ in words):
        return True
    capitals = [start for start, _ in words if text[start].isupper()]
    if not capitals:
        return False
    if capitals[0] in marks.kinds and _has_attribute(text, marks, words):
        return True
    own = [start for start in capitals if start not in marks.kinds and start not in marks.parts]
    strong = any(kind not in _WEAK for kind in kinds)
    if text[words[0][0]].isupper() and len(words) > 1 and (strong or (len(words) > 2 and len(kinds) > 1)):
        return True
    return (
        bool(own)
        or (strong and (len(capitals) > 1 or len(words) == 1))
        or (
            len(capitals) > 1
            and len(capitals) == len([s for s, e in words if text[s:e].lower() not in CONNECTORS])
            and len(words) > 1
        )
    )


def _is_half(text: str, marks: Marks, span: tuple[int, int]) -> bool:
    """Tell whether a word before a conjunction belongs to the name behind it (*Metsa- ja Puidutööstuse Liit*)."""
    return span[0] in marks.parts or text[span[1] : span[1] + 1] == "-"


def _has_attribute(text: str, marks: Marks, words: Sequence[tuple[int, int]]) -> bool:
    """Tell whether small words of its own follow the kind inside a sentence (*je Klastr technických textilií*)."""
    inside = words[0][0] > 1 and text[: words[0][0]].rstrip()[-1:] not in ".:!?\n"
    return inside and any(
        text[start].islower() and start not in marks.parts and text[start:end] not in CONNECTORS
        for start, end in words[1:]
    )


def _is_loose(text: str, marks: Marks, span: tuple[int, int]) -> bool:
    start, end = span
    small = text[start:end].lower() in CONNECTORS and start not in marks.kinds and start not in marks.legal
    return small or text[start:end].isdigit()


def _first_word(text: str, marks: Marks, words: Sequence[tuple[int, int]], kind: int) -> int:
    """Return where a name begins that has its first word for a kind at `kind`: small connectors left of it end it."""
    index = kind
    while index:
        left, right = words[index - 1]
        word = text[left:right].lower()
        if (
            word in CONNECTORS
            and left not in marks.parts
            and not (word in CONJUNCTIONS and index > 1 and _is_half(text, marks, words[index - 2]))
        ):
            break
        index -= 1
    return index
