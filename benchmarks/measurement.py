"""What a command costs: wall time, processor time, memory, and how busy the machine was with other work."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

__all__ = ["Measurement", "isolated", "measure"]

_ROOT = Path(__file__).resolve().parents[1]
_Parameters = ParamSpec("_Parameters")
_Returned = TypeVar("_Returned")
_KIB_PER_MB = 1000 * 1000 / 1024


@dataclass(frozen=True, slots=True)
class Measurement:
    """Cost of one command, its child processes included.

    Attributes:
        wall_s: Seconds from start to end.
        cpu_s: Processor seconds, user and system, of all its processes.
        peak_rss_mb: Largest resident memory of any single one of its processes, in MB (a lower bound for the command).
        others: Processor cores that everything else on the machine kept busy meanwhile; NaN where that is not known.
    """

    wall_s: float
    cpu_s: float
    peak_rss_mb: float
    others: float

    def __add__(self, then: "Measurement") -> "Measurement":
        """Return the cost of this command and of one run after it."""
        wall = self.wall_s + then.wall_s
        others = (self.others * self.wall_s + then.others * then.wall_s) / wall
        return Measurement(wall, self.cpu_s + then.cpu_s, max(self.peak_rss_mb, then.peak_rss_mb), others)


def measure(command: Sequence[str | Path], folder: Path) -> Measurement:
    """Run a command to its end.

    Args:
        command: Program and arguments.
        folder: Working directory.

    Raises:
        CalledProcessError: The command fails; what it wrote to stderr is on the screen.
    """
    busy, started = _busy_seconds(), time.perf_counter()
    # This package is not installed, and what is measured is the code beside it.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(_ROOT), str(_ROOT / "src")))}
    with subprocess.Popen([*map(str, command)], cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)  # of the process and of all the children it waited for
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    cpu = used.ru_utime + used.ru_stime
    others = max(0.0, _busy_seconds() - busy - cpu) / wall
    return Measurement(wall, cpu, _peak_rss_mb(used), others)


def isolated(
    function: Callable[_Parameters, _Returned], *args: _Parameters.args, **kwargs: _Parameters.kwargs
) -> _Returned:
    """Call a function in a process of its own.

    Linux counts the memory of the process that starts a command to the command's peak, so this one must stay small.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()


def _peak_rss_mb(used: resource.struct_rusage) -> float:
    kib = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    return kib / _KIB_PER_MB


def _busy_seconds() -> float:
    """Return the seconds that all cores have worked since the machine started (proc_stat(5))."""
    path = Path("/proc/stat")
    if not path.exists():
        return float("nan")
    user, nice, system, _idle, _waiting, interrupt, soft = map(int, path.read_text().split(maxsplit=8)[1:8])
    return (user + nice + system + interrupt + soft) / os.sysconf("SC_CLK_TCK")
