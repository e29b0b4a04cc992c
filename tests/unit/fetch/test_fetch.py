"""Files of a source: from the network once, from the cache ever after."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.fetch.download import Download, downloads_of, fetchable_sources
from ecosystem_graph.fetch.fetch import fetch
from ecosystem_graph.fetch.patience import Patience

from .conftest import Site


def test_offline_takes_the_cache_and_sends_no_request(site: Site, tmp_path: Path, patience: Patience) -> None:
    wanted = [Download("lists", "list.csv", f"{site.url}/list.csv")]
    (first,) = fetch(wanted, tmp_path, patience=patience)
    site.requests.clear()
    (second,) = fetch(wanted, tmp_path, offline=True)
    assert (first.is_new, second.is_new) == (True, False)
    assert second.path == first.path == tmp_path / "lists" / "list.csv"
    assert site.requests == []


def test_offline_without_the_file_says_what_to_do(site: Site, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match="is not in the cache") as caught:
        list(fetch([Download("lists", "list.csv", f"{site.url}/list.csv")], tmp_path, offline=True))
    assert "without --offline" in caught.value.hint
    assert site.requests == []


def test_offline_refuses_a_file_that_was_changed(site: Site, tmp_path: Path, patience: Patience) -> None:
    wanted = [Download("lists", "list.csv", f"{site.url}/list.csv")]
    (fetched,) = fetch(wanted, tmp_path, patience=patience)
    fetched.path.write_bytes(b"edited")
    with pytest.raises(SourceUnavailableError, match="expected the bytes fetched on"):
        list(fetch(wanted, tmp_path, offline=True))


def test_files_before_a_failure_stay(site: Site, tmp_path: Path, patience: Patience) -> None:
    wanted = [Download("lists", name, f"{site.url}/{name}") for name in ("a.csv", "b.csv")]
    site.failures = ["none", 404]
    with pytest.raises(SourceUnavailableError, match="HTTP 404"):
        list(fetch(wanted, tmp_path, patience=patience))
    assert (tmp_path / "lists" / "a.csv").read_bytes() == site.content
    assert not (tmp_path / "lists" / "b.csv").exists()


def test_a_listing_leads_to_the_newest_file(site: Site, tmp_path: Path, patience: Patience) -> None:
    site.pages["/records"] = json.dumps({"hits": [{"link": f"{site.url}/v2.csv"}]}).encode()
    wanted = [Download("ror", "ror.csv", f"{site.url}/records", listing=("hits", 0, "link"))]
    (first,) = fetch(wanted, tmp_path, patience=patience)
    assert first.path.read_bytes() == site.content
    assert first.origin.url == f"{site.url}/v2.csv"
    site.requests.clear()
    (second,) = fetch(wanted, tmp_path, patience=patience)
    assert not second.is_new
    assert [path for _, path, _ in site.requests] == ["/records"]


@pytest.mark.parametrize(
    ("page", "message"),
    [(b"<html>", "expected a json file, found a web page"), (b"{", "expected JSON, found something else")],
)
def test_a_listing_that_is_no_json_is_a_clear_error(
    page: bytes, message: str, site: Site, tmp_path: Path, patience: Patience
) -> None:
    site.pages["/records"] = page
    wanted = [Download("ror", "ror.csv", f"{site.url}/records", listing=("hits",))]
    with pytest.raises(SourceUnavailableError, match=message):
        list(fetch(wanted, tmp_path, patience=patience))


def test_a_listing_may_lead_to_an_archive(site: Site, tmp_path: Path, patience: Patience) -> None:
    with zipfile.ZipFile(tmp_path / "v2.zip", "w") as archive:
        archive.writestr("v2-ror-data.json", "[]")
    site.content = (tmp_path / "v2.zip").read_bytes()
    (ror,) = downloads_of("ror")
    files = [{"links": {"self": f"{site.url}/v2.zip"}}]
    site.pages["/records"] = json.dumps({"hits": {"hits": [{"files": files}, {"files": []}]}}).encode()
    (fetched,) = fetch([replace(ror, url=f"{site.url}/records")], tmp_path, patience=patience)
    assert fetched.path.read_bytes() == site.content
    assert fetched.path.name == "ror-data.zip"


def listed(site: Site, names: list[object], match: str = "/(?:GR|EL)-") -> Download:
    site.pages["/files"] = json.dumps(names).encode()
    return Download("lists", "GR.csv", f"{site.url}/files", match=match, prefix=f"{site.url}/object?id=")


def test_a_name_is_taken_from_the_list_of_the_publisher_blanks_and_all(
    site: Site, tmp_path: Path, patience: Patience
) -> None:
    wanted = listed(site, ["data/latest/AT-pp.csv", "data/latest/EL-pp 21.csv", 7, None])
    (fetched,) = fetch([wanted], tmp_path, patience=patience)
    assert fetched.path == tmp_path / "lists" / "GR.csv"
    assert fetched.path.read_bytes() == site.content
    assert [path for _, path, _ in site.requests] == ["/files", "/object?id=data/latest/EL-pp%2021.csv"]


def test_a_latest_file_is_asked_for_again_though_its_name_stayed(
    site: Site, tmp_path: Path, patience: Patience
) -> None:
    wanted = listed(site, ["data/latest/EL-pp.csv"])
    list(fetch([wanted], tmp_path, patience=patience))
    site.content = b"a;b\n" * 9
    (second,) = fetch([wanted], tmp_path, patience=patience)
    assert second.is_new
    assert second.path.read_bytes() == site.content


@pytest.mark.parametrize(
    ("names", "found"),
    [(["data/AT.csv"], "none of 1 names"), (["a/EL-1", "a/GR-1"], "a/EL-1, a/GR-1"), ([], "none of 0 names")],
)
def test_a_list_with_no_such_name_or_two_is_a_clear_error(
    names: list[object], found: str, site: Site, tmp_path: Path, patience: Patience
) -> None:
    with pytest.raises(SourceUnavailableError, match=f"expected one name like .* found {found}"):
        list(fetch([listed(site, names)], tmp_path, patience=patience))


def test_a_redirection_is_followed_and_the_name_that_the_server_proposes_counts_for_nothing(
    site: Site, tmp_path: Path, patience: Patience
) -> None:
    site.failures = [302]
    site.headers = {"Location": f"{site.url}/moved to/list.csv"}
    site.extra = {"Content-Disposition": 'attachment; filename="../../latest_EL.csv"'}
    (fetched,) = fetch([Download("lists", "list.csv", f"{site.url}/old")], tmp_path, patience=patience)
    assert fetched.path == tmp_path / "lists" / "list.csv"
    assert fetched.path.read_bytes() == site.content
    assert sorted(each.name for each in tmp_path.rglob("*.csv")) == ["list.csv"]


@pytest.mark.parametrize("name", ["list.csv", "list.rdf", "list.json"])
def test_a_page_in_place_of_a_file_is_refused_though_the_server_says_all_is_well(
    name: str, site: Site, tmp_path: Path, patience: Patience
) -> None:
    site.content = b"\n<!DOCTYPE html><title>Kohesio</title>"
    with pytest.raises(SourceUnavailableError, match=r"expected a \w+ file, found a web page"):
        list(fetch([Download("lists", name, f"{site.url}/{name}")], tmp_path, patience=patience))
    assert not (tmp_path / "lists" / name).exists()


@pytest.mark.parametrize("source", sorted(fetchable_sources()))
def test_every_file_that_a_source_names_lands_under_its_name_when_its_server_is_this_one(
    source: str, site: Site, tmp_path: Path, patience: Patience
) -> None:
    with zipfile.ZipFile(tmp_path / "any.zip", "w") as archive:
        archive.writestr("any.txt", "content")
    packed, wanted = (tmp_path / "any.zip").read_bytes(), downloads_of(source)
    site.pages["/packed"], site.pages["/plain"] = packed, b"content"
    site.pages["/names"] = json.dumps(["data/EL-pp14-20-latest.csv", "data/AT-pp14-20-latest.csv"]).encode()
    site.pages["/object?id=data/EL-pp14-20-latest.csv"] = b"content"
    site.pages["/records"] = json.dumps(
        {"hits": {"hits": [{"files": [{"links": {"self": f"{site.url}/packed"}}]}]}}
    ).encode()

    def here(download: Download) -> Download:
        kind = "/packed" if download.name.endswith((".zip", ".xlsx")) else "/plain"
        path = "/records" if download.listing else "/names" if download.match else kind
        return replace(download, url=site.url + path, prefix=f"{site.url}/object?id=")

    fetched = list(fetch(map(here, wanted), tmp_path / "cache", patience=patience))
    assert [each.path for each in fetched] == [tmp_path / "cache" / source / each.name for each in wanted]
    assert {each.path.read_bytes() for each in fetched} <= {packed, b"content"}
    assert all(each.origin.licence for each in fetched)
