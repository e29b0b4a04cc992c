"""Schemas derived from row classes."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Annotated

import pyarrow as pa
import pytest

from ecosystem_graph.records import TABLES
from ecosystem_graph.records.schema import Row, arrow_schema, describe_columns


def test_types_and_nulls_follow_the_annotations() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Visit(Row):
        place: Annotated[str, "Where."]
        day: Annotated[date | None, "When."] = None
        guests: Annotated[int | None, "How many."] = None
        price: Annotated[Decimal | None, "EUR."] = None

    schema = arrow_schema(Visit)

    assert schema.names == ["record", "place", "day", "guests", "price"]
    assert [field.nullable for field in schema] == [False, False, True, True, True]
    assert schema.field("price").type == pa.decimal128(20, 2)
    assert schema.field("day").type == pa.date32()


def test_a_column_without_description_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Undescribed(Row):
        place: str

    with pytest.raises(TypeError, match="place has no description"):
        arrow_schema(Undescribed)


def test_a_column_of_a_type_that_tables_do_not_use_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Approximate(Row):
        price: Annotated[float, "Never money in floats."]

    with pytest.raises(TypeError, match="price"):
        arrow_schema(Approximate)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_in_a_sentence_what_it_means(name: str) -> None:
    meanings = describe_columns(TABLES[name])
    assert list(meanings) == [field.name for field in fields(TABLES[name])]
    assert all(meaning.endswith((".", "…")) for meaning in meanings.values()), meanings


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_its_source_record_first(name: str) -> None:
    assert arrow_schema(TABLES[name]).names[0] == "record"


@pytest.mark.parametrize("name", TABLES)
def test_columns_that_may_be_empty_have_a_default_and_others_only_a_code(name: str) -> None:
    schema = arrow_schema(TABLES[name])
    for each in fields(TABLES[name]):
        if schema.field(each.name).nullable:
            assert each.default is None, each.name
