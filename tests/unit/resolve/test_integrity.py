"""References to what no row states."""

from collections.abc import Callable

import polars as pl
import pytest

from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Participation, Project, Relation, Topic
from ecosystem_graph.records.schema import Row
from ecosystem_graph.records.territory import Strategy
from ecosystem_graph.resolve.integrity import find_dangling

PROJECT = Project(record="a.1", key="a.1")
ORGANISATION = Organisation(record="a.1", key="a.o", name="A")


def participation(project: str = "a.1", organisation: str = "a.o") -> Participation:
    return Participation(record="a.1", key="a.p", project=project, organisation=organisation, name="A", role="lead")


def relation(object_class: str, key: str) -> Relation:
    return Relation(
        record="a.1", subject_class="project", subject="a.1", predicate="targetsRegion", object_class=object_class,
        object=key,
    )  # fmt: skip


def test_references_to_stated_rows_are_fine(state: Callable[..., RecordSet]) -> None:
    assert find_dangling(state(PROJECT, ORGANISATION, participation())) == []


@pytest.mark.parametrize(
    ("row", "field", "found"),
    [
        (participation(project="a.9"), "participation.project", "a.9"),
        (participation(organisation="a.9"), "participation.organisation", "a.9"),
        (Project(record="a.2", key="a.2", programme="a.9"), "project.programme", "a.9"),
        (Organisation(record="a.2", key="a.2", name="B", parent="a.9"), "organisation.parent", "a.9"),
        (Topic(record="a.1", subject_class="cluster", subject="a.1", scheme="s", code="c"), "topic.subject", "a.1"),
        (relation("infrastructure", "a.9"), "relation.object", "a.9"),
    ],
)
def test_a_reference_to_nothing_is_a_violation(
    row: Row, field: str, found: str, state: Callable[..., RecordSet]
) -> None:
    (finding,) = find_dangling(state(PROJECT, ORGANISATION, row))
    assert finding.select("code", "severity", "field", "found", "record").rows() == [
        ("EG-RES-002", "violation", field, found, row.record)
    ]


def test_regions_need_no_row(state: Callable[..., RecordSet]) -> None:
    rows = (PROJECT, relation("region", "DK01"), Strategy(record="a.1", key="a.s", name="S", region="DK01"))
    assert find_dangling(state(*rows)) == []


def test_a_repeated_reference_of_one_record_is_found_once(state: Callable[..., RecordSet]) -> None:
    topics = (
        Topic(record="a.1", subject_class="project", subject="a.9", scheme="s3-domain", code=code)
        for code in ("A", "B")
    )
    (finding,) = find_dangling(state(*topics))
    assert finding.height == 1


def test_missing_source_records_are_summed_up_per_table() -> None:
    projects = [Project(record=f"a.{number}", key=f"a.{number}") for number in range(1000)]
    (finding,) = find_dangling(records_from_rows(projects))
    assert finding.select("code", "field", "found").rows() == [
        ("EG-RES-011", "project.record", "1000 records, for example a.0")
    ]
    assert finding["record"].to_list() == [None]


def test_rows_of_the_dataset_itself_need_no_record(state: Callable[..., RecordSet]) -> None:
    records = state(Project(record="a", key="a.1"))
    assert records["record"].is_empty()
    assert find_dangling(records) == []


def test_no_rows_refer_to_nothing() -> None:
    assert find_dangling(RecordSet({})) == []
    assert pl.DataFrame(RecordSet({})["project"]).is_empty()
