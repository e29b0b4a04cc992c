"""Writing an answer in the format a user asks for."""

import io
from collections.abc import Mapping

import pyoxigraph as ox

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.query.delimited import format_csv, format_tsv
from ecosystem_graph.query.document import format_json, format_xml
from ecosystem_graph.query.table import MAX_CELL_WIDTH, format_table
from ecosystem_graph.store.solution import Boolean, Result, Solutions, Triples, plain_term

__all__ = ["FORMATS", "default_format", "format_result"]

FORMATS = ("table", "csv", "tsv", "json", "xml", "xlsx", "parquet", "geojson", "ttl", "nt")
"""Names of the formats, which are the file suffixes too (except ``table``)."""

_FITTING: Mapping[type, tuple[str, ...]] = {
    Solutions: ("table", "csv", "tsv", "json", "xml", "xlsx", "parquet", "geojson"),
    Boolean: ("table", "json", "xml"),
    Triples: ("ttl", "nt", "table"),
}
_FORMS: Mapping[type, str] = {Solutions: "a SELECT query", Boolean: "an ASK query", Triples: "a CONSTRUCT query"}


def default_format(result: Result) -> str:
    """Return the format for a reader who asks for none: a table, or Turtle for triples."""
    return _FITTING[type(result)][0]


def format_result(
    result: Result, name: str, *, prefixes: Mapping[str, str] | None = None, cell_width: int = MAX_CELL_WIDTH
) -> bytes:
    """Write an answer as bytes: UTF-8 that ends with a line end, a workbook or a Parquet file.

    Args:
        result: Answer of a query.
        name: One of [`FORMATS`][ecosystem_graph.query.format.FORMATS].
        prefixes: Namespace by prefix, for tables and Turtle.
        cell_width: Widest cell of a table.

    Raises:
        QueryParameterError: The format is unknown, does not fit the query form, or needs a place that the answer lacks.
        QueryError: XML cannot hold a character of the answer, a sheet its size, or a geometry cannot be read.
    """
    fitting = _FITTING[type(result)]
    if name not in fitting:
        known = f"{name} does not fit {_FORMS[type(result)]}" if name in FORMATS else f"unknown format {name!r}"
        raise QueryParameterError(known, hint=f"Take {', '.join(fitting[:-1])} or {fitting[-1]}.")
    if isinstance(result, Triples):
        return _format_triples(result, name, prefixes or {}, cell_width)
    if isinstance(result, Boolean):
        return {"table": _format_truth, "json": format_json, "xml": format_xml}[name](result).encode()
    if name in {"xlsx", "parquet"}:
        from ecosystem_graph.query.sheet import format_parquet, format_xlsx  # noqa: PLC0415 - loads polars

        return {"xlsx": format_xlsx, "parquet": format_parquet}[name](result)
    if name == "geojson":
        from ecosystem_graph.query.geojson import format_geojson  # noqa: PLC0415 - loads polars

        return format_geojson(result).encode()
    if name == "table":
        return format_table(result, prefixes or {}, cell_width=cell_width).encode()
    return {"csv": format_csv, "tsv": format_tsv, "json": format_json, "xml": format_xml}[name](result).encode()


def _format_truth(result: Boolean) -> str:
    return "true\n" if result else "false\n"


def _format_triples(result: Triples, name: str, prefixes: Mapping[str, str], cell_width: int) -> bytes:
    if name == "table":
        rows = tuple(tuple(plain_term(term) for term in triple) for triple in result.triples)
        return format_table(
            Solutions(("subject", "predicate", "object"), rows), prefixes, cell_width=cell_width
        ).encode()
    used = {prefix: space for prefix, space in prefixes.items() if any(space in str(each) for each in result.triples)}
    stream = io.BytesIO()
    layout, used = (ox.RdfFormat.TURTLE, used) if name == "ttl" else (ox.RdfFormat.N_TRIPLES, {})
    ox.serialize(result.triples, stream, layout, prefixes=used)
    return stream.getvalue()
