"""Organisations by the form of the page: labels with a value, lists under a heading, rows of tables."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecosystem_graph.sources.pages.annotate.organisation_item import Item, parse_item, split_items
from ecosystem_graph.sources.pages.annotate.organisation_mark import Marks
from ecosystem_graph.sources.pages.annotate.organisation_word import find_runs
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.layout import Line, read_lines

__all__ = ["ROLES", "Page", "find_listed"]

ROLES = {"lead": "leadPartner", "partner": "partner", "associated": "associatedPartner"}
"""Values of the lexicon of roles, and what they make of an organisation."""

_LOOSE_LABEL = re.compile(r"(?:[ \u00a0][^\W_]{1,14}){1,6}:[ \u00a0](?=[^\n]{20})")
_AFTER_LABEL = re.compile(
    r"[ \u00a0]*(?:\([^()\n]{0,30}\)|\[[^\]\n]{0,30}\]|\d{1,3}|/[^\W\d_]{1,20})?[ "
    r"\u00a0]*(?:[:|]|[–—](?=[ \u00a0]))[ \u00a0|]*"
)
_OTHER_LABEL = re.compile(r"(?<![^\W\d_])[^\W\d_][^:;.,()\n|\d]{1,38}(?:\([^()\n]{0,20}\))?[ \u00a0]?:(?!//)")
_LABEL_LINE = re.compile(r"[^:;\n]{2,45}:(?!//)(?=\s|$)")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_)”“\"])\.(?=[ \u00a0]|$)|(?<=[^\W\d_]{3})[.](?=[A-ZÀ-ÞА-ЯΑ-Ω])")
_HEADING_LENGTH = 110
_ITEM_LENGTH = 190
_MOST_LINES = 80
_LEAST_ROWS = 3
_LONGEST_ROLE = 60
_LONGEST_VALUE = 20_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page with all that finding organisations looks up.

    Attributes:
        document: The page.
        marks: What is known about its words.
        roles: Start, end and role of words for roles, in order.
        lines: Its lines.
        legal_ends: Ends of legal forms.
    """

    document: Document
    marks: Marks
    roles: tuple[tuple[int, int, str], ...]
    lines: tuple[Line, ...]
    legal_ends: frozenset[int]

    @classmethod
    def read(cls, document: Document, found: Annotations) -> "Page":
        """Collect what was found so far."""
        roles = tuple((each.start, each.end, ROLES[str(each.value)]) for each in found.of("lexicon.role"))
        marks = Marks.read(document, found)
        ends = frozenset(end for _, end in marks.legal.values())
        return cls(document, marks, tuple(sorted(roles)), read_lines(document.text), ends)

    @property
    def text(self) -> str:
        """Text of the page."""
        return self.document.text

    def roles_in(self, start: int, end: int) -> Sequence[tuple[int, int, str]]:
        """Return the words for roles that begin in a stretch of text."""
        return self.roles[bisect_left(self.roles, (start, 0, "")) : bisect_left(self.roles, (end, 0, ""))]

    def legal_in(self, start: int, end: int) -> list[int]:
        """Return the ends of legal forms that lie in a stretch of text, the end included."""
        ends = self.marks.legal_ends
        return list(ends[bisect_left(ends, start) : bisect_right(ends, end)])

    def name(self, item: Item, role: str, rule: str, cue: tuple[int, int] | None) -> Annotation:
        """Return the mention of an organisation."""
        value = (self.text[item.start : item.end], item.role or role, item.country)
        return Annotation("organisation", value, item.start, item.end, rule, cue)


def find_listed(page: Page) -> Iterator[Annotation]:
    """Yield organisations behind labels, under headings, and in rows of tables.

    Args:
        page: The page and what is known about it.

    Yields:
        Mentions of kind ``organisation`` with value ``(name, role, country)``.
    """
    for role in page.roles:
        yield from _behind_label(page, role)
    rows = list(_rows(page))
    yield from rows
    for index in range(len(page.lines) if len(rows) < _LEAST_ROWS else 0):
        yield from _under_heading(page, index)


def _behind_label(page: Page, role: tuple[int, int, str]) -> Iterator[Annotation]:
    """Yield what stands behind ``Lead partner:`` on the same line, up to the next label or the end of the sentence."""
    start, end, name = role
    label = _AFTER_LABEL.match(page.text, end) or (name == "partner" and _LOOSE_LABEL.match(page.text, end)) or None
    loose = label is not None and label.re is _LOOSE_LABEL
    if label is None or (not loose and not _begins_label(page.text, start)):
        return
    line_end = min(_end_of_line(page.text, label.end()), label.end() + _LONGEST_VALUE)
    stop = _value_end(page, label.end(), line_end)
    if not page.text[label.end() : stop].strip():
        return
    pieces = (
        [(label.end(), stop)] if name == "leadPartner" else list(split_items(page.text, page.marks, label.end(), stop))
    )
    if loose and len(pieces) < 2:
        return
    for left, right in pieces:
        item = parse_item(page.text, page.marks, page.roles_in(left, right), left, right)
        if item and not _is_town(page, item, label.end()):
            yield page.name(item, name, "organisation.label", (start, end))


