"""The child process that answers queries over an Oxigraph directory; its parent may kill it at any time.

Called as ``python -m ecosystem_graph.store.worker STORE``. Each line on standard input is a JSON object with a query
and the file for its answer (SPARQL JSON results, or N-Triples); a JSON object on a line of standard output says which.
It ends with its input.
"""

import json
import sys
from pathlib import Path

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError, QuerySyntaxError, StoreError
from ecosystem_graph.store.oxigraph import open_store, syntax_error

__all__ = ["answer_query", "main"]


def answer_query(store: ox.Store, text: str, answer: Path) -> str:
    """Write the complete answer of a query into a file.

    Returns:
        ``"triples"`` when the file is N-Triples, ``"results"`` when it is SPARQL JSON results.

    Raises:
        StoreError: The store cannot be read.
        QuerySyntaxError: The text is not SPARQL 1.1.
        QueryError: The query cannot be evaluated.
    """
    try:
        found = store.query(text)
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
    """Answer the queries on standard input; report each outcome on standard output."""
    store: ox.Store | None = None
    for line in sys.stdin:
        question = json.loads(line)
        try:
            store = open_store(Path(sys.argv[1])) if store is None else store
            outcome = {"kind": answer_query(store, question["query"], Path(question["answer"]))}
        except (QueryError, StoreError) as error:
            kinds = {QuerySyntaxError: "syntax", StoreError: "store"}
            outcome = {"kind": kinds.get(type(error), "query"), "message": str(error), "hint": error.hint}
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
