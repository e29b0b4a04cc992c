"""Names on pages in all languages: organisations and their roles, short and long names, personal data, topics."""

import time
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.sources.pages.extract import Extraction, extract
from ecosystem_graph.sources.pages.preparation import prepare_document

PAGES = tomllib.loads(Path(__file__).with_name("page_names.toml").read_text(encoding="utf-8"))["page"]


@cache
def _read(text: str) -> Extraction:
    return extract(prepare_document(text, None))


def _values(extraction: Extraction) -> dict[str, list[Any]]:
    values: dict[str, list[Any]] = defaultdict(list)
    for fact in extraction.facts:
        values[fact.property].append(fact.value)
    return values


@pytest.mark.parametrize("page", PAGES, ids=[f"{page['language']}-{page['acronym']}" for page in PAGES])
def test_names_are_read_in_the_notations_of_every_language(page: dict[str, Any]) -> None:
    extraction = _read(page["text"].lstrip("\n"))
    values = _values(extraction)
    assert values["acronym"] == [page["acronym"]]
    assert values["leadPartner"] == [page["lead"]]
    assert sorted(values["partner"]) == sorted(page["partners"])
    if "title" in page:
        assert values["title"] == [page["title"]]


@pytest.mark.parametrize("page", PAGES, ids=[f"{page['language']}-{page['acronym']}" for page in PAGES])
def test_no_person_of_a_page_is_in_a_fact(page: dict[str, Any]) -> None:
    extraction = _read(page["text"])
    found = [extraction.document.text[each.start : each.end] for each in extraction.found.of("personal_data")]
    for person in page.get("personal", []):
        assert any(person in each for each in found)
        assert not any(person in f"{fact.value} {page['text'][fact.start : fact.end]}" for fact in extraction.facts)


def test_every_span_is_the_words_of_the_page() -> None:
    for page in PAGES:
        for fact in _read(page["text"]).facts:
            if fact.property in {"acronym", "title", "leadPartner", "partner"}:
                assert page["text"][fact.start : fact.end] == fact.value


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Partners: Josef Stefan Institute; University of Northfield", "Josef Stefan Institute"),
        ("Partner: Fondazione Bruno Modello; Comune di Portoverde", "Fondazione Bruno Modello"),
        ("Partners: Regione Emilia-Romagna; Emilia Romagna Region", "Emilia Romagna Region"),
    ],
)
def test_an_organisation_named_after_a_person_is_no_person(text: str, kept: str) -> None:
    assert kept in _values(_read(text))["partner"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister, Aisling Sampleton, opened the meeting.",
        "Ansprechpartner: Herr Detlef Mustermann",
        "Our team\nNiamh Sampleson, Project Manager\nOisín Testman, Communication Officer",
        "Jefe de proyecto: Gonzalo Muestra",
        "Więcej informacji: dr hab. Zbigniew Przykładny",
        "Kontakt: mag. Tihomir Primjer, tihomir.primjer@primjer.example",
        "V. d. A.: Exemplar, T. (2018). See Mustername Q., Beispielname R. (2019).",
    ],
)
def test_persons_are_masked_before_anything_else(text: str) -> None:
    extraction = _read(text)
    assert extraction.found.of("personal_data")
    assert "\0" in extraction.document.folded


def test_partners_in_brackets_behind_their_countries_are_read() -> None:
    text = (
        "Het partnerschap omvat vier regio's: België (Labo Modelstad), Estland (stadsbestuur van Modelinn), "
        "Italië (Consorzio Esempio) en Zweden (regio Modelskog).\nConsorzio Esempio (Italië) is de leidende partner."
    )
    extraction = _read(f"Project VoorbeeldNet\n\n{text}")
    named = {fact.value: dict(fact.details).get("country") for fact in extraction.facts if "artner" in fact.property}
    assert named["Labo Modelstad"] == "BE"
    assert named["stadsbestuur van Modelinn"] == "EE"
    assert _values(extraction)["leadPartner"] == ["Consorzio Esempio"]


def test_rows_of_name_role_country_and_flag_are_read_with_and_without_a_country() -> None:
    rows = ["Sample Agency of the North", "Coordinator", "Yes", "Centre for Samples", "Partner", "Spain", "No"]
    rows += ["Modelland Region", "Communication", "Poland", "Yes", "Ministry of Models", "Partner", "Latvia", "Yes"]
    values = _values(_read("SAMPLE3 - Models of samples for regions\n\nPartnership Composition:\n" + "\n".join(rows)))
    assert values["leadPartner"] == ["Sample Agency of the North"]
    assert values["partner"] == ["Centre for Samples", "Modelland Region", "Ministry of Models"]


