from pathlib import Path

from ecosystem_graph.reason.shortcut import SHORTCUTS, Agreement, check_shortcuts
from ecosystem_graph.terms import EG

GRAPH = """
@prefix eg: <https://w3id.org/ecosystem-graph/ontology#> .
@prefix role: <https://w3id.org/ecosystem-graph/def/role/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/> .
:one eg:inProject :p ; eg:participant :a ; eg:participationRole role:lead .
:two eg:inProject :p ; eg:participant :b ; eg:participationRole role:partner .
:p eg:hasPartner :a, :b ; eg:hasLeadPartner :a .
:AT31 a eg:Region ; skos:broader :AT3 ; eg:within :AT3, :AT . :AT3 a eg:Region ; skos:broader :AT ; eg:within :AT .
:AT a eg:Region .
"""


def compare(tmp_path: Path, text: str) -> dict[str, Agreement]:
    (tmp_path / "graph.ttl").write_text(text)
    return {each.term: each for each in check_shortcuts(tmp_path / "graph.ttl")}


def test_a_graph_with_all_shortcuts_agrees_with_the_rules(tmp_path: Path) -> None:
    found = compare(tmp_path, GRAPH)
    assert {term: each.stated for term, each in found.items()} == {EG.hasPartner: 2, EG.hasLeadPartner: 1, EG.within: 3}
    assert all(each.holds for each in found.values())


def test_a_missing_shortcut_is_told(tmp_path: Path) -> None:
    found = compare(tmp_path, GRAPH.replace("eg:within :AT3, :AT .", "eg:within :AT3 ."))[EG.within]
    assert not found.holds
    assert found.missing == {("http://example.org/AT31", "http://example.org/AT")}


def test_a_shortcut_that_nothing_supports_is_told(tmp_path: Path) -> None:
    found = compare(tmp_path, GRAPH.replace("eg:hasLeadPartner :a", "eg:hasLeadPartner :b"))[EG.hasLeadPartner]
    assert found.surplus == {("http://example.org/p", "http://example.org/b")}
    assert found.missing == {("http://example.org/p", "http://example.org/a")}


def test_each_shortcut_but_the_lead_partner_rests_on_an_axiom() -> None:
    assert {each.term for each in SHORTCUTS if not each.entailed_by} == {EG.hasLeadPartner}
