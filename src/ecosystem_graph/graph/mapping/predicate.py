"""The predicate that a column of a record table is written with."""

from collections.abc import Iterable

import polars as pl

from ecosystem_graph.graph.mapping.model import EntityMap, LiteralObject, Property

__all__ = ["predicate_table"]

_DERIVED_COLUMNS = {"country_authority": "country"}
"""Columns made for the mapping, and the stated column each stands for."""


def predicate_table(maps: Iterable[EntityMap]) -> pl.DataFrame:
    """Return which predicate shows which column: table, column, predicate.

    Args:
        maps: Maps of any graphs; only those that state the class of their subject count, and only predicates that are
            the same for all rows.
    """
    rows = {
        (entity.table, _DERIVED_COLUMNS.get(column, column)): some.predicate
        for entity in maps
        if entity.types
        for some in entity.properties
        for column in _columns(some)
        if isinstance(some.predicate, str)
    }
    flat = [(table, column, predicate) for (table, column), predicate in sorted(rows.items())]
    return pl.DataFrame(flat, schema=dict.fromkeys(("table", "column", "predicate"), pl.String), orient="row")


def _columns(some: Property) -> tuple[str, ...]:
    spec = some.object
    return (spec.column,) if isinstance(spec, LiteralObject) else spec.template.columns
