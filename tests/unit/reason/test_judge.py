from collections.abc import Callable
from pathlib import Path

import pytest

from ecosystem_graph.errors import ReasonerLimitError
from ecosystem_graph.graph.ontology import ontology_files
from ecosystem_graph.reason import judge
from ecosystem_graph.reason.judge import judge_ontology

pytestmark = pytest.mark.usefixtures("java")

PREFIXES = """
@prefix eg: <https://w3id.org/ecosystem-graph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://example.org/> .
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def call(text: str) -> Path:
        path = tmp_path / "more.ttl"
        path.write_text(PREFIXES + text, encoding="utf-8")
        return path

    return call


def test_the_shipped_ontology_is_consistent_and_every_class_can_have_members() -> None:
    verdict = judge_ontology()
    assert (verdict.consistent, verdict.unsatisfiable, verdict.profile) == (True, (), ())
    assert verdict.ontology == "https://w3id.org/ecosystem-graph/ontology"
    assert verdict.classes > 20
    verdict.require_coherence()


def test_a_class_below_two_disjoint_ones_is_explained_and_so_is_what_is_below_it(write: Callable[[str], Path]) -> None:
    more = write("""
        :Grant a owl:Class ; rdfs:label "Grant"@en ; rdfs:subClassOf eg:Project, eg:Programme .
        :SmallGrant a owl:Class ; rdfs:label "Small grant"@en ; rdfs:subClassOf :Grant .
    """)
    verdict = judge_ontology([*ontology_files(), more])
    assert {each.label: each.explanation for each in verdict.unsatisfiable} == {
        "“Grant”": (
            "Every “Grant” is a “Programme”.",
            "Every “Grant” is a “Project”.",
            "Nothing is both a “Programme” and a “Project”.",
        ),
        "“Small grant”": ("Every “Small grant” is a “Grant”.", "Nothing can belong to “Grant”."),
    }


def test_classes_that_are_empty_because_of_each_other_are_not_explained_in_a_circle(
    write: Callable[[str], Path],
) -> None:
    verdict = judge_ontology([write("""
        :A a owl:Class ; rdfs:subClassOf :B, :C . :B a owl:Class ; rdfs:subClassOf :A, :D .
        :C a owl:Class ; owl:disjointWith :D . :D a owl:Class .
    """)])  # fmt: skip
    assert [each.explanation[-1] for each in verdict.unsatisfiable] == ["Nothing is both a “C” and a “D”."] * 2


def test_statements_that_contradict_the_ontology_are_explained(write: Callable[[str], Path]) -> None:
    verdict = judge_ontology(individuals=write(":x a eg:Cluster ; eg:budgetKind :y ."))
    assert not verdict.consistent
    assert verdict.contradiction == (
        "“x” is linked by “budget kind” to “y”.",
        "Whatever has “budget kind” is a “Budget item”.",
        "“x” is a “Cluster”.",
        "Nothing is both a “Budget item” and a “Cluster”.",
    )


def test_superclasses_that_nobody_stated_and_what_is_not_owl_2_dl_are_listed(write: Callable[[str], Path]) -> None:
    verdict = judge_ontology([write("""
        :Both a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :A :B ) ] .
        :A a owl:Class . :B a owl:Class . :C rdfs:subClassOf :A .
    """)])  # fmt: skip
    assert verdict.inferred == (
        ("http://example.org/Both", "http://example.org/A"),
        ("http://example.org/Both", "http://example.org/B"),
    )
    assert verdict.profile == (
        "<http://example.org/C> is used as a class and not declared.",
        "An ontology has one header; this one has 0.",
    )


def test_a_release_that_is_too_large_is_refused(write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "MAX_STATEMENTS", 1)
    with pytest.raises(ReasonerLimitError, match="2 statements"):
        judge_ontology(individuals=write(":x a eg:Project . :y a eg:Project ."))
