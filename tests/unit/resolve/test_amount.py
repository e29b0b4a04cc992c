"""Of several amounts about one thing the one that counts."""

from collections.abc import Iterable
from decimal import Decimal

import polars as pl
import pytest

from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.resolve.amount import choose_amounts, unchosen_amounts
from ecosystem_graph.resolve.choose import CONFLICT_SCHEMA
from ecosystem_graph.resolve.precedence import RULES_OF_CHOICE, Precedence


def amounts(stated: Iterable[tuple[str, str | None]], **columns: str) -> pl.DataFrame:
    rows = [
        Amount(
            record=key, key=key, subject_class="project", subject="p.1", kind="eu",
            value=None if value is None else Decimal(value), **columns,
        )
        for key, value in stated
    ]  # fmt: skip
    return records_from_rows(rows)["amount"]


def test_of_amounts_of_one_kind_and_phase_the_most_frequent_is_chosen_and_the_others_shown() -> None:
    table, found = choose_amounts(amounts([("b.1", "200.00"), ("a.1", "100.00"), ("c.1", "100.00")]))
    assert table.select("key", "value").rows() == [("a.1", Decimal("100.00"))]
    assert set(found.select("subject_class", "subject", "property", "value", "chosen", "record").iter_rows()) == {
        ("amount", "a.1", "value", "100.00", True, "a.1"),
        ("amount", "a.1", "value", "100.00", True, "c.1"),
        ("amount", "a.1", "value", "200.00", False, "b.1"),
    }


def test_equal_amounts_are_one_without_conflict() -> None:
    table, found = choose_amounts(amounts([("b.1", "5.00"), ("a.1", "5.00")]))
    assert table["key"].to_list() == ["a.1"]
    assert found.is_empty()
    assert found.schema == CONFLICT_SCHEMA


def test_an_unpublished_amount_never_wins_over_a_published_one() -> None:
    table, found = choose_amounts(amounts([("a.1", None), ("b.1", "5.00")]))
    assert table["key"].to_list() == ["b.1"]
    assert found.is_empty()


def test_zero_is_a_published_amount() -> None:
    _, found = choose_amounts(amounts([("a.1", "0.00"), ("b.1", "5.00")]))
    assert set(found["value"]) == {"0.00", "5.00"}


@pytest.mark.parametrize("column", ["kind", "phase", "currency", "subject", "subject_class"])
def test_amounts_about_different_things_stand_side_by_side(column: str) -> None:
    other = amounts([("b.1", "5.00")]).with_columns(pl.lit("other").alias(column))
    table, found = choose_amounts(pl.concat([amounts([("a.1", "4.00")]), other]))
    assert table.height == 2
    assert found.is_empty()


def test_a_rounded_amount_agrees_with_the_exact_one_which_is_chosen() -> None:
    stated = [("a.1", "2520000.00"), ("b.1", "2521964.00"), ("c.1", "2500000.00")]
    table, found = choose_amounts(amounts(stated))
    assert table["key"].to_list() == ["b.1"]
    assert found.is_empty()


def test_a_list_goes_before_a_page_and_the_conflict_says_why() -> None:
    table, found = choose_amounts(amounts([("a.1", "100.00"), ("b.1", "230.00")]), Precedence(ranks={"a": 2}))
    assert table["key"].to_list() == ["b.1"]
    assert found["rule"].unique().to_list() == [RULES_OF_CHOICE["kind"]]


def test_an_amount_that_two_records_round_is_still_less_precise_than_the_one_that_is_exact() -> None:
    table, _ = choose_amounts(amounts([("a.1", "1900000.00"), ("b.1", "1900000.00"), ("c.1", "1929500.00")]))
    assert table["value"].to_list() == [Decimal("1929500.00")]


def test_only_amounts_about_one_thing_are_looked_at() -> None:
    other = amounts([("z.1", "5.00")], phase="executed")
    keys, found = unchosen_amounts(pl.concat([amounts([("a.1", "7.00"), ("b.1", "7.00")]), other]))
    assert keys.to_list() == ["b.1"]
    assert found.is_empty()
