"""The short name of each project of a page: the one that most speaks for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotate.name_shape import is_striking, plain_name
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.span import Spans

__all__ = ["WEIGHTS", "bind", "weigh"]

WEIGHTS = {
    "label": 10.0,
    "project": 4.0,
    "compound": 4.0,
    "pair": 4.0,
    "bracket": 3.0,
    "heading": 3.0,
    "subject": 2.75,
    "dash": 1.0,
    "quoted": 3.0,
    "mention": 2.0,
}
"""How much each rule of the annotator speaks for a name; later mentions count a quarter."""

_LOOSE = frozenset({"acronym.subject", "acronym.mention", "acronym.pair", "acronym.heading"})
_STRIKING, _IN_ADDRESS, _AT_BLOCK, _ENOUGH = 1.5, 3.0, 4.0, 3.7


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield the short name of each project, where one is sure enough.

    Args:
        document: The page.
        found: Mentions of the page.
        blocks: Its parts by project.
    """
    organisations = Spans.of((each.start, each.end) for each in found.of("organisation"))
    for project in sorted({block.project for block in blocks} - {0}):
        parts = [block for block in blocks if block.project == project]
        mentions = [each for each in found.of("acronym") if any(part.start <= each.start < part.end for part in parts)]
        mentions = [
            each for each in mentions if each.rule not in _LOOSE or not organisations.touches(each.start, each.end)
        ]
        weights = weigh(mentions, document.url)
        if not weights:
            continue
        if len(blocks) > 1:
            _prefer_beginning(weights, mentions, parts)
        name = max(
            weights,
            key=lambda key: (weights[key], -min(each.start for each in mentions if plain_name(str(each.value)) == key)),
        )
        if weights[name] >= _ENOUGH:
            chosen = max(
                (each for each in mentions if plain_name(str(each.value)) == name),
                key=lambda each: (_weight(each), -each.start),
            )
            yield Fact(project, "acronym", chosen.value, chosen.start, chosen.end, chosen.rule, 1.0)


def _prefer_beginning(weights: dict[str, float], mentions: Sequence[Annotation], parts: Sequence[Block]) -> None:
    """Let the name that begins a part of a page with several projects weigh more."""
    for each in mentions:
        if any(0 <= each.start - part.start <= 2 for part in parts):
            weights[plain_name(str(each.value))] += _AT_BLOCK
            return


def weigh(mentions: Sequence[Annotation], url: str | None = None) -> dict[str, float]:
    """Return how much speaks for each name: its rules, its shape, its frequency, and the address of the page.

    Args:
        mentions: Mentions of kind ``acronym``.
        url: Address of the page.

    Returns:
        Weight by the letters of the name.
    """
    rules: dict[str, list[float]] = defaultdict(list)
    bonus: dict[str, float] = {}
    address = plain_name(url.split("/", 3)[-1]) if url and url.count("/") > 2 else ""
    for each in mentions:
        key = plain_name(str(each.value))
        rules[key].append(_weight(each))
        striking = any(map(is_striking, str(each.value).split()))
        bonus[key] = max(bonus.get(key, 0.0), _STRIKING * striking)
        if len(key) > 3 and key in address:
            bonus[key] = _STRIKING * striking + _IN_ADDRESS
    return {key: max(some) + (sum(some) - max(some)) / 4 + bonus[key] for key, some in rules.items()}


def _weight(each: Annotation) -> float:
    return WEIGHTS.get(each.rule.removeprefix("acronym."), 1.0)
