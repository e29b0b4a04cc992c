"""Names and types of node and edge attributes, as exchange formats want them declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import polars as pl

__all__ = ["AttributeType", "attribute_types", "value_types"]

AttributeType = Literal["string", "long", "double", "boolean"]
"""Type names that GraphML and GEXF share."""


def attribute_types(table: pl.DataFrame, without: Collection[str] = ()) -> dict[str, AttributeType]:
    """Return the type of each column.

    Args:
        table: Nodes or edges.
        without: Columns that a format has a place of its own for.

    Examples:
        >>> import polars as pl
        >>> attribute_types(pl.DataFrame({"label": ["a"], "weight": [0.5]}))
        {'label': 'string', 'weight': 'double'}
    """
    return {name: _type(dtype) for name, dtype in table.schema.items() if name not in without}


def value_types(values: Mapping[str, object]) -> dict[str, AttributeType]:
    """Return the type of each plain value."""
    kinds: dict[type, AttributeType] = {bool: "boolean", int: "long", float: "double"}
    return {name: kinds.get(type(value), "string") for name, value in values.items()}


def _type(dtype: pl.DataType) -> AttributeType:
    if dtype.is_integer():
        return "long"
    if dtype.is_float():
        return "double"
    return "boolean" if str(dtype) == "Boolean" else "string"
