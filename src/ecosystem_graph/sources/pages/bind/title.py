"""Long names of the page's projects."""

from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotate.name_shape import plain_name
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.bind import acronym
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.document import Document

__all__ = ["bind"]

_ORDER = ("label", "bracket", "before", "heading", "dash", "quoted", "led", "line")
_SURE = frozenset({"title.label", "title.before"})


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield the long names of each project: one, or one per language where labels give several.

    Args:
        document: The page.
        found: Mentions of the page.
        blocks: Its parts by project.
    """
    names = {fact.subject: plain_name(str(fact.value)) for fact in acronym.bind(document, found, blocks)}
    for project in sorted({block.project for block in blocks} - {0}):
        mentions = [
            each
            for each in found.of("title")
            if _project_of(blocks, each) == project and _fits(document.text, each, names.get(project))
        ]
        chosen: list[Annotation] = []
        for each in sorted(mentions, key=_rank):
            key = plain_name(str(each.value))
            apart = all(
                key not in plain_name(str(other.value)) and plain_name(str(other.value)) not in key for other in chosen
            )
            if apart and (not chosen or (each.rule in _SURE and chosen[0].rule in _SURE)):
                chosen.append(each)
                yield Fact(project, "title", each.value, each.start, each.end, each.rule, 1.0)


def _project_of(blocks: Sequence[Block], each: Annotation) -> int:
    block = block_at(blocks, each.start)
    return block.project if block else 0


def _fits(text: str, each: Annotation, name: str | None) -> bool:
    """Tell whether a long name that stands beside a short one stands beside that of its project."""
    if each.cue is None or name is None or each.rule in {"title.label", "title.quoted"}:
        return True
    return plain_name(text[slice(*each.cue)]) == name


def _rank(each: Annotation) -> tuple[int, int]:
    return _ORDER.index(each.rule.removeprefix("title.")), each.start
