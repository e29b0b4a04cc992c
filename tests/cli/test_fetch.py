"""The command ``fetch``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import ecosystem_graph.fetch.download
from ecosystem_graph.fetch.download import Download

from .conftest import Outcome


def test_without_a_source_it_lists_what_can_be_fetched(cli: Callable[..., Outcome]) -> None:
    outcome = cli("fetch")
    assert outcome.code == 0
    assert "keep-eu" in outcome.stdout
    assert {"source", "file", "url", "note"} == set(json.loads(cli("fetch", "--json").stdout)[0])


def test_what_is_not_certain_about_an_address_is_shown(cli: Callable[..., Outcome]) -> None:
    offered = json.loads(cli("fetch", "--json").stdout)
    greek = [each for each in offered if each["source"] == "kohesio" and each["file"].startswith("GR-")]
    assert {each["note"] for each in greek} == {"not tried here; named as the publisher's list of files has it"}


def test_an_unknown_source_exits_with_six(cli: Callable[..., Outcome]) -> None:
    outcome = cli("fetch", "nowhere")
    assert (outcome.code, outcome.stdout) == (6, "")
    assert "nothing to fetch is known" in outcome.stderr


def test_offline_without_a_cache_exits_with_three_and_shows_the_licence(
    cli: Callable[..., Outcome], tmp_path: Path
) -> None:
    outcome = cli("fetch", "keep-eu", "--offline", "--cache", tmp_path / "none")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "is not in the cache" in outcome.stderr
    assert "credit and a link to keep.eu" in outcome.stderr


def test_no_connection_exits_with_three_and_names_the_address(
    cli: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = (Download("keep-eu", "list.csv", "http://127.0.0.1:9/list.csv", licence="free"),)
    monkeypatch.setattr(ecosystem_graph.fetch.download, "downloads_of", lambda _source: nowhere)
    outcome = cli("fetch", "keep-eu", "--cache", tmp_path, "--attempts", "1")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "http://127.0.0.1:9/list.csv: given up after 1 attempts: no connection" in outcome.stderr
