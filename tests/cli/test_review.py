"""``link review``, ``judge``, ``explain`` and ``mappings``: from a build to the next one by way of a person."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.keep_eu.export import ALPINE, Export, partner

from ecosystem_graph.pipeline import build
from ecosystem_graph.settings import BuildSettings

SETTINGS = BuildSettings(store=False, source_graphs=False)
PARTNERS = (
    ("Centre of Research and Technological Innovation s.r.l.", "Udine"),
    ("Friuli Innovazione, Research and Technology Transfer Centre", "Udine"),
    ("Autonomous Province of Bolzano", "Bolzano"),
    ("Province of Trento", "Trento"),
)
FRIULI = "Friuli Innovazione, Research and Technology Transfer Centre"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export with four partners of one project."""
    project = {"Programme": ALPINE, "Acronym": "TRY", "Project Name": "Trying out", "Lead Partner": PARTNERS[0][0]}
    rows = [
        partner(project, name, lead=not place, town=town, country="Italy", code="IT Italy / ITALIA")
        for place, (name, town) in enumerate(PARTNERS)
    ]
    return Export([project], rows).write_xlsx(tmp_path_factory.mktemp("review") / "export.xlsx")


@pytest.fixture(scope="module")
def small(export: Path) -> Path:
    """Return a release of it."""
    build([export], export.parent / "release", SETTINGS)
    return export.parent / "release"


def decide(path: Path, choose: Callable[[dict[str, str]], str]) -> None:
    """Fill in the decisions of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows({**row, "decision": choose(row)} for row in rows)


def test_decisions_on_a_release_change_the_next_one(
    cli: Callable[..., Any], export: Path, small: Path, tmp_path: Path
) -> None:
    pairs, kept = tmp_path / "pairs.csv", tmp_path / "judgements"
    wide = ("--least-bits", "-20", "--most-bits", "20")
    assert cli("link", "review", "-d", small, "-j", kept, "-o", pairs, *wide).code == 0
    with pairs.open(encoding="utf-8") as stream:
        before = {(row["subject"], row["object"]): row["state"] for row in csv.DictReader(stream)}
    assert set(before.values()) <= {"apart", "joined"}
    decide(pairs, lambda row: "same" if row["state"] == "apart" else "different")

    assert "0 changed" in cli("link", "judge", pairs, "-d", small, "-j", kept).stderr
    first = (kept / "reviewed.csv").read_bytes()
    assert ": 0 new, 0 changed" in cli("link", "judge", pairs, "-d", small, "-j", kept).stderr
    assert (kept / "reviewed.csv").read_bytes() == first

    build([export], tmp_path / "next", SETTINGS, judgements=[kept])
    told = cli("link", "review", "-d", tmp_path / "next", "-j", kept, *wide)
    assert not {(row["subject"], row["object"]) for row in csv.DictReader(told.stdout.splitlines())} & set(before)
    one, other = next(iter(before))
    was_one = cli("link", "explain", one, other, "-d", small, "-j", kept).stdout.startswith("one organisation")
    now = cli("link", "explain", one, other, "-d", tmp_path / "next", "-j", kept).stdout
    assert now.startswith("two organisations" if was_one else "one organisation")
    assert "reviewed.csv, line 2" in now
    mappings = tmp_path / "who.sssom.tsv"
    assert cli("link", "mappings", "-d", tmp_path / "next", "-j", kept, "-o", mappings).code == 0
    assert "semapv:ManualMappingCuration\t1.0\treviewed; " in mappings.read_text(encoding="utf-8")


def test_an_unknown_organisation_is_not_found_and_near_ones_are_named(cli: Callable[..., Any], small: Path) -> None:
    outcome = cli("link", "explain", "keep-eu.friuli-innovazione", "keep-eu.x", "-d", small)
    assert (outcome.code, outcome.stdout) == (6, "")
    assert FRIULI in outcome.stderr


def test_decisions_in_another_word_are_an_input_error(cli: Callable[..., Any], small: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("subject,object,decision\na,b,maybe\n", encoding="utf-8")
    outcome = cli("link", "judge", pairs, "-d", small, "-j", tmp_path / "judgements")
    assert (outcome.code, (tmp_path / "judgements").exists()) == (3, False)
    assert "row 2: expected a decision same, different, unsure or none, found maybe" in outcome.stderr


def test_a_folder_without_a_release_is_not_found(cli: Callable[..., Any], tmp_path: Path) -> None:
    assert cli("link", "review", "-d", tmp_path).code == 6
