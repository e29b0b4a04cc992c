"""Numbers and codes that programmes and calls give."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]

_CODE = re.compile(
    r"(?<![\w./@-])(?=[\w./-]{0,40}\d)(?:[^\W_]{1,16}[/_.-]){1,12}[^\W_]{1,16}(?![\w@])|"
    r"(?<![\w./@-])\d{6,10}(?![\w./%-])|"
    r"(?<![\w./@-])(?=[A-Z]{0,6}\d)(?=\d{0,9}[A-Z])[A-Z\d]{7,14}(?![\w/-]|\.\w)|"
    r"(?<![\w./@-])[^\W\d_]{2,8}\d{3,8}(?![\w/-]|\.\w)"
)
_CALL = re.compile(
    r"(?<![\w-])(?:COS|H2020|HORIZON|INNOSUP|SMP|LIFE|FP7|ICT|REGPOT|REGIONS)-[A-Z0-9][A-Z0-9-]{3,40}\d(?![\w-])"
)


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``identifier`` and ``call_code`` as written."""
    del found
    for match in _CALL.finditer(document.text):
        yield Annotation("call_code", match[0], match.start(), match.end(), "identifier.call")
    for match in _CODE.finditer(document.text):
        if "\0" not in document.folded[match.start() : match.end()]:
            yield Annotation("identifier", match[0], match.start(), match.end(), "identifier.code")
