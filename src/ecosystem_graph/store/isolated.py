"""An Oxigraph directory, read by a process that is killed when a query takes too long.

pyoxigraph can neither stop a query nor limit it, and some texts overflow its stack and end the whole process. So each
query of a user runs in a process of its own, and its answer counts only when it is complete.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError, QuerySyntaxError, QueryTimeoutError, StoreError
from ecosystem_graph.store.solution import Result, parse_result, parse_triples

__all__ = ["DEFAULT_TIMEOUT_SECONDS", "IsolatedView"]

DEFAULT_TIMEOUT_SECONDS = 60.0

_ERRORS = {"syntax": QuerySyntaxError, "query": QueryError, "store": StoreError}


class IsolatedView:
    """Answers each query in a child process, which costs about 0.1 s per query.

    Args:
        directory: Oxigraph directory; nobody may write to it meanwhile.
        timeout: Seconds from the start of the process to its complete answer.
    """

    def __init__(self, directory: Path, *, timeout: float = DEFAULT_TIMEOUT_SECONDS) -> None:
        self._directory, self._timeout = directory, timeout

    def query(self, text: str) -> Result:
        """Answer a query; see [`GraphView.query`][ecosystem_graph.store.view.GraphView.query]."""
        with tempfile.TemporaryDirectory(prefix="ecosystem-graph-") as folder:
            answer = Path(folder) / "answer"
            outcome = self._run(text, answer)
            if error := _ERRORS.get(outcome["kind"]):
                raise error(outcome["message"], hint=outcome["hint"])
            if outcome["kind"] == "triples":
                return parse_triples(answer.read_bytes(), ox.RdfFormat.N_TRIPLES)
            return parse_result(answer.read_bytes(), ox.QueryResultsFormat.JSON)

    def _run(self, text: str, answer: Path) -> dict[str, str]:
        command = [sys.executable, "-m", "ecosystem_graph.store.worker", str(self._directory), str(answer)]
        try:
            done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=self._timeout, check=False)
        except subprocess.TimeoutExpired as error:
            raise QueryTimeoutError(
                f"the query was stopped after {self._timeout:g} s; nothing was answered",
                hint="Narrow the query, or allow more time with --timeout.",
            ) from error
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
            raise QueryError(f"the query ended its process (status {done.returncode}){': ' if last else ''}{last}")
        outcome: dict[str, str] = json.loads(done.stdout)
        return outcome
