"""Asking a release or an endpoint from Python."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from ecosystem_graph.query.answer import Answer
from ecosystem_graph.query.engine import Engine, Engines, choose_engine, engines_of_release
from ecosystem_graph.query.pack import PackedQuery, find_query, load_packs, parse_query
from ecosystem_graph.query.prefix import answer_prefixes
from ecosystem_graph.query.runner import run_query
from ecosystem_graph.release import open_release
from ecosystem_graph.store.isolated import DEFAULT_TIMEOUT_SECONDS, IsolatedView
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.remote import RemoteView
from ecosystem_graph.store.solution import Boolean, Result, Solutions, Triples

__all__ = ["ParameterValue", "Session", "connect_session", "open_session"]

ParameterValue: TypeAlias = str | int | float | Decimal | date
"""What a parameter of a packed query takes from Python; booleans are integers."""


class Session:
    """Answers queries; see [`open_session`][ecosystem_graph.query.session.open_session].

    Args:
        engines: What answers them.
        prefixes: Namespace by prefix, to shorten IRIs for reading.
        engine: Engine of packed queries.
    """

    def __init__(
        self, engines: Engines, prefixes: Mapping[str, str] | None = None, engine: Engine = Engine.AUTO
    ) -> None:
        self._engines, self._engine = engines, engine
        self._prefixes = dict(prefixes if prefixes is not None else answer_prefixes())

    @cached_property
    def _packs(self) -> Mapping[str, PackedQuery]:
        return load_packs()

    @property
    def queries(self) -> dict[str, str]:
        """Names of the packed queries, with what each gives."""
        return {slug: query.summary for slug, query in self._packs.items()}

    def engine_of(self, name: str) -> str:
        """Tell how a packed query is answered here: ``"sparql"`` from the graph, ``"tables"`` from the tables.

        Raises:
            UnknownQueryError: No query has the name.
            QueryError: Tables were asked for when opening, and the query cannot be answered from them.
        """
        return choose_engine(find_query(self._packs, name), self._engines.quads, self._engine).value

    def run(self, name: str, /, **parameters: ParameterValue | Sequence[ParameterValue]) -> Answer | bool | Triples:
        """Answer a packed query.

        Args:
            name: Its name, with or without its pack.
            **parameters: Values by parameter; several mean "any of these". What is left out keeps its default.

        Returns:
            A table, a truth value (ASK) or triples (CONSTRUCT).

        Raises:
            UnknownQueryError: No query has the name.
            QueryParameterError: A parameter is unknown, missing or of the wrong type.
            QueryError: The query takes too long or cannot be evaluated.
            StoreError: The dataset cannot be read or reached.
        """
        query = find_query(self._packs, name)
        arguments = {key: _to_texts(value) for key, value in parameters.items()}
        return self._present(self._engines.answer(query, arguments, engine=self._engine).result)

    def query(self, text: str) -> Answer | bool | Triples:
        """Answer a SPARQL query.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE.

        Returns:
            A table, a truth value (ASK) or triples (CONSTRUCT, DESCRIBE).

        Raises:
            QueryError: The text is not SPARQL, breaks a limit, takes too long or cannot be evaluated.
            StoreError: The dataset cannot be read or reached.
        """
        return self._present(run_query(self._engines.view, parse_query(text, Path("text.rq"))))

    def _present(self, result: Result) -> Answer | bool | Triples:
        if isinstance(result, Solutions):
            return Answer(result, self._prefixes)
        return bool(result) if isinstance(result, Boolean) else result


def open_session(
    folder: str | Path,
    *,
    timeout: float = DEFAULT_TIMEOUT_SECONDS,
    in_process: bool = False,
    engine: Literal["auto", "sparql", "tables"] = "auto",
) -> Session:
    """Open a release folder; ``ecosystem_graph.open``.

    Args:
        folder: What ``ecosystem-graph build`` wrote.
        timeout: Seconds a query may take.
        in_process: Answer without a process for queries: the first is faster by 0.2 s, but nothing can stop a query.
        engine: How packed queries are answered; ``auto`` takes the tables where the release is large and the query
            allows it.

    Raises:
        NotFoundError: The folder is not a release.
        StoreError: Its store cannot be opened.
    """
    release = open_release(Path(folder))
    view = OxigraphView.open(release.store) if in_process else IsolatedView(release.store, timeout=timeout)
    engines = engines_of_release(release, view, timeout=timeout)
    return Session(engines, answer_prefixes(release.base_iri), Engine(engine))


def connect_session(endpoint: str, *, timeout: float = DEFAULT_TIMEOUT_SECONDS) -> Session:
    """Ask a SPARQL endpoint that holds the graph; ``ecosystem_graph.connect``.

    Args:
        endpoint: Its web address.
        timeout: Seconds a query may take.

    Raises:
        ConfigError: The address is not a web address.
    """
    return Session(Engines(RemoteView(endpoint, timeout=timeout)))


def _to_texts(value: ParameterValue | Sequence[ParameterValue]) -> list[str]:
    if isinstance(value, str | int | float | Decimal | date):
        return [_to_text(value)]
    return [_to_text(each) for each in value]


def _to_text(value: ParameterValue) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return format(value, "f") if isinstance(value, Decimal) else str(value)
