"""Regions and large cities by name, foreign names included."""

from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``region``; the value is the usual name."""
    for each in found.of("lexicon.region"):
        if document.text[each.start].isupper() or each.value in {
            "Alpenraum",
            "Espace alpin",
            "Spazio alpino",
            "Alpine Space",
        }:
            yield Annotation("region", each.value, each.start, each.end, "region.name")
