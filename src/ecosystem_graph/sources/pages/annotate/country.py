"""Countries by name in any language, and by code where codes are listed."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.country import ISO_OF_EUROSTAT
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.countries import TERRITORIES
from ecosystem_graph.sources.pages.document import Document

__all__ = ["annotate"]

_CODE = re.compile(
    r"(?<=\()([A-Z]{2})(?=[\),;/])|(?<=\d )([A-Z]{2})(?=[,;) ])|(?<=[\(,;/] )([A-Z]{2})(?=[,;)/])|"
    r"(?<=^)([A-Z]{2})(?=$)",
    re.MULTILINE,
)
_NAME_GOES_ON = re.compile(r"-(?:Comt|Sud|Nord|Est|Ouest|West|Ost|Süd|Anhalt)")
_SPELT = ISO_OF_EUROSTAT | {"SL": "SI", "SLO": "SI"}
_SAME_WORD = {
    ("sl", "SK"): re.compile("slovensk"),
    ("en", "IS"): re.compile("island"),
    ("fr", "IS"): re.compile("island"),
    ("sl", "CZ"): re.compile("cesk"),
}


def annotate(document: Document, found: Annotations) -> Iterator[Annotation]:
    """Yield mentions of kind ``country`` with ISO 3166-1 codes."""
    for each in found.of("lexicon.country"):
        word = document.text[each.start : each.end]
        homonym = _SAME_WORD.get((document.language, str(each.value)))
        is_part = _NAME_GOES_ON.match(document.text, each.end)  # Franche-Comté is no France
        if (
            any(map(str.isupper, word[:3]))
            and not is_part
            and not (homonym and homonym.match(document.folded, each.start))
        ):
            yield Annotation("country", each.value, each.start, each.end, "country.name")
    for match in _CODE.finditer(document.text):
        code = _SPELT.get(match[0], match[0])
        if code in TERRITORIES and "\0" not in document.folded[match.start() : match.end()]:
            yield Annotation("country", code, match.start(), match.end(), "country.code")
