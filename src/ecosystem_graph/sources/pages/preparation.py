"""From the text of a page to a document: header line, folded copy, language, kind."""

import re
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.language import identify_language
from ecosystem_graph.sources.pages.router import route

__all__ = ["Header", "prepare_document", "split_header"]

_HEADER = re.compile(r"# url: ?(?P<url>\S*)(?: \| (?P<rest>[^\n]*))?\n")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Header:
    """What the first line of a text file may say about the page: ``# url: https://… | lang: de | licence: …``.

    Attributes:
        url: Web address, when it is one.
        language: Stated language, BCP 47.
        licence: Stated licence.
        length: Characters of the line and its end; the text of the page begins after them.
    """

    url: str | None = None
    language: str | None = None
    licence: str | None = None
    length: int = 0


def split_header(text: str) -> tuple[Header, str]:
    r"""Take the header line off a text, when it has one.

    Examples:
        >>> split_header("# url: https://example.eu/p | lang: de\nDas Projekt")[0].language
        'de'
        >>> split_header("Das Projekt")
        (Header(url=None, language=None, licence=None, length=0), 'Das Projekt')
    """
    match = _HEADER.match(text)
    if match is None:
        return Header(), text
    stated = dict(part.split(": ", 1) for part in (match["rest"] or "").split(" | ") if ": " in part)
    url = match["url"] if match["url"].startswith(("http://", "https://")) else None
    language = stated.get("lang", "")
    header = Header(url, language if _TAG.fullmatch(language) else None, stated.get("licence"), match.end())
    return header, text[match.end() :]


def prepare_document(text: str, url: str | None = None, language: str | None = None) -> Document:
    """Return the document of a page.

    Args:
        text: Text of the page without a header line.
        url: Its web address, when known.
        language: Its language, when stated; told from the text otherwise.
    """
    folded = _fold(text)
    return Document(text, folded, language or identify_language(text), route(folded, url), url)


def _fold(text: str) -> str:
    name = "ecosystem_graph.sources.pages.fold"
    if find_spec(name):
        return str(import_module(name).fold(text))
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text).replace("\u00a0", " ")
