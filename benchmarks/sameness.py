"""Whether two outputs say the same."""

import filecmp
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

__all__ = ["Output", "compare_turtle", "count_lines", "same_bytes", "same_statements", "sort_lines"]


@dataclass(frozen=True, slots=True)
class Output:
    """What an engine wrote.

    Attributes:
        statements: Distinct statements.
        is_right: Whether they are those of ours, sorted and without repeats; None where that was not checked.
    """

    statements: int
    is_right: bool | None


def sort_lines(path: Path, out: Path) -> Path:
    """Write the distinct lines of a file in byte order; nothing of this is measured."""
    subprocess.run(["env", "LC_ALL=C", "sort", "-u", "--parallel=2", "-o", out, path], check=True)
    return out


def same_bytes(one: Path, other: Path) -> bool:
    """Tell whether two files are equal, byte by byte."""
    return filecmp.cmp(one, other, shallow=False)


def same_statements(one: Path, other: Path) -> bool:
    """Tell whether two files of N-Quads state the same.

    Engines may write one literal in two ways (a tab as such or as an escape), or two spaces where there is no graph
    name. Where bytes differ, both files are read and written again by a library that belongs to neither.
    """
    return same_bytes(one, other) or same_bytes(_rewritten(one), _rewritten(other))


def _rewritten(path: Path) -> Path:
    plain = path.with_suffix(".rewritten.nq")
    ox.serialize(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS), str(plain), format=ox.RdfFormat.N_QUADS)
    return sort_lines(plain, path.with_suffix(".rewritten-sorted.nq"))


def count_lines(path: Path) -> int:
    """Return the number of lines."""
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 22), b""))


def compare_turtle(quads: Path, turtle: Path) -> Output:
    """Compare Turtle, as another parser reads it, with the default graph of N-Quads."""
    wanted = {quad.triple for quad in ox.parse(path=str(quads)) if quad.graph_name == ox.DefaultGraph()}
    return Output(len(wanted), wanted == {quad.triple for quad in ox.parse(path=str(turtle))})
