"""Web addresses."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]

_URL = re.compile(r"(?:https?://|(?<![\w@.])www\.)[^\s<>\"'„“”«»()\[\]{}|\x00]{3,300}", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9-]{2,40}+\.){1,3}(?:eu|org|net|com|info|at|be|bg|ch|cz|cy|de|dk|ee|es|fi|"
    r"fr|gr|hr|hu|ie|it|lt|lu|lv|mt|nl|no|pl|pt|ro|rs|se|si|sk|uk|gal|"
    r"cat)(?:/[^\s<>\"'()\x00]{0,200})?(?![\w@.-])",
    re.IGNORECASE,
)


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``url``; the value begins with a scheme."""
    del found
    end = 0
    for match in _URL.finditer(document.text):
        address = match[0].rstrip(".,;:!?*…")
        if "\0" in document.folded[match.start() : match.end()] or "." not in address[4:]:
            continue
        end = match.start() + len(address)
        value = address if "://" in address else f"https://{address}"
        yield Annotation("url", value, match.start(), end, "url.full")
    for match in _BARE.finditer(document.text):
        if document.text[match.start() - 1 : match.start()] != "/" and "www." not in match[0]:
            address = match[0].rstrip(".,;:")
            yield Annotation("url", f"https://{address}", match.start(), match.start() + len(address), "url.bare")
