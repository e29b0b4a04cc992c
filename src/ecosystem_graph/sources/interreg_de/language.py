"""Language of a text that does not say it."""

from ecosystem_graph.sources.language import UNDETERMINED, classify_language

__all__ = ["detect_language"]

_CANDIDATES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "no",
    "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip
"""Languages that Interreg projects publish in."""
_LEAST_CONFIDENCE = 0.5


def detect_language(text: str) -> str:
    """Return the BCP 47 tag of the most likely language, ``und`` when none is more likely than not.

    Examples:
        >>> detect_language("Smart Specialisation Strategies to build an Innovation model for Alp Clusters")
        'en'
    """
    language, confidence = classify_language(text, _CANDIDATES)
    return language if confidence >= _LEAST_CONFIDENCE else UNDETERMINED
