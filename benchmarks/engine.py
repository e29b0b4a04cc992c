"""The engines that are compared, as commands over the folder of a workload."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.workload import Workload

__all__ = ["MAPPING_ENGINE", "OBJECT_LOOP", "OURS", "OURS_TURTLE", "Engine", "mapping_engine", "peers_python"]

MAPPING_ENGINE = "Morph-KGC, 2 processes, sort -u"
"""Name of the other mapping engine in the results."""

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
    ((*_PYTHON, "benchmarks.object_loop", ".", "rdflib-unsorted.nq"), _sort("rdflib-unsorted.nq", "rdflib.nq")),
    "rdflib.nq",
)


def peers_python() -> Path:
    """Return the interpreter that has the other mapping engine, which cannot share libraries with ours."""
    return Path(os.environ.get("ECOSYSTEM_GRAPH_PEERS", _ROOT / ".venv-peers" / "bin" / "python"))


def mapping_engine(workload: Workload) -> Engine:
    """Return Morph-KGC with two processes, and what makes its output comparable."""
    unsorted = f"morph-unsorted.{'nq' if workload.has_named_graphs else 'nt'}"  # it insists on the suffix
    run = (str(peers_python()), "-m", "morph_kgc", "morph.ini")
    return Engine(MAPPING_ENGINE, (run, _sort(unsorted, "morph.nq")), "morph.nq")
