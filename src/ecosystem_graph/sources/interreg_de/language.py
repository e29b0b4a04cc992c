"""Language of a text that does not say it."""

from functools import cache
from typing import Any

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
    language, confidence = _identifier().classify(text)
    return str(language) if confidence >= _LEAST_CONFIDENCE else "und"


@cache
def _identifier() -> Any:
    # The model takes half a second to load, so it is loaded with the first text.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    return identifier
