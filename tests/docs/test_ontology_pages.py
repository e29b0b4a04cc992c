"""The pages that pyLODE makes show every class, property, code and shape, and their links lead somewhere."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import RDF, SH, SKOS, Graph

from ecosystem_graph.publish.alignment import concept_matches, mapping_files, read_mappings
from ecosystem_graph.reason.ontology import read_ontology
from ecosystem_graph.terms import CONCEPTS, EG

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("pylode", reason="needs pyLODE (group docs)")


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ontology_pages", ROOT / "docs" / "hooks" / "ontology_pages.py")
    if spec is None or spec.loader is None:
        pytest.fail("no such hook")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(hook: ModuleType) -> dict[str, str]:
    whole = read_ontology() + concept_matches(map(read_mappings, mapping_files()))
    schemes = sorted(set(whole.subjects(RDF.type, SKOS.ConceptScheme)), key=str)
    return {name: hook.render(graph) for name, graph in hook.graphs(whole, schemes).items()}


def anchors(page: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', page))


def test_each_term_has_a_place_that_its_iri_leads_to(pages: dict[str, str]) -> None:
    names = {str(iri).rpartition("#")[2] for name, iri in vars(EG).items() if not name.startswith("_")}
    assert names - anchors(pages["index"]) == set()


def test_each_code_list_has_a_page_with_each_code(pages: dict[str, str]) -> None:
    assert set(pages) == {"index", "shapes", *CONCEPTS}
    for scheme, codes in CONCEPTS.items():
        for code in codes:
            assert f"https://w3id.org/ecosystem-graph/def/{scheme}/{code}<" in pages[scheme]


def test_each_shape_is_shown_under_its_duty(pages: dict[str, str]) -> None:
    places = anchors(pages["shapes"])
    for path in (ROOT / "ontology" / "shapes").glob("*/*.ttl"):
        for shape in Graph().parse(path).subjects(SH.name):
            assert str(shape).rpartition("#")[2] in places
        assert f"What {path.parent.name} hold" in pages["shapes"]


def test_labels_in_other_languages_stand_beside_the_english_title(pages: dict[str, str]) -> None:
    assert "<title>Role in a project</title>" in pages["role"]
    assert "Lead-Partner (de) · Chef de file (fr) · Capofila (it)" in pages["role"]


def test_links_to_codes_show_their_names(pages: dict[str, str]) -> None:
    domains = pages["s3-domain"]
    assert ">aerospace industry (EuroVoc)</a>" in domains
    assert ">Aerospace and defence (Industrial ecosystem)</a>" in domains
    assert 'href="industrial-ecosystem.html#aerospace-defence"' in domains
    assert (
        re.findall(r">http[^<]*(?:eurovoc|euroscivoc|nace|/def/)[^<]*/[^<]+</a>", domains.partition("Concepts</h2>")[2])
        == []
    )


def test_uses_and_mappings_are_listed(hook: ModuleType) -> None:
    whole = read_ontology()
    schemes = sorted(set(whole.subjects(RDF.type, SKOS.ConceptScheme)), key=str)
    overview, uses = "\n".join(hook.describe(whole, schemes)), "\n".join(hook.list_uses())
    assert re.search(r"\| Smart specialisation domains and EuroVoc \| \d+ \| 30 of 30 \|", overview)
    assert set(re.findall(r"index\.html#(\w+)\)", uses)) == {name for name in vars(EG) if not name.startswith("_")}


def test_links_between_the_pages_lead_somewhere(pages: dict[str, str]) -> None:
    places = {name: anchors(page) for name, page in pages.items()}
    for name, page in pages.items():
        for target, anchor in re.findall(r'href="(?:([a-z0-9-]+)\.html)?#([^"]*)"', page):
            assert target in ("", *pages), (name, target)
            assert not anchor or anchor in places[target or name], (name, target, anchor)


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert re.findall(r'<(?:script|img|iframe)[^>]+src="[^"]*"|<link[^>]+rel="stylesheet"', page) == [], name
