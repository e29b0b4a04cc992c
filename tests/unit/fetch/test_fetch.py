"""Files of a source: from the network once, from the cache ever after."""

import json
from pathlib import Path

import pytest

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.fetch.download import Download
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


def test_a_listing_that_is_no_json_is_a_clear_error(site: Site, tmp_path: Path, patience: Patience) -> None:
    site.pages["/records"] = b"<html>"
    wanted = [Download("ror", "ror.csv", f"{site.url}/records", listing=("hits",))]
    with pytest.raises(SourceUnavailableError, match="expected JSON"):
        list(fetch(wanted, tmp_path, patience=patience))
