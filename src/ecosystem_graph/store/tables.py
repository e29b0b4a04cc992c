"""The consolidated tables of a release, asked in SQL; the answer is made of the same terms as a store's.

DuckDB reads the Parquet files. It may read those of one folder, and nothing else: no other file, no network.
"""

import gc
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ecosystem_graph.errors import ConfigError, QueryError, QueryTimeoutError, StoreError
from ecosystem_graph.store.column import to_terms
from ecosystem_graph.store.solution import Boolean, Solutions

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["BOOLEAN_COLUMN", "TableValue", "TableView"]

TableValue: TypeAlias = str | int | Decimal | None
"""One value of a parameter in SQL; None leaves the parameter open."""

BOOLEAN_COLUMN = "boolean"
"""The only column of a statement that answers an ASK query."""


class TableView:
    """Answers SQL statements over the consolidated tables, each of which is a view named as its file.

    Args:
        folder: Folder of the Parquet files.
        base: Base IRI of the data; statements read it with ``getvariable('base')``.
        prelude: SQL that defines further views and macros.
        timeout: Seconds a statement may take.

    Raises:
        StoreError: The folder has no tables, or they are not those of this version.
    """

    def __init__(self, folder: Path, base: str, prelude: str = "", *, timeout: float = 60.0) -> None:
        self._timeout = timeout
        files = sorted(folder.glob("*.parquet"))
        if not files:
            raise StoreError(f"{folder}: expected consolidated tables, found none", hint="Build the release again.")
        self._connection = _connect(folder)
        with _translated(f"{folder}: the tables cannot be read"):
            for path in files:
                source = _text(escape(str(path)))
                self._connection.execute(f"CREATE VIEW {_name(path.stem)} AS FROM read_parquet({source})")
            self._connection.execute("SET VARIABLE base = ?", [base])
            self._connection.execute(prelude or "SELECT 1")
            self._connection.execute("SET lock_configuration = true")

    def query(self, text: str, parameters: Mapping[str, Sequence[TableValue]] | None = None) -> Solutions | Boolean:
        """Answer a statement.

        Args:
            text: One SELECT. Columns of structs with the field ``iri`` are IRIs; with ``text`` and ``language``, texts.
            parameters: Values by name; the statement gets each as a list ``$name``.

        Raises:
            QueryTimeoutError: It took longer than the view allows.
            QueryError: It cannot be evaluated.
        """
        with self._limited(), _translated("the statement cannot be evaluated"):
            table = self._connection.sql(text, params=dict(parameters or {})).to_arrow_table()
        return _to_result(table)

    @contextmanager
    def _limited(self) -> Iterator[None]:
        """Interrupt what runs inside the block after the time allowed."""
        timer = threading.Timer(self._timeout, self._connection.interrupt)
        timer.start()
        try:
            yield
        except _InterruptedError as error:
            raise QueryTimeoutError(
                f"the query was stopped after {self._timeout:g} s; nothing was answered",
                hint="Narrow the query, or allow more time with --timeout.",
            ) from error
        finally:
            timer.cancel()


class _InterruptedError(Exception):
    """A statement was stopped from outside."""


def _connect(folder: Path) -> "duckdb.DuckDBPyConnection":
    try:
        import duckdb  # noqa: PLC0415 - costs only who asks tables
    except ImportError as error:
        raise ConfigError(
            "duckdb is not installed", hint="Run: pip install duckdb. Or take --engine sparql."
        ) from error
    connection = duckdb.connect(":memory:")
    # The path as DuckDB compares it, and as it is written where signs such as [ stand for themselves.
    connection.execute(f"SET allowed_directories = [{_text(str(folder))}, {_text(escape(str(folder)))}]")
    connection.execute("SET enable_external_access = false")
    # As SPARQL orders: what is unbound comes first, and last in descending order.
    connection.execute("SET default_null_order = 'nulls_first_on_asc_last_on_desc'")
    return connection


@contextmanager
def _translated(context: str) -> Iterator[None]:
    import duckdb  # noqa: PLC0415 - costs only who asks tables

    try:
        yield
    except duckdb.InterruptException as error:
        raise _InterruptedError from error
    except duckdb.Error as error:
        raise QueryError(f"{context}: {str(error).partition(chr(10))[0][:300]}") from error


def _to_result(table: "pa.Table") -> Solutions | Boolean:
    if table.column_names == [BOOLEAN_COLUMN]:
        return Boolean(bool(table.column(0)[0].as_py()))
    with _without_collection():
        rows = tuple(zip(*map(to_terms, table.columns), strict=True))
    return Solutions(tuple(table.column_names), rows)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles inside the block: making 100,000 rows takes twice as long while it does."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
