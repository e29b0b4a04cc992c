"""Mappings between code lists: valid SSSOM, both sides exist, nothing contradicts, all of it in the release."""

import csv
import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from rdflib import SKOS, Graph, URIRef

from ecosystem_graph.namespaces import DEF
from ecosystem_graph.publish.alignment import MappingSet, concept_matches, mapping_files, read_mappings
from ecosystem_graph.publish.ontology import core_ontology, full_ontology
from ecosystem_graph.reason.ontology import read_ontology
from ecosystem_graph.terms import CONCEPTS

NACE = {"2": "http://data.europa.eu/ux2/nace2/", "2.1": "http://data.europa.eu/ux2/nace2.1/"}
EUROSCIVOC = "http://data.europa.eu/8mn/euroscivoc/"
EUROVOC = "http://eurovoc.europa.eu/"
SKOS_MATCHES = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
LEAST = {
    "s3-domain-ket": 9,
    "s3-domain-industrial-ecosystem": 24,
    "s3-domain-keep-theme": 18,
    "s3-domain-nace2": 26,
    "s3-domain-nace21": 26,
    "s3-domain-eurovoc": 30,
    "s3-domain-euroscivoc": 29,
    "interreg-de-topic-keep-theme": 5,
}
"""Codes of the first list that each set maps at least."""


@pytest.fixture(params=mapping_files(), ids=lambda path: str(path.name.partition(".")[0]))
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def mapping_set(path: Path) -> MappingSet:
    return read_mappings(path)


@pytest.fixture(scope="module")
def whole() -> Graph:
    return read_ontology()


