"""Codes in cells: countries, regions, web addresses, words of a list."""

from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.sources.tabular.code import add_codes, add_countries, add_regions, add_websites
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.layout import Layout, Table
from ecosystem_graph.sources.tabular.raw import Origin

NAMES = ("unknown-country", "bad-region", "bad-website", "unknown-word")
CATALOGUE = {f"EG-{number}": {"name": name, "severity": "info", "meaning": name} for number, name in enumerate(NAMES)}
LAYOUT = Layout("table", ("cell",), {"cell": ""}, {}, {}, (), ())


def table(cell: str | None) -> Table:
    rows = pl.DataFrame({"row": [2], "cell": [cell]}, schema={"row": pl.UInt32, "cell": pl.String})
    return Table(LAYOUT, Origin(Path("rows.csv")), rows, 1)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("UK", "GB"), ("EL", "GR"), ("de", "DE"), ("XK", "XK"), ("Czech Republic", "CZ"), ("Croatia", "HR"),
     ("NA", "NA"), ("QQ", None), (None, None)],
)  # fmt: skip
def test_a_country_is_known_by_either_code_or_its_english_name(cell: str | None, code: str | None) -> None:
    findings = Findings(CATALOGUE)
    assert add_countries(table(cell), "cell", findings).rows["alpha2"].item() == code
    assert len(findings.issues()) == (cell == "QQ")


@pytest.mark.parametrize(
    ("cell", "region"),
    [("AT323", "AT323"), ("EL3", "EL3"), ("DE", None), ("Sweden", None), ("at323", None), (None, None)],
)
def test_a_region_is_a_code_of_level_1_to_3(cell: str | None, region: str | None) -> None:
    findings = Findings(CATALOGUE)
    assert add_regions(table(cell), "cell", findings).rows["region"].item() == region
    assert len(findings.issues()) == (cell in {"Sweden", "at323"})


@pytest.mark.parametrize(
    ("cell", "website"),
    [("https://a.example/x", "https://a.example/x"), ("www.a.example", "http://www.a.example"),
     ("a.example/b", "http://a.example/b"), ("none yet", None), ("ftp://a.example", None), (None, None)],
)  # fmt: skip
def test_a_website_is_an_address_or_a_host(cell: str | None, website: str | None) -> None:
    findings = Findings(CATALOGUE)
    assert add_websites(table(cell), "cell", findings).rows["website"].item() == website
    assert len(findings.issues()) == (cell is not None and website is None)


def test_a_word_outside_the_list_is_reported_and_gets_the_default() -> None:
    findings = Findings(CATALOGUE)
    known = add_codes(table("yes"), "cell", {"yes": "1"}, findings, "unknown-word", default="0")
    other = add_codes(table("perhaps"), "cell", {"yes": "1"}, findings, "unknown-word", default="0")
    assert (known.rows["cell_code"].item(), other.rows["cell_code"].item()) == ("1", "0")
    assert [issue.found for issue in findings.issues()] == ["perhaps"]
