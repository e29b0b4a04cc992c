"""Run all benchmarks: ``python -m benchmarks``."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.build import Build, build_twice
from benchmarks.construct import Result, compare
from benchmarks.engine import OBJECT_LOOP, Engine, mapping_engine, peers_python
from benchmarks.measurement import isolated
from benchmarks.report import failed_claims, format_build, format_results, write_json
from benchmarks.workload import Workload, release_workload, synthetic_workload
from ecosystem_graph.release import Release

_ROOT = Path(__file__).resolve().parents[1]
_SHARED = Path(os.environ.get("ECOSYSTEM_GRAPH_SHARED", _ROOT.parent / "shared"))


def main() -> int:
    """Measure, print, write JSON.

    Returns:
        0 if the run supports all claims that are made about speed, memory and equality, else 4.
    """
    options = _parser().parse_args()
    out: Path = options.out.resolve()
    scratch = out / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    build = None
    results: list[Result] = []
    if options.export.is_file():
        build = build_twice(options.export, scratch)
        print(format_build(build), flush=True)
        write_json(out / "build.json", [build])
    for workload, peers in _workloads(options, scratch, build):
        some = list(compare(workload, peers, repeat=options.repeat))
        print(format_results(some), flush=True)
        results += some
        write_json(out / "construct.json", results)
    shutil.rmtree(scratch)
    failed = failed_claims(results, build)
    print("\nothers: cores busy with other work; peak MB: largest single process; x: times our N-Quads")
    print(*(f"NOT SUPPORTED BY THIS RUN: {claim}" for claim in failed), sep="\n")
    return 4 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory.")
    parser.add_argument("--projects", type=int, nargs="*", default=[10_000, 100_000], help="synthetic sizes")
    parser.add_argument("--loop-limit", type=int, default=10_000, help="largest size for the rdflib loop (minutes)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of ours; the median counts")
    parser.add_argument(
        "--export", type=Path, default=_SHARED / "data" / "keep_eu" / "keep_closed_1420.xlsx", help="keep.eu export"
    )
    parser.add_argument("-o", "--out", type=Path, default=_ROOT / "out" / "bench", help="folder of the results")
    return parser


def _workloads(
    options: argparse.Namespace, scratch: Path, build: Build | None
) -> Iterator[tuple[Workload, list[Engine]]]:
    """Prepare one workload at a time; disks are small."""
    if build is not None:
        workload = isolated(release_workload, build.export, Release(scratch / "first"), scratch / "release")
        yield workload, [*_mapping_engines(workload), OBJECT_LOOP]
    for projects in options.projects:
        workload = isolated(synthetic_workload, projects, scratch / f"synthetic-{projects}")
        yield workload, [*_mapping_engines(workload), *([OBJECT_LOOP] if projects <= options.loop_limit else [])]


def _mapping_engines(workload: Workload) -> list[Engine]:
    if peers_python().exists():
        return [mapping_engine(workload)]
    print(f"{peers_python()}: not there, so there is no Morph-KGC to compare with", file=sys.stderr)
    return []


if __name__ == "__main__":
    sys.exit(main())
