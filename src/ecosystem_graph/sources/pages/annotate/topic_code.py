"""Codes of topics as databases list them: ``D05 - Clusterbildung``."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]

_TOPIC = re.compile(r"(?:^|\| ?)([A-Z]\d{2}) - ([^|\n]{3,80}?)(?= ?\||$)", re.MULTILINE)


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``topic_code`` with the code as value."""
    del found
    for match in _TOPIC.finditer(document.text):
        yield Annotation("topic_code", match[1], match.start(1), match.end(2), "topic-code.list")
