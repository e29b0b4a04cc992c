"""A set of record tables: built row by row or column by column, checked against the schemas, kept as Parquet."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import polars as pl

from ecosystem_graph.records.facility import Cluster, Infrastructure, Membership, Service
from ecosystem_graph.records.funding import Amount, Call, Programme
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.project import Indicator, Participation, Project, Relation, Text, Topic
from ecosystem_graph.records.provenance import Claim, Dataset, Record
from ecosystem_graph.records.schema import Row, arrow_schema
from ecosystem_graph.records.territory import Priority, Region, Strategy

__all__ = ["TABLES", "RecordSet", "concat_record_sets", "empty_table", "records_from_rows", "table_name"]

TABLES: Mapping[str, type[Row]] = MappingProxyType(
    {
        row.__name__.lower(): row
        for row in (
            Dataset, Record, Programme, Call, Project, Text, Organisation, Identifier, Participation, Amount, Topic,
            Indicator, Relation, Region, Strategy, Priority, Cluster, Membership, Infrastructure, Service, Claim,
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
    frame = pl.from_arrow(arrow_schema(TABLES[name]).empty_table())
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table never becomes a Series
    return frame


class RecordSet(Mapping[str, pl.DataFrame]):
    """All record tables of one or more sources; missing tables are empty ones.

    Args:
        tables: Polars frames by table name; a missing column takes its default, an unknown one is an error.

    Raises:
        ValueError: A table or column is unknown, or a column that must be filled is missing or has nulls.

    Examples:
        >>> records = RecordSet({})
        >>> records["project"].height, len(records)
        (0, 21)
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
        return cls({name: pl.read_parquet(path) for name in TABLES if (path := folder / f"{name}.parquet").exists()})


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
    schema = empty_table(name).schema
    columns = [field.name for field in dataclasses.fields(TABLES[name])]
    return pl.DataFrame({column: [getattr(row, column) for row in rows] for column in columns}, schema=schema)


def _conform(name: str, table: pl.DataFrame) -> pl.DataFrame:
    target = empty_table(name)
    unknown = set(table.columns) - set(target.columns)
    if unknown:
        raise ValueError(f"table {name}: unknown columns {', '.join(sorted(unknown))}")
    defaults = {
        field.name: field.default for field in dataclasses.fields(TABLES[name]) if field.name not in table.columns
    }
    absent = [column for column, default in defaults.items() if default is dataclasses.MISSING]
    if absent:
        raise ValueError(f"table {name}: columns are missing: {', '.join(absent)}")
    filled = table.with_columns(pl.lit(default).alias(column) for column, default in defaults.items())
    conformed = filled.select(pl.col(column).cast(kind) for column, kind in target.schema.items())
    required = [field.name for field in arrow_schema(TABLES[name]) if not field.nullable]
    nulls = [column for column in required if conformed[column].null_count()]
    if nulls:
        raise ValueError(f"table {name}: nulls in {', '.join(nulls)}")
    return conformed
