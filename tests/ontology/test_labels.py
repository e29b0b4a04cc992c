"""Labels of classes, properties and codes: eight languages, told apart, and the words that the field uses."""

from collections import defaultdict

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ecosystem_graph.namespaces import DEF, ONTOLOGY
from ecosystem_graph.reason.ontology import read_ontology
from ecosystem_graph.terms import CONCEPTS, EG

LANGUAGES = ["de", "en", "es", "fr", "it", "nl", "pl", "pt"]
SAME_IN_ENGLISH = {
    "Cluster": {"de", "it", "nl", "pt"},
    "Construction": {"fr"},
    "E-infrastructure": {"fr"},
    "Indicator": {"nl"},
    "Information": {"fr"},
    "Infrastructure": {"fr"},
    "Living lab": {"it", "nl"},
    "Organisation": {"de", "fr"},
    "Original": {"de", "es", "fr", "pt"},
    "Participation": {"fr"},
    "Programme": {"fr"},
    "Project": {"nl"},
    "Public": {"fr"},
    "Region": {"de", "pl"},
    "Text": {"de"},
    "Violation": {"fr"},
    "indicator": {"nl"},
    "participant": {"fr"},
}
"""Words that are spelled alike in English and these languages; anything else alike was not translated."""

FIELD = {
    EG.Participation: {"de": "Beteiligung", "es": "Participación", "pl": "Udział"},
    EG.Call: {"fr": "Appel à projets", "it": "Bando", "es": "Convocatoria", "pl": "Nabór wniosków"},
    EG.fundedUnder: {"de": "gefördert durch", "fr": "financé au titre de"},
    EG.S3Strategy: {
        "de": "Strategie für intelligente Spezialisierung",
        "fr": "Stratégie de spécialisation intelligente",
        "it": "Strategia di specializzazione intelligente",
        "nl": "Strategie voor slimme specialisatie",
        "pl": "Strategia inteligentnej specjalizacji",
    },
    f"{DEF}role/lead": {"fr": "Chef de file", "it": "Capofila", "es": "Socio principal", "pl": "Partner wiodący"},
    f"{DEF}fund/erdf": {
        "de": "Europäischer Fonds für regionale Entwicklung",
        "fr": "Fonds européen de développement régional",
        "pl": "Europejski Fundusz Rozwoju Regionalnego",
    },
    f"{DEF}s3-domain/CIRC": {"de": "Kreislaufwirtschaft", "pl": "Gospodarka o obiegu zamkniętym"},
    f"{DEF}key-enabling-technology/photonics": {"de": "Photonik", "fr": "Photonique", "pl": "Fotonika"},
    f"{DEF}strand/a": {"de": "Grenzübergreifende Zusammenarbeit (A)", "fr": "Coopération transfrontalière (A)"},
}
"""Words of regulations and programmes that a reader would look for."""

TERMS = [str(iri) for name, iri in vars(EG).items() if not name.startswith("_") and isinstance(iri, str)]
CODES = [f"{DEF}{scheme}/{code}" for scheme, codes in CONCEPTS.items() for code in sorted(codes)]


@pytest.fixture(scope="module")
def whole() -> Graph:
    return read_ontology()


def labels(graph: Graph, iri: str) -> list[tuple[str, str]]:
    """Return language and text of each label."""
    found = graph.objects(URIRef(iri), RDFS.label | SKOS.prefLabel)
    return [(str(text.language), str(text)) for text in found if isinstance(text, Literal)]


def test_every_term_code_list_and_code_has_one_label_in_each_of_eight_languages(whole: Graph) -> None:
    assert all(term.startswith(ONTOLOGY) for term in TERMS)
    for iri in (*TERMS, *CODES, *(f"{DEF}{scheme}" for scheme in CONCEPTS)):
        assert sorted(language for language, _ in labels(whole, iri)) == LANGUAGES, iri


def test_labels_have_no_stray_blanks_and_no_english_left_in_other_languages(whole: Graph) -> None:
    for iri in (*TERMS, *CODES):
        by_language = dict(labels(whole, iri))
        english = by_language.pop("en")
        assert all(text == " ".join(text.split()) for text in by_language.values()), iri
        same = {language for language, text in by_language.items() if text == english}
        if any(letter.isalpha() for letter in english):
            assert same <= SAME_IN_ENGLISH.get(english, set()), iri


def test_no_two_terms_of_one_kind_and_no_two_codes_of_one_list_share_a_label(whole: Graph) -> None:
    owners: dict[tuple[Node | str | None, str, str], set[str]] = defaultdict(set)
    for iri in (*TERMS, *CODES):
        kind = whole.value(URIRef(iri), SKOS.inScheme) or ("class" if is_class(iri) else "property")
        for language, text in labels(whole, iri):
            owners[kind, language, text.casefold()].add(iri)
    assert {key: sorted(iris) for key, iris in owners.items() if len(iris) > 1} == {}


def is_class(iri: str) -> bool:
    return iri.removeprefix(ONTOLOGY)[:1].isupper()


@pytest.mark.parametrize("iri", FIELD, ids=lambda iri: str(iri).rpartition("#")[2].removeprefix(DEF))
def test_labels_are_the_words_of_the_field(whole: Graph, iri: str) -> None:
    assert FIELD[iri].items() <= dict(labels(whole, iri)).items()


def test_classes_begin_with_a_capital_and_properties_do_not(whole: Graph) -> None:
    for iri in TERMS:
        first = next(text for language, text in labels(whole, iri) if language == "pl")[0]
        assert first.isupper() == is_class(iri) or iri.endswith(("nutsLevel", "nutsEdition")), iri


def test_a_translation_of_a_code_is_a_label_and_a_stem_is_none(whole: Graph) -> None:
    """Search stems such as “agroaliment” belong to a word list, not to a code list."""
    for concept in whole.subjects(SKOS.inScheme, URIRef(f"{DEF}s3-domain")):
        assert (concept, RDF.type, SKOS.Concept) in whole
        assert list(whole.objects(concept, SKOS.altLabel | SKOS.hiddenLabel)) == []
