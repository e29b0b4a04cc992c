"""Builds by a standalone Spark cluster beside those of this machine: ``python -m benchmarks.spark``.

Runs: local; one worker; two workers; two workers of which one is killed when the first task is done. All must give the
same N-Quads after sorting, and the same Turtle.
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
from pathlib import Path

from benchmarks.measurement import isolated
from benchmarks.programme import write_programme
from benchmarks.report import write_json
from benchmarks.sameness import sort_lines
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
        seconds: Wall time per stage.
        quads: Digest of the N-Quads after sorting.
        turtle: Digest of the Turtle.
    """

    engine: str
    wall_s: float
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
        return _run(
            name, given, scratch, "--engine", "spark", "--master", cluster.url, killed=cluster if kill else None
        )


def _run(name: str, given: Path, scratch: Path, *words: str, killed: Cluster | None = None) -> Run:
    out = scratch / "out"
    program = Path(sys.executable).with_name("ecosystem-graph")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(_ROOT), str(_ROOT / "src"))),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_EXECUTOR_MEMORY": f"{_MEMORY_MB}m",
    }
    command = [str(program), "--quiet", "build", str(given), "-o", str(out), "--no-store", *words]
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        if killed is not None:
            pieces = scratch / ".unfinished-out" / "divide" / "pieces"
            wait_for(lambda: process.poll() is not None or any(pieces.glob("_temporary/0/task_*")))
            killed.kill_worker()
    wall = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    release = Release(out)
    run = Run(
        name, wall, release.read_run()["seconds"], _digest_of_lines(release.quads, scratch), _digest(release.turtle)
    )
    shutil.rmtree(out)
    return run


def _digest_of_lines(quads: Path, scratch: Path) -> str:
    plain = scratch / "plain.nq"
    with gzip.open(quads, "rb") as source, plain.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    ordered = sort_lines(plain, scratch / "sorted.nq")
    digest = _digest(ordered)
    plain.unlink()
    ordered.unlink()
    return digest


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def format_runs(runs: list[Run]) -> str:
    """Return a table for people."""
    lines = ["engine                  wall s  divide s  quads s  turtle s  N-Quads       Turtle"]
    for run in runs:
        divide, quads, turtle = (run.seconds[name] for name in ("divide", "quads", "turtle"))
        lines.append(
            f"{run.engine:<22}  {run.wall_s:6.0f}  {divide:8.1f}  {quads:7.1f}  {turtle:8.1f}"
            f"  {run.quads[:12]}  {run.turtle[:12]}"
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
