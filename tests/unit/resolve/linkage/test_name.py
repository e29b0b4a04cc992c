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
