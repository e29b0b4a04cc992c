"""Pieces of a page escape what comes from data."""

from lxml import html

from ecosystem_graph.picture.page import Picture
from ecosystem_graph.report.html import Table, absent, figure, link, table


def test_cells_and_captions_from_data_cannot_be_markup() -> None:
    made = table(Table("A <b> caption", ("Name", "Number "), [("&lt;i&gt;", "3")]))
    element = html.fromstring(made)
    assert element.xpath("string(//caption)") == "A <b> caption"
    assert element.xpath("string(//tbody/tr/th)") == "<i>"
    assert element.xpath("//th[@scope='col']/text()") == ["Name", "Number"]
    assert element.xpath("//td[@class='number']/text()") == ["3"]
    assert "<script>" not in absent("<script>", "<script>")


def test_only_addresses_of_the_web_become_links() -> None:
    assert link("a & b", "https://example.org/?a=1&b=2") == (
        '<a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">a &amp; b</a>'
    )
    assert link("x", "javascript:alert(1)") == link("x", None) == "x"


def test_a_figure_has_a_name_for_those_who_cannot_see_it() -> None:
    made = figure(Picture("Partners & places", "How.", lambda page: None), "map")
    element = html.fromstring(made)
    (drawing,) = element.xpath("//*[local-name()='svg']")
    assert drawing.get("role") == "img"
    assert element.xpath(f"string(//*[@id='{drawing.get('aria-labelledby')}'])") == "Partners & places"
    assert element.xpath("string(//figcaption)") == "Partners & places. How."
