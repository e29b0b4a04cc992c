"""Tables to sorted, deduplicated N-Quads: ours beside other engines, on the same tables, in one run."""

import shutil
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine import OURS, OURS_TURTLE, Engine
from benchmarks.measurement import Measurement, measure
from benchmarks.sameness import count_lines, is_same_as_turtle, same_bytes, sort_lines
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
        triples: Distinct statements.
        is_same: Whether the statements equal ours; None where that was not checked.
        wall_ratio: Its wall time over that of our N-Quads in the same run.
        cpu_ratio: The same for processor seconds.
    """

    workload: str
    engine: str
    cost: Measurement
    runs: int
    triples: int
    is_same: bool | None
    wall_ratio: float
    cpu_ratio: float


def compare(workload: Workload, peers: Iterable[Engine], *, repeat: int) -> Iterator[Result]:
    """Yield one result per engine, ours first.

    Our engines run once before the peers and the remaining times after, so that a busy minute of the machine does not
    fall on one side alone. Peers run once.

    Args:
        workload: Tables on disk.
        peers: Engines to compare with.
        repeat: How often ours runs; the median counts.
    """
    folder = workload.folder
    mine = {engine: [_run(engine, folder)] for engine in (OURS, OURS_TURTLE)}
    others = {engine: _run(engine, folder) for engine in peers}
    for _ in range(repeat - 1):
        for engine, costs in mine.items():
            costs.append(_run(engine, folder))
    medians = {engine: _median(costs) for engine, costs in mine.items()}
    base, triples = medians[OURS], count_lines(folder / OURS.output)
    checks = _checks(folder, others, triples)
    for engine, cost in (medians | others).items():
        runs = len(mine.get(engine, [cost]))
        ratios = cost.wall_s / base.wall_s, cost.cpu_s / base.cpu_s
        yield Result(workload.name, engine.name, cost, runs, triples, checks[engine], *ratios)
    shutil.rmtree(folder)


def _run(engine: Engine, folder: Path) -> Measurement:
    (folder / engine.output).unlink(missing_ok=True)
    first, *rest = (measure(step, folder) for step in engine.steps)
    return sum(rest, start=first)


def _median(costs: list[Measurement]) -> Measurement:
    middle = statistics.median_low(cost.wall_s for cost in costs)
    return next(cost for cost in costs if cost.wall_s == middle)


def _checks(folder: Path, others: Iterable[Engine], triples: int) -> dict[Engine, bool | None]:
    """Compare outputs; graphs are sorted one after the other in ours, so all of it is sorted once more first."""
    ours = sort_lines(folder / OURS.output, folder / "ours.sorted")
    checks: dict[Engine, bool | None] = {OURS: count_lines(ours) == triples}
    few = triples <= _TURTLE_CHECK_LIMIT
    checks[OURS_TURTLE] = is_same_as_turtle(folder / OURS.output, folder / OURS_TURTLE.output) if few else None
    for engine in others:
        checks[engine] = same_bytes(ours, folder / engine.output)
    return checks
