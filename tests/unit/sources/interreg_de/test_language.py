"""Language of a text."""

import pytest

from ecosystem_graph.sources.interreg_de.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die beteiligten Regionen setzen ihre Cluster stärker ein, um ihre Strategien zu verwirklichen.", "de"),
        ("Stratégies de spécialisation intelligente pour les grappes de l'espace alpin", "fr"),
    ],
)
def test_the_language_of_a_text_is_told(text: str, language: str) -> None:
    assert detect_language(text) == language