def _begins_label(text: str, start: int) -> bool:
    """Tell whether a label may begin here: at a line, a sentence, a bullet, or within a few words of it."""
    before = text[max(0, start - 40) : start]
    clause = re.split(r"[\n.;|:(•–—]|,\s(?=[^\W\d_]{1,3}\s)", before)[-1]
    return len(clause.split()) <= 3


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _value_end(page: Page, start: int, line_end: int) -> int:
    """Return where the value of a label ends: before the next label or behind the sentence that holds it."""
    # The next label first, so that a line of many labels is not read to its end for each of them.
    other = _OTHER_LABEL.search(page.text, start, line_end)
    stop = line_end
    legal = page.legal_ends
    for match in _SENTENCE_END.finditer(page.text, start, other.end() if other else line_end):
        if match.end() not in legal and not re.search(r"(?:^|\W)[^\W\d_]{1,2}$", page.text[start : match.start()]):
            stop = match.start()
            break
    if other is not None and other.end() <= stop:
        return _before_label(page, other.start(), start)
    for left, right, _ in page.roles_in(start + 1, stop):
        if _AFTER_LABEL.match(page.text, right):
            return left
    return stop


def _before_label(page: Page, at: int, start: int) -> int:
    """Return where a label begins that may be glued to the value before it."""
    inside = [left for left, right, _ in page.roles_in(at, at + 60) if _AFTER_LABEL.match(page.text, right)]
    glued = [end for end in page.legal_in(at, at + 40) if end > start]
    return max(at, min(glued)) if glued else min([at, *inside]) if not inside else max(at, min(inside))


def _is_town(page: Page, item: Item, list_start: int) -> bool:
    """Tell whether an entry is the seat of the one before (``…, Lund.``): one word, no kind, behind a comma."""
    name = page.text[item.start : item.end]
    before = page.text[list_start : item.start].rstrip()
    if not before.endswith(",") or " " in name or name.isupper() or page.marks.names_kind(item.start, item.end):
        return False
    previous = re.split(r"[,;]", before.rstrip(","))[-1]
    at = list_start + before.rfind(previous)
    return page.marks.names_kind(at, at + len(previous)) and not any(map(str.isdigit, name)) and name[1:].islower()


def _under_heading(page: Page, index: int) -> Iterator[Annotation]:
    """Yield the entries of the list that a heading or the end of a sentence (``…:``) announces."""
    line = page.lines[index]
    role = _heading_role(page, line)
    if role is None:
        return
    bullets: bool | None = None
    for position, entry in enumerate(page.lines[index + 1 : index + 1 + _MOST_LINES]):
        if bullets is None:
            bullets = entry.bullet
        if _ends_list(page, entry, bullets=bullets, first=position == 0) or (role == "leadPartner" and position):
            return
        if _is_detail(page, entry):
            continue
        for left, right in _in_scheme(page, entry):
            item = parse_item(page.text, page.marks, page.roles_in(left, right), left, right)
            if item and not _is_only_role(page, item):
                yield page.name(item, role, "organisation.heading", (line.start, line.end))


def _in_scheme(page: Page, entry: Line) -> Iterator[tuple[int, int]]:
    """Yield the names in brackets behind a programme or an instrument that an entry is about, or the entry itself."""
    bracket = re.search(r"\(([^()\n]{3,160})\)[ \u00a0,;.]*$", page.text[entry.start : entry.end])
    if bracket and page.marks.is_scheme(entry.start, entry.start + bracket.start()):
        yield from split_items(page.text, page.marks, entry.start + bracket.start(1), entry.start + bracket.end(1))
    else:
        yield entry.start, entry.end


def _is_only_role(page: Page, item: Item) -> bool:
    return any(item.end <= end for _, end, _ in page.roles_in(item.start - _LONGEST_ROLE, item.start + 1))


