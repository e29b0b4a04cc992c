"""Tables turned into text a slice at a time, so that a file of any size needs the memory of one slice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecosystem_graph.network.structure import Network

__all__ = ["edge_slices", "iter_text", "json_text", "lexical", "optional", "to_json", "xml_text"]

_ROWS = 20_000
# XML 1.0, section 2.2: these characters cannot be written, not even as references.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_REFERENCES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;",
}  # fmt: skip
_SPECIAL = '[&<>"\x00-\x1f\ufffe\uffff]'


def iter_text(table: pl.DataFrame, *parts: str | pl.Expr) -> Iterator[str]:
    """Yield the rows of a table as text: the parts of each row after each other, strings as they are."""
    row = pl.concat_str([pl.lit(part) if isinstance(part, str) else part for part in parts])
    for rows in table.iter_slices(_ROWS):
        yield rows.select(row.str.join("")).item()


def edge_slices(network: Network, ids: pl.Series) -> Iterator[pl.DataFrame]:
    """Yield the edge table a slice at a time, with the ids of the ends as ``source`` and ``target``."""
    for rows in network.edges.iter_slices(_ROWS):
        yield rows.with_columns(source=ids.gather(rows["source"]), target=ids.gather(rows["target"]))


def optional(before: str, value: pl.Expr, after: str) -> pl.Expr:
    """Return a value between two strings, and nothing at all where it is null."""
    return pl.concat_str([pl.lit(before), value, pl.lit(after)]).fill_null("")


def lexical(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column as XML writes its values; text is escaped."""
    column = pl.col(name)
    if dtype == pl.String:
        return _escaped(column)
    if dtype.is_float():
        # XML Schema writes infinity so.
        return column.cast(pl.String).replace({"inf": "INF", "-inf": "-INF"})
    return column.cast(pl.String)


def xml_text(values: pl.Series) -> pl.Series:
    """Return texts as XML writes them in attributes and elements; characters that XML forbids become U+FFFD."""
    if not values.str.contains(_SPECIAL).any():
        return values
    return values.to_frame("text").select(_escaped(pl.col("text"))).to_series()


def json_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column as JSON writes its values; what JSON cannot write (NaN, infinity) is null."""
    column = pl.col(name)
    if dtype == pl.String:
        return column.map_elements(to_json, return_dtype=pl.String)
    if dtype.is_float():
        return pl.when(column.is_finite()).then(column.cast(pl.String))
    return column.cast(pl.String)


def to_json(value: Any) -> str:
    """Return one value as JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def _escaped(text: pl.Expr) -> pl.Expr:
    cleaned = text.str.replace_all(_FORBIDDEN, "\ufffd")
    for character, reference in _REFERENCES.items():
        cleaned = cleaned.str.replace_all(character, reference, literal=True)
    return cleaned
