"""What a page counts: partners, countries, regions, clusters."""

from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.quantity import counted

__all__ = ["annotate"]


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``count``; the value is ``(what is counted, number, comparator)``."""
    for each in counted(document, found, "lexicon.noun"):
        rule = "count.label" if each.is_label else "count.phrase"
        value = (each.noun.value, int(str(each.number.value)), each.comparator)
        if isinstance(each.noun.value, str):
            yield Annotation(
                "count", (each.noun.value, *value[1:]), each.start, each.end, rule, (each.noun.start, each.noun.end)
            )