def test_each_entry_of_a_list_of_projects_is_a_project_with_its_own_partners() -> None:
    text = (
        "Tre nya projekt\n\nNORD WELL – Huvudpartner: Exempeluniversitetet. Projektpartner: Mönsterby kommun.\n"
        "Associerad Partner: Visit Exempelland, Skogens museum.\n\n"
        "Kust Biogas – Projektpartner: Baltiska Gascentret, Exempelby kommun.\n"
    )
    facts = _read(text).facts
    by_project = {(fact.subject, fact.property, fact.value) for fact in facts}
    assert (1, "acronym", "NORD WELL") in by_project
    assert (1, "associatedPartner", "Visit Exempelland") in by_project
    assert (2, "acronym", "Kust Biogas") in by_project
    assert (2, "partner", "Exempelby kommun") in by_project
    assert not any(subject == 2 for subject, name, _ in by_project if name == "associatedPartner")


def test_a_second_project_begins_where_a_paragraph_names_it_and_the_first_is_left() -> None:
    text = (
        "Das Interreg Projekt KETTEN PLUS unterstützte Betriebe. Es ging um Wertschöpfung in Tourismus.\n"
        "Im Projekt MOBIL4Alle (Mobilität für alle in ländlichen Räumen) arbeiten Cluster. MOBIL4Alle läuft noch.\n"
    )
    facts = _read(text).facts
    acronyms = [(fact.subject, fact.value) for fact in facts if fact.property == "acronym"]
    assert acronyms == [(1, "KETTEN PLUS"), (2, "MOBIL4Alle")]
    assert {fact.subject for fact in facts if fact.property == "sector" and fact.value == "TOUR"} == {1}


def test_an_earlier_project_that_a_page_builds_on_is_no_second_project() -> None:
    text = (
        "Project NewNet4Rail\n\nThe project NewNet4Rail started in 2022.\n"
        "It takes up work of the project OldNet4Rail. OldNet4Rail ended in 2020.\n"
    )
    assert {fact.subject for fact in _read(text).facts} == {1}


def test_s3_sectors_without_a_name_are_no_sector() -> None:
    text = "Das Projekt NetzS3 hilft vorrangigen S3-Sektoren mit Potenzial. Die Umwelt für Gründungen wird besser."
    assert not _values(_read(text))["sector"]


def test_words_for_sectors_inside_names_of_organisations_do_not_count() -> None:
    text = (
        "Project WoodNet4U\nPartners: Sample Automotive Cluster; Tourism Association of Modelland; University of Wood"
    )
    assert not _values(_read(text))["sector"]


def test_two_sectors_joined_by_a_conjunction_are_two() -> None:
    text = "Projekt NETZ4ALL: Die Schlüsselsektoren sind Energie und Umwelt, Gesundheit und Bioökonomie."
    assert _values(_read(text))["sector"] == ["ENER", "ENVI", "HEAL", "BIOE"]


def test_a_sector_that_is_only_a_means_does_not_count() -> None:
    text = "Project BioNet4U works on circular economy in the energy sector, with digital economy as an enabler."
    assert _values(_read(text))["sector"] == ["CIRC", "ENER"]


def test_clusters_that_a_heading_counts_are_named() -> None:
    text = "Project CLUS4U\n\nThree European clusters take part:\n\n• ModelMove (FR)\n• ZoneTest (HU)\n• Samplenov (PT)"
    values = _values(_read(text))
    assert values["cluster.name"] == ["ModelMove", "ZoneTest", "Samplenov"]
    assert values["partner"] == values["cluster.name"]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_is_read_without_a_crash_and_with_valid_spans(text: str) -> None:
    extraction = _read(text)
    for each in (*extraction.found, *extraction.facts):
        assert 0 <= each.start <= each.end <= len(extraction.document.text)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from([word for page in PAGES for word in page["text"].split(" ")]), max_size=80))
