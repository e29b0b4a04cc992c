"""Web addresses that may become IRIs."""

from collections.abc import Callable

import polars as pl
import pyoxigraph as ox
import pytest

from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.project import Project
from ecosystem_graph.resolve.website import is_web_address, null_invalid_websites


def accepted(address: str) -> bool:
    return bool(pl.DataFrame({"website": [address]}).select(is_web_address("website")).item())


@pytest.mark.parametrize(
    "address",
    [
        "http://interregva-bb-pl.eu/",
        "https://www.alpine-space.eu/project/s3-4alpclusters?tab=1&x=y#top",
        "HTTP://EXAMPLE.ORG",
        "http://müller.example/straße",
        "http://example.org:8080/a;b,c(d)'e!$*+=@:",
        "http://example.org/%C3%84?q=%20",
        "http://example.org/🎈",
    ],
)
def test_an_absolute_web_address_is_accepted_and_is_an_iri(address: str) -> None:
    assert accepted(address)
    assert ox.NamedNode(address).value == address


@pytest.mark.parametrize(
    "address",
    [
        "www.example.org",
        "example.org/page",
        "ftp://example.org/",
        "mailto:someone@example.org",
        "http://",
        "http:///path",
        "http://a b.example/",
        "http://example.org/a b",
        " http://example.org/",
        "http://example.org/\n",
        "http://example.org/{id}",
        'http://example.org/"x"',
        "http://example.org/<x>",
        "http://example.org\\x",
        "http://example.org/100%",
        "http://example.org/%zz",
        "http://example.org/a#b#c",
        "http://example.org:port/",
        "http://someone:secret@example.org/",
        "http://example.org/; http://example.com/",
        "http://example.org/\x85",
        "http://example.org/\u2028",
        "http://example.org/\u00a0",
        "http://example.org/\u200b",
        "n/a",
    ],
)
def test_what_is_no_absolute_web_address_is_not_accepted(address: str) -> None:
    assert not accepted(address)


def test_an_invalid_website_leaves_the_tables_and_is_found(state: Callable[..., RecordSet]) -> None:
    bad = Project(record="a.1", key="a.1", website="see http://example.org")
    good, silent = Project(record="a.2", key="a.2", website="http://example.org/"), Project(record="a.3", key="a.3")

    tables, (findings,) = null_invalid_websites(state(bad, good, silent))

    assert tables["project"]["website"].to_list() == [None, "http://example.org/", None]
    assert findings.select("code", "field", "found", "record").rows() == [
        ("EG-RES-001", "project.website", "see http://example.org", "a.1")
    ]


def test_tables_with_valid_websites_are_not_copied(state: Callable[..., RecordSet]) -> None:
    records = state(Project(record="a.1", key="a.1", website="http://example.org/"))
    tables, findings = null_invalid_websites(records)
    assert findings == []
    assert tables["project"] is records["project"]
