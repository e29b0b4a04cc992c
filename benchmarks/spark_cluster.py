"""A standalone Spark cluster on this machine, for tests and benchmarks."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

__all__ = ["PATIENCE_SECONDS", "Cluster", "wait_for"]

PATIENCE_SECONDS = 900


class Cluster:
    """A Spark master and workers of one core each.

    Args:
        folder: Folder for logs and the workers' files.
        workers: Number of workers.
        memory_mb: Memory of each worker.
    """

    def __init__(self, folder: Path, *, workers: int, memory_mb: int = 1_200) -> None:
        import pyspark  # noqa: PLC0415 - an extra

        self._program = Path(pyspark.__file__).parent / "bin" / "spark-class"
        self._folder, self._workers, self._memory_mb = folder, workers, memory_mb
        self._started: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.url = f"spark://127.0.0.1:{free.getsockname()[1]}"

    def __enter__(self) -> "Cluster":
        port = self.url.rpartition(":")[2]
        self._start("master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")
        wait_for(lambda: "I have been elected leader" in self.log(0))
        numbers = range(1, self._workers + 1)
        for number in numbers:
            work = str(self._folder / f"worker{number}")
            self._start(
                "worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", f"{self._memory_mb}m",
                "--webui-port", "0", "--work-dir", work, self.url,
            )  # fmt: skip
        wait_for(lambda: all("Successfully registered with master" in self.log(number) for number in numbers))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._started:
            self._kill(process)

    def log(self, number: int) -> str:
        """Return what the master (0) or a worker (from 1) has said."""
        return (self._folder / f"log{number}").read_text(encoding="utf-8", errors="replace")

    def cpu_seconds(self) -> float:
        """Return the processor time of master and workers, with all that they started and that has ended."""
        ticks = 0
        for process in self._started:
            if process.poll() is None:
                told = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii", errors="replace")
                ticks += sum(map(int, told.rpartition(")")[2].split()[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

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


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait until something has happened.

    Raises:
        TimeoutError: It has not, for a quarter of an hour.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {PATIENCE_SECONDS} s in vain")
        time.sleep(0.05)
