"""What the page's projects are about: sectors, themes, target groups, infrastructures, clusters, schemes."""

from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.document import Document

__all__ = ["bind"]

_PROPERTIES = {
    "sector": "sector",
    "theme": "theme",
    "targetGroup": "targetGroup",
    "infrastructure": "infrastructure",
    "cluster": "cluster.name",
    "fundingScheme": "fundingScheme",
    "activity": "activity",
    "statedOutput": "output",
}


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:  # noqa: ARG001
    """Yield each value once per project, where the project's part of the page first names it.

    Args:
        document: The page.
        found: Mentions of the page.
        blocks: Its parts by project.
    """
    stated: set[tuple[int, str, str]] = set()
    for kind, name in _PROPERTIES.items():
        for each in found.of(kind):
            block = block_at(blocks, each.start)
            project = block.project if block else 0
            key = (project, name, str(each.value).casefold())
            if project and key not in stated:
                stated.add(key)
                value = (str(each.value), None, "=") if kind == "statedOutput" else each.value
                yield Fact(project, name, value, each.start, each.end, each.rule, 1.0)
