"""Whether two outputs say the same."""

import filecmp
import subprocess
from pathlib import Path

import pyoxigraph as ox

__all__ = ["count_lines", "is_same_as_turtle", "same_bytes", "sort_lines"]


def sort_lines(path: Path, out: Path) -> Path:
    """Write the distinct lines of a file in byte order; nothing of this is measured."""
    subprocess.run(["env", "LC_ALL=C", "sort", "-u", "--parallel=2", "-o", out, path], check=True)
    return out


def same_bytes(one: Path, other: Path) -> bool:
    """Tell whether two files are equal, byte by byte."""
    return filecmp.cmp(one, other, shallow=False)


def count_lines(path: Path) -> int:
    """Return the number of lines."""
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 22), b""))


def is_same_as_turtle(quads: Path, turtle: Path) -> bool:
    """Tell whether Turtle, read by another parser, says the same as the default graph of N-Quads."""
    stated = {quad.triple for quad in ox.parse(path=str(quads)) if quad.graph_name == ox.DefaultGraph()}
    return stated == {quad.triple for quad in ox.parse(path=str(turtle))}
