"""Start, end, length and programming period of projects; dates of events, calls and careers are none of them."""

import re
from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block
from ecosystem_graph.sources.pages.clause import around, between, label_of, sentence_at
from ecosystem_graph.sources.pages.dates import months_between
from ecosystem_graph.sources.pages.document import Document

__all__ = ["bind"]

_WEAK = frozenset(
    [
        "from",
        "since",
        "od",
        "do",
        "bis",
        "to",
        "til",
        "till",
        "fra",
        "från",
        "ab",
        "dal",
        "seit",
        "depuis",
        "desde",
        "dende",
        "sinds",
        "siden",
        "sedan",
        "от",
        "до",
        "з",
        "по",
        "од",
        "no",
        "līdz",
        "nuo",
        "iki",
        "kuni",
        "alates",
        "mill",
        "minn",
        "sa",
        "sal",
        "ó",
        "din",
        "de",
        "la",
        "până",
        "la",
        "από",
        "έως",
        "μέχρι",
        "a",
        "al",
        "fins",
        "do",
        "tot",
        "until",
        "hasta",
        "até",
        "ata",
        "fino",
        "al",
        "jusqu'au",
        "jusqu'en",
        "for",
        "over",
        "time",
        "term",
        "fin",
        "end",
        "start",
        "du",
        "à",
        "alku",
        "algus",
        "alkaen",
        "saakka",
        "asti",
        "fi",
        "uz",
        "rok",
    ]
)
_NEAR = 46
_SPAN = 34
_PROGRAMME = re.compile(r"(?:territorial co|(?:program|ohjelma|програм|πρόγραμμα|clár)\w*.{0,3}$)")
_ANY_PROJECT = re.compile(r"proje[kc]|projet|proge|proye|proxe|hank|έργ|проект|пројек|tionscadal|proġett|prosjekt")
_SHORTEST = 6
_SUFFIX = re.compile(r"(?:-?\w{0,5}\.?)?(?: (?:d|m|g|gada|men|mėn)\.?)? ")
_PROJECT = re.compile(
    r"^.{0,14}(?:project|proje[kc]t?|projet|progett|proyect|projet|proxect|hanke|hankk|έργ|проект|"
    r"пројект|tionscadal|proġett|span)",
    re.IGNORECASE,
)


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield ``startDate``, ``endDate``, ``durationMonths`` and ``period`` of each project."""
    for project in sorted({block.project for block in blocks if block.project}):
        parts = [block for block in blocks if block.project == project]
        yield from _Timeline(document, found, parts).facts(project)
    yield from _periods(document, found, blocks)


class _Timeline:
    """Mentions of time in the parts of a page that are about one project."""

    def __init__(self, document: Document, found: Annotations, parts: Sequence[Block]) -> None:
        self.document = document
        self.parts = parts
        self.cues = {
            kind: [each for each in found.of("lexicon.cue") if each.value == kind]
            for kind in ("start", "end", "duration", "other_time", "call")
        }
        self.dates = sorted([*self._mine(found.of("date")), *self._mine(found.of("year"))], key=lambda each: each.start)
        self.ranges = self._mine(found.of("range"))
        self.periods = self._mine(found.of("period"))
        self.durations = self._mine(found.of("duration"))
        self.about = found.of("lexicon.comparator")

    def facts(self, project: int) -> Iterator[Fact]:
        """Yield what is known about the time of the project."""
        span = self._best_range()
        if span and isinstance(span.value, tuple):
            first, last = self._ends(span)
            yield Fact(
                project, "startDate", span.value[0], first.start, first.end, "time.range", 1.0, first.alternatives
            )
            yield Fact(project, "endDate", span.value[1], last.start, last.end, "time.range", 1.0, last.alternatives)
        else:
            yield from self._single(project)
        duration = self._best_duration(span)
        if duration:
            yield Fact(project, "durationMonths", duration.value, duration.start, duration.end, "time.duration", 1.0)

    def _mine(self, mentions: Sequence[Annotation]) -> list[Annotation]:
        return [each for part in self.parts for each in between(mentions, part.start, part.end)]

    def _best_range(self) -> Annotation | None:
        scored = [(self._range_score(each), -each.start, each) for each in [*self.ranges, *self.periods]]
        best = max((each for each in scored if each[0] > 0), key=lambda each: each[:2], default=None)
        return best[2] if best else None

    def _range_score(self, span: Annotation) -> int:
        is_years = all(len(str(each)) == 4 for each in span.value) if isinstance(span.value, tuple) else False
        cue = self._has_cue("duration", span) or (self._has_cue("start", span) and not is_years)
        lengths = around(self.durations, span.start - _SPAN, span.end + _SPAN)
        near = any(-_SPAN <= each.start - span.end <= 12 or 0 <= span.start - each.end <= 24 for each in lengths)
        if span.kind == "period":
            return 1 if near and not is_years else 0
        score = 3 * cue + 2 * near - 4 * self._is_other(span) - is_years * (1 if near or cue else 3)
        if self._is_alone(span):
            score += 2
        start, end = span.value if isinstance(span.value, tuple) else ("", "")
        length = months_between(str(start), str(end))
        return score + (1 if length and length >= _SHORTEST else 0)

    def _ends(self, span: Annotation) -> tuple[Annotation, Annotation]:
        inside = between(self.dates, span.start, span.end)
        return (inside[0], inside[-1]) if inside else (span, span)

    def _single(self, project: int) -> Iterator[Fact]:
        for name, kind in (("startDate", "start"), ("endDate", "end")):
            taken = next((each for each in self.dates if self._is_told_by(kind, each)), None)
            if taken:
                yield Fact(
                    project, name, taken.value, taken.start, taken.end, f"time.{kind}-cue", 1.0, taken.alternatives
                )

    def _is_told_by(self, kind: str, date: Annotation) -> bool:
        """Tell whether a cue before a date makes it the start or the end of the project."""
        if self._cue_behind(kind, date):
            return not self._is_other(date)
        if self._cue_behind("end" if kind == "start" else "start", date):
            return False
        start, _ = sentence_at(self.document, date.start)
        label, label_end = label_of(self.document, date.start)
        reach = max(min(start, label) if label_end < start else start, date.start - 2 * _NEAR)
        cues = between(self.cues[kind], reach, date.start)
        rivals = between(self.cues["end" if kind == "start" else "start"], reach, date.start)
        others = between(self.dates, cues[-1].end, date.start) if cues else []
        if not cues or others or self._is_other(date):
            return False
        cue = cues[-1]
        if rivals and rivals[-1].start > cue.start and rivals[-1].end > cue.end:
            return False
        if self.document.folded[cue.start : cue.end] in _WEAK:
            has_length = bool(
                between(self.durations, *sentence_at(self.document, date.start)) or self._has_cue("duration", date)
            )
            return date.start - cue.end <= 1 and has_length and len(str(date.value)) > 4
        return date.start - cue.end <= _NEAR

    def _cue_behind(self, kind: str, date: Annotation) -> bool:
        """Tell whether a verb directly behind a date says what it is: ``2017. június 1-jén indult``."""
        for cue in between(self.cues[kind], date.end, date.end + _SPAN):
            gap = self.document.folded[date.end : cue.start]
            is_verb = self.document.text[cue.start].islower() and self.document.folded[cue.start : cue.end] not in _WEAK
            if is_verb and _SUFFIX.fullmatch(gap):
                return True
        return False

    def _best_duration(self, span: Annotation | None) -> Annotation | None:
        months = months_between(*map(str, span.value)) if span and isinstance(span.value, tuple) else None
        scored = [(self._duration_score(each, span, months), -each.start, each) for each in self.durations]
        best = max((each for each in scored if each[0] > 0), key=lambda each: each[:2], default=None)
        return best[2] if best else None

    def _duration_score(self, each: Annotation, span: Annotation | None, months: float | None) -> int:
        if (
            self._is_approximate(each)
            or self._is_other(each)
            or (isinstance(each.value, int) and each.value < _SHORTEST)
        ):
            return 0
        near = (
            bool(span) and (-2 <= each.start - span.end <= _SPAN or -2 <= span.start - each.end <= _SPAN)
            if span
            else False
        )
        after = self.document.folded[each.end : each.end + 30]
        score = 2 * self._has_cue("duration", each) + 2 * near + bool(_PROJECT.match(after)) + self._cue_after(each)
        return score + (2 if months and score and abs(months - int(str(each.value))) < 1.5 else 0)

    def _cue_after(self, each: Annotation) -> bool:
        return any(cue.start - each.end <= 3 for cue in between(self.cues["duration"], each.end, each.end + _SPAN))

    def _has_cue(self, kind: str, mention: Annotation) -> bool:
        start, _ = sentence_at(self.document, mention.start)
        label, label_end = label_of(self.document, mention.start)
        reach = max(min(start, label) if label_end <= start else start, mention.start - 2 * _NEAR)
        cues = between(self.cues[kind], reach, mention.start)
        if not cues:
            return False
        cue = cues[-1]
        gap = mention.start - cue.end
        return gap <= 1 if self.document.folded[cue.start : cue.end] in _WEAK else gap <= _NEAR

    def _is_other(self, mention: Annotation) -> bool:
        """Tell whether the nearest cue says that a date is one of an event, a call or a career."""
        start, _ = sentence_at(self.document, mention.start)
        reach = max(start, mention.start - 2 * _NEAR)
        others = between(self.cues["other_time"], reach, mention.start)
        if not others:
            return False
        if between(self.cues["call"], start, mention.start) and not _ANY_PROJECT.search(
            self.document.folded, start, mention.start
        ):
            return True
        mine = [
            each for kind in ("duration", "start", "end") for each in between(self.cues[kind], reach, mention.start)
        ]
        strong = [each for each in mine if self.document.folded[each.start : each.end] not in _WEAK]
        return not strong or max(each.end for each in strong) < others[-1].start

    def _is_alone(self, span: Annotation) -> bool:
        start, end = sentence_at(self.document, span.start)
        return not self.document.text[start : span.start].strip(" •-–(") and not self.document.text[
            span.end : end
        ].strip(" .)")

    def _is_approximate(self, each: Annotation) -> bool:
        return any(
            0 <= each.start - other.end <= 2 and other.value != "<="
            for other in around(self.about, each.start - 3, each.start)
        )


def _periods(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield the first programming period that stands beside a programme."""
    programmes = found.of("programme")
    calls = [cue for cue in found.of("lexicon.cue") if cue.value == "call"]
    projects = sorted({block.project for block in blocks if block.project})
    for each in found.of("period"):
        if not isinstance(each.value, tuple):
            continue
        others = around(programmes, each.start - 11, each.end + 11)
        beside = any(-3 <= each.start - other.end <= 10 or -3 <= other.start - each.end <= 10 for other in others)
        before = document.folded[max(0, each.start - 44) : each.start]
        called = between(calls, max(0, each.start - 24), each.start)
        if projects and (beside or called or _PROGRAMME.search(before)):
            yield Fact(projects[0], "period", "-".join(map(str, each.value)), each.start, each.end, "time.period", 1.0)
            return
