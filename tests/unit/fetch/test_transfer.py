"""Transfers against a server that stalls, breaks off, refuses, changes its file and sends bombs."""

import gzip
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.fetch.cache import CacheEntry
from ecosystem_graph.fetch.download import Download
from ecosystem_graph.fetch.patience import Patience
from ecosystem_graph.fetch.transfer import USER_AGENT, transfer

from .conftest import Site


@pytest.fixture
def entry(tmp_path: Path) -> CacheEntry:
    return CacheEntry(tmp_path / "list.csv")


def offered(site: Site, name: str = "list.csv") -> Download:
    return Download("lists", name, f"{site.url}/{name}", licence="CC BY 4.0")


def test_a_file_arrives_whole_with_a_note_of_its_origin(site: Site, entry: CacheEntry, patience: Patience) -> None:
    assert transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == site.content
    origin = entry.origin()
    assert origin is not None
    assert (origin.bytes, origin.etag, origin.licence) == (len(site.content), site.etag, "CC BY 4.0")
    assert site.requests[0][2]["User-Agent"] == USER_AGENT
    assert not entry.partial.exists()


def test_an_unchanged_file_is_not_sent_again(site: Site, entry: CacheEntry, patience: Patience) -> None:
    transfer(offered(site), entry, patience)
    assert not transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == site.content


def test_a_changed_file_replaces_the_old_one(site: Site, entry: CacheEntry, patience: Patience) -> None:
    transfer(offered(site), entry, patience)
    site.content = b"newer"
    assert transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == b"newer"


def test_a_file_damaged_in_the_cache_is_fetched_again(site: Site, entry: CacheEntry, patience: Patience) -> None:
    transfer(offered(site), entry, patience)
    entry.path.write_bytes(b"damaged")
    assert transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == site.content


@pytest.mark.parametrize("failure", ["stall", "cut"])
def test_a_transfer_that_stops_goes_on_where_it_stopped(
    site: Site, entry: CacheEntry, patience: Patience, failure: str
) -> None:
    site.failures = [failure]
    transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == site.content
    resumed = site.requests[1][2]
    assert 0 < int(resumed["Range"].strip("bytes=-")) <= len(site.content) // 2
    assert resumed["If-Range"] == site.etag


def test_a_second_run_goes_on_where_the_first_gave_up(site: Site, entry: CacheEntry, patience: Patience) -> None:
    site.failures = ["cut"]
    with pytest.raises(SourceUnavailableError, match="given up after 1 attempts: the connection broke off") as caught:
        transfer(offered(site), entry, replace(patience, attempts=1))
    assert "go on from there" in caught.value.hint
    assert 0 < entry.partial.stat().st_size <= len(site.content) // 2
    assert not entry.path.exists()
    transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == site.content
    assert "Range" in site.requests[1][2]


def test_a_file_that_changes_in_the_middle_is_never_mixed(site: Site, entry: CacheEntry, patience: Patience) -> None:
    before = site.content
    site.failures = ["cut", "change"]
    transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == bytes(reversed(before))


def test_a_server_without_validators_starts_from_the_beginning(
    site: Site, entry: CacheEntry, patience: Patience
) -> None:
    site.has_etag, site.failures = False, ["cut"]
    transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == site.content
    assert "Range" not in site.requests[1][2]


def test_a_server_that_knows_no_ranges_starts_from_the_beginning(
    site: Site, entry: CacheEntry, patience: Patience
) -> None:
    site.failures = ["cut", "refuse range"]
    transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == site.content


def test_a_partial_file_longer_than_the_servers_is_dropped(site: Site, entry: CacheEntry, patience: Patience) -> None:
    site.failures = ["cut"]
    with pytest.raises(SourceUnavailableError):
        transfer(offered(site), entry, replace(patience, attempts=1))
    entry.partial.write_bytes(site.content + b"more")
    transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == site.content


def test_busy_servers_are_asked_again_with_growing_pauses(
    site: Site, entry: CacheEntry, patience: Patience, pauses: list[float]
) -> None:
    site.failures = [500, 503, 429]
    transfer(offered(site), entry, patience)
    assert pauses == [1, 2, 4]
    assert entry.path.read_bytes() == site.content


