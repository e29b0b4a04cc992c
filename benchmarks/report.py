"""Results for people (a plain table) and for programs (JSON)."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.build import PEAK_LIMIT_MB, WALL_LIMIT_S, Build
from benchmarks.construct import Result
from benchmarks.engine import MAPPING_ENGINE, OBJECT_LOOP, OURS_TURTLE

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["failed_claims", "format_build", "format_results", "write_json"]

_LEAST_WALL_RATIO = {MAPPING_ENGINE: 6.0, OBJECT_LOOP.name: 20.0}
_LEAST_STATEMENTS = 500_000
"""Below, starting Python takes longer than the work, and ratios say nothing."""
_HEADINGS = ("engine", "wall s", "CPU s", "peak MB", "others", "M/s", "right", "runs", "x wall", "x CPU")


def format_results(results: Sequence[Result]) -> str:
    """Return one table per workload; ``x`` columns say how many times our N-Quads that is."""
    lines = []
    for workload in dict.fromkeys(result.workload for result in results):
        some = [result for result in results if result.workload == workload]
        rows = [_HEADINGS, *map(_row, some)]
        lines += ["", f"{workload}: {some[0].output.statements:,} statements", *_align(rows)]
    return "\n".join(lines)


def format_build(build: Build) -> str:
    """Return the costs of both builds and what differs."""
    rows = [("build", "wall s", "CPU s", "peak MB", "others")]
    for name, cost in (("first", build.first), ("second", build.second)):
        rows.append((name, f"{cost.wall_s:.1f}", f"{cost.cpu_s:.1f}", f"{cost.peak_rss_mb:.0f}", f"{cost.others:.1f}"))
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in build.seconds.items())
    differing = f"differing: {', '.join(build.differing)}" if build.differing else "the same bytes twice"
    title = f"{build.export} to release (limits {WALL_LIMIT_S:.0f} s, {PEAK_LIMIT_MB:.0f} MB): {differing}"
    return "\n".join(["", title, *_align(rows), f"stages of the first, s: {stages}"])


def failed_claims(results: Iterable[Result], build: Build | None) -> list[str]:
    """Return the claims of the documentation that this run does not support."""
    failed = []
    for result in results:
        name = f"{result.workload}: {result.engine}"
        if result.output.is_right is False:
            failed.append(f"{name}: other statements than ours, or not sorted")
        if result.output.statements < _LEAST_STATEMENTS:
            continue
        if result.wall_ratio < _LEAST_WALL_RATIO.get(result.engine, 0):
            failed.append(f"{name}: only {result.wall_ratio:.1f} x our wall time")
        if result.engine == OURS_TURTLE.name and result.wall_ratio > 1:
            failed.append(f"{name}: slower than our N-Quads")
    if build is not None:
        failed += [f"{build.export}: {name} differs between two builds" for name in build.differing]
        if build.first.wall_s > WALL_LIMIT_S or build.first.peak_rss_mb > PEAK_LIMIT_MB:
            failed.append(f"{build.export}: over the limits of a whole build")
    return failed


def write_json(path: Path, results: "Iterable[DataclassInstance]") -> None:
    """Write results with what is needed to judge them: machine, versions, load."""
    run = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load_average": os.getloadavg(),
        "libraries": {name: version(name) for name in ("polars", "pyarrow", "rdflib")},
        "results": [asdict(result) for result in results],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")


def _row(result: Result) -> tuple[str, ...]:
    cost, output = result.cost, result.output
    right = {True: "yes", False: "NO", None: "-"}[output.is_right]
    speed = output.statements / cost.wall_s / 1e6
    return (
        result.engine, f"{cost.wall_s:.2f}", f"{cost.cpu_s:.2f}", f"{cost.peak_rss_mb:.0f}", f"{cost.others:.1f}",
        f"{speed:.2f}", right, str(result.runs), f"{result.wall_ratio:.1f}", f"{result.cpu_ratio:.1f}",
    )  # fmt: skip


def _align(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
