"""What single words say."""

import pytest

from ecosystem_graph.resolve.linkage.lexicon import load_lexicon
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
