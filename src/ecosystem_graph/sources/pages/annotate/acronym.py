"""Short names of projects, each with the reasons to take it for one."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecosystem_graph.sources.pages.annotate.name_shape import (
    NAME,
    QUOTED,
    is_capitalised,
    is_coined,
    is_striking,
    plain_name,
    run_of_names,
)
from ecosystem_graph.sources.pages.annotate.small_word import small_words
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.layout import Line, read_lines
from ecosystem_graph.sources.pages.span import Spans

__all__ = ["annotate"]

_LABEL_GAP = re.compile(r"[ \u00a0]*(?:\([^()\n]{0,20}\))?[ \u00a0]*[:|–-][ \u00a0|]*|[ \u00a0]*\n[ \u00a0]*")
_WORD_GAP = re.compile(r"[ \u00a0]*[:–-]?[ \u00a0]*")
_LONE_GAP = re.compile(r"[ \u00a0]*:?\n")
_IN_TEXT = re.compile(r"(?<![\w@.])(?:[A-Z]{3,}(?:[ \u00a0][A-Z]{3,}){1,3}|[^\W_]\w*(?:[@>+-]\w+)*)(?![\w@])")
_NAME_BEFORE = re.compile(r"([^\s„“\"«»‘(]+(?:[ \u00a0][^\s„“\"«»‘(]+){0,4})[“”\"»«’‘]?(?:-|[ \u00a0])$")
_PAIR = re.compile(r"[ \u00a0]*\((?![^()\n]{0,12}\))[^()\n]{12,250}\)")
_DASH = re.compile(r"[ \u00a0]*(?:[–—]|[ \u00a0]-|:)[ \u00a0]")
_BRACKETED = re.compile(r"\(([^()\n]{2,40})\)")
_SHORT_BEHIND = re.compile(r"[ \u00a0]?\(([^()\s]{2,25}(?:[ \u00a0][^()\s]{1,12}){0,2})\)")
_COMMON = small_words("before_project")
_HEADING_LENGTH = 60
_SHORT_WORD = 5
_NOT_SHORT = ("not_acronym", "programme", "country", "fund", "project_word", "role")
_PARTS_OF_NAMES = ("programme_name", "organisation_kind")
_NAMED = frozenset({"label", "project", "bracket"})
_CODE_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:cod|code|codice|código|codigo|kod|kód|kood|kods|kodas|koodi|kode|код|κωδικός|id|id[.-]?n[ro]|no|nr|"
    r"num\w*|númer\w*|numér\w*|nomor|nummer|номер|αριθμός|číslo|šifra|broj|številka|reg|registra\w*|identif\w*|"
    r"uimhir|tunnus|viitenumber|referen\w*)\.?(?:[ \u00a0](?:of|de|del|di|do|du|van|des|der|the|на|του|al))?[ \u00a0]$",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[ \u00a0]*(?:[€£$]|(?:EUR|Eur)\b)?[ \u00a0]?\d")
_SURE = frozenset({"label", "project", "quoted", "pair", "heading", "dash"})
_CLOSE = 60
_PREFIXES = frozenset({"eu", "interreg", "eu-interreg", "project", "projekt"})
_DATED = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|[A-Z][a-z]{2,}|[^\W\d_]{1,2})?$")
_BODIES = frozenset(
    {"university", "institute", "agency", "chamber", "ministry", "foundation", "municipality", "centre"}
)


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``acronym``; the rule says what speaks for them.

    Rules: ``label`` (*Acronym: X*), ``project`` (*the project X*), ``compound`` (*X-Projekt*, *X project*), ``bracket``
    (*long name (X)*), ``pair`` (*X (long name)*, *X – long name*), ``heading`` (a line of its own),
    ``quoted`` (near a word for a project), ``subject``, ``mention`` and ``dash`` (its form alone).

    Args:
        document: The page.
        found: Mentions of the lexicons.
    """
    text = document.text
    barred, never = _barred(found, *_NOT_SHORT, *_PARTS_OF_NAMES), _barred(found, *_NOT_SHORT)
    bodies = _Bodies.of(found)
    words = Spans.of((each.start, each.end) for each in found.of("lexicon.project_word") if each.value == "project")
    for start, end, rule, cue in _candidates(text, found):
        left, right = _trimmed(text, start, end)
        named = rule in _NAMED and _is_one_word(text[left:right])
        bars = never if named else barred
        left, right = _without_barred(text, bars, left, right, sure=rule in _SURE)
        inside = [end for _, end in words.within(left, right) if end < right]
        left, right = _trimmed(text, max([left, *inside]), right)
        name = text[left:right]
        if (
            len(plain_name(name)) < 2
            or _DATED.match(name)
            or "\0" in document.folded[left:right]
            or (left, right) in (never if is_coined(name) else bars).around(left, right)
        ):
            continue
        if rule == "bracket" and bodies.before(text, left):
            continue
        yield Annotation("acronym", name, left, right, f"acronym.{rule}", cue)


