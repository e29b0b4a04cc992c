"""Which engine answers a packed query: SPARQL over the graph, or SQL over the consolidated tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.pack import PackedQuery
from ecosystem_graph.query.runner import run_query
from ecosystem_graph.query.twin import open_tables, run_twin
from ecosystem_graph.release import Release
from ecosystem_graph.store.solution import Result
from ecosystem_graph.store.tables import TableView
from ecosystem_graph.store.view import GraphView

__all__ = ["LARGE_QUADS", "Answered", "Engine", "Engines", "choose_engine", "engines_of_release"]

LARGE_QUADS = 500_000
"""From this number of quads on, a query that has a twin is answered from the tables unless told otherwise."""


class Engine(StrEnum):
    """How a packed query is answered; the answer is the same."""

    AUTO = "auto"
    SPARQL = "sparql"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and who gave it.

    Attributes:
        result: The answer.
        engine: Never ``AUTO``.
    """

    result: Result
    engine: Engine


@dataclass(frozen=True, slots=True)
class Engines:
    """What can answer queries about one dataset.

    Attributes:
        view: Answers SPARQL.
        tables: Opens the tables; None where there are none (an endpoint).
        quads: Size of the dataset.
    """

    view: GraphView
    tables: Callable[[], TableView] | None = None
    quads: int = 0

    def answer(
        self,
        query: PackedQuery,
        arguments: Mapping[str, str | Sequence[str]] | None = None,
        *,
        engine: Engine = Engine.AUTO,
        allow_service: bool = False,
    ) -> Answered:
        """Answer a query with the engine asked for, or the one that suits the size.

        Args:
            query: The query.
            arguments: Values by parameter name; what is left out keeps its default.
            engine: Engine asked for.
            allow_service: Let a SPARQL query ask other endpoints.

        Raises:
            QueryParameterError: A parameter is unknown, missing or of the wrong type.
            QueryError: The query cannot be answered from tables, breaks a limit, or cannot be evaluated.
            StoreError: The dataset cannot be read or reached.
        """
        chosen = choose_engine(query, self.quads if self.tables else 0, engine)
        if chosen is Engine.SPARQL:
            return Answered(run_query(self.view, query, arguments, allow_service=allow_service), chosen)
        if self.tables is None:
            raise QueryError("an endpoint has no tables", hint="Leave out --engine tables.")
        return Answered(run_twin(self.tables(), query, arguments), chosen)


def choose_engine(query: PackedQuery, quads: int, asked: Engine = Engine.AUTO) -> Engine:
    """Return the engine for a query: tables where it has a twin and the release is large, else SPARQL.

    Args:
        query: The query.
        quads: Size of the dataset.
        asked: What the user wants; ``AUTO`` leaves the choice.

    Raises:
        QueryError: Tables are asked for, but the query has no twin.
    """
    if asked is Engine.TABLES and not query.twin:
        raise QueryError(
            f"{query.slug} cannot be answered from the tables", hint="Leave out --engine, or take --engine sparql."
        )
    if asked is not Engine.AUTO:
        return asked
    return Engine.TABLES if query.twin and quads >= LARGE_QUADS else Engine.SPARQL


def engines_of_release(release: Release, view: GraphView, *, timeout: float) -> Engines:
    """Return what can answer queries about a release; tables are opened when first asked.

    Args:
        release: The release.
        view: Its store.
        timeout: Seconds a query may take.
    """

    @cache
    def tables() -> TableView:
        return open_tables(release.consolidated, release.base_iri, timeout=timeout)

    return Engines(view, tables, release.read_run().get("counts", {}).get("quads", 0))
