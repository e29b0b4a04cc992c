"""Running commands in this process or in one of their own, and one release that all these tests read."""

import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ecosystem_graph.cli.app import run


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Return a function that runs the command line with its words."""

    def call(*words: str | Path) -> Outcome:
        capfd.readouterr()
        code = run([str(word) for word in words])
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def release(demo_release: Path) -> Path:
    """Return a release of the bundled records."""
    return demo_release


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Return a function that starts the installed command; what still runs at the end of the test is killed."""
    started: list[subprocess.Popen[str]] = []

    def call(*words: str | Path, largest_file: int = resource.RLIM_INFINITY) -> subprocess.Popen[str]:
        def prepare() -> None:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # jobs in the background ignore it
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY))

        command = [str(Path(sys.executable).with_name("ecosystem-graph")), *map(str, words)]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=prepare,  # noqa: PLW1509 - no threads yet
        )
        started.append(process)
        return process

    yield call
    for process in started:
        process.kill()
        process.communicate()
