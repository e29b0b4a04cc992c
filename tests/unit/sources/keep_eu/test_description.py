"""The description of the source agrees with the layout, the code lists and the code."""

import re
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.namespace import SKOS

from ecosystem_graph.sources.keep_eu.description import DESCRIPTION, KINDS, columns, ignored, required, targets
from ecosystem_graph.terms import CONCEPTS


def test_every_column_of_the_layout_is_mapped_or_ignored_with_a_reason(keep: Any) -> None:
    layout = {"projects": keep.PROJECT_COLUMNS, "partners": keep.PARTNER_COLUMNS, "calls": keep.CALL_COLUMNS}
    assert {kind: len(each) for kind, each in layout.items()} == {"projects": 49, "partners": 15, "calls": 5}
    for kind in KINDS:
        assert sorted(columns(kind)) == sorted(layout[kind])
        assert set(required(kind)) <= set(columns(kind))
        assert all(len(reason) > 20 for reason in ignored(kind).values())


def test_codes_of_kinds_phases_and_roles_are_in_the_vocabularies() -> None:
    for kind in KINDS:
        for money, phase in targets(kind, "amount").values():
            assert money in CONCEPTS["budget-kind"]
            assert phase in CONCEPTS["budget-phase"]
        assert {role for role, _ in targets(kind, "text").values()} <= CONCEPTS["text-role"]


@pytest.mark.parametrize("scheme", sorted(DESCRIPTION["topics"]))
def test_codes_of_topics_are_the_notations_of_the_vocabulary(scheme: str, root: Path) -> None:
    graph = rdflib.Graph().parse(root / "ontology" / "vocabularies" / f"{scheme}.ttl")
    notations = {str(notation) for notation in graph.objects(None, SKOS.notation)}
    codes = set(DESCRIPTION["topics"][scheme]["codes"].values())
    # Other sources name funds that this one does not know.
    assert codes <= notations if scheme == "fund" else codes == notations
    for concept, notation in graph.subject_objects(SKOS.notation):
        assert str(concept) == f"https://w3id.org/ecosystem-graph/def/{scheme}/{notation}"
        assert (concept, SKOS.inScheme, rdflib.URIRef(f"https://w3id.org/ecosystem-graph/def/{scheme}")) in graph
        assert any(getattr(label, "language", None) == "en" for label in graph.objects(concept, SKOS.prefLabel))
        assert any(graph.objects(concept, SKOS.definition))


def test_the_42_themes_have_the_labels_of_the_source(root: Path) -> None:
    graph = rdflib.Graph().parse(root / "ontology" / "vocabularies" / "keep-theme.ttl")
    labels = {
        str(graph.value(concept, SKOS.prefLabel)): str(code) for concept, code in graph.subject_objects(SKOS.notation)
    }
    assert labels == DESCRIPTION["topics"]["keep-theme"]["codes"]
    assert len(labels) == 42


def test_every_issue_code_is_used_and_every_used_code_is_described(root: Path) -> None:
    folder = root / "src" / "ecosystem_graph" / "sources" / "keep_eu"
    used = {code for path in folder.glob("*.py") for code in re.findall(r"EG-KEEP-\d{3}", path.read_text())}
    assert used == {code for code, issue in DESCRIPTION["issues"].items() if "name" not in issue}
    for issue in DESCRIPTION["issues"].values():
        assert issue["severity"] in CONCEPTS["severity"]
        assert issue["meaning"].endswith(".")
