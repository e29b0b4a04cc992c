"""``build`` makes a release or changes nothing."""

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecosystem_graph.release import MARKER, open_release

pytestmark = pytest.mark.slow


@pytest.fixture
def records(root: Path) -> Path:
    return root / "data" / "records"


@pytest.fixture
def page(records: Path) -> Path:
    """Return one record page, for what does not depend on the number of records."""
    return records / "interreg_de" / "alpen013.txt"


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_build_of_the_bundled_records_tells_what_it_read_and_made(
    cli: Callable[..., Any], records: Path, tmp_path: Path
) -> None:
    outcome = cli("build", records, "-o", tmp_path / "out")
    assert outcome.code == 0
    assert {"source", "built", "project", "participation"} <= set(outcome.stdout.split())
    parts = open_release(tmp_path / "out")
    assert all(path.exists() for path in (parts.turtle, parts.quads, parts.store, parts.records, parts.issues))


def test_the_report_for_machines_adds_up(cli: Callable[..., Any], records: Path, tmp_path: Path) -> None:
    report = json.loads(cli("build", records, "-o", tmp_path / "out", "--json", "--no-store").stdout)
    assert report["counts"]["project"] >= 5
    assert all(row["rows_read"] == row["rows_mapped"] + row["rows_reported"] for row in report["rows"])
    assert not (tmp_path / "out" / "store").exists()


def test_signs_of_patterns_in_the_names_of_folders_stand_for_themselves(
    cli: Callable[..., Any], page: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a[1] b*?" / "out"
    out.parent.mkdir()
    assert cli("build", page, "-o", out).code == 0
    for engine in ("sparql", "tables"):
        assert "S3-4AlpClusters" in cli("query", "dates-with-raw", "-d", out, "--engine", engine).stdout
    assert cli("network", "-d", out, "-o", out.parent / "network.gexf").code == 0


def test_the_base_iri_moves_data_and_not_the_ontology(cli: Callable[..., Any], page: Path, tmp_path: Path) -> None:
    assert cli("build", page, "-o", tmp_path / "out", "--no-store", "--base-iri", "https://example.org/kg/").code == 0
    turtle = (tmp_path / "out" / "ecosystem.ttl").read_text(encoding="utf-8")
    assert "https://example.org/kg/id/" in turtle
    assert "https://w3id.org/ecosystem-graph/ontology#" in turtle
    assert "https://w3id.org/ecosystem-graph/id/" not in turtle


def test_a_malformed_base_iri_is_a_usage_error(cli: Callable[..., Any], records: Path, tmp_path: Path) -> None:
    outcome = cli("build", records, "-o", tmp_path / "out", "--base-iri", "example.org")
    assert outcome.code == 2
    assert "base IRI: expected an absolute http or https IRI" in outcome.stderr
    assert _names(tmp_path) == []


def test_a_file_that_no_importer_recognises_is_a_warning_and_an_error_only_with_strict(
    cli: Callable[..., Any], page: Path, tmp_path: Path
) -> None:
    prose = tmp_path / "prose.txt"
    prose.write_text("Once upon a time there was a cluster.\n")
    lenient = cli("build", page, prose, "-o", tmp_path / "out", "--no-store")
    assert lenient.code == 0
    assert f"warning: {prose}: no importer recognises this file" in lenient.stderr
    strict = cli("build", page, prose, "-o", tmp_path / "strict", "--strict")
    assert strict.code == 3
    assert "no importer recognises this file" in strict.stderr
    assert not (tmp_path / "strict").exists()


def test_judgements_that_contradict_each_other_are_a_failed_check_with_their_chain(
    cli: Callable[..., Any], page: Path, tmp_path: Path
) -> None:
    judgements = tmp_path / "who.csv"
    judgements.write_text("subject,object,judgement\na,b,same\nb,c,same\na,c,different\n", encoding="utf-8")
    outcome = cli("build", page, "-o", tmp_path / "out", "--judgements", judgements)
    assert (outcome.code, outcome.stdout) == (4, "")
    assert "a and c are judged different, but are one by a = b (who.csv, line 2); b = c (who.csv, line 3)" in (
        " ".join(outcome.stderr.split())
    )
    assert not (tmp_path / "out").exists()


def test_an_earlier_release_that_is_none_is_not_found(cli: Callable[..., Any], page: Path, tmp_path: Path) -> None:
    assert cli("build", page, "-o", tmp_path / "out", "--previous", tmp_path / "none").code == 6
    assert cli("build", page, "-o", tmp_path / "out", "--identity", "looks").code == 2


def test_an_input_that_does_not_exist_is_an_input_error(cli: Callable[..., Any], tmp_path: Path) -> None:
    outcome = cli("build", tmp_path / "missing.xlsx", "-o", tmp_path / "out")
    assert (outcome.code, _names(tmp_path)) == (3, [])
    assert "missing.xlsx" in outcome.stderr


def test_an_output_below_a_file_is_an_output_error(cli: Callable[..., Any], records: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = cli("build", records, "-o", tmp_path / "file" / "out")
    assert outcome.code == 3
    assert "cannot be written" in outcome.stderr


def test_a_folder_that_is_not_a_release_is_never_replaced(
    cli: Callable[..., Any], records: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    outcome = cli("build", records, "-o", tmp_path)
    assert (outcome.code, _names(tmp_path)) == (3, ["letter.txt"])
    assert "not a release" in outcome.stderr


def test_a_full_disk_during_the_build_leaves_the_previous_release(
    start: Callable[..., Any], records: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MARKER).write_text("old")
    process = start("build", records, "-o", tmp_path / "out", largest_file=200_000)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 3
    assert stderr.splitlines()[0] == f"error: {tmp_path / 'out'}: cannot be written: File too large"
    assert ((tmp_path / "out" / MARKER).read_text(), _names(tmp_path)) == ("old", ["out"])


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_build_leaves_the_previous_release_and_at_most_what_it_has_finished(
    start: Callable[..., Any], records: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MARKER).write_text("old")
    process = start("build", records, "-o", tmp_path / "out")
    deadline = time.monotonic() + 60
    while not any(path.name.startswith(".unfinished-") for path in tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == code, stderr
    assert (tmp_path / "out" / MARKER).read_text() == "old"
    assert set(_names(tmp_path)) - {".unfinished-out"} == {"out"}
    assert "Traceback" not in stderr
