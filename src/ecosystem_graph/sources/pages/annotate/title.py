"""Long names of projects."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotate.name_shape import QUOTED
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.layout import read_lines

__all__ = ["annotate"]

_LABEL_GAP = re.compile(r"[ \u00a0]*(?:\([^()\n]{0,25}\))?[ \u00a0]*[:|][ \u00a0|]*|[ \u00a0]*\n[ \u00a0]*")
_DASH = re.compile(r"[“”\"’»]?[ \u00a0]*(?:[–—]|-(?=[ \u00a0])|:(?=[ \u00a0]))[ \u00a0]*(?=[^\s])")
_BRACKET = re.compile(r"[“”\"’»]?[ \u00a0]*\(([^()\n]{12,260}(?:\([^()\n]{1,30}\)[^()\n]{0,120})?)\)")
_INTRODUCTION = re.compile(
    r"^(?:which stands for|stands for|short for|an acronym for|acronym for|i\.e\.|"
    r"steht für|kurz für|abkürzung für|acronyme de|acronimo di|acrónimo de|skrót "
    r"od|zkratka|skratka|ovvero|oder|ossia|c'est-à-dire|kort voor|staat voor|står "
    r"för|står for|lyhenne sanoista|full name|full title)[: \u00a0]+",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[a-zà-ž])(?:was|is|has|were|are) (?:approved|launched|funded|selected|started|co-?financed)")
_CLAUSE_END = re.compile(
    r"\.(?=[ \u00a0\n]|$)|[;\n|]|[„“\"”»](?=[ \u00a0,.;)\n]|$)|,[ \u00a0](?=(?:co-?finan|"
    r"kofinan|cofinan|finan|which|that|der|die|das|který|která|które|który|która|"
    r"které|care|ki|koji|kas|che|qui|que|ktorý|met|som|dat|funded|led|mit|con|with)"
    r"\w*)|[ \u00a0](?=(?:is|was|ist|è|est|es|jest|je|yra|ir|är|er|on|wird|wurde)"
    r"[ \u00a0](?:a|an|the|ein|eine|un|une|uno|una|projekt|approved|co|funded|gefördert|"
    r"finanziat|finan)\w*)"
)
_ACRONYM_TAIL = re.compile(r"[ \u00a0]*\([^()\n]{2,30}\)$")
_SIGNS = " \u00a0„“\"”«»‘’'‚–—-:;,."
_LEAST_WORDS, _LONGEST = 3, 320
_LINE_TITLE = 5


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``title``.

    Rules: ``label`` (*Title: …*), ``bracket`` (*X (long name)*), ``heading`` and ``dash`` (*X – long name*, on a
    line of its own or in a sentence), ``before`` (*long name (X)*), ``quoted`` (*the project “long name”*), ``line``
    (a first line that reads like one).

    Args:
        document: The page.
        found: Mentions of the lexicons and of short names.
    """
    text = document.text
    for start, end, rule, cue in _candidates(document, found):
        left, right = _trimmed(text, start, end)
        words = text[left:right].split()
        if (
            len(words) >= (2 if rule in {"before", "label"} else _LEAST_WORDS)
            and right - left <= _LONGEST
            and "\0" not in document.folded[left:right]
        ):
            yield Annotation("title", text[left:right], left, right, f"title.{rule}", cue)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    introduced = _INTRODUCTION.match(text[start:end])
    start += introduced.end() if introduced else 0
    tail = _ACRONYM_TAIL.search(text[start:end])
    if (
        tail
        and len(tail[0].split()) <= 3
        and not text[start:end].rstrip().endswith((" (SK)", "(CZ)"))
        and any(map(str.isupper, tail[0]))
    ):
        end = start + tail.start()
    while start < end and text[start] in _SIGNS:
        start += 1
    while start < end and text[end - 1] in _SIGNS:
        end -= 1
    return start, end


def _candidates(document: Document, found: Annotations) -> Iterator[tuple[int, int, str, tuple[int, int] | None]]:
    text = document.text
    for each in found.of("lexicon.project_word"):
        if each.value == "title":
            yield from ((*span, "label", (each.start, each.end)) for span in _labelled(text, each.start, each.end))
        elif each.value == "project":
            yield from ((*span, "quoted", (each.start, each.end)) for span in _quoted(text, each.end))
    names = [each for each in found.of("acronym") if each.rule != "acronym.dash"]
    for each in names:
        yield from ((*span, rule, (each.start, each.end)) for *span, rule in _beside(text, each))  # type: ignore[misc]
    yield from _first_line(document, found)
    yield from _above_lead(text, found)


