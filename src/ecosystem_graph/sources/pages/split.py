"""Parts of a page about several projects."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ecosystem_graph.sources.pages.annotate.name_shape import is_striking, plain_name
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.block import Block, whole_page
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.layout import Line, read_lines

__all__ = ["split_blocks"]

_LABEL = re.compile(r"[ \u00a0]*:")
_ENTRY = re.compile(r"[ \u00a0]*(?:[–—]|[ \u00a0]-|:)[ \u00a0]")
_EARLIER = re.compile(
    r"(?:takes up|builds on|based on|follow-up|successor|continu\w+|sigue a|auf\s?bauend|"
    r"baut auf|previous|former|earlier|predecessor|capitalis\w+|results of|work "
    r"of|fortsetzung|nachfolge\w*|früher\w*|"
    r"suite (?:du|de)|prosegu\w+|nawiąz\w+|navazuj\w+|nadväzuj\w+|bygger på|folgt "
    r"auf|jatkoa|előzmény\w*|nadgrad\w+|nastav\w+|continuación|na podlagi|verder "
    r"op|vervolg\w*|precedent\w*|tęs\w+|turpin\w+|jätk\w+|продълж\w+|συνέχεια|continuação|"
    r"continuare\w*)[^.\n]{0,60}$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"[ \u00a0]*(?:[–—]|[ \u00a0]-)[ \u00a0](?=[^\W\d_])")
_LEAST_ENTRIES = 2
_LONGEST_HEADING = 200
_MOST_HEADINGS = 100
_LEAST_PARAGRAPH = 60
_NEAR = 12


def split_blocks(document: Document, found: Annotations) -> tuple[Block, ...]:
    """Return the parts of a page by project; most pages have one.

    A page has several projects when entries of a list each begin with a short name and name their partners, when
    titles are each followed by a lead partner, when short names in quotation marks are joined by a conjunction behind a
    word for projects, or when a paragraph begins with the word for a project and a name that is new there and that no
    earlier part mentions. A project named as predecessor or source is none of the page.

    Args:
        document: The page.
        found: Mentions of the lexicons and short names.
    """
    lines = read_lines(document.text)
    starts = (
        _entries(document.text, found, lines)
        or _led(document.text, found, lines)
        or _headed(document.text, found, lines)
        or _joined(document.text, found)
        or _paragraphs(document.text, found, lines)
    )
    if not starts:
        return whole_page(document.text)
    cuts = sorted({0, *starts, len(document.text)})
    if starts[0] > 0 and _is_listing(starts, lines):
        return (Block(0, 0, starts[0]), *_number(starts, len(document.text)))
    cuts = sorted({0, *starts})
    return tuple(_number(cuts, len(document.text)))


def _number(starts: Sequence[int], end: int) -> list[Block]:
    return [
        Block(index + 1, start, stop)
        for index, (start, stop) in enumerate(zip(starts, [*starts[1:], end], strict=True))
    ]


def _is_listing(starts: Sequence[int], lines: Sequence[Line]) -> bool:
    return len(starts) > 1 and all(any(line.start == start for line in lines) for start in starts)


def _entries(text: str, found: Annotations, lines: Sequence[Line]) -> list[int]:
    """Return the starts of lines ``Name – Partners: …``: a short name, a dash, and a role with its value.

    A long name may stand between, when the line begins with a striking short name.
    """
    roles = sorted(each.start for each in found.of("lexicon.role") if _LABEL.match(text, each.end))
    named = {each.start for each in found.of("acronym")}
    starts = []
    for line in lines:
        head = re.match(r"((?:[^\W\d_]\S*[ \u00a0]){1,5}?)[–—-][ \u00a0]", text[line.start : line.end])
        if head is None:
            continue
        first = line.start + head.end()
        last = line.end if line.start in named else first + _NEAR
        if bisect_left(roles, first) < bisect_right(roles, last):
            starts.append(line.start)
    return starts if len(starts) >= _LEAST_ENTRIES else []


def _led(text: str, found: Annotations, lines: Sequence[Line]) -> list[int]:
    """Return the starts of titles that are each followed by a line with the lead partner."""
    leads = [each.start for each in found.of("lexicon.role") if each.value == "lead" and _LABEL.match(text, each.end)]
    positions = [
        index
        for index, line in enumerate(lines)
        if line.start in leads and index > 0 and _is_title(text, lines[index - 1])
    ]
    if len(positions) < _LEAST_ENTRIES:
        return []
    starts = []
    for index in positions:
        first = index - 1
        above = lines[first - 1] if first > 0 else None
        if (
            lines[first].gap
            and above is not None
            and above.end - above.start <= 40
            and text[above.end - 1] not in ".:;"
            and len(text[above.start : above.end].split()) <= 4
            and first - 1 not in positions
        ):
            first -= 1
        starts.append(lines[first].start)
    return starts


def _headed(text: str, found: Annotations, lines: Sequence[Line]) -> list[int]:
    """Return the starts of headings ``X – long name``, each above a paragraph that names no other of them."""
    names = {each.start: each for each in found.of("acronym") if each.rule in {"acronym.pair", "acronym.dash"}}
    heads = [
        (line, names[line.start])
        for line, below in pairwise(lines)
        if line.start in names
        and _HEADING.match(text, names[line.start].end, line.end)
        and is_striking(str(names[line.start].value).split()[0])
        and line.end - line.start <= _LONGEST_HEADING
        and text[line.end - 1] not in ".:;,"
        and below.end - below.start >= _LEAST_PARAGRAPH
        and below.start not in names
    ]
    heads = heads[:_MOST_HEADINGS]
    starts = [line.start for line, _ in heads]
    plain = [plain_name(str(name.value)) for _, name in heads]
    parts = [plain_name(text[start:end]) for start, end in pairwise([0, *starts, len(text)])]
    elsewhere = any(name in part for at, name in enumerate(plain) for part in (*parts[: at + 1], *parts[at + 2 :]))
    return starts if not elsewhere and len(starts) >= _LEAST_ENTRIES else []


def _is_title(text: str, line: Line) -> bool:
    """Tell whether a line may be a title: no bullet, no label with a value, and no end of a sentence."""
    content = text[line.start : line.end]
    return (
        not line.bullet
        and content[-1] not in ".:;"
        and not re.match(r"[^:]{2,40}:[ \u00a0]", content)
        and len(content.split()) > 2
    )


def _joined(text: str, found: Annotations) -> list[int]:
    """Return the starts of short names in quotation marks that a conjunction joins to the first (*‘X’ and ‘Y’*)."""
    quoted = [
        each
        for each in found.of("acronym")
        if each.rule in {"acronym.quoted", "acronym.project"} and text[each.start - 1] in "„“\"”«»‘’'‚‹›"
    ]
    starts: list[int] = []
    for one, other in pairwise(quoted):
        between = text[one.end + 1 : other.start - 1] if other.start - 1 > one.end else "."
        if plain_name(str(one.value)) != plain_name(str(other.value)) and re.fullmatch(
            r"[ \u00a0]*(?:,|,?[ \u00a0]*[^\W\d_]{1,5}|&)[ \u00a0]+", between
        ):
            starts.append(other.start - 1)
    return starts


def _paragraphs(text: str, found: Annotations, lines: Sequence[Line]) -> list[int]:
    """Return the starts of lines whose first sentence names another project than the lines above."""
    strong = [
        each
        for each in found.of("acronym")
        if _names_project(each) and not _EARLIER.search(text[max(0, each.start - 90) : each.start])
    ]
    names = [plain_name(str(each.value)) for each in found.of("acronym")]
    starts: list[int] = []
    current: str | None = None
    for line in lines:
        first = next((each for each in strong if line.start <= each.start < min(line.end, line.start + 90)), None)
        if first is None:
            continue
        name = plain_name(str(first.value))
        if current is None:
            current = name
        elif (
            name != current
            and name not in current
            and current not in name
            and _takes_over(text, line, first, name, current, names)
        ):
            starts.append(line.start)
            current = name
    return starts


def _names_project(each: Annotation) -> bool:
    words = str(each.value).split()
    return each.rule in {"acronym.project", "acronym.compound"} and any(map(is_striking, words))


def _takes_over(text: str, line: Line, first: Annotation, name: str, current: str, names: Sequence[str]) -> bool:
    """Tell whether a project is new here, is named again, and the one above is not."""
    folded = [plain_name(part) for part in (text[: line.start], text[first.start :])]
    return name not in folded[0] and current not in folded[1] and names.count(name) > 1
