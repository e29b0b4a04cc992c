"""From the bytes of a text, HTML or PDF file to the text of a page, or to the reason why there is none."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ecosystem_graph.sources.encoding import suggest_encodings
from ecosystem_graph.sources.pages.markup import html_text
from ecosystem_graph.sources.pages.portable import PdfError, pdf_text
from ecosystem_graph.sources.pages.preparation import Header, split_header

__all__ = ["LARGEST", "SUFFIXES", "Page", "Problem", "read_bytes"]

LARGEST = 20_000_000
"""Bytes of the largest file that is read; pages have a few thousand, and one that is larger is none."""

_LONGEST = 1_500_000
"""Characters of the longest text that is read, some 700 printed pages; a million take ten seconds."""

_FORMS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
}
SUFFIXES = frozenset(_FORMS)
"""Endings of files that may hold a page."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<\?xml)", re.IGNORECASE)
_DECLARED_IN = 4_000
_LEAST_LETTERS = 20
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_MOST_CONTROL = 0.02


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file that its reader must know.

    Attributes:
        code: Code of the issue.
        found: What was found, never words of the page.
    """

    code: str
    found: str


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page and how it was come by.

    Attributes:
        text: Text that offsets count in.
        header: What its first line stated.
        form: ``text``, ``html`` or ``pdf``.
        language: Language that the markup states, BCP 47.
        url: Address that the header or the markup states.
        problems: What was doubtful and yet read.
    """

    text: str
    header: Header
    form: str
    language: str | None = None
    url: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def locator(self) -> str:
        """Where the text is in the file: characters of a text file; for other forms that it is the text taken out."""
        start = self.header.length
        if self.form == "text":
            return f"characters {start}-{start + len(self.text)}"
        return f"characters 0-{len(self.text)} of the text taken out of the {self.form.upper()}"


def read_bytes(name: str, data: bytes) -> Page | Problem:
    """Read a file.

    Args:
        name: Name of the file; its ending tells the form.
        data: Its bytes.

    Returns:
        The page; or the one problem that made it unreadable.
    """
    if len(data) > LARGEST:
        return Problem("EG-PAG-003", f"{len(data)} bytes")
    if not data.strip():
        return Problem("EG-PAG-001", f"{len(data)} bytes")
    form = _FORMS.get(PurePath(name).suffix.lower(), "text")
    if data.startswith(b"%PDF-") or form == "pdf":
        return _read_pdf(data)
    decoded = _decode(data)
    if isinstance(decoded, Problem):
        return decoded
    text, problems = decoded
    if form == "html" or _MARKUP.match(text):
        return _read_html(text, problems)
    header, body = split_header(text)
    return _checked(Page(body, header, "text", header.language, header.url, problems))


def _read_pdf(data: bytes) -> Page | Problem:
    try:
        text = pdf_text(data)
    except PdfError as error:
        return Problem("EG-PAG-006", str(error))
    if not text.strip():
        return Problem("EG-PAG-005", f"{len(data)} bytes")
    return _checked(Page(text, Header(), "pdf"))


def _read_html(text: str, problems: tuple[Problem, ...]) -> Page | Problem:
    markup = html_text(text)
    if not markup.text.strip():
        return Problem("EG-PAG-001", "markup without text")
    return _checked(Page(markup.text, Header(), "html", markup.language, markup.url, problems))


def _checked(page: Page) -> Page | Problem:
    if len(page.text) > _LONGEST:
        return Problem("EG-PAG-003", f"{len(page.text)} characters")
    letters = sum(map(str.isalpha, page.text[:_DECLARED_IN]))
    return page if letters >= _LEAST_LETTERS else Problem("EG-PAG-001", f"{letters} letters")


def _decode(data: bytes) -> tuple[str, tuple[Problem, ...]] | Problem:
    """Return the text in the marked, the declared or the likeliest encoding; a guess is told."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    declared = _declared(data)
    for name in dict.fromkeys(filter(None, (marked, declared, "utf-8"))):
        text = _try(data, name)
        if text is not None:
            wrong = declared is not None and name != declared and not marked
            return text, (Problem("EG-PAG-004", f"{declared}, read as {name}"),) if wrong else ()
    if b"\x00" in data[:_DECLARED_IN]:
        return Problem("EG-PAG-002", f"{len(data)} bytes")
    for name in suggest_encodings(data):
        text = _try(data, name)
        if text is not None:
            return text, (Problem("EG-PAG-004", f"{declared or 'none stated'}, read as {name}"),)
    return Problem("EG-PAG-002", f"{len(data)} bytes")


def _declared(data: bytes) -> str | None:
    match = _XML.match(data) or _DECLARED.search(data[:_DECLARED_IN])
    if match is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None


def _try(data: bytes, encoding: str) -> str | None:
    decode: Callable[..., str] = data.decode
    try:
        text = decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    sample = text[:_DECLARED_IN]
    return text if len(_CONTROL.findall(sample)) <= _MOST_CONTROL * len(sample) else None
