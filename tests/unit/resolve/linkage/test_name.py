"""Names normalised beside the value."""

from tests.unit.resolve.linkage.conftest import mentions_of

from ecosystem_graph.resolve.linkage.name import normalise_names


def said(*row: str) -> list[str]:
    words = normalise_names(mentions_of((row[0], row[1], row[2]))).words
    return sorted(f"{concept}:{group}" for concept, group in words.select("concept", "group").iter_rows())


def test_one_university_says_the_same_in_four_languages() -> None:
    names = ("Universität Wien", "University of Vienna", "Vídeňská univerzita", "Université de Vienne")
    assert {tuple(said(name, "AT", "Wien")) for name in names} == {("university:kind", "vienna:home")}


def test_legal_forms_are_taken_away_and_kept_beside() -> None:
    names = normalise_names(
        mentions_of(("Anteja ECG d.o.o.", "SI", ""), ("VDI/VDE Innovation + Technik GmbH", "DE", ""))
    )
    assert names.forms.rows() == [(0, "doo"), (1, "gmbh")]
    assert names.texts["text"].to_list() == ["anteja ecg", "vdi vde innovation technik"]


def test_a_name_that_is_only_a_legal_form_keeps_its_words() -> None:
    assert normalise_names(mentions_of(("SAS", "FR", ""))).texts["text"].to_list() == ["sas"]


def test_glued_words_are_parted() -> None:
    assert (
        "clusteragentur" in normalise_names(mentions_of(("Technik GmbHClusterAgentur", "DE", ""))).texts["text"].item()
    )


def test_empty_and_endless_names_are_read_without_complaint() -> None:
    names = normalise_names(mentions_of(("", "", ""), ("x " * 3000, "XX", ""), ("大学 Университет ABC", "", "")))
    assert names.texts.height == 3
    assert max(names.words.group_by("row").len()["len"].to_list()) <= 40


def test_the_stated_country_in_brackets_says_nothing_new() -> None:
    assert said("Bonera (Portugal)", "PT", "Aveiro") == ["boner:word", "country-pt:home"]


def test_the_published_name_is_not_changed() -> None:
    mentions = mentions_of(("Universität  Wien ", "AT", "Wien"))
    before = mentions.clone()
    normalise_names(mentions)
    assert mentions.equals(before)


def test_adjectives_of_cities_name_the_city_though_none_is_stated() -> None:
    assert "poltava:place" in said("Полтавський державний університет", "UA", "")
    assert "debrecen:place" in said("Debreceni Egyetem", "HU", "")


def test_first_letters_of_a_person_say_nothing() -> None:
    assert said("I.I. Mechnikov Institute", "UA", "") == said("Mechnikov Institute", "UA", "")


def test_capitals_that_spell_small_words_still_name_an_academy() -> None:
    assert "academy-of-sciences:parent" in said("Fyzikální ústav AV ČR", "CZ", "")


def test_a_legal_form_before_the_country_is_taken_away() -> None:
    assert said("Brixen Ltd (United Kingdom)", "GB", "") == said("Brixen (United Kingdom)", "GB", "")


def test_english_is_told_from_other_languages() -> None:
    names = ("University of Vienna", "Universität Wien", "Brixen")
    tongues = normalise_names(mentions_of(*((name, "AT", "") for name in names))).texts["tongue"]
    assert tongues.to_list() == [1, 2, 0]


def test_units_of_what_a_name_begins_with_are_marked() -> None:
    names = ("Veneto Region, Culture Office", "Veneto Region")
    assert normalise_names(mentions_of(*((name, "IT", "") for name in names))).texts["is_unit"].to_list() == [
        True,
        False,
    ]


def test_cities_are_known_whose_names_hold_small_words() -> None:
    assert said("Câmara Municipal de Viana do Castelo", "PT", "Viana do Castelo") == [
        "municipality:kind",
        "viana_do_castelo:home",
    ]
    assert said("Université de La Rochelle", "FR", "La Rochelle") == ["la_rochelle:home", "university:kind"]


def test_a_part_of_the_name_of_a_city_is_no_other_city() -> None:
    assert said("Mesto Banská Bystrica", "SK", "Banská Bystrica") == ["banska_bystrica:home", "municipality:kind"]


def test_the_one_word_beside_the_kind_of_a_territory_is_its_name_however_it_begins() -> None:
    vejle, vejen = said("Vejle Kommune", "DK", ""), said("Vejen Kommune", "DK", "")
    assert vejle != vejen
    assert said("Polgár Város Önkormányzata", "HU", "") != said("Polgárdi Város Önkormányzata", "HU", "")
    assert said("Regione Toscana", "IT", "") == said("Tuscany Region", "IT", "")
