"""Identifiers of organisations, parsed and checked: ROR, PIC, VAT and register numbers, from the published rules."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from ecosystem_graph.resolve.linkage.check_digit import RULES, Rule
from ecosystem_graph.resources import resource

__all__ = [
    "CheckedNumber",
    "check_number",
    "check_pic",
    "check_register",
    "check_ror",
    "check_vat",
    "parse_identifiers",
]

_ROR = re.compile(r"(?:https?://)?(?:www\.)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d{2})", re.IGNORECASE)
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"
_PIC = re.compile(r"[1-9]\d{8}")
_KEEP_CODE = re.compile(r"[A-Z]{2}\d{3}000\d{3}")
_SEPARATOR = re.compile(r"\s*[|;,\n]\s*")
_BLANKS = re.compile(r"[\s.\-/]")
_UNCHECKED = re.compile(r"[0-9A-Z]*\d[0-9A-Z]*")
_FEWEST_DIGITS = 5
_VAT_ENDINGS = MappingProxyType({"CH": re.compile(r"(MWST|TVA|IVA|TPV)$"), "NO": re.compile(r"MVA$")})
_VAT_PREFIXES = MappingProxyType({"GR": "EL", "UK": "GB"})
_REGISTER_COUNTRIES = MappingProxyType({"EL": "GR", "UK": "GB"})


class CheckedNumber(NamedTuple):
    """An identifier read from free text.

    Attributes:
        scheme: ``ror``, ``pic``, ``vat`` or ``national-register``.
        value: The identifier in its normal form.
    """

    scheme: str
    value: str


def check_ror(text: str) -> str | None:
    """Return the nine characters of a ROR identifier whose check digits are right.

    Args:
        text: Identifier, with or without ``https://ror.org/``.

    Returns:
        The identifier in small letters, or ``None``.

    Source:
        ISO 7064 modulo 97-10 over Crockford's base 32, as the registry uses it: https://ror.readme.io/docs/identifier

    Examples:
        >>> check_ror("https://ror.org/03yrm5c26"), check_ror("03yrm5c27")
        ('03yrm5c26', None)
    """
    found = _ROR.fullmatch(text.strip())
    if found is None:
        return None
    code = found[1].lower()
    value = 0
    for letter in code[:7]:
        value = value * 32 + _BASE32.index(letter)
    return code if 98 - (value * 100) % 97 == int(code[7:]) else None


def check_pic(text: str) -> str | None:
    """Return a participant identification code: nine digits that are not all one; it has no check digit.

    Examples:
        >>> check_pic("999986096"), check_pic("999999999")
        ('999986096', None)
    """
    code = text.strip()
    return code if _PIC.fullmatch(code) and len(set(code)) > 1 else None


def check_vat(text: str, country: str = "") -> str | None:
    """Return a VAT identification number whose check digits are right.

    Args:
        text: Number; blanks, points and hyphens do not matter.
        country: ISO 3166-1 code of the organisation, for numbers without a prefix.

    Returns:
        Prefix and number without separators, or ``None``. Of countries outside Europe, whose rules are not held here,
        only that there are letters and at least five digits is known.

    Source:
        Algorithms published by the national administrations, collected at https://ec.europa.eu/taxation_customs/vies/.

    Examples:
        >>> (
        ...     check_vat("IT 02392630279"),
        ...     check_vat("IT 02392630270"),
        ...     check_vat("AT U13585627"),
        ...     check_vat("CHE-100.155.212 MWST"),
        ... )
        ('IT02392630279', None, 'ATU13585627', 'CHE100155212')
    """
    for prefix, number in _prefixed(text, _VAT_PREFIXES.get(country, country), _VAT_PREFIXES):
        ending = _VAT_ENDINGS.get(prefix)
        bare = number if ending is None else ending.sub("", number)
        found = _check("vat", prefix, bare.zfill(10) if prefix == "BE" else bare)
        if found is not None:
            return found
    return None


def check_register(text: str, country: str = "") -> str | None:
    """Return a number of a national register of organisations.

    Args:
        text: Number, with or without the code of its country.
        country: ISO 3166-1 code of the organisation; a number of no known country says nothing.

    Returns:
        Country, hyphen and number without separators (``SE-2120001157``), or ``None`` where the check digits are wrong.
        Of a country whose rule is not held here, only that there are at least five digits is known.

    Examples:
        >>> check_register("SE 212000-1157"), check_register("212000-1158", "SE"), check_register("2120001157")
        ('SE-2120001157', None, None)
    """
    for prefix, number in _prefixed(text, _REGISTER_COUNTRIES.get(country, country), _REGISTER_COUNTRIES):
        found = _check("national-register", prefix, number.zfill(10) if prefix == "BE" else number)
        if found is not None:
            return f"{prefix}-{found[2:]}"
    return None


def _prefixed(text: str, country: str, other_codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield prefix and number as the text may mean them: with its own prefix, then with that of the country."""
    bare = _BLANKS.sub("", text.strip().upper())
    # keep.eu numbers organisations itself in this form; it is no national number.
    if _KEEP_CODE.fullmatch(bare):
        return
    if bare[:2].isalpha():
        prefix = other_codes.get(bare[:2], bare[:2])
        if prefix in _countries() or not country or prefix == country:
            yield prefix, bare[2:]
    if country and not bare.startswith(country):
        yield country, bare


