"""A build that is stopped at any stage goes on there, and gives what an undisturbed one gives."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ecosystem_graph.pipeline import BuildReport, build
from ecosystem_graph.settings import BuildSettings

# Stops the process at the worst moment: everything of the stage is written, but not yet marked as finished.
SCRIPT = """
import os, sys, time
from pathlib import Path
from ecosystem_graph.cli.app import run
from ecosystem_graph.stage.work import Work

stage, number, *words = sys.argv[1:]
do = Work._do

def stop_at_the_end(self, folder, action):
    def stop(target):
        os.write(1, folder.name.encode() + b" ")
        result = action(target)
        if folder.name == stage:
            os.kill(os.getpid(), int(number))
            time.sleep(5)
        return result
    return do(self, folder, stop)

Work._do = stop_at_the_end
sys.exit(run(words))
"""
IN_TURN = ("read:00000", "read:00001", "resolve", "check", "divide", "quads")
AT_ONCE = ("turtle", "store")
STAGES = (*IN_TURN, *AT_ONCE)


@pytest.fixture(scope="module")
def inputs(root: Path) -> list[Path]:
    records = root / "data" / "records"
    return [records / "interreg_de" / "alpen013.txt", records / "curated" / "tracs3.yaml"]


@pytest.fixture(scope="module")
def undisturbed(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    build(inputs, out)
    return digests(out)


def digests(out: Path) -> dict[str, str]:
    """Return a digest of every file that must not differ; a store has log files and times of its own."""
    paths = sorted(path for path in out.rglob("*") if path.is_file() and "store" not in path.parts)
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.name != "run.json"
    }


def stop(stage: str, number: int, inputs: list[Path], out: Path) -> tuple[int, list[str]]:
    """Start a build that ends by a signal when it has done a stage; return its exit code and the stages it began."""
    words = [str(each) for each in (stage, int(number), "--quiet", "build", *inputs, "-o", out)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", SCRIPT, *words]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, timeout=240, text=True)
    return done.returncode, [word for word in done.stdout.split() if word in STAGES]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
def test_a_build_that_is_killed_at_each_stage_in_turn_goes_on_there_each_time(
    inputs: list[Path], undisturbed: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "in turn" / "out"
    for number, stage in enumerate(IN_TURN):
        last = IN_TURN[max(number - 1, 0)]
        assert stop(stage, signal.SIGKILL, inputs, out) == (-signal.SIGKILL, list(dict.fromkeys([last, stage])))
        assert names(out.parent) == [".unfinished-out"]
    for stage in AT_ONCE:
        again = tmp_path / f"until {stage}" / "out"
        shutil.copytree(out.parent, again.parent)
        code, begun = stop(stage, signal.SIGKILL, inputs, again)
        assert (code, begun[0], stage in begun) == (-signal.SIGKILL, IN_TURN[-1], True)
        assert names(again.parent) == [".unfinished-out"]

        report = build(inputs, again)

        assert stage not in report.resumed
        assert {*IN_TURN} <= set(report.resumed) <= {*STAGES} - {stage}
        assert digests(again) == undisturbed
        assert (again / "store" / "CURRENT").is_file()
        assert names(again.parent) == ["out"]


@pytest.mark.slow
def test_a_build_that_is_interrupted_by_hand_keeps_the_old_release_and_goes_on(
    inputs: list[Path], undisturbed: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(inputs[1:], out, BuildSettings(store=False))
    before = digests(out)

    assert stop("quads", signal.SIGINT, inputs, out)[0] == 130
    assert digests(out) == before != undisturbed

    assert {"read:00000", "resolve"} <= set(build(inputs, out).resumed)
    assert digests(out) == undisturbed
    assert names(tmp_path) == ["out"]


def test_another_input_does_not_go_on_with_the_work_for_the_first(inputs: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    stop("resolve", signal.SIGKILL, inputs, out)
    report: BuildReport = build(inputs[1:], out, BuildSettings(store=False))
    assert report.resumed == ()
    assert names(tmp_path) == ["out"]


def test_an_interruption_before_anything_is_finished_leaves_nothing(inputs: list[Path], tmp_path: Path) -> None:
    assert stop("read:00000", signal.SIGINT, inputs, tmp_path / "out")[0] == 130
    assert names(tmp_path) == []
