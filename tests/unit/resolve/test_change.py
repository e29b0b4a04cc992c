"""What happened to regions from one edition to the next."""

import polars as pl

from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.territory import Change
from ecosystem_graph.resolve.change import describe_changes


def changes(*rows: tuple[str, str, str, str, int]) -> pl.DataFrame:
    return records_from_rows(
        Change(
            record="n.1", source=source, source_edition=before, target=target, target_edition=after, level=3,
            population=population,
        )
        for source, before, target, after, population in rows
    )["change"]  # fmt: skip


def kinds(table: pl.DataFrame) -> list[tuple[str, str, str, str]]:
    return describe_changes(table).select("source", "target", "kind", "share").rows()


def test_each_kind_of_change_is_told() -> None:
    table = changes(
        ("AT323", "2013", "AT323", "2016", 9),
        ("HU101", "2013", "HU110", "2016", 9),
        ("LU000", "2013", "LU001", "2016", 6),
        ("LU000", "2013", "LU002", "2016", 3),
        ("NO061", "2013", "NO060", "2016", 9),
        ("NO062", "2013", "NO060", "2016", 9),
        ("CH011", "2013", "CH011", "2016", 99),
        ("CH011", "2013", "CH012", "2016", 1),
        ("CH012", "2013", "CH012", "2016", 50),
    )
    assert kinds(table) == [
        ("CH011", "CH011", "shift", "0.9900"),
        ("CH011", "CH012", "shift", "0.0100"),
        ("CH012", "CH012", "shift", "1.0000"),
        ("HU101", "HU110", "recode", "1.0000"),
        ("LU000", "LU001", "split", "0.6667"),
        ("LU000", "LU002", "split", "0.3333"),
        ("NO061", "NO060", "merge", "1.0000"),
        ("NO062", "NO060", "merge", "1.0000"),
    ]


def test_only_editions_that_follow_each_other_are_described() -> None:
    table = changes(
        ("HU101", "2013", "HU110", "2016", 9), ("HU110", "2016", "HU110", "2021", 9),
        ("HU101", "2013", "HU110", "2021", 9), ("HU110", "2016", "HU101", "2013", 9),
    )  # fmt: skip
    assert describe_changes(table).select("key", "record").rows() == [("2013-HU101-2016-HU110", "n.1")]


def test_without_lists_there_are_no_changes() -> None:
    assert describe_changes(changes()).is_empty()
