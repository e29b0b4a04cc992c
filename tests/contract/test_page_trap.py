"""Numbers, dates and countries that look like facts of a project, and are none."""

import pytest

from ecosystem_graph.sources.pages.extract import extract_facts
from ecosystem_graph.sources.pages.preparation import prepare_document


def facts(text: str, language: str = "en") -> set[tuple[str, str]]:
    found = extract_facts(prepare_document(text, language=language))
    return {
        (each.property, " ".join(map(str, each.value)) if isinstance(each.value, tuple) else str(each.value))
        for each in found
    }


def properties(text: str, language: str = "en") -> set[str]:
    return {name for name, _ in facts(text, language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El programa tiene 427 millones de euros para 2021-2027.", "es"),
        ("Najvyšší rozpočet projektu je 800.000 eur.", "sk"),
        ("The project may cost up to 500,000 EUR.", "en"),
        ("Kommittén sade ja till 10 projekt om totalt 15 miljoner euro.", "sv"),
        ("90 miljoner kronor finns kvar i programmet.", "sv"),
        ("Los dos proyectos suman más de 2,3 millones de euros.", "es"),
        ("Höchstens 45.000 Euro pro Projekt werden vergeben.", "de"),
    ],
)
def test_amounts_of_programmes_and_limits_are_no_budgets(text: str, language: str) -> None:
    assert not {name for name in properties(text, language) if name.startswith("budget")}


@pytest.mark.parametrize(
    "text",
    [
        "On 27th and 28th of October 2021 a meeting of the project was hosted in Albacete.",
        "The call for proposals is open from 1 October to 18 December 2018.",
        "Nov 24, 2015\n\nThe project works on circular economy.",
        "Anna has worked here since 2008 and has 22 years of experience.",
        "Registered: 05.05.2016. The project helps small firms.",
        "The project is funded by the Interreg Europe programme 2014-2020.",
    ],
)
def test_dates_of_events_calls_and_careers_are_no_dates_of_a_project(text: str) -> None:
    assert not properties(text) & {"startDate", "endDate", "durationMonths"}


def test_places_of_meetings_are_no_countries_of_a_project() -> None:
    text = "Peer reviews of the project were held in Graz (Austria) and Lund (Sweden)."
    assert "country" not in properties(text)


def test_countries_of_a_programme_are_no_countries_of_a_project() -> None:
    assert facts("El proyecto recibe fondos del programa Interreg España-Portugal.", "es") >= {
        ("programme", "interreg-poctep")
    }
    assert "country" not in properties("El proyecto recibe fondos del programa Interreg España-Portugal.", "es")


def test_a_fund_that_is_talked_about_does_not_pay() -> None:
    assert "fund" not in properties("Partners look at schemes that let ERDF money be used outside the programme area.")


def test_other_organisations_are_not_all_partners() -> None:
    assert "partnerCount" not in properties("Στο έργο συμμετέχουν άλλοι 8 οργανισμοί.", "el")


def test_the_clusters_of_a_scheme_are_not_those_of_a_project() -> None:
    text = "The project is one of 13 partnerships, which join 69 cluster organisations in 21 European countries."
    assert not properties(text) & {"partnerCount", "clusterCount", "countryCount"}


def test_regional_is_no_region_and_interregional_no_interreg() -> None:
    found = properties("Seven regional and national authorities do interregional work in the project.")
    assert not found & {"regionCount", "programme"}


def test_an_amount_that_is_another_one_rounded_is_left_out() -> None:
    text = "Søkt budsjett er 3,6 mill. euro.\n\nTotal: 3 618 958 €"
    totals = {value for name, value in facts(text, "no") if name == "budget.total"}
    assert totals == {"3618958.00 EUR"}


def test_an_older_programme_is_told_by_the_dates_of_the_project() -> None:
    text = "Projekt Programu INTERREG CENTRAL EUROPE. Pracovat budou od října 2011 do září 2014."
    assert ("programme", "central-europe-0713") in facts(text, "cs")


def test_the_sum_of_the_shares_stays_the_total() -> None:
    text = "Partner A\nTotal budget: EUR 100 000.00\nPartner B\nTotal budget: EUR 50 000.00"
    assert {name for name, _ in facts(text) if name.startswith("budget")} == {"budget.partnerTotal"}


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Projekto MIŠKAS4U programa: 2014–2020 m. Interreg V-A Latvijos ir Lietuvos programa", "lt", None),
        ("Il-baġit totali huwa ta' €1,950,000, li minnhom €1,657,500 mill-Fond Ewropew għall-Iżvilupp Reġjonali.", "mt",
         {("budget.total", "1950000.00 EUR"), ("budget.eu", "1657500.00 EUR")}),
        ("Общ бюджет: 984 350,40 евро, от които 836 697,84 евро са от Европейския фонд за регионално развитие.", "bg",
         {("budget.total", "984350.40 EUR"), ("budget.eu", "836697.84 EUR")}),
        ("Kokonaisbudjetti on noin 1,3 miljoonaa euroa.", "fi", {("budget.total", "1300000.00 EUR")}),
    ],
)  # fmt: skip
def test_amounts_are_read_beside_words_that_look_like_multiples_and_limits(
    text: str, language: str, wanted: set[tuple[str, str]] | None
) -> None:
    found = facts(text, language)
    assert {each for each in found if each[0].startswith("budget")} == (wanted or set())
    assert not {each for each in found if each[0] == "country"}
