"""Language of a text, told among the languages that pages of European projects are written in."""

import re

from ecosystem_graph.sources.language import UNDETERMINED, language_identifier

__all__ = ["LANGUAGES", "identify_language", "language_of_words"]

LANGUAGES = frozenset({
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv",  # official languages of the EU
    "be", "ca", "eu", "gl", "is", "lb", "mk", "no", "ru", "sq", "sr", "tr", "uk",
})  # fmt: skip
"""Languages that are told apart; a text in another is of an unknown language, never of the nearest of these."""

_SAMPLE = 4_000
_FEW_LETTERS = 12
_SURE = 0.6
_ENGLISH = "en"
_LONG_ENOUGH = 40
_SURELY = 0.99
_LETTERS = re.compile(r"[^\W\d_]")
_EUROPEAN = re.compile(r"[A-Za-z\u00aa-\u024f\u0370-\u052f\u1e00-\u1fff]")
"""Letters of the Latin, Greek and Cyrillic scripts."""
_NOT_PROSE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
# Bosnian and Croatian pages can hardly be told apart; Croatian is the one among the languages of the EU.
_SAME = {"nb": "no", "nn": "no", "bs": "hr"}


def identify_language(text: str) -> str:
    """Return the language of a text, BCP 47, or ``und`` when it has too few letters or is in none of the languages.

    Args:
        text: Any text; its beginning counts.

    Examples:
        >>> identify_language("Projekts palīdz uzņēmumiem ieviest jauninājumus reģionā")
        'lv'
        >>> identify_language("2016 - 2019"), identify_language("这个项目帮助地区的中小企业进行创新和合作")
        ('und', 'und')
    """
    sample = _NOT_PROSE.sub(" ", text[:_SAMPLE])
    letters = len(_LETTERS.findall(sample))
    if letters < _FEW_LETTERS or 2 * len(_EUROPEAN.findall(sample)) < letters:
        return UNDETERMINED
    # Compared with all languages of the model, so that Chinese is not taken for the European language least unlike it.
    found, share = language_identifier().classify(sample)
    found = _SAME.get(found, found)
    if found in LANGUAGES:
        return str(found)
    if share >= _SURE:
        return UNDETERMINED
    ranked = (_SAME.get(code, code) for code, _ in language_identifier().rank(sample))
    return str(next(code for code in ranked if code in LANGUAGES))


def language_of_words(words: str, page: str) -> str:
    """Return English for words that are surely English on a page in another language, else the language of the page.

    Many projects have an English title only, whatever language a page about them is in.

    Examples:
        >>> language_of_words("Smart Specialisation Strategies to build an Innovation Model", "lt")
        'en'
        >>> language_of_words("Digitale Dienste für Bergregionen und Smart Villages Network", "de")
        'de'
    """
    if page == _ENGLISH or len(words) < _LONG_ENOUGH:
        return page
    shares = dict(language_identifier().rank(words))
    english = shares.get(_ENGLISH, 0.0)
    return _ENGLISH if english >= _SURELY * (english + shares.get(page, 0.0)) and english > 0 else page
