"""Organisations of the page's projects."""

from collections.abc import Iterator, Sequence

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations, Fact
from ecosystem_graph.sources.pages.block import Block, block_at
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.fold import bare, fold

__all__ = ["bind"]

_RANK = {"leadPartner": 0, "partner": 1, "associatedPartner": 2}


def bind(document: Document, found: Annotations, blocks: Sequence[Block]) -> Iterator[Fact]:  # noqa: ARG001
    """Yield one fact per organisation and project: its highest role, where it is first named in it.

    Args:
        document: The page.
        found: Mentions of the page.
        blocks: Its parts by project.
    """
    chosen: dict[tuple[int, str], tuple[Annotation, int]] = {}
    for each in sorted(found.of("organisation"), key=_role_rank):
        block = block_at(blocks, each.start)
        if block and block.project and isinstance(each.value, tuple):
            chosen.setdefault((block.project, _key(str(each.value[0]))), (each, block.project))
    for each, project in chosen.values():
        if isinstance(each.value, tuple):
            name, role, country = each.value
            details = (("country", str(country)),) if country else ()
            yield Fact(project, str(role), name, each.start, each.end, each.rule, 1.0, details=details)


def _role_rank(each: Annotation) -> tuple[int, int]:
    role = str(each.value[1]) if isinstance(each.value, tuple) else ""
    return _RANK.get(role, 9), each.start


def _key(name: str) -> str:
    return " ".join(bare(fold(name)).split()).removeprefix("the ")
