"""The text layer of a PDF file."""

from pypdfium2 import PdfDocument, PdfiumError

__all__ = ["PdfError", "pdf_text"]

_MOST_PAGES = 300


class PdfError(ValueError):
    """A PDF file is damaged or locked."""


def pdf_text(data: bytes) -> str:
    """Return the text of all pages, a blank line between them; empty when there is no text layer.

    Args:
        data: A PDF file; of a very long one the first 300 pages are read.

    Raises:
        PdfError: The file is damaged or asks for a password.
    """
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise PdfError(str(error)) from error
    try:
        pages = [_page_text(document, number) for number in range(min(len(document), _MOST_PAGES))]
    except PdfiumError as error:
        raise PdfError(str(error)) from error
    finally:
        document.close()
    return "\n\n".join(filter(None, pages))


def _page_text(document: PdfDocument, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_bounded()
    finally:
        text_page.close()
        page.close()
    # Lines of a PDF end with CR LF; U+FFFE marks a hyphen at the end of a line.
    return text.replace("\r\n", "\n").replace("\ufffe", "-").strip()