def _barred(found: Annotations, *kinds: str) -> Spans:
    return Spans.of((each.start, each.end) for kind in kinds for each in found.of(f"lexicon.{kind}"))


def _is_one_word(name: str) -> bool:
    """Tell whether a name is one long word in capitals: it may hold a word such as *cluster* and still be coined."""
    return len(name) > _SHORT_WORD and name.isupper() and name.isalnum()


def _without_barred(text: str, barred: Spans, start: int, end: int, *, sure: bool) -> tuple[int, int]:
    """Leave out words at the left that name something else (*EU Interreg X*) where a striking word is left."""
    words = list(_words(text, start, end))
    if barred.around(start, end) and not is_coined(text[start:end]):
        return start, start
    free = [
        (at, word)
        for at, word in words
        if is_coined(word) or not (_is_barred(at, word, barred) or word.lower() in _COMMON)
    ]
    if not free:
        return (start, end) if is_coined(text[start:end]) else (start, start)
    striking = [at for at, word in free if is_striking(word)]
    if not striking and any(is_striking(word) and not sure for at, word in words):
        return start, start
    first = words.index(free[0])
    if (
        first
        and striking
        and all(
            word.lower() in _PREFIXES or word.lower() in _COMMON or right - left > 7
            for (at, word) in words[:first]
            for left, right in [_bar(at, barred)]
        )
    ):
        return free[0][0], end
    return start, end


def _is_barred(at: int, word: str, barred: Spans) -> bool:
    return bool(barred.around(at, at + len(word)))


def _bar(at: int, barred: Spans) -> tuple[int, int]:
    return max(
        barred.around(at, at + 1),
        key=lambda span: span[1] - span[0],
        default=(at, at),
    )


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Words for bodies, and legal forms, of a page: what may stand before the short name of an organisation.

    Attributes:
        starts: Starts of the words for bodies, in order.
        ends: Ends of the same words.
        legal: Ends of legal forms.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    legal: frozenset[int]

    @classmethod
    def of(cls, found: Annotations) -> "_Bodies":
        bodies = sorted(
            (each.start, each.end) for each in found.of("lexicon.organisation_kind") if each.value in _BODIES
        )
        legal = frozenset(each.end for each in found.of("lexicon.legal_form"))
        return cls([start for start, _ in bodies], [end for _, end in bodies], legal)

    def before(self, text: str, bracket: int) -> bool:
        """Tell whether a bracket holds the short name of an organisation, by the words before it."""
        near = range(bisect_right(self.starts, bracket - _CLOSE), bisect_left(self.starts, bracket))
        if any(not re.search(r"[.;:\n]", text[self.ends[index] : bracket]) for index in near):
            return True
        return any(at in self.legal for at in range(bracket - 4, bracket + 1))


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in NAME.finditer(text, start, end):
        yield match.start(), match[0]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \u00a0„“\"”«»‘’'‚(":
        start += 1
    while start < end and text[end - 1] in " \u00a0„“\"”«»‘’').,;:–-":
        end -= 1
    return start, end


def _candidates(text: str, found: Annotations) -> Iterator[tuple[int, int, str, tuple[int, int] | None]]:
    for each in found.of("lexicon.project_word"):
        cue = (each.start, each.end)
        if each.value == "acronym":
            yield from ((*span, "label", cue) for span in _labelled(text, each.end))
        elif each.value == "project":
            if not _CODE_BEFORE.search(text, max(0, each.start - 40), each.start):
                yield from ((*span, "project", cue) for span in _after_word(text, each.end))
            yield from ((*span, "compound", cue) for span in _before_word(text, each.start))
    projects = [(each.start, each.end) for each in found.of("lexicon.project_word") if each.value == "project"]
    for match in QUOTED.finditer(text):
        near = any(-120 < match.start() - end < 120 for _, end in projects)
        if near and len(match[1].split()) <= 4 and is_capitalised(match[1]):
            yield *match.span(1), "quoted", None
    for match in _IN_TEXT.finditer(text):
        if " " in match[0] or "\u00a0" in match[0] or is_coined(match[0]):
            yield *match.span(), "mention", None
    for line in read_lines(text):
        yield from ((*span, rule, None) for *span, rule in _in_line(text, line))  # type: ignore[misc]


def _labelled(text: str, end: int) -> Iterator[tuple[int, int]]:
    gap = _LABEL_GAP.match(text, end)
    if gap is None:
        return
    stop = text.find("\n", gap.end())
    stop = len(text) if stop < 0 else stop
    value = re.split(
        r"[;|]|,[ \u00a0]|[ \u00a0][–-][ \u00a0]|\.[ \u00a0]|[ \u00a0]{2,}|[^\W\d_]+:[ \u00a0]",
        text[gap.end() : min(stop, gap.end() + 60)],
    )[0]
    if value.strip() and len(value.split()) <= 5:
        yield gap.end(), gap.end() + len(value)


