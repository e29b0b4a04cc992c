"""From stated tables to graph tables."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ecosystem_graph.issues import Issue
from ecosystem_graph.records import TABLES, RecordSet, records_from_rows
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.organisation import Identifier, Organisation
from ecosystem_graph.records.project import Participation, Project, Relation, Text
from ecosystem_graph.records.provenance import Dataset
from ecosystem_graph.records.territory import Region
from ecosystem_graph.resolve.consolidate import load_consolidated, resolve, write_consolidated

ONLY_CONSOLIDATED = {
    "border", "country", "containment", "open_concept", "derivation", "identity", "conflict", "issue", "placement",
    "harmonised", "candidate", "redirect",
}  # fmt: skip
DERIVED = {"title", "region_relation", "region_change"}


def test_nothing_stated_gives_all_tables_empty() -> None:
    resolved = resolve(RecordSet({}))
    assert set(resolved.stated) == {*TABLES, *DERIVED}
    assert set(resolved.consolidated) == {*TABLES, *DERIVED, *ONLY_CONSOLIDATED}
    assert all(table.is_empty() for table in (*resolved.stated.values(), *resolved.consolidated.values()))
    assert resolved.issues == ()


def test_two_sources_that_share_an_identifier_become_one_entity_in_every_table(state: Callable[..., RecordSet]) -> None:
    rows = []
    for source in ("a", "b"):
        record, key = f"{source}.1", f"{source}.o"
        rows += [
            Organisation(record=record, key=key, name=f"Name of {source}"),
            Identifier(record=record, subject_class="organisation", subject=key, scheme="ror", value="03yrm5c26"),
            Project(record=record, key=record),
            Participation(record=record, key=f"{source}.p", project=record, organisation=key, name="N", role="lead"),
        ]
    resolved = resolve(state(*rows))
    assert resolved.consolidated["organisation"].select("key", "record").rows() == [("ror.03yrm5c26", None)]
    assert set(resolved.consolidated["participation"]["organisation"]) == {"ror.03yrm5c26"}
    assert resolved.stated["organisation"].height == 2
    assert resolved.consolidated["derivation"].rows() == [
        ("organisation", "ror.03yrm5c26", "a.1"),
        ("organisation", "ror.03yrm5c26", "b.1"),
    ]
    assert resolved.consolidated["conflict"].height == 2
    assert resolved.issues == ()


def test_a_name_without_language_is_shown_without_tag_and_no_other_is(state: Callable[..., RecordSet]) -> None:
    names = (("a.1", "Wolle", None), ("a.2", "Iron", "en"))
    rows = (Organisation(record=key, key=key, name=name, language=tag) for key, name, tag in names)
    table = resolve(state(*rows)).consolidated["organisation"]
    assert table["name_untagged"].to_list() == ["Wolle", None]


def test_only_lead_partners_are_lead_organisations(state: Callable[..., RecordSet]) -> None:
    roles = ("lead", "partner", "financial-lead")
    rows = (
        Participation(record="a.1", key=f"a.{n}", project="a.1", organisation=f"o.{n}", name="N", role=role)
        for n, role in enumerate(roles)
    )
    table = resolve(state(*rows)).consolidated["participation"].sort("key")
    assert table["lead_organisation"].to_list() == ["o.0", None, None]


def test_a_licence_is_an_iri_only_when_it_is_one(state: Callable[..., RecordSet]) -> None:
    stated = {"a": "https://creativecommons.org/licenses/by/4.0/", "b": "http is how we publish", "c": None}
    rows = (Dataset(record=key, key=key, title="T", publisher="P", licence=licence) for key, licence in stated.items())
    table = resolve(state(*rows)).consolidated["dataset"].sort("key")
    assert table["licence_iri"].to_list() == [stated["a"], None, None]
    assert table["licence"].to_list() == list(stated.values())


def test_relations_to_regions_stand_apart_because_regions_have_other_iris(state: Callable[..., RecordSet]) -> None:
    common = {"record": "a.1", "subject_class": "project", "subject": "a.1"}
    rows = (
        Project(record="a.1", key="a.1"),
        Relation(**common, predicate="targetsRegion", object_class="region", object="DK01"),
        Relation(**common, predicate="involvesCluster", object_class="cluster", object="a.c"),
    )
    resolved = resolve(state(*rows))
    assert resolved.consolidated["region_relation"]["object"].to_list() == ["DK01"]
    assert resolved.consolidated["relation"]["object"].to_list() == ["a.c"]
    assert "DK01" in resolved.consolidated["region"]["key"]


def test_titles_are_texts_of_that_role(state: Callable[..., RecordSet]) -> None:
    rows = (
        Text(
            record="a.1", key=f"a.1.{role}", subject_class="project", subject="a.1", role=role, language="en",
            language_basis="stated", text=role,
        )
        for role in ("title", "summary")
    )  # fmt: skip
    assert resolve(state(*rows)).consolidated["title"]["text"].to_list() == ["title"]


def test_a_text_that_two_records_state_alike_is_derived_from_both(state: Callable[..., RecordSet]) -> None:
    rows = (
        Text(
            record=record, key="a.t", subject_class="project", subject="a.1", role="title", language="en",
            language_basis="stated", text="T",
        )
        for record in ("a.1", "a.2")
    )  # fmt: skip
    resolved = resolve(state(Project(record="a.1", key="a.1"), *rows))
    assert resolved.consolidated["text"].height == 1
    assert resolved.consolidated["derivation"].rows() == [("text", "a.t", "a.1"), ("text", "a.t", "a.2")]
    assert resolved.issues == ()


def test_issues_found_and_given_are_published_once_each(state: Callable[..., RecordSet]) -> None:
    given = Issue("EG-SRC-001", "warning", "x.txt", "", "", "", "Left out.")
    resolved = resolve(state(Project(record="a.1", key="a.1", website="x")), [given, given])
    assert [issue.code for issue in resolved.issues] == ["EG-RES-001"]
    assert resolved.consolidated["issue"].select("code", "record").sort("code").rows() == [
        ("EG-RES-001", "a.1"),
        ("EG-SRC-001", None),
    ]
    assert resolved.consolidated["issue"]["key"].is_unique().all()


def test_what_cannot_be_an_iri_reaches_no_table(state: Callable[..., RecordSet]) -> None:
    rows = (
        Project(record="a.1", key="a.1", website="http://example.org/ and more"),
        Organisation(record="a.1", key="a.o", name="A", website="www.example.org", country="UK", region="Tirol"),
        Region(record="a.1", key="Tirol", level=2),
    )
    resolved = resolve(state(*rows))
    for tables in (resolved.stated, resolved.consolidated):
        assert tables["project"]["website"].to_list() == [None]
        assert tables["organisation"].select("website", "country", "region").row(0) == (None, None, None)
        assert tables["region"].is_empty()
    assert sorted(issue.code for issue in resolved.issues) == [
        "EG-RES-001", "EG-RES-001", "EG-RES-004", "EG-RES-007", "EG-RES-007",
    ]  # fmt: skip


def test_regions_that_lie_in_each_other_end_in_a_tree_and_an_issue(state: Callable[..., RecordSet]) -> None:
    rows = (
        Region(record="a.1", key=key, level=2, parent=parent) for key, parent in (("AT32", "AT33"), ("AT33", "AT32"))
    )
    resolved = resolve(state(*rows))
    assert {issue.code for issue in resolved.issues} == {"EG-RES-008"}
    assert resolved.consolidated["containment"].filter(pl.col("region") == "AT32")["within"].to_list() == ["AT", "AT3"]


def test_one_table_of_the_stated_kind_per_source_stays_as_stated(state: Callable[..., RecordSet]) -> None:
    amount = Amount(record="a.1", key="a.m", subject_class="project", subject="a.1", kind="eu", value=Decimal("1.00"))
    other = replace(amount, record="b.1", key="b.m", value=Decimal("2.00"))
    resolved = resolve(state(Project(record="a.1", key="a.1"), amount, other))
    assert resolved.consolidated["amount"]["key"].to_list() == ["a.m"]
    assert sorted(resolved.stated["amount"]["key"]) == ["a.m", "b.m"]
    assert resolved.consolidated["conflict"]["subject_class"].unique().to_list() == ["amount"]


def test_two_inputs_with_the_same_records_give_no_duplicates_and_an_issue(state: Callable[..., RecordSet]) -> None:
    records = state(
        Project(record="a.1", key="a.1"),
        Organisation(record="a.1", key="a.o", name="A"),
        Participation(record="a.1", key="a.p", project="a.1", organisation="a.o", name="A", role="lead"),
    )
    renamed = records["record"].with_columns(file=pl.lit("copy.csv"))
    twice = RecordSet(
        {name: pl.concat([table, renamed if name == "record" else table]) for name, table in records.items()}
    )

    once, again = resolve(records), resolve(twice)

    assert [issue.code for issue in again.issues] == ["EG-RES-005"]
    for name in ("project", "participation", "organisation", "record", "dataset", "amount", "text"):
        assert again.consolidated[name].height == once.consolidated[name].height, name


def test_consolidated_tables_are_read_back_with_all_columns(tmp_path: Path) -> None:
    tables = resolve(RecordSet({})).consolidated
    write_consolidated(tables, tmp_path)
    again = load_consolidated(tmp_path)
    assert set(again) == set(tables)
    for name, table in tables.items():
        assert_frame_equal(again[name], table)


@pytest.mark.parametrize("count", [0, 1])
def test_rows_without_any_source_record_are_an_issue(count: int) -> None:
    resolved = resolve(records_from_rows([Project(record="a.1", key="a.1")] * count))
    assert [issue.code for issue in resolved.issues] == ["EG-RES-011"] * count
