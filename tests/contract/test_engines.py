"""A cluster gives the dumps that this machine gives, also when a worker dies on the way."""

import gzip
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from benchmarks.synthetic import synthetic_records

from ecosystem_graph.pipeline import build
from ecosystem_graph.settings import BuildSettings

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="needs pyspark: pip install .[spark]"),
    pytest.mark.skipif(shutil.which("java") is None, reason="needs Java 17"),
]
PATIENCE_SECONDS = 900


class Cluster:
    """A Spark master with two workers of one core each, on this machine."""

    def __init__(self, folder: Path) -> None:
        import pyspark

        self._program = Path(pyspark.__file__).parent / "bin" / "spark-class"
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.url = f"spark://127.0.0.1:{free.getsockname()[1]}"

    def __enter__(self) -> "Cluster":
        port = self.url.rpartition(":")[2]
        self._start("master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")
        wait_for(lambda: "I have been elected leader" in self.log(0))
        for number in (1, 2):
            work = str(self._folder / f"worker{number}")
            self._start(
                "worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1200m", "--webui-port", "0",
                "--work-dir", work, self.url,
            )  # fmt: skip
        wait_for(lambda: all("Successfully registered with master" in self.log(number) for number in (1, 2)))
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._started:
            self._kill(process)

    def log(self, number: int) -> str:
        return (self._folder / f"log{number}").read_text(encoding="utf-8", errors="replace")

    def kill_worker(self) -> None:
        """Kill the first worker and the executor that it started, without a word."""
        self._kill(self._started[1])

    def _start(self, daemon: str, *words: str) -> None:
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}
        with (self._folder / f"log{len(self._started)}").open("wb") as log:
            command = [str(self._program), f"org.apache.spark.deploy.{daemon}", *words]
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
        self._started.append(process)

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of some synthetic projects; the largest table is divided by the workers."""
    folder = tmp_path_factory.mktemp("records")
    synthetic_records(8_000).write(folder)
    return folder


@pytest.fixture(scope="module")
def local(records: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("local") / "out"
    build([records], out, BuildSettings(store=False))
    return digests(out)


def digests(out: Path) -> dict[str, str]:
    """Return digests of the N-Quads, sorted and as they are, and of the Turtle."""
    plain = gzip.decompress((out / "ecosystem.nq.gz").read_bytes())
    assert plain.count(b"\n") > 100_000
    contents = {
        "sorted": b"".join(sorted(plain.splitlines(keepends=True))),
        "quads": plain,
        "turtle": (out / "ecosystem.ttl").read_bytes(),
    }
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@contextmanager
def building(records: Path, out: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(Path(sys.executable).with_name("ecosystem-graph")), "--quiet", "build", str(records), "-o", str(out)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "SPARK_LOCAL_IP": "127.0.0.1"}
    with subprocess.Popen(
        [*command, "--no-store", "--engine", "spark", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_worker_that_is_killed_in_the_middle_does_not_change_the_result(
    records: Path, local: dict[str, str], tmp_path: Path
) -> None:
    out, pieces = tmp_path / "out", tmp_path / ".unfinished-out" / "divide" / "pieces"
    with Cluster(tmp_path) as cluster, building(records, out, "--master", cluster.url) as process:
        # The first task is done and its piece is kept, but the other worker still has some to do.
        wait_for(lambda: process.poll() is not None or any(pieces.glob("_temporary/0/task_*")))
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        cluster.kill_worker()
        _, said = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0, said.decode()
        assert "Lost executor" in said.decode()
    assert digests(out) == local
    assert [path.name for path in tmp_path.glob(".*out*")] == []
