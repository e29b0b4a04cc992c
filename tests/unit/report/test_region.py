"""The report on a region of the demo: complete, self-contained, and open about what is not known."""

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.release import open_release
from ecosystem_graph.report.region import format_region_report
from ecosystem_graph.report.subject import ReportRequest

SECTIONS = [
    "position", "partners", "map", "specialisation", "opportunities", "declared", "gaps", "complements", "projects",
    "organisations", "clusters", "infrastructures", "coverage", "method",
]  # fmt: skip


@pytest.fixture(scope="module")
def text(demo_release: Path) -> str:
    """Return the report on Upper Austria."""
    return format_region_report(open_release(demo_release), ReportRequest("at31"))


@pytest.fixture(scope="module")
def page(text: str) -> html.HtmlElement:
    """Return the same, parsed."""
    return html.document_fromstring(text)


def _cells(page: html.HtmlElement, section: str, caption: str) -> list[list[str]]:
    (found,) = page.xpath(f"//section[@aria-labelledby='{section}']//table[starts-with(caption, '{caption}')]")
    return [[cell.text_content().strip() for cell in row] for row in found.xpath("./tbody/tr")]


def test_every_section_is_there_and_none_is_blank(page: html.HtmlElement) -> None:
    assert page.xpath("//h2/@id") == SECTIONS
    assert [link.removeprefix("#") for link in page.xpath("//nav//a/@href")] == SECTIONS
    for section in page.xpath("//section"):
        assert section.xpath(".//table | .//figure | .//p[@class='absent'] | .//dl[@class='method']")


def test_figures_are_those_of_the_tables(page: html.HtmlElement) -> None:
    figures = dict(
        zip(
            page.xpath("//dl[@class='figures']//dt/text()"),
            page.xpath("//dl[@class='figures']//dd/text()"),
            strict=True,
        )
    )
    assert (figures["projects"], figures["organisations"]) == ("5", "3")
    projects = sum(int(row[3]) for row in _cells(page, "projects", "By programme"))
    organisations = _cells(page, "organisations", "The 3 organisations")
    assert projects == 5
    assert organisations[0][:1] == ["Business Upper Austria – OÖ Wirtschaftsagentur GmbH"]
    partners = _cells(page, "partners", "The 10 regions")
    assert len(partners) == 10
    assert [int(row[2]) for row in partners] == sorted((int(row[2]) for row in partners), reverse=True)
    assert len(_cells(page, "clusters", "8 on record")) == 8


def test_what_is_not_known_is_said_with_the_reason(page: html.HtmlElement) -> None:
    absent = [note.text_content() for note in page.xpath("//p[@class='absent']")]
    assert "the largest region has 4, the largest domain 38" in absent[0]
    assert all(note.startswith("No data on ") and ": " in note for note in absent)
    money = [row[6:] for row in _cells(page, "projects", "By programme")]
    assert {tuple(row) for row in money} == {("–", "0 of 3"), ("–", "0 of 1")}


def test_strategies_of_the_region_are_listed_with_priorities(page: html.HtmlElement) -> None:
    (strategy,) = _cells(page, "declared", "Strategies on record")
    assert strategy[:3] == ["Innovatives Oberösterreich 2020", "AT31", "2014-2020"]
    assert "Energie" in strategy[3]


def test_the_page_loads_nothing_and_is_accessible(page: html.HtmlElement, text: str) -> None:
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //object")
    assert not re.search(r"url\((?!#)|@import", text)
    assert page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)").startswith("default-src 'none'")
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == 1
    assert all(count == 1 for count in Counter(page.xpath("//@id")).values())
    for table in page.xpath("//table"):
        assert table.xpath("./caption")
        assert all(cell.get("scope") for cell in table.xpath(".//th"))
    assert all(drawing.get("aria-labelledby") for drawing in page.xpath("//*[local-name()='svg']"))


def test_lower_thresholds_bring_the_analysis(demo_release: Path) -> None:
    request = ReportRequest("AT31", min_region=2, min_domain=2)
    page = html.document_fromstring(format_region_report(open_release(demo_release), request))
    domains = [row[0] for row in _cells(page, "specialisation", "Revealed comparative advantage")]
    assert "Clustering and economic cooperation" in domains
    recipe = page.xpath("string(//section[@aria-labelledby='specialisation']//dl[@class='recipe'])")
    assert "coverage" in recipe
    assert "seed" in recipe


def test_a_region_without_any_project_still_has_a_report(demo_release: Path) -> None:
    page = html.document_fromstring(format_region_report(open_release(demo_release), ReportRequest("AT11")))
    assert page.xpath("//h2/@id") == SECTIONS
    assert "no organisation of AT11 takes part" in page.xpath("string(//section[@aria-labelledby='position'])")


def test_an_unknown_region_is_refused_with_those_near_it(demo_release: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no region 'AT39' in NUTS edition 2021 .* there is AT31 Oberösterreich"):
        format_region_report(open_release(demo_release), ReportRequest("AT39"))
    with pytest.raises(QueryParameterError, match="expected a NUTS code, for example AT31"):
        format_region_report(open_release(demo_release), ReportRequest("Upper Austria"))
