"""Laws of record sets: what is written is read back, and stacking keeps all rows."""

import dataclasses
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ecosystem_graph.records import TABLES, RecordSet, concat_record_sets, records_from_rows
from ecosystem_graph.records.schema import Row

FILLED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: FILLED,
    int: st.integers(-(2**63), 2**63 - 1),
    date: st.dates(),
    Decimal: st.decimals(Decimal("-1e17"), Decimal("1e17"), places=2),
}


def rows_of(row: type[Row]) -> st.SearchStrategy[Row]:
    """Give rows of a class with any value in every column."""
    hints = get_type_hints(row)
    return st.builds(row, **{field.name: values_of(hints[field.name]) for field in dataclasses.fields(row)})


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    kinds = get_args(hint) or (hint,)
    (plain,) = (VALUES[kind] for kind in kinds if kind is not NoneType)
    return plain | st.none() if NoneType in kinds else plain


ROWS = st.lists(st.one_of([rows_of(row) for row in TABLES.values()]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_rows_come_back_from_tables_and_from_disk(rows: list[Row]) -> None:
    records = records_from_rows(rows)
    with tempfile.TemporaryDirectory() as folder:
        records.write(Path(folder))
        again = RecordSet.read(Path(folder))
    for name, row in TABLES.items():
        assert_frame_equal(again[name], records[name])
        assert [row(**each) for each in records[name].iter_rows(named=True)] == [
            each for each in rows if type(each) is row
        ]


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, max_size=3))
def test_stacking_keeps_all_rows_in_order(sets: list[list[Row]]) -> None:
    stacked = concat_record_sets(records_from_rows(rows) for rows in sets)
    flat = records_from_rows([row for rows in sets for row in rows])
    for name, table in stacked.items():
        assert_frame_equal(table, flat[name])
