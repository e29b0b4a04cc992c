"""Time of each packed query, by SPARQL and from the tables: ``python -m benchmarks.questions RELEASE``.

``--projects N`` makes a synthetic release there first. Each query runs with the values in its text, or with ones taken
from the data. Both engines are open already and run inside this process. Prints wall time and the CPU time of all
threads, which does not depend on what else the machine does.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from benchmarks.synthetic_release import write_synthetic_release
from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.engine import choose_engine
from ecosystem_graph.query.pack import PackedQuery, load_packs
from ecosystem_graph.query.runner import run_query
from ecosystem_graph.query.twin import open_tables, run_twin
from ecosystem_graph.release import Release, open_release
from ecosystem_graph.store.isolated import DEFAULT_TIMEOUT_SECONDS, IsolatedView
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.solution import Boolean, Result

__all__ = ["BAR_SECONDS", "Cost", "Timing", "measure_queries", "sample_arguments"]

BAR_SECONDS = 0.5
_REPEAT = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one query, the median of some runs: by the clock, and of all cores together."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Timing:
    """One query on one release.

    Attributes:
        query: The query.
        rows: Size of the answer.
        sparql: Cost by SPARQL, None when it was stopped.
        tables: Cost from the tables, None without a twin.
        engine: What the release answers it by.
    """

    query: PackedQuery
    rows: int
    sparql: Cost | None
    tables: Cost | None
    engine: str

    @property
    def cost(self) -> Cost | None:
        """Cost of the engine that answers."""
        return self.tables if self.engine == "tables" else self.sparql


def main() -> int:
    """Measure and print.

    Returns:
        0 when every query keeps its bar or budget, else 4.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description="Time the packed queries.")
    parser.add_argument("release", type=Path, help="release folder")
    parser.add_argument("--projects", type=int, help="make a synthetic release of this size there first")
    parser.add_argument(
        "--limit", type=float, default=10.0, help="stop SPARQL after so many seconds; 0 asks it only what tables cannot"
    )
    options = parser.parse_args()
    if options.projects:
        write_synthetic_release(options.projects, options.release)
    print(f"load average at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':34}{'':>9}{'SPARQL':>16}{'tables':>16}")
    print(f"{'query':34}{'rows':>9}{'wall':>8}{'CPU':>8}{'wall':>8}{'CPU':>8}{'budget':>8}  answered by")
    late = 0
    for timing in measure_queries(open_release(options.release), options.limit):
        late += timing.cost is None or timing.cost.wall > timing.query.budget_seconds
        print(_line(timing), flush=True)
    print(f"{late} over their budget")
    return 4 if late else 0


def measure_queries(release: Release, limit: float) -> Iterator[Timing]:
    """Yield the cost of each packed query; the median of three where one run is short.

    Args:
        release: What to ask.
        limit: Seconds after which SPARQL is stopped; at 0 it is only asked what has no twin.
    """
    arguments = sample_arguments(release)
    quads = release.read_run()["counts"]["quads"]
    graph, tables = OxigraphView.open(release.store), open_tables(release.consolidated, release.base_iri)
    stoppable = IsolatedView(release.store, timeout=limit or DEFAULT_TIMEOUT_SECONDS)
    for query in load_packs().values():
        values = {name: value for name, value in arguments.items() if name in {each.name for each in query.parameters}}
        if query.slug == "shared-partners-of-projects":
            values.pop("project", None)
            values["minimum"] = "5"
        by_tables, found = _cost(partial(run_twin, tables, query, values)) if query.twin else (None, None)
        by_sparql, answer = None, None
        if (limit or not query.twin) and _ends(stoppable, query, values):
            by_sparql, answer = _cost(partial(run_query, graph, query, values))
        yield Timing(
            query, _size(answer if found is None else found), by_sparql, by_tables, choose_engine(query, quads)
        )


def sample_arguments(release: Release) -> Mapping[str, str]:
    """Return values that name something in the release: its largest project, most frequent region and others."""
    participation = pl.read_parquet(release.consolidated / "participation.parquet")
    project = pl.read_parquet(release.consolidated / "project.parquet", columns=["key", "acronym"]).drop_nulls()
    sizes = participation.group_by("project").len().join(project, left_on="project", right_on="key")
    typical = sizes.sort("len", "project").row(sizes.height // 2, named=True)
    frequent = {
        name: participation[name].drop_nulls().value_counts(sort=True)[name].first()
        for name in ("region", "country")
        if participation[name].null_count() < participation.height
    }
    names = participation["name"].value_counts().sort("count", "name")
    return {"project": typical["acronym"], "name": names["name"][names.height // 2], **frequent}


def _ends(view: IsolatedView, query: PackedQuery, values: Mapping[str, str]) -> bool:
    try:
        run_query(view, query, values)
    except QueryError:
        return False
    return True


def _cost(ask: Callable[[], Result]) -> tuple[Cost, Result]:
    runs: list[Cost] = []
    while len(runs) < _REPEAT and sum(run.wall for run in runs) < 1:
        wall, cpu = time.perf_counter(), time.process_time()
        answer = ask()
        runs.append(Cost(time.perf_counter() - wall, time.process_time() - cpu))
    return Cost(statistics.median(run.wall for run in runs), statistics.median(run.cpu for run in runs)), answer


def _size(answer: Result | None) -> int:
    return 1 if isinstance(answer, Boolean) else len(answer or ())


def _line(timing: Timing) -> str:
    cells = [f"{timing.query.slug:34}{timing.rows:>9,}"]
    cells += [
        f"{'-':>8}{'-':>8}" if cost is None else f"{cost.wall:>8.3f}{cost.cpu:>8.3f}"
        for cost in (timing.sparql, timing.tables)
    ]
    over = timing.cost is None or timing.cost.cpu > BAR_SECONDS
    cells.append(f"{timing.query.budget_seconds:>8g}  {timing.engine}{'  over the bar' if over else ''}")
    return "".join(cells)


if __name__ == "__main__":
    sys.exit(main())
