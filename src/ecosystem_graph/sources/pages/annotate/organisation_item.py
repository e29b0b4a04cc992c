"""One entry of a list of partners: ``PP1 (Lead partner) Name • COUNTRY``, ``Country (Name)``, ``Name/Country``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ecosystem_graph.sources.pages.annotate.organisation_mark import Marks
from ecosystem_graph.sources.pages.annotate.organisation_word import CONJUNCTIONS

__all__ = ["Item", "parse_item", "split_items"]

_NUMBERING = re.compile(
    r"(?:(?:PP|LP|AP|BP|WP|ПП|ВП|ΕΤ)(?:[ .]?\d{1,2}|(?=[ :(–-]))|P\d{1,2}|\d{1,2}(?=[.)]))[ \u00a0]?[:.)–|-]*[ \u00a0]*"
)
_TRIM_LEFT = " \u00a0\t,;:.•*·|–—-/)]"
_TRIM_RIGHT = " \u00a0\t,;:•*·|–—-/(["
_TAIL = re.compile(
    r"[ \u00a0]*(?:\((?:https?://|www\.)[^)]*\)|https?://\S+|www\.\S+)[ \u00a0]*$|"
    r"[ \u00a0](?:s|mit|with|con|avec|z|ze|cu|med)[ \u00a0]\d[\d., \u00a0]*[ \u00a0]?(?:EUR|"
    r"€|euro\w*)$"
)
_COUNTRY_LEFT = re.compile(r"[ \u00a0]*(?:[(:]|[–—-](?=[ \u00a0])|[ \u00a0]\|)[ \u00a0]*")
_COUNTRY_GAP = re.compile(
    r"[ \u00a0]*(?:[(\[]|[,;/|•·]|[–—-](?=[ \u00a0])|(?<=[ \u00a0])[–—-])[ \u00a0]*(?:[^\W\d_]"
    r"{1,12}[ \u00a0]){0,2}(?:[^\W\d_]{1,3}-)?$"
)
_AFTER_COUNTRY = re.compile(r"[ \u00a0]*[)\]]?[ \u00a0.,;]*")
_PIECE = re.compile(r"[;\n]|,(?=[ \u00a0])|[ \u00a0]\|[ \u00a0]|[ \u00a0]•[ \u00a0]")
_ABBREVIATED = re.compile(
    r"(?:(?<![^\W\d_])[^\W\d_]{1,2}\.[ \u00a0]?){2,}$|(?<![^\W\d_])(?:Ltd|Inc|Kft|"
    r"Zrt|Nyrt|Bt|Lda|Nkft|Co|Corp|coop|ry|spol)\.$|[ \u00a0][a-z]\.[a-z]\.[a-z]?\.?$"
)
_CAPITAL_NEXT = re.compile(r"(?:[^\W\d_]{1,5}[-’' ])?[^\W\d_a-zà-öø-ÿāăąćčďđēėęěğģīįķļłńņňőœŕřśşšţťūůűųźżžα-ωа-я]")
_LONGEST = 170
_MOST_WORDS = 22


@dataclass(frozen=True, slots=True)
class Item:
    """An organisation in a list.

    Attributes:
        start: First character of its name.
        end: Character after its name.
        country: ISO code stated with it.
        role: Role that the entry itself states (``leadPartner``…), if any.
    """

    start: int
    end: int
    country: str | None = None
    role: str | None = None


def parse_item(text: str, marks: Marks, roles: Sequence[tuple[int, int, str]], start: int, end: int) -> Item | None:
    """Return the organisation that an entry names, or None when it names none.

    Args:
        text: The page.
        marks: What is known about its words.
        roles: Start, end and role of words for roles, in order.
        start: First character of the entry.
        end: Character after it.
    """
    inside = [each for each in roles if start <= each[0] and each[1] <= end]
    role = inside[0][2] if inside and inside[0][2] != "partner" else None
    start, end = _without_role(text, inside, *_trim(text, start, end))
    numbering = _NUMBERING.match(text, start, end)
    start, end = _trim(text, numbering.end() if numbering else start, end)
    start, end = _without_role(text, inside, start, end)
    tail = _TAIL.search(text, start, end)
    start, end = _trim(text, start, tail.start() if tail else end)
    item = _with_country(text, marks, Item(start, end, None, role))
    return item if _is_name(text, marks, item) else None


def _without_role(text: str, roles: Sequence[tuple[int, int, str]], start: int, end: int) -> tuple[int, int]:
    """Cut a word for a role off the left or right end, with its brackets and the sign that joins it."""
    for left, right, _ in roles:
        before, after = text[start:left], text[right:end]
        if re.fullmatch(r"[\s(\[]*", before):
            match = re.match(r"[\s)\]:|,–-]*", after)
            start = right + (match.end() if match else 0)
        elif re.fullmatch(r"[\s)\].,;]*", after):
            # `Name (lead)`, `Name - lider`, `Name, coordinator`
            joined = re.search(r"[\s]*[(\[,–|/-][\s]*(?:[^\W\d_]{1,10}[ \u00a0])?$", before)
            if joined:
                end = start + joined.start()
    return start, max(start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM_LEFT:
        start += 1
    while start < end and text[end - 1] in _TRIM_RIGHT:
        end -= 1
    if start < end and text[end - 1] == ")" and text.count("(", start, end) < text.count(")", start, end):
        return _trim(text, start, end - 1)
    if start < end and text[end - 1] == "." and not _ABBREVIATED.search(text, max(start, end - 12), end):
        return _trim(text, start, end - 1)
    return start, end


def _with_country(text: str, marks: Marks, item: Item) -> Item:
    """Take the country out of an entry: at its right end, at its left end, or as part of the name."""
    start, end = item.start, item.end
    leading = marks.countries.get(start)
    if leading:
        joined = _COUNTRY_LEFT.match(text, leading[1], end)
        if joined and joined.end() > leading[1] and joined.end() < end:
            left, right = _trim(text, joined.end(), end)
            if right - left > 2:
                return replace(item, start=left, end=right, country=leading[0])
    last = marks.country_in(start, end)
    if last is None:
        return item
    code, left, right = last
    gap = _COUNTRY_GAP.search(text, start, left)
    closing = _AFTER_COUNTRY.match(text, right, end + 1)
    if gap and gap.start() > start and closing and closing.end() >= end:
        left, right = _trim(text, start, gap.start())
        return replace(item, start=left, end=right, country=code)
    return replace(item, country=code)


def _is_name(text: str, marks: Marks, item: Item) -> bool:
    name = text[item.start : item.end]
    if not 2 <= len(name) <= _LONGEST or len(name.split()) > _MOST_WORDS or marks.is_personal(item.start, item.end):
        return False
    if marks.countries.get(item.start, ("", 0))[1] == item.end or name.endswith(":"):
        return False
    named = sum(stop - at for at, stop in marks.country_spans.within(item.start, item.end) if stop <= item.end)
    if named >= 0.7 * sum(map(str.isalpha, name)):
        return False
    return any(map(str.isupper, name)) and sum(map(str.isalpha, name)) * 2 > len(name)


def split_items(text: str, marks: Marks, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the entries of a list in one line.

    Commas separate where what follows can stand alone: not before a legal form, a small letter or a bracketed rest;
    a conjunction separates the last two where both read like names.

    Args:
        text: The page.
        marks: What is known about its words.
        start: First character of the list.
        end: Character after it.
    """
    pieces: list[tuple[int, int]] = []
    at, depth = start, 0
    for match in re.finditer(r"[()\[\]„“\"”«»]|" + _PIECE.pattern, text[start:end]):
        sign = match[0]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif (depth == 0 and _PIECE.fullmatch(sign + (" " if sign == "," else ""))) or (depth == 0 and sign == ","):
            cut = start + match.start()
            if sign != "," or _can_stand_alone(text, marks, at, cut, end):
                pieces.append((at, cut))
                at = start + match.end()
    pieces.append((at, end))
    yield from _split_last(text, marks, pieces)


