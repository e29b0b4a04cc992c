"""Infrastructures for research and innovation: kinds of them, and facilities by their names."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]

_HEAD = (
    r"(?:LABS?|Labs?|Laboratory|Laboratories|Labor|Laboratoire|Laboratorio|Research "
    r"Infrastructure|Infrastructure|Campus|Facility|"
    r"Testbed|Test Bed|Pilot Plant|Pilot Line|Living Lab|FabLab|Fab Lab|Makerspace|"
    r"Technikum|Testfeld|Cleanroom|Demonstrator|Synchrotron|Reactor)"
)
_NAMED = re.compile(
    rf"(?<![\w-])((?:[A-ZÀ-Þ][\w&-]*[ \u00a0]|CT[ \u00a0]|(?<=[ \u00a0])(?:research|"
    rf"for|of|and)[ \u00a0]){{1,5}}{_HEAD})(?!\w)"
)
_ARTICLE = re.compile(r"(?:The|A|An|Our|This|Their|In|At)[ \u00a0]")
_NAMES = ("organisation", "acronym", "title", "lexicon.programme")


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``infrastructure``: the code of a kind, or the name of a facility as written.

    Args:
        document: The page.
        found: Mentions of the lexicons, organisations and names.
    """
    barred = sorted((each.start, each.end) for kind in _NAMES for each in found.of(kind))
    named: list[tuple[int, int]] = []
    for match in _NAMED.finditer(document.text):
        article = _ARTICLE.match(match[1])
        start, end = match.start(1) + (article.end() if article else 0), match.end(1)
        if len(document.text[start:end].split()) > 1 and not _touches(barred, start, end):
            named.append((start, end))
            yield Annotation("infrastructure", document.text[start:end], start, end, "infrastructure.name")
    for each in found.of("lexicon.infrastructure"):
        plain = document.text[each.start].islower() or document.language == "de"
        if plain and not _touches(barred, each.start, each.end) and not _touches(named, each.start, each.end):
            yield Annotation("infrastructure", each.value, each.start, each.end, "infrastructure.kind")


def _touches(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(left < end and start < right for left, right in spans)
