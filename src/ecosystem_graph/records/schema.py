"""Arrow schemas of the record tables, derived from the row classes so that each column is defined once."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

__all__ = ["KEY", "MONEY", "Row", "arrow_schema", "describe_columns"]

KEY = "Key, unique in its table: `<source>.<identifier in the source>`."
"""Description shared by every ``key`` column."""

MONEY = pa.decimal128(20, 2)
"""Amounts of money: exact, two decimal places."""

_ARROW_TYPES: Mapping[type, pa.DataType] = {
    str: pa.large_string(),
    int: pa.int64(),
    bool: pa.bool_(),
    date: pa.date32(),
    Decimal: MONEY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a record table; subclasses annotate each column with its meaning and unit.

    Attributes:
        record: Key of the record that states the row.
    """

    record: Annotated[str, "Key of the source record that states this row."]


def arrow_schema(row: type[Row]) -> pa.Schema:
    """Return the Arrow schema of a row class; each field carries its meaning as ``description`` metadata.

    Args:
        row: Dataclass whose columns are annotated ``Annotated[type, "meaning"]``.

    Raises:
        TypeError: A column has a type that record tables do not use, or no description.
    """
    hints = get_type_hints(row, include_extras=True)
    return pa.schema([_arrow_field(field.name, hints[field.name]) for field in dataclasses.fields(row)])


def describe_columns(row: type[Row]) -> dict[str, str]:
    """Return the meaning of each column, in table order."""
    return {field.name: field.metadata[b"description"].decode() for field in arrow_schema(row)}


def _arrow_field(name: str, hint: object) -> pa.Field:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"column {name} has no description")
    annotated, description = get_args(hint)[:2]
    nullable = get_origin(annotated) in (Union, UnionType)
    plain = next(arg for arg in get_args(annotated) if arg is not NoneType) if nullable else annotated
    if plain not in _ARROW_TYPES:
        raise TypeError(f"column {name}: {plain} is not a record type")
    return pa.field(name, _ARROW_TYPES[plain], nullable=nullable, metadata={"description": description})
