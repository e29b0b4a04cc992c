"""Whose value counts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import ecosystem_graph.sources
from ecosystem_graph.records import TABLES, RecordSet, records_from_rows
from ecosystem_graph.records.project import Project
from ecosystem_graph.records.provenance import Dataset, Record
from ecosystem_graph.resolve.choose import choose_rows
from ecosystem_graph.resolve.precedence import RULES_OF_CHOICE, Precedence, read_precedence, several_stated
from ecosystem_graph.sources.importer import dataset_row, read_source_toml

DAY = date(2024, 1, 1)


def choose(precedence: Precedence, *rows: Project) -> tuple[dict[str, object], pl.DataFrame]:
    table, found = choose_rows(records_from_rows(rows)["project"], subject_class="project", precedence=precedence)
    return table.row(0, named=True), found


def project(record: str, **columns: object) -> Project:
    return Project(record=record, key="p", **columns)  # type: ignore[arg-type]


def test_a_list_goes_before_documents_and_those_before_prose_however_many_say_otherwise() -> None:
    precedence = Precedence(ranks={"a": 2, "b": 1})
    rows = (project("a.1", status="closed"), project("a.2", status="closed"), project("b.1", status="running"))
    row, found = choose(precedence, *rows)
    assert row["status"] == "running"
    assert found["rule"].unique().to_list() == [RULES_OF_CHOICE["kind"]]
    assert choose(precedence, *rows, project("c.1", status="planned"))[0]["status"] == "planned"


def test_a_day_goes_before_a_month_with_which_it_agrees() -> None:
    month = project("a.1", start=date(2016, 11, 1), start_raw="November 2016", date_precision="month")
    row, found = choose(Precedence(), month, project("b.1", start=date(2016, 11, 15), date_precision="day"))
    assert (row["start"], row["start_raw"], row["date_precision"]) == (date(2016, 11, 15), None, "day")
    assert found.is_empty()


def test_a_day_goes_before_the_quarter_in_which_it_lies() -> None:
    quarter = project("a.1", start=date(2016, 10, 1), start_raw="Q4 2016", date_precision="quarter")
    row, found = choose(Precedence(), quarter, project("b.1", start=date(2016, 11, 15), date_precision="day"))
    assert (row["start"], row["date_precision"]) == (date(2016, 11, 15), "day")
    assert found.is_empty()


def test_a_month_in_which_the_day_does_not_lie_is_a_conflict_that_precision_decides() -> None:
    month = project("a.1", start=date(2016, 5, 1), date_precision="month")
    row, found = choose(Precedence(), month, project("b.1", start=date(2016, 11, 15), date_precision="day"))
    assert row["start"] == date(2016, 11, 15)
    assert found["rule"].unique().to_list() == [RULES_OF_CHOICE["precision"]]


def test_the_newer_release_of_one_list_counts() -> None:
    releases = pl.DataFrame({"record": ["a.1", "a.2"], "released": [date(2026, 1, 1), DAY]})
    rows = (project("a.2", status="running"), project("a.1", status="closed"))
    row, found = choose(Precedence(releases=releases), *rows)
    assert row["status"] == "closed"
    assert found["rule"].unique().to_list() == [RULES_OF_CHOICE["release"]]


def test_releases_of_two_sources_are_not_compared() -> None:
    releases = pl.DataFrame({"record": ["a.1", "b.1"], "released": [DAY, date(2026, 1, 1)]})
    rows = (project("b.1", status="running"), project("a.1", status="closed"))
    row, found = choose(Precedence(releases=releases), *rows)
    assert row["status"] == "closed"
    assert found["rule"].unique().to_list() == [RULES_OF_CHOICE["record"]]


def test_programmes_that_share_a_code_are_no_conflict_and_the_one_with_a_period_is_shown() -> None:
    codes = pl.DataFrame({"programme": ["a.p", "b.p", "c.p"], "code": ["alps", "alps", "danube"]})
    precedence = Precedence(programmes=codes, periods=pl.Series(["b.p"]))
    row, found = choose(precedence, project("a.1", programme="a.p"), project("b.1", programme="b.p"))
    assert row["programme"] == "b.p"
    assert found.is_empty()
    assert choose(precedence, project("a.1", programme="a.p"), project("c.1", programme="c.p"))[1].height == 2


def test_precedence_is_read_from_what_datasets_and_records_say_about_themselves() -> None:
    record = Record(
        record="a.1", key="a.1", source="a", kind="row", file="a.csv", checksum="0", locator="1", retrieved=DAY
    )
    datasets = (Dataset(record=slug, key=slug, title=slug, publisher="P", kind=kind) for slug, kind in KINDS.items())
    page = replace(record, record="b.1", key="b.1", source="b")
    tables = {name: table.lazy() for name, table in records_from_rows([*datasets, record, page]).items()}
    precedence = read_precedence(tables)
    assert precedence.documents == ["b", "c"]
    assert precedence.ranks == {"b": 2, "c": 1}
    assert precedence.releases.rows() == [("a.1", DAY)]


KINDS = {"a": "list", "b": "prose", "c": "documents", "d": None}


@pytest.mark.parametrize(("slug", "kind"), [("pages", "prose"), ("curated", "documents"), ("keep_eu", None)])
def test_sources_say_what_kind_they_are(slug: str, kind: str | None) -> None:
    description = Path(ecosystem_graph.sources.__file__).parent / slug / "source.toml"
    assert dataset_row(read_source_toml(description)).kind == kind


def test_entities_that_several_keys_mean_are_told() -> None:
    links = [
        ("project", "a.1", "a.1"),
        ("project", "b.1", "a.1"),
        ("project", "c.1", "keep.1"),
        ("organisation", "a.1", "x"),
    ]
    identity = pl.DataFrame(links, schema=["subject_class", "subject", "object"], orient="row")
    assert several_stated(identity, "project")["subject"].sort().to_list() == ["a.1", "b.1"]


def test_without_records_nothing_is_known() -> None:
    assert read_precedence({name: RecordSet({})[name].lazy() for name in TABLES}).ranks == {}
