"""What single words say."""

import pytest

from ecosystem_graph.resolve.linkage.lexicon import fold, load_lexicon
from ecosystem_graph.resolve.linkage.word import interpret_word, stem


@pytest.mark.parametrize(
    ("word", "concepts"),
    [
        ("Forschungszentrum", ("research", "centre")),
        ("Landesmuseum", ("province", "museum")),
        ("Regionalentwicklung", ("region", "development")),
        ("Nanomaterialien", ("nano", "material")),
        ("Krebsforschungszentrum", ("cancer", "research", "centre")),
        ("samhällsvetenskapliga", ("social", "science")),
        ("pharmazeutische", ("pharmacy",)),
        ("Development", ("development",)),
        ("XVII", ("17",)),
        ("007", ("7",)),
    ],
)
def test_compounds_are_split_and_numbers_read(word: str, concepts: tuple[str, ...]) -> None:
    assert tuple(meaning.concept for meaning in interpret_word(word, load_lexicon())) == concepts


def test_words_of_one_origin_share_a_stem() -> None:
    assert len({stem(word) for word in ("ornithology", "ornithologie", "ornitologia", "ornitologija")}) == 1
    assert stem("karolinska") != stem("carinthia")


@pytest.mark.parametrize("word", ["Vejle", "Varaždin", "Freiberg", "Bogdan", "tools", "Gorizia", "skleróze"])
def test_a_short_beginning_is_no_word_of_the_lexicon_before_letters_that_are_no_ending(word: str) -> None:
    (meaning,) = interpret_word(word, load_lexicon())
    assert (meaning.group, meaning.concept) == ("word", stem(fold(word)))


@pytest.mark.parametrize(
    ("one", "other"), [("Metalko", "Metalimpex"), ("Kościan", "Kościelisko"), ("Agrofarm", "Agrenta")]
)
def test_a_word_that_is_all_of_a_name_says_more_than_its_beginning(one: str, other: str) -> None:
    proper = [interpret_word(word, load_lexicon(), is_proper=True) for word in (one, other)]
    assert proper[0] != proper[1]


def test_inflected_forms_and_regions_are_known_in_names_of_one_word_too() -> None:
    lexicon = load_lexicon()
    assert interpret_word("Energia", lexicon, is_proper=True) == interpret_word("Energie", lexicon, is_proper=True)
    assert interpret_word("Toscana", lexicon, is_proper=True) == interpret_word("Tuscany", lexicon, is_proper=True)
