"""``validate`` tells whether a release keeps its own rules."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_the_bundled_records_break_no_rule_that_must_hold(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("validate", "-d", release)
    assert outcome.code == 0
    assert "0 violation" in outcome.stderr


def test_a_violation_is_listed_and_exits_with_4(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(release, broken, ignore=shutil.ignore_patterns("store"))
    turtle = (broken / "ecosystem.ttl").read_text(encoding="utf-8")
    assert '"2019-04-30"' in turtle
    (broken / "ecosystem.ttl").write_text(turtle.replace('"2019-04-30"', '"1999-04-30"'), encoding="utf-8")
    outcome = cli("validate", "-d", broken, "-f", "json")
    report = json.loads(outcome.stdout)
    assert (outcome.code, report["conforms"]) == (4, False)
    assert {"interreg-de.Alpen013"} <= {each["focus_node"].rpartition("/")[2] for each in report["findings"]}
    assert "violation" in cli("validate", "-d", broken, "--least", "violation").stdout


def test_an_unknown_severity_is_a_usage_error(cli: Callable[..., Any], release: Path) -> None:
    assert cli("validate", "-d", release, "--least", "error").code == 2


def test_a_release_without_source_graphs_is_not_blamed_for_lacking_records(
    cli: Callable[..., Any], root: Path, tmp_path: Path
) -> None:
    cli("build", root / "data" / "records", "-o", tmp_path / "out", "--no-store", "--no-source-graphs")
    assert cli("validate", "-d", tmp_path / "out").code == 0


def test_a_release_with_a_missing_file_is_told_apart_from_a_broken_one(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    shutil.copytree(release, tmp_path / "out", ignore=shutil.ignore_patterns("store", "ecosystem.ttl"))
    outcome = cli("validate", "-d", tmp_path / "out")
    assert outcome.code == 6
    assert "ecosystem.ttl" in outcome.stderr