def test_the_servers_own_wish_for_a_pause_is_honoured_up_to_a_ceiling(
    site: Site, entry: CacheEntry, patience: Patience, pauses: list[float]
) -> None:
    site.failures, site.headers = [429, 503], {"Retry_After": "7"}
    transfer(offered(site), entry, patience)
    assert pauses == [7, 7]
    pauses.clear()
    site.content, site.failures, site.headers = b"new", [429], {"Retry_After": "86400"}
    transfer(offered(site), entry, patience)
    assert pauses == [120]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_is_told_at_once(
    site: Site, entry: CacheEntry, patience: Patience, pauses: list[float], status: int
) -> None:
    site.failures = [status]
    with pytest.raises(SourceUnavailableError, match=f"expected the file, found HTTP {status}") as caught:
        transfer(offered(site), entry, patience)
    assert caught.value.exit_code == 3
    assert pauses == []
    assert not entry.path.exists()


def test_a_server_that_stays_busy_leaves_the_previous_file(site: Site, entry: CacheEntry, patience: Patience) -> None:
    transfer(offered(site), entry, patience)
    before = entry.path.read_bytes()
    site.content, site.failures = b"newer", [500] * 4
    with pytest.raises(SourceUnavailableError, match="given up after 4 attempts: HTTP 500"):
        transfer(offered(site), entry, patience)
    assert entry.path.read_bytes() == before
    assert entry.is_intact()


def test_no_server_at_all_is_a_clear_error(entry: CacheEntry, patience: Patience) -> None:
    with pytest.raises(SourceUnavailableError, match="no connection"):
        transfer(Download("lists", "list.csv", "http://127.0.0.1:9/list.csv"), entry, patience)


def test_an_address_that_is_none_is_a_clear_error(entry: CacheEntry, patience: Patience) -> None:
    with pytest.raises(SourceUnavailableError, match="nonsense"):
        transfer(Download("lists", "list.csv", "nonsense://x"), entry, patience)


def test_a_file_beyond_the_limit_is_not_taken(site: Site, entry: CacheEntry, patience: Patience) -> None:
    with pytest.raises(SourceUnavailableError, match="expected at most 1,000 bytes"):
        transfer(offered(site), entry, replace(patience, max_bytes=1_000))
    assert not entry.path.exists()


def test_a_wrong_checksum_keeps_nothing(site: Site, entry: CacheEntry, patience: Patience) -> None:
    with pytest.raises(SourceUnavailableError, match="expected SHA-256 0000"):
        transfer(replace(offered(site), sha256="0" * 64), entry, patience)
    assert not entry.path.exists()
    assert not entry.partial.exists()


def test_a_web_page_is_not_taken_for_an_archive(site: Site, tmp_path: Path, patience: Patience) -> None:
    site.content = b"<html>We moved</html>"
    with pytest.raises(SourceUnavailableError, match="expected a zip file, found a web page"):
        transfer(offered(site, "data.zip"), CacheEntry(tmp_path / "data.zip"), patience)


def test_an_archive_that_bursts_is_refused(site: Site, tmp_path: Path, patience: Patience) -> None:
    site.content = zipped("project.csv", b"0" * 50_000_000)
    with pytest.raises(SourceUnavailableError, match=r"grows at most 200 times, found one that grows 1,0\d\d times"):
        transfer(offered(site, "data.zip"), CacheEntry(tmp_path / "data.zip"), patience)
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_bursts_in_transfer_is_cut_at_the_limit(site: Site, entry: CacheEntry, patience: Patience) -> None:
    """A server may compress the transfer itself, unasked."""
    site.content = gzip.compress(b"0" * 30_000_000)
    site.extra = {"Content-Encoding": "gzip"}
    with pytest.raises(SourceUnavailableError, match="expected at most 5,000,000 bytes"):
        transfer(offered(site), entry, replace(patience, max_bytes=5_000_000))


def test_an_honest_archive_is_taken(site: Site, tmp_path: Path, patience: Patience) -> None:
    site.content = zipped("project.csv", b"id;acronym\n1;TraCS3\n")
    transfer(offered(site, "data.zip"), CacheEntry(tmp_path / "data.zip"), patience)
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        assert archive.namelist() == ["project.csv"]


def test_a_search_is_posted_as_json(site: Site, entry: CacheEntry, patience: Patience) -> None:
    transfer(replace(offered(site), body={"response_type": "excel"}), entry, patience)
    assert site.requests[0][0] == "POST"
    assert json.loads(site.bodies[0]) == {"response_type": "excel"}


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()