def _can_stand_alone(text: str, marks: Marks, start: int, comma: int, end: int) -> bool:
    """Tell whether a comma separates two entries."""
    following = comma + 1
    while following < end and text[following] in " \u00a0":
        following += 1
    if (
        marks.names_kind(start, comma)
        and following in marks.parts
        and following not in marks.kinds
        and _goes_on(text, following, end)
    ):
        return False
    if following >= end or following in marks.legal or (text[following].islower() and following not in marks.kinds):
        return (
            following < end and following not in marks.legal and text[following : following + 3].strip() in CONJUNCTIONS
        )
    before = text[start:comma].strip()
    rest = re.split(r"[,;]", text[following:end])[0]
    short = before.isupper() and len(before) <= 5 and not before.isdigit()
    legal = bool(marks.legal_spans.within(following, following + len(rest)))
    if short and legal:
        return False
    country = marks.countries.get(following)
    return not (country and country[1] >= following + len(rest.rstrip(" .")))


def _goes_on(text: str, at: int, end: int) -> bool:
    """Tell whether a piece is the rest of an enumeration inside a name (*for Science, Innovation and Technology*)."""
    words = re.split(r"[,;(]", text[at:end])[0].split()
    return any(word.lower() in CONJUNCTIONS for word in words[1:4])


def _split_last(text: str, marks: Marks, pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for index, (start, end) in enumerate(pieces):
        cut = _conjunction(text, marks, start, end, several=len(pieces) > 1 and index == len(pieces) - 1)
        if cut:
            yield start, cut[0]
            yield cut[1], end
        else:
            yield start, end


def _conjunction(text: str, marks: Marks, start: int, end: int, *, several: bool) -> tuple[int, int] | None:
    """Return the span of a conjunction between two names, or None.

    At the beginning of an entry it is cut off as well (``…, and the University of X``).
    """
    for match in re.finditer(r"(?:^|(?<=[ \u00a0]))([^\W\d_]{1,8}|&)[ \u00a0]+(?=\S)", text[start:end]):
        if match[1].lower() not in CONJUNCTIONS:
            continue
        left, right = start + match.start(), start + match.end()
        if not text[start:left].strip():
            return left, right
        both = marks.names_kind(start, left) and (right in marks.kinds or _article_then_kind(text, marks, right, end))
        both = both or (
            several and text[right].isupper() and marks.names_kind(start, left) and marks.names_kind(right, end)
        )
        begun = several and right in marks.kinds and text[right].isupper() and not marks.names_kind(start, left)
        bare_names = several and not marks.names_kind(start, end) and text[right].isupper()
        closed = text[start:left].rstrip().endswith((")", "“", "”", '"', "»")) and bool(
            _CAPITAL_NEXT.match(text, right)
        )
        if both or begun or bare_names or closed:
            return left, right
    return None


def _article_then_kind(text: str, marks: Marks, at: int, end: int) -> bool:
    plain = re.match(r"[^\W\d_]+(?:[ \u00a0'’][^\W\d_]+){0,2}", text[at : min(end, at + 60)])
    words = list(re.finditer(r"[^\W\d_]+", plain[0])) if plain else []
    return (
        bool(words)
        and any(at + word.start() in marks.kinds for word in words)
        and (text[at].isupper() or len(words[0][0]) <= 4)
    )
