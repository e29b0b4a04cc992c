"""Dates with two readings, decided by other records."""

from datetime import date

import polars as pl

from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.project import Project
from ecosystem_graph.resolve.reading import decide_readings
from ecosystem_graph.resolve.rule import CONFIRMED, REVERSED

AMBIGUOUS = Project(record="a.1", key="p", start=date(2016, 11, 1), start_raw="11.01.16")


def decide(*rows: Project) -> tuple[dict[str, date | None], list[tuple[str, str]]]:
    table, findings = decide_readings(records_from_rows(rows)["project"])
    found = pl.concat(findings).select("code", "found").rows() if findings else []
    return dict(table.select("record", "start").iter_rows()), found


def test_another_record_confirms_the_reading() -> None:
    starts, found = decide(AMBIGUOUS, Project(record="b.1", key="p", start=date(2016, 11, 1), start_raw="2016-11-01"))
    assert starts["a.1"] == date(2016, 11, 1)
    assert found == [(CONFIRMED.code, "11.01.16 = 2016-11-01, as b.1 says")]


def test_another_record_turns_the_reading_round() -> None:
    starts, found = decide(AMBIGUOUS, Project(record="b.1", key="p", start=date(2016, 1, 11)))
    assert starts["a.1"] == date(2016, 1, 11)
    assert found == [(REVERSED.code, "11.01.16 = 2016-01-11, as b.1 says")]


def test_a_witness_for_what_was_read_goes_before_one_against_it() -> None:
    witnesses = (
        Project(record=f"b.{n}", key="p", start=day) for n, day in enumerate((date(2016, 1, 11), date(2016, 11, 1)))
    )
    starts, found = decide(AMBIGUOUS, *witnesses)
    assert starts["a.1"] == date(2016, 11, 1)
    assert [code for code, _ in found] == [CONFIRMED.code]


def test_notations_with_two_readings_months_and_other_projects_decide_nothing() -> None:
    doubtful = Project(record="b.1", key="p", start=date(2016, 1, 11), start_raw="11.01.2016")
    month = Project(record="c.1", key="p", start=date(2016, 1, 11), date_precision="month")
    other = Project(record="d.1", key="q", start=date(2016, 1, 11))
    starts, found = decide(AMBIGUOUS, doubtful, month, other)
    assert starts["a.1"] == date(2016, 11, 1)
    assert not found
