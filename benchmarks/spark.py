"""Builds by a standalone Spark cluster beside those of this machine: ``python -m benchmarks.spark``.

Runs: local; one worker; two workers; two workers of which one is killed when the first task is done. All must give the
same N-Quads in the same order, and the same Turtle.
"""

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedIOBase
from pathlib import Path

from benchmarks.measurement import isolated
from benchmarks.programme import write_programme
from benchmarks.report import write_json
from benchmarks.spark_cluster import Cluster, wait_for
from ecosystem_graph.release import Release

__all__ = ["Run", "compare_engines", "format_runs"]

_ROOT = Path(__file__).resolve().parents[1]
_MEMORY_MB = 3_000
"""Of each executor's Java; the gigabyte that Spark gives without being asked is too little for 100,000 projects."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build.

    Attributes:
        engine: ``local``, or the number of workers and whether one was killed.
        wall_s: Seconds from start to end.
        workers_cpu_s: Seconds of processor time of master and workers, with all that they started and that has ended;
            one that was killed is not counted.
        peak_mb: Most memory of the process that builds, megabytes; Spark's Java beside it is not counted.
        load: How many processes wanted a processor in the last minute of the build.
        seconds: Wall time per stage.
        quads: Digest of the N-Quads as they stand, sorted by construction.
        turtle: Digest of the Turtle.
    """

    engine: str
    wall_s: float
    workers_cpu_s: float
    peak_mb: int
    load: float
    seconds: dict[str, float]
    quads: str
    turtle: str


def compare_engines(projects: int, scratch: Path) -> Iterator[Run]:
    """Build synthetic projects on this machine, then on clusters; yield one run after the other."""
    given = scratch / "in"
    isolated(write_programme, projects, given)
    yield _run("local", given, scratch)
    for workers in (1, 2):
        yield _on_cluster(given, scratch, workers, kill=False)
    yield _on_cluster(given, scratch, 2, kill=True)


def _on_cluster(given: Path, scratch: Path, workers: int, *, kill: bool) -> Run:
    folder = scratch / f"cluster-{workers}-{kill}"
    folder.mkdir()
    name = f"{workers} worker{'s' * (workers > 1)}{', one killed' * kill}"
    with Cluster(folder, workers=workers, memory_mb=_MEMORY_MB + 400) as cluster:
        return _run(name, given, scratch, cluster, kill=kill)


def _run(name: str, given: Path, scratch: Path, cluster: Cluster | None = None, *, kill: bool = False) -> Run:
    out = scratch / "out"
    program = Path(sys.executable).with_name("ecosystem-graph")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(_ROOT), str(_ROOT / "src"))),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_EXECUTOR_MEMORY": f"{_MEMORY_MB}m",
    }
    command = [str(program), "--quiet", "build", str(given), "-o", str(out), "--no-store"]
    if cluster is not None:
        command += ["--engine", "spark", "--master", cluster.url]
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        if cluster is not None and kill:
            pieces = scratch / ".unfinished-out" / "cluster" / "pieces"
            wait_for(lambda: _has_ended(process.pid) or any(pieces.glob("_temporary/0/task_*")))
            cluster.kill_worker()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    release = Release(out)
    run = Run(
        engine=name,
        wall_s=wall,
        workers_cpu_s=cluster.cpu_seconds() if cluster else 0,
        peak_mb=used.ru_maxrss * 1024 // 1_000_000,
        load=os.getloadavg()[0],
        seconds=release.read_run()["seconds"],
        quads=_digest(gzip.GzipFile(release.quads)),
        turtle=_digest(release.turtle.open("rb")),
    )
    shutil.rmtree(out)
    return run


def _has_ended(pid: int) -> bool:
    """Tell whether a child has ended, and leave what it used to be asked for."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _digest(opened: BufferedIOBase) -> str:
    digest = sha256()
    with opened:
        while piece := opened.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def format_runs(runs: list[Run]) -> str:
    """Return a table for people."""
    lines = [
        "engine                  wall s  shares s  quads s  turtle s  workers CPU  peak MB  load  N-Quads       Turtle"
    ]
    for run in runs:
        divided = "divide" if run.engine == "local" else "cluster"
        shares, quads, turtle = (run.seconds[name] for name in (divided, "quads", "turtle"))
        lines.append(
            f"{run.engine:<22}  {run.wall_s:6.0f}  {shares:8.1f}  {quads:7.1f}  {turtle:8.1f}"
            f"  {run.workers_cpu_s:11.1f}  {run.peak_mb:7}  {run.load:4.1f}  {run.quads[:12]}  {run.turtle[:12]}"
        )
    return "\n".join(lines)


def main() -> int:
    """Measure, print, write JSON; 4 if the engines do not agree, else 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark", description="Compare engines.")
    parser.add_argument("--projects", type=int, default=100_000, help="number of synthetic projects")
    parser.add_argument("-o", "--out", type=Path, default=_ROOT / "out" / "bench", help="folder of the results")
    options = parser.parse_args()
    scratch = options.out.resolve() / "scratch-spark"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    runs: list[Run] = []
    for run in compare_engines(options.projects, scratch):
        runs.append(run)
        print(format_runs(runs), flush=True)
        write_json(options.out / "spark.json", runs)
    shutil.rmtree(scratch)
    same = len({(run.quads, run.turtle) for run in runs}) == 1
    print("all dumps are the same" if same else "THE DUMPS DIFFER")
    return 0 if same else 4


if __name__ == "__main__":
    sys.exit(main())
