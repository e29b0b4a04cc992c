"""The child process that answers one query over an Oxigraph directory; its parent may kill it at any time.

Called as ``python -m ecosystem_graph.store.worker STORE ANSWER`` with the query on standard input. The answer goes into
the file ``ANSWER`` (SPARQL JSON results, or N-Triples); standard output gets one JSON object that says which.
"""

import json
import sys
from pathlib import Path

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError, QuerySyntaxError, StoreError
from ecosystem_graph.store.oxigraph import open_store, syntax_error

__all__ = ["answer_query", "main"]


def answer_query(directory: Path, text: str, answer: Path) -> str:
    """Write the complete answer of a query into a file.

    Returns:
        ``"triples"`` when the file is N-Triples, ``"results"`` when it is SPARQL JSON results.

    Raises:
        StoreError: The store cannot be opened or read.
        QuerySyntaxError: The text is not SPARQL 1.1.
        QueryError: The query cannot be evaluated.
    """
    try:
        found = open_store(directory).query(text)
        if isinstance(found, ox.QueryTriples):
            found.serialize(str(answer), ox.RdfFormat.N_TRIPLES)
            return "triples"
        found.serialize(str(answer), ox.QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise syntax_error(error, text) from error
    except RuntimeError as error:
        raise QueryError(f"the query cannot be evaluated: {error}") from error
    except OSError as error:
        raise StoreError(f"the store cannot be read: {error}") from error
    return "results"


def main() -> int:
    """Answer the query on standard input; report its outcome on standard output."""
    directory, answer = (Path(argument) for argument in sys.argv[1:])
    try:
        outcome = {"kind": answer_query(directory, sys.stdin.buffer.read().decode(), answer)}
    except (QueryError, StoreError) as error:
        kinds = {QuerySyntaxError: "syntax", StoreError: "store"}
        outcome = {"kind": kinds.get(type(error), "query"), "message": str(error), "hint": error.hint}
    sys.stdout.write(json.dumps(outcome))
    return 0


if __name__ == "__main__":
    sys.exit(main())
