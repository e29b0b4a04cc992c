"""An Oxigraph directory, read by a process that is killed when a query takes too long.

pyoxigraph can neither stop a query nor limit it, and some texts overflow its stack and end the whole process. So the
queries of users run in a process of their own, one after the other, and an answer counts only when it is complete.
"""

import json
import select
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError, QuerySyntaxError, QueryTimeoutError, StoreError
from ecosystem_graph.store.solution import Result, parse_result, parse_triples

__all__ = ["DEFAULT_TIMEOUT_SECONDS", "IsolatedView"]

DEFAULT_TIMEOUT_SECONDS = 60.0

_ERRORS = {"syntax": QuerySyntaxError, "query": QueryError, "store": StoreError}


class IsolatedView:
    """Answers queries in a child process: starting it costs about 0.2 s, a look-up afterwards a few milliseconds.

    The process is started by the first query, and again after a query that had to be stopped or that ended it. It ends
    with this view. Threads may share a view; their queries wait for each other.

    Args:
        directory: Oxigraph directory; nobody may write to it meanwhile.
        timeout: Seconds from the question, and the start of the process if there is none, to the complete answer.
    """

    def __init__(self, directory: Path, *, timeout: float = DEFAULT_TIMEOUT_SECONDS) -> None:
        self._directory, self._timeout = directory, timeout
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def query(self, text: str) -> Result:
        """Answer a query; see [`GraphView.query`][ecosystem_graph.store.view.GraphView.query]."""
        with tempfile.TemporaryDirectory(prefix="ecosystem-graph-") as folder:
            answer = Path(folder) / "answer"
            outcome = self._ask(text, answer)
            if error := _ERRORS.get(outcome["kind"]):
                raise error(outcome["message"], hint=outcome["hint"])
            if outcome["kind"] == "triples":
                return parse_triples(answer.read_bytes(), ox.RdfFormat.N_TRIPLES)
            return parse_result(answer.read_bytes(), ox.QueryResultsFormat.JSON)

    def _ask(self, text: str, answer: Path) -> dict[str, str]:
        with self._lock:
            deadline = time.monotonic() + self._timeout
            worker, self._worker = self._worker or _Worker(self._directory), None
            try:
                line = worker.ask(json.dumps({"query": text, "answer": str(answer)}), deadline)
            except BaseException:  # Ctrl-C too: what the process would answer later belongs to no question
                worker.stop()
                raise
            if line is None:
                worker.stop()
                raise QueryTimeoutError(
                    f"the query was stopped after {self._timeout:g} s; nothing was answered",
                    hint="Narrow the query, or allow more time with --timeout.",
                )
            if not line:
                message = worker.epitaph()
                worker.stop()
                raise QueryError(message)
            self._worker = worker
        outcome: dict[str, str] = json.loads(line)
        return outcome


class _Worker:
    """A running child process; see [`worker`][ecosystem_graph.store.worker]."""

    def __init__(self, directory: Path) -> None:
        self._last_words = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the process ends
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ecosystem_graph.store.worker", str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._last_words,
        )
        self._input, self._output = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        self._finalize = weakref.finalize(self, _end, self._process, self._last_words)

    def ask(self, question: str, deadline: float) -> bytes | None:
        """Return the line that answers; empty when the process ended instead, None when the time is over."""
        try:
            self._input.write(question.encode() + b"\n")
            self._input.flush()
        except BrokenPipeError:
            return b""
        waiting = max(deadline - time.monotonic(), 0)
        ready, _, _ = select.select([self._output], [], [], waiting)
        # The process writes a line at once, when the whole answer is in its file.
        return self._output.readline() if ready else None

    def epitaph(self) -> str:
        """Say how the process ended."""
        status = self._process.wait()
        self._last_words.seek(0)
        last = self._last_words.read().decode(errors="replace").strip().rpartition("\n")[2][:200]
        return f"the query ended its process (status {status}){': ' if last else ''}{last}"

    def stop(self) -> None:
        """End the process now."""
        self._finalize()


def _end(process: subprocess.Popen[bytes], last_words: IO[bytes]) -> None:
    process.kill()
    process.communicate()
    last_words.close()
