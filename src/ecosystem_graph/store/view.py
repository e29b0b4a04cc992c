"""Read access to one RDF dataset, whatever holds it."""

from typing import Protocol

from ecosystem_graph.store.solution import Result

__all__ = ["GraphView"]


class GraphView(Protocol):
    """One RDF dataset that answers SPARQL 1.1 queries.

    The default graph is the consolidated view alone; source graphs are reached with ``GRAPH``. Texts are taken as they
    are: callers that pass on what a user wrote check it first (``ecosystem_graph.query.guard``).
    """

    def query(self, text: str) -> Result:
        """Answer a query completely, or raise.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE.

        Raises:
            QuerySyntaxError: The text is not SPARQL 1.1; the message names line and column.
            QueryTimeoutError: The answer took longer than the view allows.
            QueryError: The query cannot be evaluated.
            StoreError: The dataset cannot be read or reached, or its answer is malformed.
        """
