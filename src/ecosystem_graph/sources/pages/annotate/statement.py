"""Objectives, activities and outputs in the words of a page."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.layout import Line, read_lines, split_sentences

__all__ = ["annotate"]

_HEADING_WORDS = 4
_LONGEST = 600


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``objective``, ``activity`` and ``statedOutput``.

    An objective is the rest of a sentence behind words such as *the aim of the project is*; activities and outputs are
    the entries of a list below a heading, or below a line that ends in a colon.

    Args:
        document: The page.
        found: Mentions of the lexicons.
    """
    cues = [(each.start, each.end, str(each.value)) for each in found.of("lexicon.statement_cue")]
    objectives = [cue for cue in cues if cue[2] == "objective"]
    if objectives:
        for sentence in split_sentences(document.text):
            first = next((cue for cue in objectives if sentence.start <= cue[0] < sentence.end), None)
            if first and sentence.end - first[0] <= _LONGEST:
                yield Annotation(
                    "objective",
                    document.text[first[0] : sentence.end],
                    first[0],
                    sentence.end,
                    "objective.cue",
                    first[:2],
                )
    yield from _listed(document, [cue for cue in cues if cue[2] != "objective"])


def _listed(document: Document, cues: list[tuple[int, int, str]]) -> Iterator[Annotation]:
    lines = read_lines(document.text)
    for index, line in enumerate(lines):
        kind = _heading(document.text, line, cues)
        if kind is None:
            continue
        following = lines[index + 1 : index + 2]
        first = (
            index + 1 + int(bool(following) and not following[0].bullet and document.text[following[0].end - 1] == ":")
        )
        for entry in lines[first:]:
            if not entry.bullet:
                break
            left, right = entry.start, entry.end - (document.text[entry.end - 1] in ".;,")
            yield Annotation(kind, document.text[left:right], left, right, f"{kind}.list", (line.start, line.end))


def _heading(text: str, line: Line, cues: list[tuple[int, int, str]]) -> str | None:
    content = text[line.start : line.end]
    if line.bullet:
        return None
    for start, end, value in cues:
        if line.start <= start < line.end:
            short = len(content.split()) <= _HEADING_WORDS and bool(re.fullmatch(r"[^.!?]*", content))
            closing = content.endswith(":") and line.end - end <= 2
            if short or closing:
                return "activity" if value == "activity" else "statedOutput"
    return None
