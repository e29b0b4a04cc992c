"""``link``: a list against known organisations, and why two names are one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_a_list_is_matched_with_a_release_and_comes_back(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    brought, mappings = tmp_path / "list.csv", tmp_path / "list.ttl"
    brought.write_text("Name,Land\nInnosquare,CH\n,AT\n", encoding="utf-8")
    outcome = cli(
        "link", "match", brought, "--column", "Name", "--country-column", "Land", "-r", release, "--mappings", mappings
    )
    assert outcome.code == 0
    assert outcome.stdout.splitlines()[0].startswith("Name,Land,match,match_name,match_bits")
    assert len(outcome.stdout.splitlines()) == 3
    assert "row 3: The row has no name" in outcome.stderr
    assert b"MappingSet" in mappings.read_bytes()


def test_a_missing_column_is_a_usage_error(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    brought = tmp_path / "list.csv"
    brought.write_text("Naam\nx\n", encoding="utf-8")
    outcome = cli("link", "match", brought, "--column", "Name", "-r", release)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "Columns: Naam" in outcome.stderr


def test_a_missing_file_is_an_input_error(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    assert cli("link", "match", tmp_path / "none.csv", "--column", "Name", "-r", release).code == 3


def test_an_explanation_shows_what_names_say_and_the_bits(cli: Callable[..., Any]) -> None:
    names = ("Universität Mailand", "University of Milan", "--country", "it", "--city", "Milano")
    told = cli("link", "explain", *names).stdout
    assert told.startswith("probably one organisation")
    assert "university (kind)" in told
    assert json.loads(cli("link", "explain", *names, "--json").stdout)["weight"] > 0
