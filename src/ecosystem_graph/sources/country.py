"""Countries as lists write them: codes of two and three letters, and names in the languages of Europe."""

import csv
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import Final

from ecosystem_graph.resources import resource

__all__ = ["EUROSTAT_OF_ISO", "ISO_OF_EUROSTAT", "country_code"]

ISO_OF_EUROSTAT: Final = MappingProxyType({"EL": "GR", "UK": "GB"})
"""ISO 3166-1 alpha-2 codes of the countries for which Eurostat, and so NUTS, has codes of its own."""

EUROSTAT_OF_ISO: Final = MappingProxyType({iso: own for own, iso in ISO_OF_EUROSTAT.items()})
"""The same from the other side."""

_LANGUAGES = (
    "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mk",
    "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sr-Latn", "sv", "tr", "uk",
)  # fmt: skip

_LONG_NAMES = {
    "AT": "Republik Österreich", "BG": "Република България", "CZ": "Česká republika",
    "DE": "Bundesrepublik Deutschland",
    "EE": "Eesti Vabariik", "FR": "République française", "GB": "Great Britain", "GR": "Ελληνική Δημοκρατία",
    "HR": "Republika Hrvatska", "IE": "Republic of Ireland", "IT": "Repubblica italiana", "LT": "Lietuvos Respublika",
    "LV": "Latvijas Republika", "NL": "The Netherlands", "PL": "Rzeczpospolita Polska", "PT": "República Portuguesa",
    "SI": "Republika Slovenija", "SK": "Slovenská republika",
}  # fmt: skip
"""Long and colloquial names that lists use and CLDR lacks."""


def country_code(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country, or None when the text names none.

    Codes of ISO 3166-1 and of Eurostat (``EL``, ``UK``) are known, and the names of CLDR in 34 languages; upper and
    lower case, accents and blanks do not count.

    Examples:
        >>> (
        ...     country_code("ΕΛΛΑΔΑ"),
        ...     country_code("UK"),
        ...     country_code("DEU"),
        ...     country_code("Österreich"),
        ...     country_code("XY"),
        ... )
        ('GR', 'GB', 'DE', 'AT', None)
    """
    return _names().get(_plain(text))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum() and not unicodedata.combining(char))


@cache
def _names() -> dict[str, str]:
    # Loaded when a country is looked up, as it takes a tenth of a second.
    from babel import Locale  # noqa: PLC0415

    with resource("data", "reference", "countries.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    codes = {row["alpha2"] for row in rows}
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language, sep="-").territories.items():
            if code in codes:
                names.setdefault(_plain(name), code)
    names |= {_plain(name): code for code, name in _LONG_NAMES.items()}
    names |= {_plain("Czech Republic"): "CZ", _plain("Tschechische Republik"): "CZ", _plain("Slovak Republic"): "SK"}
    names |= {_plain(row[field]): row["alpha2"] for row in rows for field in ("name", "alpha3", "eurostat", "alpha2")}
    return names