def _check(scheme: str, country: str, number: str) -> str | None:
    if len(set(number)) < 2:
        return None
    form, rule = _forms().get((scheme, country), (None, None))
    if form is None:
        is_plausible = _UNCHECKED.fullmatch(number) and sum(map(str.isdigit, number)) >= _FEWEST_DIGITS
        # Every country of the list has VAT numbers of a known form; of registers, some have no rule.
        return country + number if is_plausible and (scheme, country) not in _forms() else None
    return country + number if form.fullmatch(number) and (rule is None or rule(number)) else None


@cache
def _forms() -> Mapping[tuple[str, str], tuple[re.Pattern[str], Rule]]:
    """Return form and rule by scheme and country."""
    with resource("data", "reference", "linkage", "numbers.csv").open(encoding="utf-8", newline="") as rows:
        return {
            (row["scheme"], row["country"]): (re.compile(row["form"]), RULES[row["rule"]])
            for row in csv.DictReader(rows)
        }


@cache
def _countries() -> frozenset[str]:
    """Return the codes that begin numbers."""
    with resource("data", "reference", "countries.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset({row["alpha2"] for row in csv.DictReader(rows)} | {"EL", "XI"})


def check_number(scheme: str, value: str, country: str = "") -> str | None:
    """Return an identifier in its normal form, or ``None`` where it is wrong; of other schemes as it stands.

    Args:
        scheme: Code of the identifier scheme.
        value: The identifier as published.
        country: ISO 3166-1 code of the organisation.

    Examples:
        >>> check_number("vat", "SE212000115701"), check_number("kohesio", "Q1")
        ('SE212000115701', 'Q1')
    """
    if scheme == "ror":
        return check_ror(value)
    if scheme == "pic":
        return check_pic(value)
    if scheme == "vat":
        return check_vat(value, country)
    return check_register(value, country) if scheme == "national-register" else value


def parse_identifiers(text: str, country: str = "") -> tuple[CheckedNumber, ...]:
    """Read the identifiers of one cell (``BG000057086 | 000057086 | Registry number``).

    Args:
        text: Free text; parts are separated by ``|``, ``;`` or commas.
        country: ISO 3166-1 code of the organisation, for numbers without a prefix.

    Returns:
        What was recognised and is right, each once; words and wrong numbers are left out. A number that follows the
        rules of both is taken for a number of its register, as registers give it to those who pay no VAT too.

    Examples:
        >>> parse_identifiers("SE 212000-1157")
        (CheckedNumber(scheme='national-register', value='SE-2120001157'),)
    """
    found: dict[CheckedNumber, None] = {}
    for part in _SEPARATOR.split(text.strip()):
        number = _parse_part(part.strip(), country)
        if number is not None:
            found.setdefault(number)
    return tuple(found)


def _parse_part(part: str, country: str) -> CheckedNumber | None:
    bare = _BLANKS.sub("", part.upper())
    # Blanks part words too: a sentence with a number in it is no number.
    if sum(map(str.isdigit, bare)) < _FEWEST_DIGITS or sum(map(str.isalpha, bare)) > _FEWEST_DIGITS + 2:
        return None
    ror = check_ror(part)
    if ror is not None:
        return CheckedNumber("ror", ror)
    prefix = bare[:2] if bare[:2].isalpha() else country
    register = check_register(part, country) if ("national-register", prefix) in _forms() else None
    if register is not None:
        return CheckedNumber("national-register", register)
    vat = check_vat(part, country) if ("vat", _VAT_PREFIXES.get(prefix, prefix)) in _forms() else None
    if vat is not None:
        return CheckedNumber("vat", vat)
    pic = None if country else check_pic(part)
    return None if pic is None else CheckedNumber("pic", pic)
