"""Dates, years, programming periods and ranges of dates in the notations of all languages."""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.dates import iso_date, pick_range
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare, fold
from ecosystem_graph.sources.pages.lexicon import read_lexicon
from ecosystem_graph.sources.pages.words import month_words

__all__ = ["annotate"]

_NUMERIC = re.compile(
    r"(?<![\w/])(?<!\d[.,])(?:"
    r"(?P<y1>(?:19|20)\d\d)(?P<s1>[-./]) ?(?P<m1>\d{1,2})(?P=s1) ?(?P<d1>\d{1,2})\.?"
    r"|(?P<a>\d{1,2})(?P<s2>[./-]) ?(?P<b>\d{1,2})(?P=s2) ?(?P<y2>(?:19|20)\d\d|\d\d)"
    r"|(?P<m3>\d{1,2})[./] ?(?P<y3>(?:19|20)\d\d)"
    r"|(?P<y4>(?:19|20)\d\d)[-/](?P<m4>\d\d)(?!-)"
    r")(?![\d/]|[.,]\d|-\d{1,2}-)(?!\d)"
)
_YEAR = re.compile(r"(?<![\d.,/_])(?<![^\W\d_])((?:19[89]|20[0-4])\d)(?!\d|[.,/]\d|[^\W\d_]*\d)")
_ORDINAL = r"(?:\.|ve|st|nd|rd|th|er|re|ro|º|ª|°|o|a|ви|ри|ти|ми|-ви|-ри|-ти|-ми|η|ης)?"
_LEFT = re.compile(
    rf"(?:(?<!\d)(\d{{1,2}}){_ORDINAL} ?(?:(?:de|d'|del|of|ta'|di|et|da|do|de el) ?)?)?"
    r"(?<![^\W\d_])([^\W\d_]{2,14})(?: fomhair)?\.?,? ?(?:(?:de|del|d'|of|ta'|da|do|al|ai|του|το|τον|της) ?)?$"
)
_MONTH_DAY = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,14})\.? (\d{1,2})(?:st|nd|rd|th)?,? $")
_RIGHT = re.compile(
    r"(?:\.|m\.)? ?(?:(?:m\.?|gada|g\.?|aasta|év|urteko|ko|metu|metų) )?(?:(\d{1,2})\. ?)?"
    r"([^\W\d_]{3,14})(?:\.(?! ?\d))?(?: (\d{1,2})(?![\d.]\d|\d|%| ?%)\.?(?: ?d\.?(?!\w))?)?"
)
_OPEN_NUMERIC = re.compile(r"(?<![\d.,/])(\d{1,2})\.(?: ?(\d{1,2})\.?)? ?- ?$")
_WINDOW = 44
_FULL = 3
_GAP = 34
_PERIODS = {("2000", "2006"), ("2007", "2013"), ("2014", "2020"), ("2021", "2027")}
_DASH = re.compile(r"[-/]")


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``date``, ``year``, ``period`` and ``range``.

    The value of a date is ISO 8601 at the stated precision, other readings are alternatives; that of a range and a
    period is the pair of its ends.
    """
    del found
    text = bare(document.folded)
    dates = _without_overlaps([*_numeric(document), *_in_words(document, text)])
    dates = [*dates, *_years(document, dates)]
    dates.sort(key=lambda each: each.start)
    openings = [_opening(document, each, before) for before, each in zip([None, *dates], dates, strict=False)]
    dates = sorted([*dates, *filter(None, openings)], key=lambda each: each.start)
    yield from dates
    yield from _ranges(document, text, dates)


def _numeric(document: Document) -> Iterator[Annotation]:
    for match in _NUMERIC.finditer(document.folded):
        if "-" in match[0] and document.folded[match.start() - 1 : match.start()] == "-":
            continue  # part of a number with hyphens
        readings = dict.fromkeys(filter(None, _readings(match)))
        if readings:
            first, *others = readings
            yield Annotation("date", first, match.start(), match.end(), "date.numeric", None, tuple(others))


def _readings(match: re.Match[str]) -> Iterator[str | None]:
    number = {name: int(value) for name, value in match.groupdict().items() if value and value.isdigit()}
    if "y1" in number:
        yield iso_date(number["y1"], number["m1"], number["d1"])
    elif "y2" in number:
        if match["s2"] != "." or len(match["y2"]) == 4 or number["b"] <= 12 or number["a"] <= 12:
            yield iso_date(number["y2"], number["b"], number["a"])
            yield iso_date(number["y2"], number["a"], number["b"])
    elif "y3" in number:
        yield iso_date(number["y3"], number["m3"])
    elif number["m4"] != number["y4"] % 100 + 1:  # 2011-12 are two years
        yield iso_date(number["y4"], number["m4"])


def _in_words(document: Document, text: str) -> Iterator[Annotation]:
    taken = 0
    for match in _YEAR.finditer(text):
        year, start, end = int(match[1]), match.start(), match.end()
        window = max(taken, start - _WINDOW)
        found = (
            _month_day(document, _MONTH_DAY.search(text, window, start), year, end)
            or _day_month(document, text, _LEFT.search(text, window, start), year, end)
            or _year_first(document, _RIGHT.match(text, end, end + _WINDOW), text, year, start)
        )
        if found:
            taken = found.end
            yield found


def _day_month(document: Document, text: str, match: re.Match[str] | None, year: int, end: int) -> Annotation | None:
    month = _month(match[2], document) if match else None
    if match is None or month is None:
        return None
    if "-" in document.folded[match.end(2) : end - 4] and _RIGHT.match(text, end) and _month_right(document, text, end):
        return None
    value = iso_date(year, month, int(match[1]) if match[1] else None)
    start = match.start(1) if match[1] else match.start(2)
    return Annotation("date", value, start, end, "date.words") if value else None


def _month_right(document: Document, text: str, end: int) -> bool:
    match = _RIGHT.match(text, end)
    return bool(match and _month(match[2], document))


def _month_day(document: Document, match: re.Match[str] | None, year: int, end: int) -> Annotation | None:
    month = _month(match[1], document) if match else None
    value = iso_date(year, month, int(match[2])) if match and month else None
    return Annotation("date", value, match.start(1), end, "date.month-day") if match and value else None


def _year_first(document: Document, match: re.Match[str] | None, text: str, year: int, start: int) -> Annotation | None:
    month = _month(match[2], document) if match else None
    if match is None or month is None or "\n" in document.folded[match.start() : match.start(2)]:
        return None
    if (
        re.match(r" ?(?:19|20)\d\d", text[match.end(2) : match.end(2) + 6])
        and "-" in document.folded[start : match.start(2)]
    ):
        return None
    day = match[1] or match[3]
    if match[3] and re.match(r"\d|[ .]?\d{3}", text[match.end(3) : match.end(3) + 4]):
        day = match[1]
    value = iso_date(year, month, int(day) if day else None) or iso_date(year, month)
    end = match.end() if day and day == match[3] else match.end(2)
    return Annotation("date", value, start, end, "date.year-first")


def _month(word: str, document: Document) -> int | None:
    value = month_words().find(word, document.language)
    return value if isinstance(value, int) else None


def _without_overlaps(dates: list[Annotation]) -> list[Annotation]:
    """Keep the longest of dates that share characters, and of equally long ones the first."""
    kept: list[Annotation] = []
    for each in sorted(dates, key=lambda each: (each.start, each.start - each.end)):
        if kept and each.start < kept[-1].end:
            if each.end - each.start > kept[-1].end - kept[-1].start:
                kept[-1] = each
        else:
            kept.append(each)
    return kept


def _years(document: Document, dates: list[Annotation]) -> Iterator[Annotation]:
    taken = {place for each in dates for place in range(each.start, each.end)}
    for match in _YEAR.finditer(document.folded):
        if match.start() not in taken:
            yield Annotation("year", match[1], match.start(), match.end(), "date.year")
            short = re.compile(r"[-/](\d\d)(?![\d/.-])").match(document.folded, match.end())
            if short and int(short[1]) > int(match[1]) % 100:
                yield Annotation("year", match[1][:2] + short[1], short.start(1), short.end(1), "date.short-year")


def _opening(document: Document, last: Annotation, before: Annotation | None) -> Annotation | None:
    """Return the first date of a range that leaves its year to the last one: ``1 May - 3 June 2018``."""
    parts = [int(part) for part in str(last.value).split("-")]
    window = max(before.end if before else 0, last.start - _WINDOW)
    if len(parts) == 1:
        return None
    numeric = _OPEN_NUMERIC.search(document.folded, window, last.start)
    if numeric:
        value = iso_date(parts[0], int(numeric[2] or parts[1]), int(numeric[1]))
        return Annotation("date", value, numeric.start(), numeric.end(1), "date.opening") if value else None
    match = _open_form().search(document.folded, window, last.start)
    month = _month(bare(match[2]), document) if match else None
    if match is None or month is None:
        return None
    day = int(match[1]) if match[1] and last.value and len(parts) == _FULL else None
    value = iso_date(parts[0] - (month > parts[1]), month, day)
    start = match.start(1) if match[1] else match.start(2)
    return Annotation("date", value, start, match.end(2), "date.opening") if value else None


@cache
def _open_form() -> re.Pattern[str]:
    linked = "|".join(sorted(map(re.escape, _words("until") | _words("and")), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<!\d)(\d{{1,2}}){_ORDINAL} ?(?:de |d'|del |of |ta' )?)?(?<![^\W\d_])([^\W\d_]{{2,14}})\.?"
        rf"(?: ?- ?| (?:{linked})(?: the| al| el| il)? (?:the )?)$"
    )


def _ranges(document: Document, text: str, dates: list[Annotation]) -> Iterator[Annotation]:
    for first, last in itertools.pairwise(dates):
        gap = text[first.end : last.start]
        if len(gap) > _GAP or "\n\n" in document.folded[first.end : last.start] or not _joins(document, first, last):
            continue
        pair = pick_range(_all_readings(first), _all_readings(last))
        if pair:
            kind = "period" if pair in _PERIODS else "range"
            yield Annotation(kind, pair, first.start, last.end, f"date.{kind}")


def _joins(document: Document, first: Annotation, last: Annotation) -> bool:
    """Tell whether what stands between two dates makes them a range."""
    folded = document.folded[first.end : last.start]
    words = re.findall(r"[^\W_]+", bare(folded))
    if any(word not in _words("until") | _words("filler") | _words("and") for word in words):
        return False
    if re.search(r"[;:!?]|\.\s+[A-ZΑ-ΩА-Я]", document.text[first.end : last.start]):
        return False
    if not folded.strip():
        return first.kind == last.kind == "date" and folded == " "
    if _DASH.search(folded) or any(word in _words("until") for word in words):
        return True
    before = re.findall(r"[^\W\d_]+", bare(document.folded[max(0, first.start - 20) : first.start]))
    return any(word in _words("and") for word in words) and any(word in _words("between") for word in before)


def _all_readings(date: Annotation) -> tuple[str, ...]:
    return tuple(str(each) for each in (date.value, *date.alternatives))


@cache
def _words(kind: str) -> frozenset[str]:
    rows = (row for row in read_lexicon("link") if row["kind"] == kind)
    return frozenset(bare(fold(form)).strip(".") for row in rows for form in row["forms"].split())
