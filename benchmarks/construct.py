"""Tables to sorted, deduplicated N-Quads: ours beside other engines, on the same tables, in one run."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from benchmarks.engine import OURS, OURS_TURTLE, Engine
from benchmarks.measurement import Measurement, isolated, measure
from benchmarks.sameness import Output, compare_turtle, count_lines, same_bytes, same_statements, sort_lines
from benchmarks.workload import Workload

__all__ = ["Result", "compare"]

_TURTLE_CHECK_LIMIT = 2_000_000
"""Statements up to which Turtle is read back; above, reading would take longer than everything else."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one engine did with one workload.

    Attributes:
        workload: Name of the workload.
        engine: Name of the engine.
        cost: Median run by wall time.
        runs: Number of runs.
        output: What it wrote.
        wall_ratio: Its wall time over that of our N-Quads in the same run.
        cpu_ratio: The same for processor seconds.
    """

    workload: str
    engine: str
    cost: Measurement
    runs: int
    output: Output
    wall_ratio: float
    cpu_ratio: float


def compare(workload: Workload, peers: Sequence[Engine], *, repeat: int) -> Iterator[Result]:
    """Yield one result per engine, ours first.

    Ours runs once before the peers and the remaining times after, so that a busy minute of the machine does not fall on
    one side alone. Peers run once.

    Args:
        workload: Tables on disk; the folder is removed at the end.
        peers: Engines to compare with.
        repeat: How often ours runs; the median by wall time counts.
    """
    folder = workload.folder
    runs: dict[Engine, list[Measurement]] = {OURS: [], OURS_TURTLE: []}
    schedule = (OURS, OURS_TURTLE, *peers, *((OURS, OURS_TURTLE) * (repeat - 1)))
    for engine in schedule:
        runs.setdefault(engine, []).append(_run(engine, folder))
    base = _median(runs[OURS])
    for engine, output in isolated(_examine, workload, list(runs)).items():
        cost = _median(runs[engine])
        ratios = cost.wall_s / base.wall_s, cost.cpu_s / base.cpu_s
        yield Result(workload.name, engine.name, cost, len(runs[engine]), output, *ratios)
    shutil.rmtree(folder)


def _run(engine: Engine, folder: Path) -> Measurement:
    (folder / engine.output).unlink(missing_ok=True)
    first, *rest = (measure(step, folder) for step in engine.steps)
    return sum(rest, start=first)


def _median(costs: list[Measurement]) -> Measurement:
    return sorted(costs, key=attrgetter("wall_s"))[(len(costs) - 1) // 2]


def _examine(workload: Workload, engines: Sequence[Engine]) -> dict[Engine, Output]:
    folder = workload.folder
    ours = sort_lines(folder / OURS.output, folder / "ours-sorted.nq")
    statements = count_lines(ours)
    peers = [engine for engine in engines if engine not in (OURS, OURS_TURTLE)]
    found = {engine: Output(statements, same_statements(ours, folder / engine.output)) for engine in peers}
    if workload.has_named_graphs:  # sorted one graph after the other, so only repeats would show
        found[OURS] = Output(statements, count_lines(folder / OURS.output) == statements)
    else:
        found[OURS] = Output(statements, same_bytes(ours, folder / OURS.output))
    few = statements <= _TURTLE_CHECK_LIMIT
    found[OURS_TURTLE] = compare_turtle(ours, folder / OURS_TURTLE.output) if few else Output(statements, None)
    return {engine: found[engine] for engine in engines}
