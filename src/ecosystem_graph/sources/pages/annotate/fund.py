"""Funds of the European Union that pay for projects."""

from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``fund`` with the English short name as value (``ERDF``)."""
    del document
    for each in found.of("lexicon.fund"):
        yield Annotation("fund", each.value, each.start, each.end, "fund.name")
