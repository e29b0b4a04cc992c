"""What the descriptions of sources offer."""

from typing import Any

import pytest

from ecosystem_graph.errors import ConfigError, NotFoundError, SourceUnavailableError
from ecosystem_graph.fetch.download import (
    Download,
    downloads_of,
    fetchable_sources,
    read_downloads,
    select_downloads,
)
from ecosystem_graph.fetch.listing import follow_listing

ABOUT: dict[str, Any] = {
    "slug": "lists",
    "licence": "CC BY 4.0",
    "download": [
        {
            "name": "latest_{country}-{period}.csv",
            "url": "https://example.org/{country}?period={period}",
            "each": {"country": ["AT", "DE"], "period": ["14-20", "21-27"]},
        }
    ],
}


def test_every_source_that_can_be_fetched_names_file_address_and_licence() -> None:
    assert "keep-eu" in fetchable_sources()
    for source in fetchable_sources():
        for download in downloads_of(source):
            assert download.source == source
            assert download.url.startswith("https://")
            assert download.licence
            assert "{" not in download.name + download.url
            assert "/" not in download.name


def test_file_names_of_a_source_are_unique() -> None:
    for source in fetchable_sources():
        names = [download.name for download in downloads_of(source)]
        assert len(set(names)) == len(names)


def test_placeholders_give_one_download_for_each_combination() -> None:
    found = read_downloads(ABOUT)
    assert [each.name for each in found] == [
        "latest_AT-14-20.csv", "latest_AT-21-27.csv", "latest_DE-14-20.csv", "latest_DE-21-27.csv",
    ]  # fmt: skip
    assert found[0].url == "https://example.org/AT?period=14-20"


def test_a_download_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(ConfigError, match="needs name and url"):
        read_downloads({"slug": "lists", "download": [{"name": "x", "url": "https://example.org", "checksum": "1"}]})


def test_what_is_posted_may_stand_as_json_which_alone_says_null() -> None:
    asked = {"slug": "lists", "download": [{"name": "x", "url": "https://example.org", "body": '{"a": null, "b": []}'}]}
    assert read_downloads(asked)[0].body == {"a": None, "b": []}
    (keep,) = downloads_of("keep-eu")
    assert keep.body is not None
    assert (keep.body["response_type"], keep.body["location"]) == ("excel", None)


@pytest.mark.parametrize("body", ["{", "[1]", "7"])
def test_what_is_posted_must_be_an_object(body: str) -> None:
    with pytest.raises(ConfigError, match=r"source lists: expected .* in the body of a download"):
        read_downloads({"slug": "lists", "download": [{"name": "x", "url": "https://example.org", "body": body}]})


def test_definitions_of_tables_may_name_downloads_and_bad_names_of_listings_are_refused() -> None:
    listed = [each for source in fetchable_sources() for each in downloads_of(source) if each.is_listed]
    assert {each.source for each in listed} == {"kohesio", "ror"}
    assert all(each.prefix.startswith("https://") for each in listed if each.match)


def test_an_unknown_source_is_answered_with_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match="nothing to fetch is known") as caught:
        downloads_of("nowhere")
    assert "keep-eu" in caught.value.hint


def test_a_pattern_that_fits_no_file_is_answered_with_the_files() -> None:
    with pytest.raises(NotFoundError, match=r"\*_FR\*") as caught:
        select_downloads(read_downloads(ABOUT), ["*_FR*"])
    assert "latest_AT-14-20.csv" in caught.value.hint


@pytest.mark.parametrize("document", [{}, {"hits": []}, {"hits": [{"link": 7}]}, [], None, {"hits": [{"link": "x"}]}])
def test_a_listing_of_another_shape_is_a_clear_error(document: Any) -> None:
    download = Download("ror", "ror.zip", "https://example.org/records", listing=("hits", 0, "link"))
    with pytest.raises(SourceUnavailableError, match="expected a web address at hits/0/link"):
        follow_listing(download, document)
