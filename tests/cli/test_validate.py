"""``validate`` tells whether a release keeps its own rules."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import polars as pl
import pytest
from rdflib import RDF, SH, Graph

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix eg: <https://w3id.org/ecosystem-graph/ontology#> .\n"


@pytest.fixture
def broken(release: Path, tmp_path: Path) -> Path:
    """Return a release in which one project ends before it starts, in the graph and in the tables."""
    folder = tmp_path / "broken"
    shutil.copytree(release, folder, ignore=shutil.ignore_patterns("store"))
    turtle = (folder / "ecosystem.ttl").read_text(encoding="utf-8")
    assert '"2019-04-30"' in turtle
    (folder / "ecosystem.ttl").write_text(turtle.replace('"2019-04-30"', '"1999-04-30"'), encoding="utf-8")
    path = folder / "consolidated" / "project.parquet"
    end = pl.when(pl.col("end") == pl.date(2019, 4, 30)).then(pl.date(1999, 4, 30)).otherwise("end").alias("end")
    pl.read_parquet(path).with_columns(end).write_parquet(path)
    return folder


def test_the_bundled_records_break_no_rule_that_must_hold(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("validate", "-d", release)
    assert outcome.code == 0
    assert "0 violation" in outcome.stderr


def test_a_violation_is_listed_and_exits_with_4(cli: Callable[..., Any], broken: Path) -> None:
    outcome = cli("validate", "-d", broken, "-f", "json")
    report = json.loads(outcome.stdout)
    assert (outcome.code, report["conforms"]) == (4, False)
    violations = {each["focus_node"].rpartition("/")[2] for each in report["findings"] if "must" in each["message"]}
    assert violations == {"interreg-de.Alpen013", "curated.goapply"}  # both end on that day
    assert "violation" in cli("validate", "-d", broken, "--least", "violation").stdout


def test_quick_gives_the_same_report_from_the_tables(cli: Callable[..., Any], broken: Path) -> None:
    slow, quick = (cli("validate", "-d", broken, "-f", "json", *words) for words in ((), ("--quick",)))
    assert (slow.code, slow.stdout) == (quick.code, quick.stdout)


def test_reports_for_other_tools_are_told_by_the_file_name(
    cli: Callable[..., Any], broken: Path, tmp_path: Path
) -> None:
    assert cli("validate", "-d", broken, "-o", tmp_path / "report.ttl").code == 4
    assert (None, RDF.type, SH.ValidationReport) in Graph().parse(tmp_path / "report.ttl")
    assert cli("validate", "-d", broken, "-o", tmp_path / "report.xml").code == 4
    suite = fromstring((tmp_path / "report.xml").read_text(encoding="utf-8"))
    assert suite.get("failures") == "1"
    assert len(suite) > 100


def test_shapes_of_the_user_take_the_place_of_ours(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(f"{PREFIXES}<urn:none> a sh:PropertyShape ; sh:targetClass eg:Project ; sh:path a ; sh:maxCount 0 .")
    assert cli("validate", "-d", release, "--shapes", own, "-f", "json").code == 3
    own.write_text(
        f"{PREFIXES}<urn:none> a sh:PropertyShape ; sh:targetClass eg:Project ; sh:path eg:acronym ; sh:maxCount 0 ."
    )
    outcome = cli("validate", "-d", release, "--shapes", own, "-f", "json")
    assert outcome.code == 4
    assert {each["shape"] for each in json.loads(outcome.stdout)["findings"]} == {"urn:none"}


def test_shapes_of_the_user_are_not_asked_of_tables(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    assert cli("validate", "-d", release, "--quick", "--shapes", tmp_path).code == 2


def test_shapes_that_are_not_there_are_not_found(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    outcome = cli("validate", "-d", release, "--shapes", tmp_path / "missing.ttl")
    assert (outcome.code, "missing.ttl" in outcome.stderr) == (6, True)


def test_a_folder_without_a_release_is_not_found(cli: Callable[..., Any], tmp_path: Path) -> None:
    assert cli("validate", "-d", tmp_path).code == 6


def test_an_unknown_format_is_a_usage_error(cli: Callable[..., Any], release: Path) -> None:
    assert cli("validate", "-d", release, "-f", "pdf").code == 2


def test_an_unknown_severity_is_a_usage_error(cli: Callable[..., Any], release: Path) -> None:
    assert cli("validate", "-d", release, "--least", "error").code == 2


def test_a_release_without_source_graphs_is_not_blamed_for_lacking_records(
    cli: Callable[..., Any], root: Path, tmp_path: Path
) -> None:
    cli("build", root / "data" / "records" / "interreg_de", "-o", tmp_path / "out", "--no-store", "--no-source-graphs")
    assert cli("validate", "-d", tmp_path / "out").code == 0


def test_a_release_with_a_missing_file_is_told_apart_from_a_broken_one(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    shutil.copytree(release, tmp_path / "out", ignore=shutil.ignore_patterns("store", "ecosystem.ttl"))
    outcome = cli("validate", "-d", tmp_path / "out")
    assert outcome.code == 6
    assert "ecosystem.ttl" in outcome.stderr