@pytest.fixture(scope="module")
def nace(ontology_folder: Path) -> dict[str, set[str]]:
    """Return the codes of sections and divisions by revision."""
    codes: dict[str, set[str]] = defaultdict(set)
    with (ontology_folder / "mappings" / "nace_codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes[row["revision"]].add(row["code"])
    return codes


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_a_set_says_what_it_is_who_made_it_and_since_when(mapping_set: MappingSet, path: Path) -> None:
    metadata = mapping_set.metadata
    name = path.name.partition(".")[0]
    assert metadata["mapping_set_id"] == f"https://w3id.org/ecosystem-graph/mappings/{name}"
    assert metadata["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(metadata["mapping_set_version"]))
    assert isinstance(metadata["mapping_date"], date)
    assert metadata["creator_label"] == metadata["author_label"] == ["The ecosystem_graph project"]
    assert {"mapping_set_title", "mapping_set_description", "subject_source", "object_source"} <= set(metadata)


def test_every_prefix_is_used_and_every_row_has_a_reason(mapping_set: MappingSet, path: Path) -> None:
    text = path.read_text(encoding="utf-8").partition("subject_id\t")[2]
    assert {prefix for prefix in mapping_set.metadata["curie_map"] if f"{prefix}:" not in text} == set()
    for row in rows(path):
        assert None not in row.values()
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"


def test_rows_are_in_order_and_two_codes_are_matched_in_one_way_only(mapping_set: MappingSet, path: Path) -> None:
    assert len({(each.subject, each.object) for each in mapping_set.mappings}) == len(mapping_set.mappings)
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows(path)]
    assert keys == sorted(keys)


def test_predicates_are_skos_matches_and_confidence_is_a_share(mapping_set: MappingSet) -> None:
    for mapping in mapping_set.mappings:
        assert URIRef(mapping.predicate) in SKOS_MATCHES
        assert 0 < mapping.confidence <= 1


def test_our_codes_exist_with_the_label_that_the_set_shows(mapping_set: MappingSet, path: Path, whole: Graph) -> None:
    for mapping, row in zip(mapping_set.mappings, rows(path), strict=True):
        assert mapping.subject.startswith(str(mapping_set.metadata["subject_source"]))
        for iri, shown in ((mapping.subject, row["subject_label"]), (mapping.object, row["object_label"])):
            if iri.startswith(DEF):
                scheme, code = iri.removeprefix(DEF).split("/")
                assert code in CONCEPTS[scheme], iri
                names = whole.objects(URIRef(iri), SKOS.prefLabel)
                assert shown in [str(name) for name in names if getattr(name, "language", "") == "en"], iri


def test_no_code_is_the_same_as_two_codes_of_one_list(mapping_set: MappingSet) -> None:
    exact = [each for each in mapping_set.mappings if each.predicate == str(SKOS.exactMatch)]
    assert len({each.subject for each in exact}) == len({each.object for each in exact}) == len(exact)


def test_a_set_maps_at_least_as_many_codes_as_the_documentation_says(mapping_set: MappingSet, path: Path) -> None:
    assert len({each.subject for each in mapping_set.mappings}) >= LEAST[path.name.partition(".")[0]]


def test_the_reference_table_of_nace_has_the_published_number_of_codes(nace: dict[str, set[str]]) -> None:
    """NACE Rev. 2: 21 sections, 88 divisions (Regulation (EC) 1893/2006); Rev. 2.1: 22 and 87 ((EU) 2023/137)."""
    counts = {
        revision: [sum(map(str.isalpha, codes)), sum(map(str.isdigit, codes))] for revision, codes in nace.items()
    }
    assert counts == {"2": [21, 88], "2.1": [22, 87]}
    assert "45" in nace["2"] - nace["2.1"]


@pytest.mark.parametrize("revision", NACE)
def test_codes_of_nace_exist_in_their_revision(nace: dict[str, set[str]], revision: str) -> None:
    targets = {each.object for path in mapping_files() for each in read_mappings(path).mappings}
    found = {iri.removeprefix(NACE[revision]) for iri in targets if iri.startswith(NACE[revision])}
    assert found
    assert found <= nace[revision]


def test_descriptors_of_eurovoc_exist_under_the_label_shown(shared: Path) -> None:
    known = {
        each["uri"]: each["label"]
        for each in json.loads((shared / "vocab" / "eurovoc_descriptors.json").read_text(encoding="utf-8"))
    }
    (path,) = (path for path in mapping_files() if path.name.startswith("s3-domain-eurovoc"))
    for mapping, row in zip(read_mappings(path).mappings, rows(path), strict=True):
        assert known.get(mapping.object) == row["object_label"], mapping.object


def test_codes_of_euroscivoc_exist_under_the_label_shown(shared: Path) -> None:
    with (shared / "data" / "cordis" / "euroscivoc_concepts.csv").open(encoding="utf-8", newline="") as file:
        known = {each["euroSciVocCode"]: each["euroSciVocTitle"].strip() for each in csv.DictReader(file)}
    (path,) = (path for path in mapping_files() if path.name.startswith("s3-domain-euroscivoc"))
    iris: dict[str, str] = {}
    for mapping, row in zip(read_mappings(path).mappings, rows(path), strict=True):
        code = row["comment"].removeprefix("CORDIS code ")
        assert known.get(code) == row["object_label"], code
        assert iris.setdefault(mapping.object, code) == code
    assert len(set(iris.values())) == len(iris)


def test_iris_of_other_vocabularies_have_the_form_that_these_use() -> None:
    forms = {EUROVOC: r"\d+", EUROSCIVOC: r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"}
    forms |= dict.fromkeys(NACE.values(), r"[A-V]|\d\d")
    for mapping in (mapping for path in mapping_files() for mapping in read_mappings(path).mappings):
        if not mapping.object.startswith(DEF):
            (space,) = (space for space in forms if mapping.object.startswith(space))
            assert re.fullmatch(forms[space], mapping.object.removeprefix(space)), mapping.object


def test_the_full_release_holds_every_match_and_the_core_none() -> None:
    matches = set(concept_matches(read_mappings(path) for path in mapping_files()))
    assert len(matches) == sum(len(read_mappings(path).mappings) for path in mapping_files())
    assert matches <= set(full_ontology())
    assert matches & set(core_ontology()) == set()
