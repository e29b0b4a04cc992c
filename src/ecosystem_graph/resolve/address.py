"""What of an address can be compared: the characters of a postal code, the letters of a town."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import polars as pl

from ecosystem_graph.resources import resource

__all__ = ["postcode_digits", "postcode_key", "town_key"]

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_LONGEST = 8


@cache
def postcode_digits() -> Mapping[str, int]:
    """Return how many digits a postal code has, by country; countries whose codes hold letters are left out."""
    table = pl.read_csv(resource("data", "reference", "postcodes.csv")).drop_nulls("digits")
    return MappingProxyType(dict(table.select("alpha2", "digits").iter_rows()))


def postcode_key(country: str = "country", postcode: str = "postcode") -> pl.Expr:
    """Return the characters of a postal code that tell where it is, null for what is none.

    Country letters, blanks and hyphens do not count; zeros that a spreadsheet took from the front are put back. A code
    with too many digits, or with more than two too few, is not read: nobody can know which are wrong.

    Args:
        country: Column with the country, ISO 3166-1 alpha-2.
        postcode: Column with the code as published.

    Examples:
        >>> codes = {"country": ["LV", "DE", "GB"], "postcode": ["LV–1539", "7743", "EH1 1yz"]}
        >>> pl.DataFrame(codes).select(postcode_key()).to_series().to_list()
        ['1539', '07743', 'EH11YZ']
    """
    wanted = pl.col(country).replace_strict(dict(postcode_digits()), default=None, return_dtype=pl.Int64)
    digits = pl.col(postcode).str.replace_all("[^0-9]", "")
    missing = wanted - digits.str.len_chars().cast(pl.Int64)
    numeric = pl.when(missing.is_between(0, 2) & (digits != "")).then(digits.str.zfill(wanted))
    plain = pl.col(postcode).str.to_uppercase().str.replace_all("[^A-Z0-9]", "")
    lettered = pl.when(plain.str.len_chars().is_between(3, _LONGEST) & plain.str.contains("[0-9]")).then(plain)
    return pl.when(wanted.is_null()).then(lettered).otherwise(numeric).alias("postcode_key")


def town_key(town: str = "town") -> pl.Expr:
    """Return the letters of a town's name, lower case and without marks; null where there are none.

    What stands in brackets or after a comma is left out, as are digits and the French word for bulk mail.

    Args:
        town: Column with the name as published.

    Examples:
        >>> towns = pl.DataFrame({"town": ["Łódź", "Paris Cedex 05", "Lindau (Bodensee), GKSt"]})
        >>> towns.select(town_key()).to_series().to_list()
        ['lodz', 'paris', 'lindau']
    """
    letters = pl.col(town).str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    base = letters.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    bare = base.str.replace_all(r"\(.*?\)", " ").str.replace(",.*$", "").str.replace(r"\bcedex\b.*$", "")
    key = bare.str.replace_all(r"[^\p{L}]+", " ").str.strip_chars()
    return pl.when(key != "").then(key).alias("town_key")
