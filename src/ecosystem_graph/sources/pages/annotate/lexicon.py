"""Everything the lexicons know, in one pass; the other annotators pick what is theirs."""

from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.gazetteer import compile_gazetteer
from ecosystem_graph.sources.pages.lexicon import left_out

__all__ = ["annotate"]


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``lexicon.<kind>``, one kind per lexicon."""
    del found
    yield from compile_gazetteer(left_out()).scan(document)
