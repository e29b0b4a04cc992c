"""Rows that must be unique."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from ecosystem_graph.records import TABLES, RecordSet
from ecosystem_graph.records.concept import Concept
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.project import Indicator, Participation, Text
from ecosystem_graph.records.provenance import Record
from ecosystem_graph.records.schema import Row
from ecosystem_graph.resolve.reference import ENTITY_TABLES, UNIQUE_TABLES
from ecosystem_graph.resolve.repetition import keep_one_per_key, shared_findings

PARTICIPATION = Participation(record="a.1", key="a.p", project="a.1", organisation="a.o", name="A", role="lead")
AMOUNT = Amount(record="a.1", key="a.m", subject_class="project", subject="a.1", kind="eu", value=Decimal("1.00"))
TEXT = Text(
    record="a.1", key="a.t", subject_class="project", subject="a.1", role="title", language="en",
    language_basis="stated", text="A",
)  # fmt: skip
INDICATOR = Indicator(record="a.1", key="a.i", project="a.1", indicator="action-plans", value=7)
RECORD = Record(record="a.1", key="a.1", source="a", kind="page", file="one.csv", checksum="1" * 64, locator="row 1")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (PARTICIPATION, replace(PARTICIPATION, role="partner", town="Graz"), "a.p: role, town"),
        (AMOUNT, replace(AMOUNT, value=None), "a.m: value"),
        (TEXT, replace(TEXT, text="B"), "a.t: text"),
        (INDICATOR, replace(INDICATOR, value=8), "a.i: value"),
        (RECORD, replace(RECORD, locator="row 2"), "a.1: locator"),
    ],
)
def test_rows_with_one_key_that_differ_become_one_row_and_a_finding(
    one: Row, other: Row, said: str, state: Callable[..., RecordSet]
) -> None:
    name = type(one).__name__.lower()
    kept = []
    for rows in itertools.permutations((one, other, one)):
        tables, findings, agreeing, _ = keep_one_per_key(state(*rows))
        found = pl.concat(findings)
        assert found.select("code", "severity", "field", "found", "record").rows() == [
            ("EG-RES-003", "violation", name, said, "a.1")
        ]
        assert agreeing.is_empty()
        kept.append(tables[name].row(0))
        assert tables[name].height == 1
    assert len(set(kept)) == 1


def test_a_list_of_labels_takes_nothing_from_one_with_the_hierarchy(state: Callable[..., RecordSet]) -> None:
    label = Concept(record="a.1", key="nace21.01.en", scheme="nace21", code="01", label="Crops", language="en")
    placed = replace(label, record="b.1", broader="A", iri="http://data.europa.eu/ux2/nace2.1/01")
    for rows in itertools.permutations((label, placed)):
        tables, findings, agreeing, _ = keep_one_per_key(state(*rows))
        (kept,) = tables["concept"].to_dicts()
        assert (kept["broader"], kept["iri"]) == ("A", "http://data.europa.eu/ux2/nace2.1/01")
        assert pl.concat(findings).is_empty()
        assert agreeing.height == 2
    other = replace(placed, record="c.1", broader="B")
    assert pl.concat(keep_one_per_key(state(label, placed, other)).findings)["found"].to_list() == [
        "nace21.01.en: broader"
    ]


def test_a_value_is_kept_rather_than_its_absence(state: Callable[..., RecordSet]) -> None:
    tables, *_ = keep_one_per_key(state(replace(AMOUNT, value=None), AMOUNT))
    assert tables["amount"]["value"].to_list() == [Decimal("1.00")]


def test_rows_that_repeat_word_for_word_are_one_row_and_no_finding(state: Callable[..., RecordSet]) -> None:
    tables, findings, agreeing, _ = keep_one_per_key(state(PARTICIPATION, PARTICIPATION))
    assert tables["participation"].height == 1
    assert pl.concat(findings).is_empty()
    assert agreeing.is_empty()


def test_rows_that_two_records_state_alike_are_one_row_derived_from_both(state: Callable[..., RecordSet]) -> None:
    tables, findings, agreeing, _ = keep_one_per_key(state(TEXT, replace(TEXT, record="a.2")))
    assert tables["text"]["record"].to_list() == ["a.1"]
    assert pl.concat(findings).is_empty()
    assert agreeing.sort("record").rows() == [("text", "a.t", "a.1"), ("text", "a.t", "a.2")]


def test_records_that_two_files_state_count_once_and_are_found_once_per_pair_of_files(
    state: Callable[..., RecordSet],
) -> None:
    records = [replace(RECORD, record=key, key=key) for key in ("a.1", "a.2", "a.3")]
    again = [replace(record, file="two.csv", checksum="2" * 64, locator="line 9") for record in records]

    kept = keep_one_per_key(state(*again, *records))

    assert kept.tables["record"].select("key", "file").sort("key").rows() == [
        (key, "one.csv") for key in ("a.1", "a.2", "a.3")
    ]
    assert pl.concat(kept.findings).is_empty()
    assert shared_findings([kept.shared]).select("code", "found").rows() == [
        ("EG-RES-005", "3 records of two.csv are in one.csv too")
    ]


def test_two_files_of_one_name_are_told_apart_by_their_content(state: Callable[..., RecordSet]) -> None:
    kept = keep_one_per_key(state(RECORD, replace(RECORD, checksum="2" * 64)))
    assert shared_findings([kept.shared])["code"].to_list() == ["EG-RES-005"]


def test_tables_without_repeated_keys_are_not_copied(state: Callable[..., RecordSet]) -> None:
    records = state(PARTICIPATION, replace(PARTICIPATION, key="a.q"))
    tables, *_ = keep_one_per_key(records)
    assert tables["participation"] is records["participation"]


def test_every_table_with_a_key_is_chosen_from_or_kept_unique_or_completed() -> None:
    with_key = {name for name, row in TABLES.items() if "key" in row.__dataclass_fields__}
    assert with_key == {*ENTITY_TABLES, *UNIQUE_TABLES, "region"}
    assert set(ENTITY_TABLES).isdisjoint(UNIQUE_TABLES)
