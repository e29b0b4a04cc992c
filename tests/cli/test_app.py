"""Help is fast and complete, exit codes are a contract, errors are one line."""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from ecosystem_graph import __version__
from ecosystem_graph.cli.app import app, run
from ecosystem_graph.cli.message import is_quiet, report_bug
from ecosystem_graph.errors import EcosystemGraphError

HEAVY = {
    "matplotlib",
    "networkx",
    "numpy",
    "owlready2",
    "polars",
    "pyarrow",
    "pyoxigraph",
    "pyshacl",
    "rdflib",
    "scipy",
}


def _commands() -> list[list[str]]:
    group: Any = get_command(app)
    names = [[name] for name in group.commands]
    below = [[name, each] for name, command in group.commands.items() for each in getattr(command, "commands", {})]
    return names + below


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_take_less_than_a_fifth_of_a_second(start: Callable[..., Any], flag: str) -> None:
    """Counted in processor time, which is the wall time of a machine that does nothing else."""
    seconds = []
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start(flag).communicate()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) < 0.2


def test_help_imports_no_heavy_library() -> None:
    code = "import sys; from ecosystem_graph.cli.app import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & {name.partition(".")[0] for name in done.stderr.split()} == set()
    assert "Exit codes" in done.stdout


def test_the_version_is_that_of_the_package(cli: Callable[..., Any]) -> None:
    assert cli("--version").stdout == f"ecosystem-graph {__version__}\n"


def test_a_quiet_command_leaves_the_next_one_of_the_process_its_voice() -> None:
    assert run(["--quiet", "sources"]) == 0
    assert not is_quiet()


def test_the_verbs_of_the_contract_are_there() -> None:
    verbs = {words[0] for words in _commands()}
    assert {"build", "query", "queries", "network", "validate", "describe", "dump", "sources", "doctor"} <= verbs


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_every_command_has_help_that_is_not_cut(cli: Callable[..., Any], words: list[str]) -> None:
    outcome = cli(*words, "--help")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert "Usage: ecosystem-graph" in outcome.stdout
    assert "..." not in cli("--help").stdout.partition("Commands:")[2]


def test_no_command_shows_help_on_stderr_and_exits_with_2(cli: Callable[..., Any]) -> None:
    outcome = cli()
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "Usage" in outcome.stderr


@pytest.mark.parametrize(
    "words", [["buidl"], ["build"], ["query"], ["dump", "--nonsense"], ["query", "x", "--timeout", "soon"]]
)
def test_wrong_words_are_told_in_one_line_with_a_hint(cli: Callable[..., Any], words: list[str]) -> None:
    outcome = cli(*words)
    error, hint = outcome.stderr.splitlines()
    assert (outcome.code, outcome.stdout) == (2, "")
    assert error.startswith("error: ")
    assert hint.startswith("hint: Try: ecosystem-graph")


def test_a_folder_that_is_no_release_is_not_found(cli: Callable[..., Any], tmp_path: Path) -> None:
    outcome = cli("dump", "-d", tmp_path)
    assert outcome.code == 6
    assert outcome.stderr.splitlines()[0].endswith("expected a release folder (with run.json), found none")


def test_global_options_may_stand_anywhere(cli: Callable[..., Any], tmp_path: Path) -> None:
    outcome = cli("dump", "-d", tmp_path, "--debug")
    assert outcome.code == 6
    assert "Traceback" in outcome.stderr
    assert "Traceback" not in cli("dump", "-d", tmp_path).stderr


def test_every_error_class_has_an_exit_code_of_the_contract() -> None:
    classes = [EcosystemGraphError]
    for each in classes:
        classes.extend(each.__subclasses__())
    assert {each.exit_code for each in classes} <= {1, 2, 3, 4, 5, 6}


def test_a_bug_is_one_line_without_traceback_and_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    report_bug(ValueError, ValueError("a\x1b[31m\nb"), None)
    error, hint = capsys.readouterr().err.splitlines()
    assert error == "error: unexpected ValueError: a [31m b"
    assert "--debug" in hint


def test_an_unforeseen_error_ends_the_process_with_1_and_no_traceback(tmp_path: Path) -> None:
    code = (
        "import sys; from ecosystem_graph.cli import app, dump;"
        "app.app.command('broken')(lambda: 1 / 0); sys.argv = ['ecosystem-graph', 'broken']; app.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "error: unexpected ZeroDivisionError: division by zero"


def test_interruption_of_any_command_exits_with_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ecosystem_graph.cli.doctor.platform.python_version", interrupted)
    assert run(["doctor"]) == 130
    assert capsys.readouterr().err == "error: interrupted; nothing was written\n"


def test_a_reader_that_has_seen_enough_ends_the_command_quietly(start: Callable[..., Any], release: Path) -> None:
    process = start("dump", "-d", release, "-f", "nq")
    process.stdout.read(10)
    process.stdout.close()
    process.wait(timeout=60)
    assert (process.returncode, process.stderr.read()) == (0, "")


def test_verbose_logs_each_stage_on_stderr(cli: Callable[..., Any], root: Path, tmp_path: Path) -> None:
    words = ("build", root / "data" / "records" / "interreg_de", "-o", tmp_path / "out", "--no-store")
    assert "quads: " in cli(*words, "--verbose").stderr