def _after_word(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the name behind a word for a project: in quotation marks, or a run of names."""
    gap = _LONE_GAP.match(text, end) or _WORD_GAP.match(text, end)
    at = gap.end() if gap else end
    quoted = QUOTED.match(text, at)
    if quoted:
        yield from _in_quotes(text, quoted)
        return
    start, stop = run_of_names(text, at, min(len(text), at + 80))
    labelled = (
        ":" in text[end:at]
        and not any(is_striking(word) for _, word in _words(text, start, stop))
        and text[stop : stop + 1] == " "
    )
    if start < stop and stop - start > 1 and not labelled:
        yield start, stop


def _in_quotes(text: str, quoted: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the short name in quotation marks, and those that a conjunction joins to it."""
    match: re.Match[str] | None = quoted
    while match:
        words = match[1].split()
        behind = _SHORT_BEHIND.match(text, match.end())
        if behind and is_striking(behind[1]) and not any(map(is_striking, words)):
            return  # the bracket behind is the short name, the words in quotation marks are the long one
        if len(words) <= 4:
            yield match.span(1)
        elif re.match(r"\S+(?:[ \u00a0]\S+){0,3}[ \u00a0][–-][ \u00a0]", match[1]):
            yield run_of_names(text, match.start(1), match.end(1))
        joined = re.match(
            r"[ \u00a0]*(?:,|[^\W\d_]{1,4})[ \u00a0]+(?=[„“\"”«»‘'‚])", text[match.end() : match.end() + 12]
        )
        match = QUOTED.match(text, match.end() + joined.end()) if joined else None


def _before_word(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the name before a word for a project (*the X project*, *X-Projekt*): as many words as look like one."""
    match = _NAME_BEFORE.search(text, max(0, start - 80), start)
    if match is None:
        return
    words = [(match.start(1) + each.start(), each[0]) for each in re.finditer(r"\S+", match[1])]
    kept: list[tuple[int, str]] = []
    for at, word in reversed(words):
        if not is_capitalised(word) or word.endswith((".", ",", ":", ";")) or word.lower() in _COMMON:
            break
        kept.append((at, word))
    while kept and len(kept) > 1 and not is_striking(kept[-1][1]):
        kept.pop()
    announced = (
        bool(re.search(r"(?:^|\s)(?:the|az?|the EU|EU)[ \u00a0]$", text[: kept[-1][0]][-8:], re.IGNORECASE))
        if kept
        else False
    )
    if kept and (is_striking(kept[0][1]) or is_striking(kept[-1][1]) or (len(kept) == 1 and announced)):
        yield kept[-1][0], match.end(1)


def _is_pair(text: str, end: int, stop: int) -> bool:
    """Tell whether a long name follows in brackets, or behind a sign; a figure makes what stands before a label."""
    dash = _DASH.match(text, end, stop)
    return bool(_PAIR.match(text, end, stop)) or (dash is not None and not _FIGURES.match(text, dash.end(), stop))


def _in_line(text: str, line: Line) -> Iterator[tuple[int, int, str]]:
    """Yield the names that the form of a line shows: alone, before a long name, or in brackets behind one."""
    content = text[line.start : line.end]
    start, end = run_of_names(text, line.start, line.end)
    words = content.split()
    whole = (
        len(content) <= _HEADING_LENGTH
        and 2 <= len(words) <= 4
        and words[0].isupper()
        and len(words[0]) > 2
        and words[-1][-1].isalnum()
        and "," not in content
    )
    if start < end:
        striking = any(is_striking(word) for _, word in _words(text, start, end))
        if end == line.end and striking:
            yield start, end, "heading"
        elif striking and _is_pair(text, end, line.end):
            yield start, end, "pair"
        elif striking and not whole:
            yield start, end, "subject"
    if whole:
        yield line.start, line.end, "heading"
    long_name = re.match(r"((?:[A-Z][^\s:;,.]*[ \u00a0]){1,5})\([^()\n]{20,200}\)", content)
    if long_name and len(long_name[0].split()) >= len(long_name[1].split()) + 4:
        yield line.start, line.start + len(long_name[1].rstrip()), "pair"
    dashed = re.match(r"((?:[^\W\d_]\S*[ \u00a0]){1,4})[–—-][ \u00a0]", content)
    if dashed and all(map(is_capitalised, dashed[1].split())):
        yield line.start, line.start + len(dashed[1].rstrip()), "dash"
    for match in _BRACKETED.finditer(text, line.start, line.end):
        before = text[max(line.start, match.start() - 400) : match.start()]
        quoted = before.rstrip().endswith(tuple('“”"»«’'))
        closing = match.end() == line.end and (is_coined(match[1]) or (is_striking(match[1]) and line.start == 0))
        least = 2 if closing or (quoted and is_striking(match[1])) else 4
        long = len(before.split()) >= least
        name = re.split(r"[ \u00a0](?:ID|id|No|Nr)\b|[:;,]", match[1])[0]
        if (
            long
            and len(name.split()) <= 3
            and is_capitalised(name)
            and (any(map(is_striking, name.split())) or match.end() == line.end)
        ):
            yield match.start(1), match.start(1) + len(name), "bracket"