def _labelled(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    before = text[max(0, start - 60) : start].rsplit("\n", maxsplit=1)[-1]
    if len(before.strip(" •-–*").split()) > 2:
        return
    gap = _LABEL_GAP.match(text, end)
    if gap is None or ("\n" in gap[0] and before.strip(" •-–*")):
        return
    stop = text.find("\n", gap.end())
    stop = len(text) if stop < 0 else stop
    label = re.search(
        r"(?<=[\w”“\"»)])[ \u00a0]*(?:;|\|)|(?:\.|[ \u00a0]{2})[ \u00a0]*[A-ZÀ-Þ][^\s:]{2,20}(?:[ "
        r"\u00a0][^\s:]{2,14})?:[ \u00a0]|[ \u00a0]\([^()\n]{2,25}[ \u00a0](?:ID|id)"
        r"\b",
        text[gap.end() : stop],
    )
    yield gap.end(), gap.end() + label.start() if label else stop


def _quoted(text: str, end: int) -> Iterator[tuple[int, int]]:
    match = QUOTED.search(text, end, min(len(text), end + 300))
    if match and match.start() - end <= 3 and len(match[1].split()) >= 4:
        inner = re.match(r"(?:\S+[ \u00a0]){1,4}[–—-][ \u00a0]", match[1])
        start = match.start(1) + (inner.end() if inner and len(inner[0].split()) <= 3 else 0)
        yield start, match.end(1)


def _beside(text: str, name: Annotation) -> Iterator[tuple[int, int, str]]:
    """Yield the long name in brackets or behind a dash after a short one, and that before one in brackets."""
    bracket = _BRACKET.match(text, name.end)
    if bracket and _reads_like_title(bracket[1]):
        yield bracket.start(1), bracket.end(1), "bracket"
    dash = _DASH.match(text, name.end)
    if dash and name.rule != "acronym.compound":
        end = _clause_end(text, dash.end())
        if ":" in dash[0] and text[end : end + 1] == ".":
            return  # what follows the colon is a sentence
        if _reads_like_title(text[dash.end() : end]):
            yield dash.end(), end, "heading" if _fills_line(text, name, end) else "dash"
    if name.rule == "acronym.bracket":
        yield _before(text, name.start - 1), name.start - 1, "before"


def _fills_line(text: str, name: Annotation, end: int) -> bool:
    """Tell whether a short and a long name are a line of their own, save a word for a project before them."""
    start = text.rfind("\n", 0, name.start) + 1
    return len(text[start : name.start].split()) <= 1 and text[end : end + 2].strip(' \u00a0”“»"')[:1] in {"", "\n"}


def _clause_end(text: str, start: int) -> int:
    if text[start : start + 1] in set("„“\"«‘'”"):
        quoted = QUOTED.match(text, start)
        if quoted:
            return quoted.end(1)
    match = _CLAUSE_END.search(text, start + 8, min(len(text), start + _LONGEST))
    end = match.start() if match else min(len(text), start + _LONGEST)
    glued = _GLUED.search(text, start, end)
    return glued.start() if glued else end


def _reads_like_title(words: str) -> bool:
    """Tell whether words read like a long name: several, no label, no figure in front, no address."""
    parts = words.split()
    return (
        len(parts) >= _LEAST_WORDS
        and not re.search(r"(?:19|20)\d\d", words)
        and not re.match(r"\d|[Ii]nterreg|INTERREG|https?:|www\.|link\b|vgl|see |siehe ", words.strip("„“\"‘'"))
        and not re.search(r"[^\W\d_]:[ \u00a0]\S", words[:40])
    )


def _before(text: str, end: int) -> int:
    """Return where a long name before a bracket begins: behind a word for a project, a label, a sign or a line."""
    start = max(text.rfind("\n", 0, end) + 1, end - _LONGEST)
    line = text[start:end]
    cuts = [
        match.end()
        for match in re.finditer(
            r"[„“«‘\"](?=\S)|\b(?:the project|project|projekt\w*|progetto|proyecto|projet|"
            r"projeto|proiectul\w*|projektas|hanke|prosjekt\w*|έργο|проект\w*|asi)(?::|\b)"
            r"[ \u00a0]*(?:for|of)?[ \u00a0]*|:[ \u00a0](?=[A-ZÀ-Þ])|\.[ \u00a0](?=[A-ZÀ-Þ])",
            line,
            re.IGNORECASE,
        )
    ]
    kept = [cut for cut in cuts if len(line[cut:].split()) >= 2]
    labels = [cut for cut in kept if line[:cut].rstrip().endswith(":") and len(line[:cut].split()) > 3]
    kept = [cut for cut in kept if cut not in labels]
    return start + (max(kept) if kept else 0)


def _above_lead(text: str, found: Annotations) -> Iterator[tuple[int, int, str, None]]:
    """Yield the lines above those that name a lead partner, on a page that lists several projects."""
    leads = {
        each.start
        for each in found.of("lexicon.role")
        if each.value == "lead" and re.match(r"[ \u00a0]*:", text[each.end :])
    }
    lines = read_lines(text)
    above = [lines[index - 1] for index in range(1, len(lines)) if lines[index].start in leads]
    above = [line for line in above if text[line.end - 1] not in ".:" and not line.bullet]
    above = [line for line in above if not re.match(r"[^:]{2,40}:[ \u00a0]", text[line.start : line.end])]
    if len(above) > 1:
        yield from ((line.start, line.end, "led", None) for line in above)


def _first_line(document: Document, found: Annotations) -> Iterator[tuple[int, int, str, None]]:
    """Yield the first line where it reads like a long name: many words, most with capitals, no full stop."""
    lines = read_lines(document.text)
    if not lines:
        return
    line = lines[0]
    content = document.text[line.start : line.end]
    words = [word for word in content.split() if word[0].isalpha()]
    long_words = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    alone = (
        len(lines) > 1
        and lines[1].gap
        and content[-1] not in ".:!?"
        and not re.search(r"\d{4}|,[ \u00a0]", content[:12])
    )
    taken = any(line.start <= each.start < line.end for each in found.of("acronym"))
    if alone and not taken and len(words) >= _LINE_TITLE and capitals >= 0.6 * len(long_words):
        yield line.start, line.end, "line", None
