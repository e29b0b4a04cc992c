"""``queries`` lists, shows, lints and tests the packs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

BROKEN = """#+ summary: Asks nothing
#+ answers: CQ-001
SELECT * WHERE { ?s ?p }
"""


def test_the_list_names_every_file_of_the_packs(cli: Callable[..., Any], root: Path) -> None:
    listed = {each["name"] for each in json.loads(cli("queries", "list", "--json").stdout)}
    assert listed == {path.stem for path in (root / "queries").glob("*/*.rq")}
    assert len(cli("queries", "list").stdout.splitlines()) == len(listed) + 2


def test_show_prints_the_file(cli: Callable[..., Any], root: Path) -> None:
    file = root / "queries" / "projects" / "project-partners.rq"
    assert cli("queries", "show", "project-partners").stdout == file.read_text(encoding="utf-8")


def test_an_unknown_name_is_not_found(cli: Callable[..., Any]) -> None:
    outcome = cli("queries", "show", "project-partner")
    assert outcome.code == 6
    assert "project-partners" in outcome.stderr


def test_a_pack_that_keeps_the_convention_and_has_its_answers_passes_the_lint(
    cli: Callable[..., Any], root: Path, tmp_path: Path
) -> None:
    # One of them, since `make check` asks all.
    for name in ("clusters", "tables.sql"):
        (tmp_path / name).symlink_to(root / "queries" / name)
    outcome = cli("queries", "lint", "--packs", tmp_path, "--answers", root / "tests" / "competency")
    assert (outcome.code, outcome.stdout) == (0, "")


def test_a_broken_query_fails_the_lint_and_is_named(cli: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "broken.rq").write_text(BROKEN)
    outcome = cli("queries", "lint", "--packs", tmp_path)
    assert outcome.code == 4
    assert "broken.rq" in outcome.stdout


def test_all_packed_queries_run_within_their_budget(cli: Callable[..., Any], release: Path) -> None:
    outcome = cli("queries", "test", "-d", release)
    assert outcome.code == 0, outcome.stdout


def test_show_tells_what_answers_a_query(cli: Callable[..., Any], release: Path) -> None:
    assert (
        "answered by SPARQL over the graph; from 500,000 quads on by SQL" in cli("queries", "show", "newcomers").stderr
    )
    here = cli("queries", "show", "newcomers", "-d", release).stderr
    assert "on this release" in here
    assert here.endswith("answered by SPARQL over the graph\n")
    assert cli("queries", "show", "project-partners").stderr == "answered by SPARQL over the graph\n"


def test_show_prints_the_sql_of_a_query_that_has_one(cli: Callable[..., Any], root: Path) -> None:
    printed = cli("queries", "show", "newcomers", "--sql")
    assert printed.stdout == (root / "queries" / "regions" / "newcomers.sql").read_text(encoding="utf-8")
    assert cli("queries", "show", "project-partners", "--sql").code == 6
