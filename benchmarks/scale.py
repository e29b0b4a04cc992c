"""Whole builds at growing sizes, and the store beside its own loader: ``python -m benchmarks.scale``."""

import argparse
import json
import math
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.measurement import Measurement, isolated, measure
from benchmarks.programme import write_programme
from benchmarks.report import write_json
from ecosystem_graph.release import Release

__all__ = ["Scaled", "build_sizes", "failed_claims", "format_scaled", "growth"]

_ROOT = Path(__file__).resolve().parents[1]
GROWTH_LIMIT, PEAK_LIMIT_MB, LOAD_LIMIT = 1.10, 6_000.0, 1.10


@dataclass(frozen=True, slots=True)
class Scaled:
    """One whole build of synthetic records.

    Attributes:
        projects: Number of projects.
        participations: Number of participations.
        quads: Statements in all graphs.
        cost: Cost of the build.
        seconds: Wall time per stage.
        load: Cost of loading the plain dump as a build loads its statements, and of Oxigraph's own loader with the same
            file; None where the store was left out or the size is above the limit for comparing.
    """

    projects: int
    participations: int
    quads: int
    cost: Measurement
    seconds: dict[str, float]
    load: tuple[Measurement, Measurement] | None

    @property
    def load_ratio(self) -> float | None:
        """Processor seconds of our load over those of Oxigraph's own."""
        return None if self.load is None else self.load[0].cpu_s / self.load[1].cpu_s


def build_sizes(
    sizes: Sequence[int], scratch: Path, words: Sequence[str], *, store: bool, compare_limit: int = 100_000
) -> Iterator[Scaled]:
    """Build one size after the other.

    Args:
        sizes: Numbers of projects.
        scratch: Folder for inputs and releases; each is removed before the next.
        words: Further words for the command ``build``.
        store: Whether a store is loaded.
        compare_limit: Largest number of projects up to which Oxigraph's own loader loads the dump too.
    """
    for projects in sizes:
        given, out = scratch / f"in-{projects}", scratch / f"out-{projects}"
        participations = isolated(write_programme, projects, given)
        command: list[str | Path] = [
            Path(sys.executable).with_name("ecosystem-graph"),
            "--quiet",
            "build",
            given,
            "-o",
            out,
        ]
        cost = measure([*command, *words, *([] if store else ["--no-store"])], scratch)
        run = Release(out).read_run()
        load = _compare_loads(Release(out), scratch) if store and projects <= compare_limit else None
        yield Scaled(projects, participations, run["counts"]["quads"], cost, run["seconds"], load)
        shutil.rmtree(given)
        shutil.rmtree(out)


def _compare_loads(release: Release, scratch: Path) -> tuple[Measurement, Measurement]:
    plain = scratch / "plain.nq"
    with plain.open("wb") as stream:
        subprocess.run(["gzip", "-dc", release.quads], stdout=stream, check=True)
    ours = measure(_loading("ours", plain, scratch / "ours"), scratch)
    own = measure(_loading("own", plain, scratch / "own"), scratch)
    for place in (scratch / "ours", scratch / "own"):
        shutil.rmtree(place)
    plain.unlink()
    return ours, own


def _loading(kind: str, quads: Path, directory: Path) -> list[str | Path]:
    return [sys.executable, "-m", "benchmarks.loading", kind, quads, directory]


def growth(results: Sequence[Scaled]) -> list[float]:
    """Return the exponent of processor time between each size and the next: 1 is linear."""
    return [
        math.log(more.cost.cpu_s / few.cost.cpu_s) / math.log(more.participations / few.participations)
        for few, more in pairwise(results)
    ]


def format_scaled(results: Sequence[Scaled]) -> str:
    """Return a table for people."""
    lines = ["projects  participations  statements  wall s  CPU s  peak MB  others  M/s CPU  ms/project  load ratio"]
    for each in results:
        cost, ratio = each.cost, each.load_ratio
        lines.append(
            f"{each.projects:>8,}  {each.participations:>14,}  {each.quads:>10,}  {cost.wall_s:6.0f}  {cost.cpu_s:5.0f}"
            f"  {cost.peak_rss_mb:7.0f}  {cost.others:6.1f}  {each.quads / cost.cpu_s / 1e6:7.2f}"
            f"  {cost.cpu_s / each.projects * 1e3:10.2f}  {'-' if ratio is None else f'{ratio:.2f}':>10}"
        )
    exponents = ", ".join(f"{exponent:.2f}" for exponent in growth(results))
    return "\n".join([*lines, f"growth of CPU seconds, exponents: {exponents or '-'}"])


def failed_claims(results: Sequence[Scaled]) -> list[str]:
    """Return the claims of the documentation that this run does not support."""
    failed = [f"growth exponent {each:.2f} > {GROWTH_LIMIT}" for each in growth(results) if each > GROWTH_LIMIT]
    for each in results:
        if each.cost.peak_rss_mb > PEAK_LIMIT_MB:
            failed.append(f"{each.projects} projects: {each.cost.peak_rss_mb:.0f} MB > {PEAK_LIMIT_MB:.0f} MB")
        if each.load_ratio is not None and each.load_ratio > LOAD_LIMIT:
            failed.append(f"{each.projects} projects: load ratio {each.load_ratio:.2f} > {LOAD_LIMIT}")
    return failed


def main() -> int:
    """Measure, print, write JSON; 4 if a claim is not supported, else 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="Measure whole builds.")
    parser.add_argument("--projects", type=int, nargs="*", default=[10_000, 100_000], help="sizes (up to 1000000)")
    parser.add_argument("--no-store", action="store_true", help="leave the store out")
    parser.add_argument("--names", action="store_true", help="compare names of organisations too")
    parser.add_argument("--source-graphs", action="store_true", help="write named graphs of sources too")
    parser.add_argument("-o", "--out", type=Path, default=_ROOT / "out" / "bench", help="folder of the results")
    options = parser.parse_args()
    scratch = options.out.resolve() / "scratch-scale"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    words = [] if options.source_graphs else ["--no-source-graphs"]
    # Every synthetic organisation has an identifier, and its name tells nothing: there is nothing for names to decide.
    # Without them the figures are comparable with those of before names were compared.
    words += ["--identity", "names" if options.names else "identifiers"]
    results = []
    for each in build_sizes(options.projects, scratch, words, store=not options.no_store):
        results.append(each)
        print(format_scaled(results), json.dumps(each.seconds), sep="\n", flush=True)
        write_json(options.out / "scale.json", results)
    shutil.rmtree(scratch)
    failed = failed_claims(results)
    print(*(f"NOT SUPPORTED BY THIS RUN: {claim}" for claim in failed), sep="\n")
    return 4 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
