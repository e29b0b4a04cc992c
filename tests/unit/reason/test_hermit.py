import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from ecosystem_graph.errors import ReasoningError
from ecosystem_graph.reason.hermit import classify, require_java

pytestmark = pytest.mark.usefixtures("java")

EXAMPLE = "http://example.org/"
CLASSES = ":A a owl:Class . :B a owl:Class . :C a owl:Class . :p a owl:ObjectProperty . "


def test_superclasses_that_follow_are_derived(turtle: Callable[[str], Graph]) -> None:
    found = classify(turtle(CLASSES + """
        :A owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .
        :C rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :D ] .
        :D a owl:Class ; rdfs:subClassOf :B .
    """))  # fmt: skip
    assert found.consistent
    assert not found.unsatisfiable
    assert f"{EXAMPLE}A" in found.ancestors[f"{EXAMPLE}C"]


def test_a_class_without_possible_members_is_found(turtle: Callable[[str], Graph]) -> None:
    found = classify(turtle(CLASSES + ":A rdfs:subClassOf :B, :C . :B owl:disjointWith :C ."))
    assert found.consistent
    assert found.unsatisfiable == frozenset({f"{EXAMPLE}A"})


def test_an_inconsistent_ontology_leaves_no_file_behind(
    turtle: Callable[[str], Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert not classify(turtle(CLASSES + ":A owl:disjointWith :B . :x a :A, :B .")).consistent
    assert list(tmp_path.iterdir()) == []
    assert tempfile.tempdir == str(tmp_path)


def test_dates_do_not_stop_the_reasoner(turtle: Callable[[str], Graph]) -> None:
    assert classify(turtle(':d a owl:DatatypeProperty . :x :d "2020-02-30"^^xsd:date .')).consistent


def test_what_is_not_owl_2_dl_is_told_in_one_line(turtle: Callable[[str], Graph]) -> None:
    ontology = turtle(CLASSES + """
        :p a owl:TransitiveProperty .
        :A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .
    """)  # fmt: skip
    with pytest.raises(ReasoningError, match=r"^HermiT cannot work with this ontology: .*simple.*$"):
        classify(ontology)


def test_without_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReasoningError, match="expected Java") as caught:
        require_java()
    assert "apt install" in caught.value.hint
    assert caught.value.exit_code == 3
