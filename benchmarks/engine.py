"""The engines that are compared, as commands over the folder of a workload."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["OBJECT_LOOP", "OURS", "OURS_TURTLE", "Engine", "mapping_engine", "peers_python"]

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Engine:
    """One way from tables to a file.

    Attributes:
        name: Shown in the results.
        steps: Commands that run one after the other in the folder of the workload.
        output: File that the last one leaves there.
    """

    name: str
    steps: tuple[Sequence[str], ...]
    output: str


def _sort(unsorted: str, output: str) -> Sequence[str]:
    return ("env", "LC_ALL=C", "sort", "-u", "--parallel=2", "-o", output, unsorted)


_PYTHON = (sys.executable, "-m")

OURS = Engine("ours, sorted N-Quads", ((*_PYTHON, "benchmarks.emission", ".", "ours.nq", "nq"),), "ours.nq")
OURS_TURTLE = Engine("ours, Turtle", ((*_PYTHON, "benchmarks.emission", ".", "ours.ttl", "ttl"),), "ours.ttl")
OBJECT_LOOP = Engine(
    "rdflib loop, sort -u",
    ((*_PYTHON, "benchmarks.object_loop", ".", "rdflib.unsorted"), _sort("rdflib.unsorted", "rdflib.nq")),
    "rdflib.nq",
)


def peers_python() -> Path:
    """Return the interpreter that has the other mapping engine, which cannot share libraries with ours."""
    return Path(os.environ.get("ECOSYSTEM_GRAPH_PEERS", _ROOT / ".venv-peers" / "bin" / "python"))


def mapping_engine() -> Engine:
    """Return Morph-KGC with two processes, and what makes its output comparable."""
    run = (str(peers_python()), "-m", "morph_kgc", "morph.ini")
    return Engine("Morph-KGC, 2 processes, sort -u", (run, _sort("morph.unsorted", "morph.nq")), "morph.nq")
