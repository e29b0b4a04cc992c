"""Outputs and results of a project with their numbers."""

from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.clause import sentence_at
from ecosystem_graph.sources.pages.document import Document

__all__ = ["bind"]

_RESULTS = frozenset({"people with increased professional capacity", "jobs created"})
_DOUBTED = frozenset({"meetings", "enterprises supported", "studies", "workshops"})
_DOUBT = 0.7


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield ``output`` and ``result``; the value is ``(indicator, number, comparator)``."""
    seen: set[tuple[int, object, object]] = set()
    for each in _longest(found.of("indicator")):
        block = block_at(blocks, each.start)
        if not block or not block.project or not isinstance(each.value, tuple):
            continue
        indicator, number, comparator = each.value
        key = (block.project, indicator, number)
        if key not in seen and comparator != "<=" and _is_promise(document, each):
            seen.add(key)
            name = "result" if indicator in _RESULTS else "output"
            doubt = _DOUBT if indicator in _DOUBTED else 1.0
            yield Fact(block.project, name, each.value, each.start, each.end, each.rule, doubt)


def _longest(indicators: Sequence[Annotation]) -> list[Annotation]:
    """Keep one indicator for each number, the longest phrase."""
    kept: dict[int, Annotation] = {}
    for each in indicators:
        rival = kept.get(each.start)
        if rival is None or each.end > rival.end:
            kept[each.start] = each
    return sorted(kept.values(), key=lambda each: each.start)


def _is_promise(document: Document, each: Annotation) -> bool:
    """Tell whether the number is the project's own: not an age, a year of experience, or one of many projects."""
    start, _ = sentence_at(document, each.start)
    before = document.folded[start : each.start]
    return "experience" not in before and "one of" not in before[-24:]
