"""Sets of record tables."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ecosystem_graph.records import TABLES, RecordSet, concat_record_sets, records_from_rows
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.project import Project
from ecosystem_graph.records.schema import arrow_schema


def amount(value: Decimal | None) -> Amount:
    return Amount(record="a.1", key="a.1.eu", subject_class="project", subject="a.1", kind="eu", value=value)


def amounts(**columns: object) -> pl.DataFrame:
    row = {"record": "a.1", "key": "a.1.eu", "subject_class": "project", "subject": "a.1", "kind": "eu"}
    return pl.DataFrame({name: [value] for name, value in (row | columns).items()})


def test_a_set_of_nothing_still_has_every_table_with_every_column() -> None:
    records = RecordSet({})
    assert list(records) == list(TABLES)
    for name, table in records.items():
        assert table.columns == arrow_schema(TABLES[name]).names
        assert table.is_empty()


def test_rows_keep_their_order_and_go_to_the_table_of_their_class() -> None:
    rows = [Project(record="a.2", key="a.2"), amount(None), Project(record="a.1", key="a.1")]
    records = records_from_rows(rows)
    assert records["project"]["key"].to_list() == ["a.2", "a.1"]
    assert records.counts() == {"project": 2, "amount": 1}


def test_a_missing_column_takes_its_default() -> None:
    table = RecordSet({"amount": amounts(value=Decimal("1.50"))})["amount"]
    assert table.select("phase", "currency", "state").row(0) == ("unknown", "EUR", "published")
    assert table["raw"].to_list() == [None]


def test_columns_come_in_the_order_of_the_schema() -> None:
    table = RecordSet({"project": pl.DataFrame({"acronym": ["X"], "key": ["a.1"], "record": ["a.1"]})})["project"]
    assert table.columns == arrow_schema(Project).names


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"projects": pl.DataFrame()}, "unknown record tables: projects"),
        ({"project": pl.DataFrame({"record": ["a"], "key": ["a"], "colour": ["red"]})}, "unknown columns colour"),
        ({"project": pl.DataFrame({"record": ["a"]})}, "columns are missing: key"),
        ({"project": pl.DataFrame({"record": ["a"], "key": [None]})}, "nulls or empty strings in key"),
        ({"project": pl.DataFrame({"record": ["a"], "key": [""]})}, "nulls or empty strings in key"),
        ({"project": pl.DataFrame({"record": ["a"], "key": ["a"], "start": ["2016-11-01"]})}, "column start"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_the_reason(tables: dict[str, pl.DataFrame], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        RecordSet(tables)


def test_an_empty_string_states_nothing_and_becomes_null() -> None:
    table = RecordSet({"project": pl.DataFrame({"record": ["a"] * 2, "key": ["a", "b"], "acronym": ["", "X"]})})
    assert table["project"]["acronym"].to_list() == [None, "X"]


def test_a_blank_is_a_published_value_and_stays() -> None:
    table = RecordSet({"project": pl.DataFrame({"record": ["a"], "key": ["a"], "acronym": [" "]})})
    assert table["project"]["acronym"].to_list() == [" "]


@pytest.mark.parametrize("value", [Decimal("1.005"), 1.005, "1.005", "32982174.299999999", Decimal("-0.001")])
def test_an_amount_with_parts_of_a_cent_is_refused_and_never_rounded(value: object) -> None:
    with pytest.raises(ValueError, match="exactly"):
        RecordSet({"amount": amounts(value=value)})


@pytest.mark.parametrize(
    ("value", "stored"),
    [(0.29, "0.29"), (128131.6, "128131.60"), ("758394.29", "758394.29"), (5, "5.00"), (Decimal("1.100"), "1.10")],
)
def test_an_amount_in_whole_cents_is_kept_exactly_whatever_type_it_came_in(value: object, stored: str) -> None:
    assert RecordSet({"amount": amounts(value=value)})["amount"]["value"].to_list() == [Decimal(stored)]


def test_an_amount_of_a_row_with_parts_of_a_cent_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly"):
        records_from_rows([amount(Decimal("1.50")), amount(Decimal("1.005"))])


@pytest.mark.parametrize("count", [2.5, float("nan"), "many"])
def test_a_count_that_is_no_whole_number_is_refused(count: object) -> None:
    with pytest.raises(ValueError, match="stated_partner_count"):
        RecordSet({"project": pl.DataFrame({"record": ["a"], "key": ["a"], "stated_partner_count": [count]})})


def test_a_count_of_a_row_that_is_no_whole_number_is_refused() -> None:
    with pytest.raises(ValueError, match="stated_partner_count"):
        records_from_rows([Project(record="a", key="a", stated_partner_count=2.5)])  # type: ignore[arg-type]


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    project = Project(record="a.1", key="a.1", acronym='Łódź "🎈"\n', start=date(1969, 12, 31), stated_partner_count=0)
    records = records_from_rows([project, amount(Decimal("-0.01"))])

    records.write(tmp_path)
    again = RecordSet.read(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["amount.parquet", "project.parquet"]
    for name in TABLES:
        assert_frame_equal(again[name], records[name])


def test_sets_are_stacked_in_the_order_given() -> None:
    first, second = (records_from_rows([Project(record=key, key=key)]) for key in ("a.2", "a.1"))
    assert concat_record_sets([first, second])["project"]["key"].to_list() == ["a.2", "a.1"]
    assert concat_record_sets([]).counts() == {}
