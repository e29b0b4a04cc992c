"""A whole release from the real export: time, memory, and the same bytes twice."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measurement import Measurement, measure
from benchmarks.sameness import same_bytes
from ecosystem_graph.release import Release

__all__ = ["PEAK_LIMIT_MB", "WALL_LIMIT_S", "Build", "build_twice"]

WALL_LIMIT_S, PEAK_LIMIT_MB = 30.0, 1_500.0


@dataclass(frozen=True, slots=True)
class Build:
    """Two builds of the same input.

    Attributes:
        export: Name of the input file.
        first: Cost of the first build.
        second: Cost of the second build.
        seconds: Wall time per stage, of the first.
        differing: Files that are not the same bytes in both, or only in one.
    """

    export: str
    first: Measurement
    second: Measurement
    seconds: dict[str, float]
    differing: tuple[str, ...]


def build_twice(export: Path, folder: Path) -> Build:
    """Build two releases, one after the other; the first stays in ``folder/first``."""
    first, second = folder / "first", folder / "second"
    costs = [measure(_command(export, out), folder) for out in (first, second)]
    differing = tuple(_differing(first, second))
    shutil.rmtree(second)
    return Build(export.name, costs[0], costs[1], Release(first).read_run()["seconds"], differing)


def _command(export: Path, out: Path) -> list[str | Path]:
    return [Path(sys.executable).with_name("ecosystem-graph"), "--quiet", "build", export.resolve(), "-o", out]


def _differing(first: Path, second: Path) -> Iterator[str]:
    """Yield what differs; the store's own files and the times in ``run.json`` may."""
    names = {
        str(path.relative_to(top)) for top in (first, second) for path in top.rglob("*") if _is_reproducible(path, top)
    }
    for name in sorted(names):
        both = (first / name).is_file() and (second / name).is_file()
        if not both or not same_bytes(first / name, second / name):
            yield name


def _is_reproducible(path: Path, top: Path) -> bool:
    return path.is_file() and path.relative_to(top).parts[0] not in {"store", "run.json"}
