"""Names of countries in the languages of Europe, with the letters that inflection changes left open.

The names are those of the Unicode Common Locale Data Repository (Unicode licence) as packaged by Babel; irregular forms
and names that are used beside the official ones stand in ``lexicon/country.toml``.
"""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from ecosystem_graph.sources.pages.entry import Entry
from ecosystem_graph.sources.pages.fold import bare, fold

__all__ = ["LANGUAGES", "TERRITORIES", "country_entries"]

LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv", "nb", "is", "ca", "gl", "eu", "uk", "sr", "sr_Latn", "mk", "sq", "bs", "tr", "ru",
)  # fmt: skip
"""Languages of the European Union, of its neighbours, and the larger regional ones."""

TERRITORIES = (
    "AD", "AL", "AM", "AT", "AZ", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "DK", "DZ", "EE", "EG", "ES",
    "FI", "FO", "FR", "GB", "GE", "GI", "GL", "GR", "HR", "HU", "IE", "IL", "IS", "IT", "JO", "LB", "LI", "LT",
    "LU", "LV", "MA", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "RU", "SE", "SI", "SK",
    "SM", "TN", "TR", "UA", "XK",
)  # fmt: skip
"""Countries that take part in programmes of territorial cooperation, ISO 3166-1 alpha-2 and ``XK``."""

_UNINFLECTED = frozenset({"en", "fr", "es", "it", "pt", "ca", "gl"})
_VOWEL = re.compile("[aeiouyαειοηυωаеиоуыьіїяюй]$")
_ARTICLE = re.compile(r"^(an t|an|na|il|ir|is|in|l|it|iz|id|ix|ic|les|la|le|els|o|a|os|as)[ '](?=\w{3})")
_ENDING = re.compile(r"[^\W\d_]{0,4}")
_GENITIVE = re.compile(r"s?")
_JOINING = frozenset(
    ["og", "und", "and", "et", "y", "i", "e", "a", "en", "da", "ja", "agus", "u", "и", "та", "і", "und", "és"]
)


@cache
def country_entries() -> tuple[Entry, ...]:
    """Return the entries of all countries in all languages, each form once."""
    entries = dict.fromkeys(
        entry
        for language in LANGUAGES
        for code in TERRITORIES
        for name in _names(language, code)
        for entry in _forms(language, code, name)
    )
    return tuple(entries)


def _names(language: str, code: str) -> Iterator[str]:
    name = Locale.parse(language).territories.get(code)
    if name:
        yield _ARTICLE.sub("", bare(fold(re.sub(r"\s*\(.*\)", "", name))))


def _forms(language: str, code: str, name: str) -> Iterator[Entry]:
    if language in _UNINFLECTED:
        yield Entry("country", code, name)
        return
    if language in {"de", "nl", "da", "sv", "nb"}:
        yield from _germanic(code, name)
        return
    if language == "ga":
        yield from _irish(code, name)
    first, *others = name.split()
    stem, pattern = _stem(first), _ENDING.pattern
    for word in others:
        pattern += " " + (word if word in _JOINING else re.escape(_stem(word)) + _ENDING.pattern)
    yield Entry("country", code, stem, re.compile(pattern))


def _germanic(code: str, name: str) -> Iterator[Entry]:
    yield Entry("country", code, name, _GENITIVE)
    if " " in name or name.endswith("e"):
        first, *others = name.split()
        pattern = "[a-z]{0,2}" + "".join(rf" {re.escape(word)}[a-z]{{0,2}}" for word in others)
        yield Entry("country", code, re.sub("e[rs]?$", "e", first) if others else first, re.compile(pattern))


def _irish(code: str, name: str) -> Iterator[Entry]:
    unlenited = re.sub(r"^([bcdfgmpst])h", r"\1", name)
    eclipsed = {"b": "m", "c": "g", "d": "n", "f": "bh", "g": "n", "p": "b", "s": "t", "t": "d"}.get(unlenited[0], "")
    for form in {unlenited, unlenited[0] + "h" + unlenited[1:], eclipsed + unlenited}:
        yield Entry("country", code, form, re.compile("e?"))


def _stem(word: str) -> str:
    stem = _VOWEL.sub("", word)
    return stem if len(stem) >= 4 else word if len(word) <= 4 else word[:4]
