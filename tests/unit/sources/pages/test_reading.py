"""From the bytes of a file to the text of a page."""

import io

import matplotlib.pyplot as plt
import pypdfium2
import pytest

from ecosystem_graph.sources.pages.reading import Page, Problem, read_bytes

TEXT = "Projektas „Žalioji inovacija“ padeda įmonėms diegti naujoves visuose regionuose."


def page_of(name: str, data: bytes) -> Page:
    page = read_bytes(name, data)
    assert isinstance(page, Page), page
    return page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_unicode_is_read(encoding: str) -> None:
    data = TEXT.encode(encoding)
    if encoding in {"utf-16-le", "utf-16-be"}:
        data = "\ufeff".encode(encoding) + data
    assert page_of("a.txt", data).text.lstrip("\ufeff") == TEXT


def test_a_declared_encoding_is_used() -> None:
    html = f'<html><head><meta charset="windows-1257"></head><body><p>{TEXT}</p></body></html>'
    page = page_of("a.html", html.encode("cp1257"))
    assert (page.text, page.problems) == (TEXT, ())


def test_a_wrong_declaration_is_told_and_the_right_encoding_used() -> None:
    html = f'<html><head><meta charset="ascii"></head><body><p>{TEXT}</p></body></html>'
    page = page_of("a.html", html.encode())
    assert (page.text, [problem.code for problem in page.problems]) == (TEXT, ["EG-PAG-004"])


def test_an_encoding_that_nobody_states_is_guessed_and_told() -> None:
    words = "Projekt współpracy regionów: większe środki, żywność, łączność i środowisko. " * 5
    page = page_of("a.txt", words.encode("cp1250"))
    assert (page.text, [problem.code for problem in page.problems]) == (words, ["EG-PAG-004"])


def test_navigation_is_left_out_and_lists_and_tables_stay() -> None:
    html = b"""<html lang="lv"><body><div id="main-menu">Home</div><article><h1>Projekts ABC un partneri</h1>
    <ul><li>Viens</li></ul><table><tr><td>Budzets</td><td>1 000 EUR</td></tr></table></article>
    <aside>Jaunumi</aside><script>var x</script></body></html>"""
    page = page_of("a.html", html)
    assert page.language == "lv"
    assert "Viens" in page.text
    assert "1 000 EUR" in page.text
    assert not [word for word in ("Home", "Jaunumi", "var x") if word in page.text]


def test_broken_markup_is_read_as_browsers_read_it() -> None:
    text = page_of("a.html", b"<html><body><p>Das Projekt <b>ABC hilft <table><tr><td>Region Alpen").text
    assert text.split() == ["Das", "Projekt", "ABC", "hilft", "Region", "Alpen"]


def test_the_text_layer_of_a_pdf_is_read() -> None:
    stream = io.BytesIO()
    figure = plt.figure()
    figure.text(0.1, 0.5, "The project ABC helps regions in the Alps")
    with plt.rc_context({"pdf.fonttype": 42}):
        figure.savefig(stream, format="pdf")
    plt.close(figure)
    page = page_of("a.pdf", stream.getvalue())
    assert page.text == "The project ABC helps regions in the Alps"
    assert page.locator == "characters 0-41 of the text taken out of the PDF"


def test_a_pdf_without_text_says_so() -> None:
    document, stream = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(200, 200)
    document.save(stream)
    problem = read_bytes("a.pdf", stream.getvalue())
    assert isinstance(problem, Problem)
    assert problem.code == "EG-PAG-005"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "EG-PAG-001"), (b"12 34 56", "EG-PAG-001"), (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "EG-PAG-002")],
)
def test_what_is_no_page_has_one_problem(data: bytes, code: str) -> None:
    problem = read_bytes("a.txt", data)
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_a_header_line_states_address_language_and_licence_and_is_no_text() -> None:
    page = page_of("a.txt", f"# url: https://example.org/a | lang: lt | licence: CC BY 4.0\n{TEXT}".encode())
    assert (page.text, page.url, page.header.language, page.header.licence) == (
        TEXT, "https://example.org/a", "lt", "CC BY 4.0",
    )  # fmt: skip
    assert page.locator == f"characters 61-{61 + len(TEXT)}"
