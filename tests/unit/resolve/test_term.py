"""Names of classes and properties that the graph has."""

from collections.abc import Callable

from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.organisation import Identifier
from ecosystem_graph.records.project import Relation, Text, Topic
from ecosystem_graph.records.provenance import Claim
from ecosystem_graph.resolve.term import keep_known_terms


def relation(predicate: str = "usesInfrastructure", subject_class: str = "project") -> Relation:
    return Relation(
        record="a.1", subject_class=subject_class, subject="a.1", predicate=predicate, object_class="infrastructure",
        object="a.i",
    )  # fmt: skip


def test_known_names_stay(state: Callable[..., RecordSet]) -> None:
    records = state(
        relation(), Topic(record="a.1", subject_class="priority", subject="a", scheme="s3-domain", code="AUTO")
    )
    tables, findings = keep_known_terms(records)
    assert findings == []
    assert tables["relation"] is records["relation"]


def test_a_relation_that_the_ontology_lacks_is_left_out_and_found(state: Callable[..., RecordSet]) -> None:
    tables, (findings,) = keep_known_terms(state(relation("uses infra"), relation("Project"), relation()))
    assert tables["relation"]["predicate"].to_list() == ["usesInfrastructure"]
    assert sorted(findings["found"]) == ["Project", "uses infra"]
    assert set(findings["code"]) == {"EG-RES-010"}


def test_rows_about_a_class_without_keys_are_left_out(state: Callable[..., RecordSet]) -> None:
    text = Text(
        record="a.1", key="a.t", subject_class="id/x", subject="AT32", role="summary", language="en",
        language_basis="stated", text="Salt",
    )  # fmt: skip
    rows = (
        text,
        relation(subject_class="region"),
        Topic(record="a.1", subject_class="person", subject="a", scheme="s3-domain", code="AUTO"),
        Identifier(record="a.1", subject_class="Project", subject="a", scheme="ror", value="1"),
    )
    tables, findings = keep_known_terms(state(*rows))
    assert all(tables[name].is_empty() for name in ("text", "relation", "topic", "identifier"))
    assert [found["code"].item() for found in findings] == ["EG-RES-009"] * 4


def test_a_claim_of_an_unknown_property_is_left_out(state: Callable[..., RecordSet]) -> None:
    claim = Claim(
        record="a.1", key="a.c", subject_class="project", subject="a.1", property="costs", value="5", rule="hand",
        confidence="1.0",
    )  # fmt: skip
    tables, (findings,) = keep_known_terms(state(claim))
    assert tables["claim"].is_empty()
    assert findings.select("code", "field", "found").row(0) == ("EG-RES-010", "claim.property", "costs")
