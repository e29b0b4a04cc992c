"""Canonical keys in every place that refers to an entity."""

import dataclasses
from collections.abc import Callable, Iterator

import polars as pl
import pytest

from ecosystem_graph.records import TABLES, RecordSet
from ecosystem_graph.records.facility import Cluster, Infrastructure, Membership, Service
from ecosystem_graph.records.funding import Amount, Call, Programme
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.project import Indicator, Participation, Project, Relation, Text, Topic
from ecosystem_graph.records.provenance import Claim
from ecosystem_graph.records.schema import Row, describe_columns
from ecosystem_graph.records.territory import Priority, Strategy
from ecosystem_graph.resolve.canonical import use_canonical_keys
from ecosystem_graph.resolve.reference import ENTITY_TABLES, REFERENCES, SUBJECT_TABLES

OLD = {name: f"old.{name}" for name in ENTITY_TABLES}


def change(old: str, new: str) -> pl.DataFrame:
    return pl.DataFrame({"subject": [old], "object": [new]})


NEW = {name: change(old, f"new.{name}") for name, old in OLD.items()}


def everything() -> Iterator[Row]:
    """Yield rows of all tables that refer to entities, each to the old key of its class."""
    record = "a.1"
    organisation, project = OLD["organisation"], OLD["project"]
    yield Programme(record=record, key=OLD["programme"], name="P")
    yield Call(record=record, key=OLD["call"], programme=OLD["programme"], number="1")
    yield Project(record=record, key=project, programme=OLD["programme"], call=OLD["call"])
    yield Organisation(record=record, key=organisation, name="O", parent=organisation, hosted_by=organisation)
    yield Participation(record=record, key="a.p", project=project, organisation=organisation, name="O", role="lead")
    yield Indicator(record=record, key="a.i", project=project, indicator="action-plans", value=1)
    yield Cluster(record=record, key=OLD["cluster"], name="C", managed_by=organisation)
    yield Membership(record=record, key="a.m", cluster=OLD["cluster"], organisation=organisation)
    facility = OLD["infrastructure"]
    yield Infrastructure(record=record, key=facility, name="I", operated_by=organisation, node_of=facility)
    yield Service(record=record, key="a.s", infrastructure=facility, name="S", language="en")
    yield Strategy(record=record, key=OLD["strategy"], name="S", region="AT32")
    yield Priority(record=record, key=OLD["priority"], strategy=OLD["strategy"], name="P", language="en")
    for name, old in OLD.items():
        yield from statements(record, name, old)


def statements(record: str, name: str, key: str) -> Iterator[Row]:
    """Yield rows of all tables that name the class of what they refer to."""
    yield Text(
        record=record, key=f"{key}.t", subject_class=name, subject=key, role="title", language="en",
        language_basis="stated", text="T",
    )  # fmt: skip
    yield Topic(record=record, subject_class=name, subject=key, scheme="s3-domain", code="AUTO")
    yield Amount(record=record, key=f"{key}.eu", subject_class=name, subject=key, kind="eu")
    yield Identifier(record=record, subject_class=name, subject=key, scheme="telephone", value="1")
    yield Claim(
        record=record, key=f"{key}.c", subject_class=name, subject=key, property="acronym", value="X", rule="hand",
        confidence="1.0",
    )  # fmt: skip
    yield Relation(
        record=record, subject_class=name, subject=key, predicate="involvesCluster", object_class=name, object=key
    )


def test_no_old_key_is_left_in_any_place_that_refers(state: Callable[..., RecordSet]) -> None:
    tables = use_canonical_keys(state(*everything()), NEW)
    for name, table in tables.items():
        own = {"key"} if name not in ENTITY_TABLES else set()
        for column in table.select(pl.selectors.string()).columns:
            left = table.filter(pl.col(column).is_in(list(OLD.values())))
            assert left.is_empty() or column in own, (name, column)


def test_the_fixture_fills_every_declared_reference(state: Callable[..., RecordSet]) -> None:
    tables = state(*everything())
    places = [(name, column) for name, columns in REFERENCES.items() for column in columns]
    places += [(name, key) for name, pairs in SUBJECT_TABLES.items() for _, key in pairs]
    for name, column in places:
        assert set(tables[name][column]) <= set(OLD.values()), (name, column)


def test_every_column_that_is_described_as_a_key_of_an_entity_is_declared() -> None:
    declared = {(name, column) for name, columns in REFERENCES.items() for column in columns}
    declared |= {(name, key) for name, pairs in SUBJECT_TABLES.items() for _, key in pairs}
    for name, row in TABLES.items():
        for column, meaning in describe_columns(row).items():
            if meaning.startswith("Key of") and column != "record":
                assert (name, column) in declared, (name, column)


def test_declared_tables_and_columns_exist() -> None:
    for name, columns in REFERENCES.items():
        assert set(columns) <= {field.name for field in dataclasses.fields(TABLES[name])}
        assert set(columns.values()) <= set(ENTITY_TABLES)
    for name, pairs in SUBJECT_TABLES.items():
        assert {column for pair in pairs for column in pair} <= {
            field.name for field in dataclasses.fields(TABLES[name])
        }


def test_the_same_key_of_another_class_stays(state: Callable[..., RecordSet]) -> None:
    topics = (
        Topic(record="a.1", subject_class=name, subject="old.project", scheme="s3-domain", code="AUTO")
        for name in ("project", "cluster")
    )
    tables = use_canonical_keys(state(*topics), {"project": change("old.project", "new.project")})
    assert tables["topic"].select("subject_class", "subject").rows() == [
        ("project", "new.project"),
        ("cluster", "old.project"),
    ]


@pytest.mark.parametrize("keys", [{}, {"project": change("x.1", "y.1")}])
def test_keys_that_are_not_named_stay(keys: dict[str, pl.DataFrame], state: Callable[..., RecordSet]) -> None:
    records = state(*everything())
    for name, table in use_canonical_keys(records, keys).items():
        assert table.equals(records[name])