def _heading_role(page: Page, line: Line) -> str | None:
    """Return the role that a heading gives to the entries below it."""
    text = page.text[line.start : line.end].rstrip()
    if line.end - line.start > _HEADING_LENGTH * 2:
        return None
    inside = [each for each in page.roles_in(line.start, line.end) if each[1] <= line.end]
    colon = text.endswith(":")
    if not inside:
        counted = colon and page.marks.kind_in(line.start, line.end)
        return (
            "partner"
            if counted and re.search(r"\d|\b[^\W\d_]+\b", text) and not line.bullet and len(text) > 12
            else None
        )
    words = len(text.split())
    if not colon and (words > 8 or text.endswith((".", ",", ";", "!", "?")) or re.search(r":\s", text)):
        return None
    if colon and ": " in text[:-1]:
        return None
    if line.bullet and not colon:
        return None
    plain = inside[0][1] - inside[0][0] >= len(text.rstrip(":")) * 0.3
    return inside[0][2] if colon or (plain and words <= 6) else None


def _ends_list(page: Page, entry: Line, *, bullets: bool, first: bool) -> bool:
    text = page.text[entry.start : entry.end]
    if entry.end - entry.start > _ITEM_LENGTH:
        return True
    if bullets:
        return not entry.bullet
    if _is_detail(page, entry):
        return False
    sentence = text.endswith((".", "!", "?")) and len(text.split()) > 6 and entry.end not in page.legal_ends
    if sentence:
        return True
    listed = page.marks.names_kind(entry.start, entry.end) or page.marks.country_in(entry.start, entry.end) is not None
    return (entry.gap and not first and not listed) or text.endswith(":")


def _is_detail(page: Page, entry: Line) -> bool:
    """Tell whether a line is a detail of the entry above it: a label that names no role, with its value."""
    match = _LABEL_LINE.match(page.text, entry.start, entry.end)
    if match is None or match.end() >= entry.end - 1 or entry.start in page.marks.countries:
        return False
    return len(page.text[entry.start : match.end()].split()) <= 3 and not page.roles_in(entry.start, match.end())


def _rows(page: Page) -> Iterator[Annotation]:
    """Yield the rows of tables whose cells became lines: name, role, country, and a closing yes or no."""
    lines = page.lines
    for index, line in enumerate(lines[:-1]):
        role = _cell_role(page, lines[index + 1])
        if role is None or _cell_role(page, line) or not _closes(page, lines, index + 2):
            continue
        item = parse_item(page.text, page.marks, (), line.start, line.end)
        if item:
            after = lines[index + 2]
            country = page.marks.countries.get(after.start)
            named = Item(item.start, item.end, country[0] if country and country[1] == after.end else item.country)
            yield page.name(named, role, "organisation.row", (lines[index + 1].start, lines[index + 1].end))


def _cell_role(page: Page, line: Line) -> str | None:
    if page.text[line.start : line.end].lower() in {"communication", "dissemination", "member", "other"}:
        return "partner"
    return next((role for _, end, role in page.roles_in(line.start, line.start + 1) if end == line.end), None)


def _closes(page: Page, lines: Sequence[Line], index: int) -> bool:
    return any(page.text[line.start : line.end].lower() in {"yes", "no"} for line in lines[index : index + 2])


def stated_in_brackets(page: Page) -> Iterator[Annotation]:
    """Yield organisations that stand with their country in brackets, where a page does so at least twice.

    Both orders count: ``Name (Country)`` where the name says what kind of organisation it is, and ``Country (Name)``.
    """
    found: list[Item] = []
    for match in re.finditer(r"\(([^()\n]{2,90})\)", page.text):
        inner, outer = match.start(1), match.start()
        country = next(
            (
                page.marks.countries[at]
                for at in range(inner, min(inner + 5, match.end(1)))
                if at in page.marks.countries
            ),
            None,
        )
        if country and country[1] >= match.end(1) - 1:
            runs = [
                run
                for run in find_runs(page.document, page.marks, max(0, outer - 160), outer)
                if page.text[run.end : outer].strip(" ,") == ""
            ]
            found.extend(Item(run.start, run.end, country[0]) for run in runs[-1:])
            continue
        before = page.marks.country_in(max(0, outer - 30), outer)
        if before and page.text[before[2] : outer].strip() == "":
            item = parse_item(page.text, page.marks, (), inner, match.end(1))
            if item and (page.marks.names_kind(item.start, item.end) or _is_listed(page.text, before[1])):
                found.append(Item(item.start, item.end, before[0]))
    if len(found) > 1:
        yield from (page.name(item, "partner", "organisation.brackets", None) for item in found)


def _is_listed(text: str, at: int) -> bool:
    return (
        text[:at]
        .rstrip()
        .endswith((",", ":", "and", "und", "en", "et", "e", "y", "i", "a", "och", "og", "ja", "és", "și"))
    )
