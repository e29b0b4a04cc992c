"""Languages are told from enough letters only."""

import pytest

from ecosystem_graph.sources.keep_eu.language import detect_language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Zusammenarbeit der Regionen im Alpenraum und an der Donau", "de"),
        ("Les régions alpines travaillent ensemble sur leurs stratégies d'innovation", "fr"),
        ("Целта на проекта е да се подобри сътрудничеството между двата региона", "bg"),
        ("Skogene langs grensen og menneskene som lever av dem hele året", "no"),
        ("Spolupráce regionů na obou stranách hranice v oblasti inovací", "cs"),
    ],
)
def test_a_sentence_has_its_language(text: str, tag: str) -> None:
    detected, confidence = detect_language(text)
    assert detected == tag
    assert confidence > 0.6


@pytest.mark.parametrize(
    "text", ["", "RIS3_NET", "2014-2020: 1, 2, 3, 4, 5, 6, 7, 8, 9", "DTP1-184-1.1 - RI2integrate"]
)
def test_too_few_letters_have_none(text: str) -> None:
    assert detect_language(text) == ("und", 0.0)
