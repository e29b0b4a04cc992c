"""The SQL twin of a packed query: ``<name>.sql`` beside ``<name>.rq`` gives the same answer from the tables.

A twin reads each parameter as a list ``$name``, in the way a ``VALUES`` block gives it: one value per line, null where
the parameter is left open. Values never become part of the statement.
"""

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError
from ecosystem_graph.namespaces import DEFAULT_BASE, XSD
from ecosystem_graph.query.binding import check_names, parse_values
from ecosystem_graph.query.pack import PackedQuery
from ecosystem_graph.query.parameter import Parameter
from ecosystem_graph.resources import resource
from ecosystem_graph.store.form import QueryForm, find_form
from ecosystem_graph.store.solution import Boolean, Solutions
from ecosystem_graph.store.tables import BOOLEAN_COLUMN, TableValue, TableView

__all__ = ["check_twins", "open_tables", "run_twin", "twin_values"]

_PARAMETER = re.compile(r"\$(\w+)")
_LARGEST, _DECIMAL_PLACES = 2**63 - 1, 18
"""Limits of numbers; those beyond equal nothing, and are neither more nor less than anything, as in Oxigraph."""


def open_tables(folder: Path, base: str = DEFAULT_BASE, *, timeout: float = 60.0) -> TableView:
    """Open the consolidated tables of a release, with the views that the twins share.

    Args:
        folder: Folder of the consolidated tables.
        base: Base IRI of the release.
        timeout: Seconds a query may take.

    Raises:
        StoreError: The folder has no tables.
        QueryError: They are not those of this version.
    """
    prelude = (resource("queries") / "tables.sql").read_text(encoding="utf-8")
    return TableView(folder, base, prelude, timeout=timeout)


def run_twin(
    view: TableView, query: PackedQuery, arguments: Mapping[str, str | Sequence[str]] | None = None
) -> Solutions | Boolean:
    """Answer a packed query by its twin; as [`run_query`][ecosystem_graph.query.runner.run_query] does by SPARQL.

    Raises:
        QueryParameterError: A parameter is unknown, missing or of the wrong type.
        QueryError: It takes too long or cannot be evaluated.
    """
    return view.query(query.twin, twin_values(query, arguments or {}))


def twin_values(query: PackedQuery, arguments: Mapping[str, str | Sequence[str]]) -> dict[str, list[TableValue]]:
    """Return the values of all parameters: those given, else those in the ``VALUES`` blocks of the query.

    Raises:
        QueryParameterError: A parameter is unknown, missing or of the wrong type.
    """
    check_names(query.parameters, arguments)
    values: dict[str, list[TableValue]] = {}
    for parameter in query.parameters:
        given = arguments.get(parameter.name)
        terms = _default_terms(parameter) if given is None else parse_values(parameter, given)
        values[parameter.name] = [_to_value(term) for term in terms if _is_comparable(term)]
    return values


def check_twins(queries: Iterable[PackedQuery]) -> dict[Path, str]:
    """Return what is wrong with twins, by file: their parameters, their columns, or SQL that does not run."""
    with tempfile.TemporaryDirectory(prefix="ecosystem-graph-") as folder:
        view = _empty_tables(Path(folder))
        findings = {query.path.with_suffix(".sql"): _check_twin(view, query) for query in queries if query.twin}
    return {path: finding for path, finding in findings.items() if finding}


def _empty_tables(folder: Path) -> TableView:
    from ecosystem_graph.records import RecordSet  # noqa: PLC0415 - loads polars
    from ecosystem_graph.resolve.consolidate import resolve, write_consolidated  # noqa: PLC0415 - loads polars

    write_consolidated(resolve(RecordSet({})).consolidated, folder)
    return open_tables(folder)


def _check_twin(view: TableView, query: PackedQuery) -> str:
    declared = [parameter.name for parameter in query.parameters]
    used = set(_PARAMETER.findall(query.twin))
    if used != set(declared):
        return f"expected the parameters {', '.join(declared) or 'none'}, found {', '.join(sorted(used)) or 'none'}"
    try:
        answer = run_twin(view, query)
    except QueryError as error:
        return str(error)
    expected = _columns(query)
    found = list(getattr(answer, "variables", [BOOLEAN_COLUMN]))
    return "" if expected == found else f"expected the columns {', '.join(expected)}, found {', '.join(found)}"


def _columns(query: PackedQuery) -> list[str]:
    if find_form(query.text) == QueryForm.ASK:
        return [BOOLEAN_COLUMN]
    answer = ox.Store().query(query.text)
    return [variable.value for variable in answer.variables] if isinstance(answer, ox.QuerySolutions) else []


def _default_terms(parameter: Parameter) -> list[ox.NamedNode | ox.Literal | None]:
    block = f"SELECT ?value {{ VALUES ?value {{ {' '.join(parameter.default)} }} }}"
    answer = ox.Store().query(block)
    return [solution["value"] for solution in answer] if isinstance(answer, ox.QuerySolutions) else []


def _is_comparable(term: ox.NamedNode | ox.Literal | None) -> bool:
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMBERS:
        return True
    number = Decimal(term.value)
    places = -int(number.normalize().as_tuple().exponent)
    return -_LARGEST - 1 <= number <= _LARGEST and places <= _DECIMAL_PLACES


def _to_value(term: ox.NamedNode | ox.Literal | None) -> TableValue:
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMBERS:
        return None if term is None else term.value
    return int(term.value) if term.datatype.value == f"{XSD}integer" else Decimal(term.value)


_NUMBERS = frozenset({f"{XSD}integer", f"{XSD}decimal"})
