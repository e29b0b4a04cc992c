"""Whether two outputs say the same."""

import filecmp
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

__all__ = ["Output", "compare_turtle", "count_lines", "same_bytes", "sort_lines", "unify_spaces"]


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


def unify_spaces(path: Path) -> None:
    """Write one space before the last dot of each line; some engines write two where a line has no graph name."""
    subprocess.run(["sed", "-i", r"s/  \.$/ ./", path], check=True)


def same_bytes(one: Path, other: Path) -> bool:
    """Tell whether two files are equal, byte by byte."""
    return filecmp.cmp(one, other, shallow=False)


def count_lines(path: Path) -> int:
    """Return the number of lines."""
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 22), b""))


def compare_turtle(quads: Path, turtle: Path) -> Output:
    """Compare Turtle, as another parser reads it, with the default graph of N-Quads."""
    wanted = {quad.triple for quad in ox.parse(path=str(quads)) if quad.graph_name == ox.DefaultGraph()}
    return Output(len(wanted), wanted == {quad.triple for quad in ox.parse(path=str(turtle))})
