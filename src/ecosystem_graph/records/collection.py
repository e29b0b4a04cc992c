"""A set of record tables: built row by row or column by column, checked against the schemas, kept as Parquet."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import polars as pl

from ecosystem_graph.records.concept import Concept
from ecosystem_graph.records.facility import Cluster, Infrastructure, Membership, Service
from ecosystem_graph.records.funding import Amount, Call, Programme
from ecosystem_graph.records.organisation import Identifier, Name, Organisation
from ecosystem_graph.records.parquet import read_table
from ecosystem_graph.records.place import Geometry
from ecosystem_graph.records.project import Indicator, Participation, Project, Relation, Text, Topic
from ecosystem_graph.records.provenance import Claim, Dataset, Record
from ecosystem_graph.records.schema import Row, arrow_schema
from ecosystem_graph.records.territory import (
    Change,
    Label,
    Locality,
    Partnership,
    Priority,
    Region,
    Strategy,
    Validity,
)

__all__ = ["TABLES", "RecordSet", "concat_record_sets", "empty_table", "records_from_rows", "table_name"]

TABLES: Mapping[str, type[Row]] = MappingProxyType(
    {
        row.__name__.lower(): row
        for row in (
            Dataset, Record, Programme, Call, Project, Text, Organisation, Name, Identifier, Participation, Amount,
            Topic, Indicator, Relation, Region, Validity, Label, Change, Locality, Strategy, Priority, Partnership,
            Cluster, Membership, Infrastructure, Service, Geometry, Concept, Claim,
        )
    }
)  # fmt: skip
"""Row class of each record table, by table name; the order in which tables are listed everywhere."""


def table_name(row: type[Row]) -> str:
    """Return the name of the table that holds rows of a class."""
    return row.__name__.lower()


@cache
def empty_table(name: str) -> pl.DataFrame:
    """Return a record table without rows, with the columns and types of its schema."""
    return pl.DataFrame(arrow_schema(TABLES[name]).empty_table())


class RecordSet(Mapping[str, pl.DataFrame]):
    """All record tables of one or more sources; missing tables are empty ones.

    Args:
        tables: Polars frames by table name; a missing column takes its default, an unknown one is an error. An empty
            string states nothing and becomes null.

    Raises:
        ValueError: A table or column is unknown, a column that must be filled is missing, null or empty, or a value
            does not fit its column: an amount with more than two decimal places is never rounded here.

    Examples:
        >>> records = RecordSet({})
        >>> records["project"].height, len(records)
        (0, 29)
    """

    __slots__ = ("_tables",)

    def __init__(self, tables: Mapping[str, pl.DataFrame]) -> None:
        unknown = tables.keys() - TABLES.keys()
        if unknown:
            raise ValueError(f"unknown record tables: {', '.join(sorted(unknown))}")
        self._tables = {name: _conform(name, tables[name]) if name in tables else empty_table(name) for name in TABLES}

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table that has any."""
        return {name: table.height for name, table in self._tables.items() if table.height}

    def write(self, folder: Path) -> None:
        """Write one Parquet file per non-empty table."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self._tables.items():
            if table.height:
                table.write_parquet(folder / f"{name}.parquet")

    @classmethod
    def read(cls, folder: Path) -> "RecordSet":
        """Read what [`write`][ecosystem_graph.records.collection.RecordSet.write] wrote."""
        return cls({name: read_table(path) for name in TABLES if (path := folder / f"{name}.parquet").exists()})


def records_from_rows(rows: Iterable[Row]) -> RecordSet:
    """Gather rows of any kind into tables; the order inside each table is kept."""
    by_table: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_table[table_name(type(row))].append(row)
    return RecordSet({name: _frame(name, some) for name, some in by_table.items()})


def concat_record_sets(sets: Iterable[RecordSet]) -> RecordSet:
    """Stack record sets, table by table, in the order given."""
    some = list(sets)
    return RecordSet({name: pl.concat([each[name] for each in some]) for name in TABLES}) if some else RecordSet({})


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(_column(column, kind, rows) for column, kind in empty_table(name).schema.items())


def _column(name: str, kind: pl.DataType, rows: list[Row]) -> pl.Series:
    """Return one field of all rows; decimals keep the places they have, for the check of the whole table to see."""
    values = [getattr(row, name) for row in rows]
    try:
        return pl.Series(name, values, dtype=None if isinstance(kind, pl.Decimal) else kind)
    except TypeError as error:
        raise ValueError(f"column {name}: {error}") from error


def _conform(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """Return a table with exactly the columns and types of its schema, and no empty strings."""
    schema = empty_table(name).schema
    unknown = set(table.columns) - set(schema)
    if unknown:
        raise ValueError(f"table {name}: unknown columns {', '.join(sorted(unknown))}")
    filled = table.with_columns(_defaults(name, table))
    conformed = pl.DataFrame(_cast(name, filled[column], kind) for column, kind in schema.items())
    nulls = [column for column in _required(name) if conformed[column].null_count()]
    if nulls:
        raise ValueError(f"table {name}: nulls or empty strings in {', '.join(nulls)}")
    return conformed


def _defaults(name: str, table: pl.DataFrame) -> list[pl.Expr]:
    missing = [field for field in dataclasses.fields(TABLES[name]) if field.name not in table.columns]
    absent = [field.name for field in missing if field.default is dataclasses.MISSING]
    if absent:
        raise ValueError(f"table {name}: columns are missing: {', '.join(absent)}")
    return [pl.lit(field.default).alias(field.name) for field in missing]


@cache
def _required(name: str) -> tuple[str, ...]:
    return tuple(field.name for field in arrow_schema(TABLES[name]) if not field.nullable)


def _cast(name: str, column: pl.Series, kind: pl.DataType) -> pl.Series:
    """Bring a column to its type without changing a value, and empty strings to null."""
    try:
        cast = column.cast(kind)
    except pl.exceptions.InvalidOperationError as error:
        raise ValueError(f"table {name}, column {column.name}: {error}") from error
    if isinstance(kind, pl.String):
        empty = cast == ""
        return cast.set(empty, None) if empty.any() else cast
    if column.dtype != kind and (_exact(column) != _exact(cast)).any():
        raise ValueError(f"table {name}, column {column.name}: some values do not fit {kind} exactly")
    return cast


def _exact(column: pl.Series) -> pl.Series:
    """Return numbers so that two columns compare by value: a cast between number types drops decimal places."""
    return column if column.dtype.is_float() else column.cast(pl.Decimal(38, 12), strict=False)
