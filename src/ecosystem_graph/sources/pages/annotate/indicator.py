"""Outputs and results with their numbers: ``51 interregionale Lernveranstaltungen``, ``at least 14 good practices``."""

from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.quantity import counted

__all__ = ["annotate"]


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``indicator``; the value is ``(indicator, number, comparator)``."""
    for each in counted(document, found, "lexicon.indicator"):
        rule = "indicator.label" if each.is_label else "indicator.phrase"
        value = (str(each.noun.value), int(str(each.number.value)), each.comparator)
        yield Annotation("indicator", value, each.start, each.end, rule, (each.noun.start, each.noun.end))