def test_shuffled_words_of_pages_are_read_without_a_crash(words: list[str]) -> None:
    extraction = _read(" ".join(words))
    assert all(fact.start < fact.end for fact in extraction.facts)


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        ("Projekt MORE4U. Nositelj projekta je Institut za ribarstvo i more, a partneri su Veleučilište u Gradiću i "
         "Zavod za zaštitu prirode.", "Institut za ribarstvo i more",
         ["Veleučilište u Gradiću", "Zavod za zaštitu prirode"]),
        ("Projekt LES4U. Vedoucím partnerem je Svaz dřevařských podniků, partnerem je Ústav aplikované ekologie.",
         "Svaz dřevařských podniků", ["Ústav aplikované ekologie"]),
        ("Il-proġett BAĦAR4U. Is-sieħeb ewlieni huwa l-Università ta' Mudell, flimkien ma' Università ta' Eżempju.",
         "Università ta' Mudell", ["Università ta' Eżempju"]),
        ("El proyecto AGRO4U está liderado por el Instituto de investigación agraria y participan la Universidad de "
         "Modelia y el Centro de ensayos forestales.", "Instituto de investigación agraria",
         ["Universidad de Modelia", "Centro de ensayos forestales"]),
        ("Projekt PUIT4U. Juhtpartner on Näidise Ülikool, partnerid on Näidise Metsa- ja Puiduliit ja Mudeli Ülikool.",
         "Näidise Ülikool", ["Näidise Metsa- ja Puiduliit", "Mudeli Ülikool"]),
        ("BOG4U is an Interreg project led by Bord na Mónadh. It started in 2018.", "Bord na Mónadh", []),
        ("Projekts MEŽS4U. Paraugpils plānošanas reģions ir projekta vadošais partneris.",
         "Paraugpils plānošanas reģions", []),
        ("Project VIS4U\nProjectverantwoordelijke: Universiteit Modelstad\nPartners: TNX, Modelle FOOD en Hogeschool "
         "Voorbeeld", "Universiteit Modelstad", ["TNX", "Modelle FOOD", "Hogeschool Voorbeeld"]),
        ("Projet LAC4U\nChefs de file : Communauté d'agglomération du Lac Modèle\nPartenaires : Ville d'Exemple",
         "Communauté d'agglomération du Lac Modèle", ["Ville d'Exemple"]),
        ("Projekt HORY4U\nVedúci partner: Vzorový samosprávny kraj\nHlavný cezhraničný partner: Příkladný kraj",
         "Vzorový samosprávny kraj", ["Příkladný kraj"]),
    ],
)  # fmt: skip
def test_names_go_on_over_small_words_to_the_end_of_the_clause(text: str, lead: str, partners: list[str]) -> None:
    values = _values(_read(text))
    assert values["leadPartner"] == [lead]
    assert values["partner"] == partners


@pytest.mark.parametrize(
    ("text", "acronym", "title"),
    [
        ("Projektas „Inovacijų tinklai pasienyje“ (TINKLANET)\n\nTrukmė: 24 mėn.", "TINKLANET",
         "Inovacijų tinklai pasienyje"),
        ("Projekt „Nutikas laevandus“ (NUTILAEV)\n\nProjekt algas 2019.", "NUTILAEV", "Nutikas laevandus"),
        ("Το έργο CLUSTERGREEN (Συστάδες πράσινης οικονομίας) υλοποιείται.", "CLUSTERGREEN",
         "Συστάδες πράσινης οικονομίας"),
        ("Titlul proiectului: Rețele de inovare la munte\nAcronim: MUNTENET\nCod proiect: ROXX-412", "MUNTENET",
         "Rețele de inovare la munte"),
        ("LESOVERIGA\nNaslov projekta: Verige vrednosti v gozdovih\nSofinanciranje ESRR: 938.665,66 €", "LESOVERIGA",
         "Verige vrednosti v gozdovih"),
    ],
)  # fmt: skip
def test_short_names_are_told_from_titles_codes_and_funds(text: str, acronym: str, title: str) -> None:
    values = _values(_read(text))
    assert values["acronym"] == [acronym]
    assert values["title"] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "O projeto NET4U reúne parceiros: Portugal, Espanha, França e Irlanda.",
        "Projekt NET4U. Partneři jsou z Rakouska.",
    ],
)
def test_lists_of_countries_are_no_organisations(text: str) -> None:
    assert not _values(_read(text))["partner"]


def test_two_headed_projects_are_two() -> None:
    text = (
        "Unsere Vorhaben\n\nWALDBAU – Klimafeste Häuser aus Holz\nLeadpartner ist die Hochschule Musterstadt. Der "
        "Start war im Februar 2018.\n\nDigiTal – Digitale Dienste für Täler\nZehn Partner aus fünf Ländern arbeiten an "
        "Diensten für Dörfer; Gesamtkosten 2,19 Mio. €.\n"
    )
    facts = _read(text).facts
    assert [(fact.subject, fact.value) for fact in facts if fact.property == "acronym"] == [
        (1, "WALDBAU"),
        (2, "DigiTal"),
    ]
    assert [fact.subject for fact in facts if fact.property == "budget.total"] == [2]


def test_reading_takes_time_in_proportion_to_the_length() -> None:
    text = "\n\n".join(page["text"] for page in PAGES)

    def seconds(copies: int) -> float:
        long = text * copies
        started = time.process_time()
        extract(prepare_document(long, None))
        return time.process_time() - started

    seconds(1)
    once = min(seconds(1), seconds(1))
    assert min(seconds(4), seconds(4)) <= 6 * once
