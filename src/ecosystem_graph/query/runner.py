"""Running a query of a user: bind its parameters, check its limits, ask a view."""

from collections.abc import Mapping, Sequence

from ecosystem_graph.query.binding import bind_parameters
from ecosystem_graph.query.guard import check_query
from ecosystem_graph.query.pack import PackedQuery
from ecosystem_graph.store.solution import Result
from ecosystem_graph.store.view import GraphView

__all__ = ["run_query"]


def run_query(
    view: GraphView,
    query: PackedQuery,
    arguments: Mapping[str, str | Sequence[str]] | None = None,
    *,
    allow_service: bool = False,
) -> Result:
    """Answer a packed query, or a text that was read as one.

    Args:
        view: Where to ask. A view that can stop a query
            ([`IsolatedView`][ecosystem_graph.store.isolated.IsolatedView] or a remote one) for texts of users.
        query: The query; see [`parse_query`][ecosystem_graph.query.pack.parse_query] for a plain text.
        arguments: Values by parameter name; what is left out keeps its default.
        allow_service: Let the query ask other endpoints.

    Raises:
        QueryParameterError: A parameter is unknown, missing or of the wrong type.
        QueryError: The query breaks a limit, is not SPARQL, takes too long or cannot be evaluated.
        StoreError: The dataset cannot be read or reached.
    """
    text = bind_parameters(query.text, query.parameters, arguments or {})
    check_query(text, allow_service=allow_service)
    return view.query(text)
