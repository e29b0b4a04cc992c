"""Programmes as they are compared: every name of one programme, in any language, gives codes that it shares."""

import re
import tomllib
from functools import cache
from typing import Final

import polars as pl

from ecosystem_graph.sources.country import ISO_OF_EUROSTAT
from ecosystem_graph.sources.pages.annotate.programme import FAMILY, annotate
from ecosystem_graph.sources.pages.annotation import Annotation, Annotations
from ecosystem_graph.sources.pages.fold import bare
from ecosystem_graph.sources.pages.gazetteer import LEXICONS, compile_gazetteer
from ecosystem_graph.sources.pages.preparation import prepare_document

__all__ = ["CODE_SCHEMA", "code_programmes", "lexicon_periods", "programme_codes"]

CODE_SCHEMA: Final = pl.Schema({"programme": pl.String, "code": pl.String})

_TOO_WIDE: Final = "interreg-europe"
"""The lexicon has bare names of Europe for it; they are part of the names of other programmes."""
_PERIOD: Final = re.compile(r"\b(?:19|20)\d\d ?[-\u2013] ?(?:20)?\d\d\b")
_SHORT_CODE: Final = re.compile(r"^interreg-([a-z]{2})([a-z]{2})-\d{4}$")
_EMPTY: Final = frozenset(
    {
        "interreg", "programme", "program", "programm", "programma", "programa", "programul", "cooperation",
        "transnational", "interregional", "cbc", "ipa", "enpi", "eni", "etc", "the", "of", "and", "for", "via",
        "a", "b", "c", "i", "ii", "iii", "iv", "v", "vi", "va", "vb", "vc", "iva", "ivb", "ivc", "viab", "vib",
        "3a", "3b", "3c", "4a", "4b", "4c", "5a", "5b", "5c", "6a", "6b", "6c",
    }
)  # fmt: skip
"""Words that many names of programmes have; a name of such words alone does not tell which."""
_PAIR: Final = 2


def code_programmes(programmes: pl.DataFrame) -> pl.DataFrame:
    """Return the codes of programmes.

    Args:
        programmes: ``key`` and ``name``; a key may have several names.

    Returns:
        Columns of `CODE_SCHEMA`, sorted; a programme of which no more is known than its family has no row. About 6 ms
        per distinct name.
    """
    rows = {
        (key, code)
        for key, name in programmes.select("key", "name").unique().iter_rows()
        for code in {*programme_codes(name), *_codes_of_key(key)}
    }
    return pl.DataFrame(sorted(rows), schema=CODE_SCHEMA, orient="row")


def programme_codes(name: str) -> frozenset[str]:
    """Return the codes of a name: what the lexicon of programmes calls it, the countries it names, and its own words.

    Examples:
        >>> programme_codes("INTERREG VB Alpine Space") & programme_codes("Alpen / Alpenraum")
        frozenset({'interreg-alpine-space'})
        >>> programme_codes("Interreg V-A")
        frozenset()
    """
    plain = " ".join(_PERIOD.sub(" ", name).split())
    short = _SHORT_CODE.match(name.strip().lower())
    if short:
        return frozenset([_country_code({ISO_OF_EUROSTAT.get(code, code) for code in map(str.upper, short.groups())})])
    document = prepare_document(plain if FAMILY in plain.lower() else f"Interreg {plain}")
    found = Annotations()
    for each in compile_gazetteer().scan(document):
        found.add(each)
    countries = _countries(found)
    mentions = [each for each in annotate(document, found) if each.kind == "programme" and each.value != FAMILY]
    codes = {str(each.value) for each in mentions if len(countries) <= _PAIR or not _is_pair(each)}
    areas = {str(each.value) for each in found.of("lexicon.programme_name")} - {_TOO_WIDE}
    codes |= areas if len(areas) == 1 else set()
    codes |= {_country_code(countries)} if len(countries) > 1 else set()
    words = [word for word in re.findall(r"[^\W_]+", bare(document.folded)) if word not in _EMPTY]
    return frozenset({*codes, " ".join(words)} if words else codes)


def _countries(found: Annotations) -> set[str]:
    """Return the countries that a name spells out; abbreviations in brackets only repeat them."""
    return {str(each.value) for each in found.of("lexicon.country") if each.end - each.start > len("UK")}


def _is_pair(mention: Annotation) -> bool:
    """Tell whether only two neighbouring countries spoke for the programme: of three, two do not tell which."""
    return "pair" in mention.rule


def _country_code(countries: set[str]) -> str:
    return "countries " + " ".join(sorted(countries))


def _codes_of_key(key: str) -> frozenset[str]:
    """Return the code that a key made from the lexicon has in it."""
    local = key.partition(".")[2]
    return frozenset([local]) & _lexicon_codes()


@cache
def _lexicon_codes() -> frozenset[str]:
    entries = (entry for some in compile_gazetteer().entries for entry in some)
    return frozenset(str(entry.value) for entry in entries if entry.kind == "programme") - {FAMILY}


@cache
def lexicon_periods() -> pl.DataFrame:
    """Return the only programming period of programmes that ran in one: code, period."""
    described = tomllib.loads((LEXICONS / "programme.toml").read_text(encoding="utf-8"))["values"]
    rows = sorted((code, about["period"]) for code, about in described.items() if "period" in about)
    return pl.DataFrame(rows, schema={"code": pl.String, "period": pl.String}, orient="row")
