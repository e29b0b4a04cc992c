"""Who is who as a mapping set."""

from pathlib import Path

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import SKOS
from tests.unit.resolve.review.conftest import tables

from ecosystem_graph.publish.identity_set import identity_mappings
from ecosystem_graph.publish.match import format_mappings
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.review.release_table import OrganisationTables

__all__ = ["tables"]

BASE = "https://data.example/"
SSSOM = Namespace("https://w3id.org/sssom/")
JUDGED = [Judgement("list.a", "list.d", is_same=False, where="j.csv, line 3"), Judgement("list.a", "x", is_same=False)]


def test_each_pair_says_its_state_of_review(tables: OrganisationTables) -> None:
    rows = identity_mappings(tables, BASE, JUDGED)
    told = {
        (row["subject_id"][-1], row["object_id"][-1]): (row["predicate_id"], row["predicate_modifier"], row["comment"])
        for row in rows.iter_rows(named=True)
    }
    assert told["c", "a"][0] == "skos:exactMatch"
    assert told["c", "a"][2].startswith("accepted by rule; names “Tyrolean Hospitals”")
    assert told["a", "b"][0] == "skos:closeMatch"
    assert told["a", "b"][2].startswith("candidate, not reviewed")
    assert told["a", "d"] == ("skos:exactMatch", "Not", "reviewed; j.csv, line 3")
    assert len(told) == 6


def test_an_organisation_is_linked_to_its_entry_in_a_registry(tables: OrganisationTables) -> None:
    rows = identity_mappings(tables, BASE).rows(named=True)
    out = [row for row in rows if not row["object_id"].startswith(BASE)]
    assert [(row["subject_id"], row["predicate_id"], row["object_id"], row["comment"]) for row in out] == [
        (f"{BASE}id/organisation/list.d", "skos:exactMatch", "https://ror.org/04zfsh9", "published; identifier ror")
    ]


@pytest.mark.parametrize("name", ["x.ttl", "x.nt"])
def test_what_was_judged_different_is_no_match_in_rdf(tables: OrganisationTables, name: str) -> None:
    data = format_mappings(identity_mappings(tables, BASE, JUDGED), Path(name), f"{BASE}mappings")
    graph = Graph().parse(data=data, format="turtle" if name.endswith("ttl") else "nt")
    pairs = {(str(one)[-1], str(other)[-1]) for one, other in graph.subject_objects(SKOS.exactMatch)}
    assert pairs == {("c", "a"), ("e", "d"), ("d", "9")}
    refused = set(graph.subjects(SSSOM.predicate_modifier))
    assert len(refused) == 1
    assert (URIRef(f"{BASE}id/organisation/list.a"), SKOS.closeMatch, None) in graph
