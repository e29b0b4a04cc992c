"""Identifiers of organisations, parsed and checked: ROR, PIC and VAT numbers, from the published rules."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

__all__ = ["CheckedNumber", "check_ror", "check_vat", "parse_identifiers"]

_ROR = re.compile(r"(?:https?://)?(?:www\.)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d{2})", re.IGNORECASE)
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"
_PIC = re.compile(r"[1-9]\d{8}")
_VAT = re.compile(r"([A-Z]{2})[ .\-]?([0-9A-Z][0-9A-Z .\-/+*]{6,16})")
_KEEP_CODE = re.compile(r"[A-Z]{2}\d{3}000\d{3}")
_SEPARATOR = re.compile(r"\s*[|;,\n]\s*")
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


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


def check_vat(text: str) -> str | None:
    """Return a VAT identification number whose check digits are right.

    Countries whose rule is not held here are checked for their form only.

    Args:
        text: Number with its country prefix; blanks, points and hyphens do not matter.

    Returns:
        Prefix and number without separators, or ``None``.

    Source:
        Algorithms published by the national administrations, collected at https://ec.europa.eu/taxation_customs/vies/.

    Examples:
        >>> check_vat("IT 02392630279"), check_vat("IT 02392630270"), check_vat("AT U13585627")
        ('IT02392630279', None, 'ATU13585627')
    """
    bare = re.sub(r"[ .\-/]", "", text.strip().upper())
    country, number = bare[:2], bare[2:]
    form = _FORMS.get(country)
    if form is None or re.fullmatch(form, number) is None:
        return None
    rule = _RULES.get(country)
    return bare if rule is None or rule(number) else None


def parse_identifiers(text: str, country: str = "") -> tuple[CheckedNumber, ...]:
    """Read the identifiers of one cell (``BG000057086 | 000057086 | Registry number``).

    Args:
        text: Free text; parts are separated by ``|``, ``;`` or commas.
        country: ISO 3166-1 code of the organisation, for numbers without a prefix.

    Returns:
        What was recognised and is right, each once; words and wrong numbers are left out.

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
    ror = check_ror(part)
    if ror is not None:
        return CheckedNumber("ror", ror)
    # keep.eu numbers organisations itself in this form; it is no national number.
    if _KEEP_CODE.fullmatch(part):
        return None
    if _PIC.fullmatch(part) and not country:
        return CheckedNumber("pic", part)
    if _VAT.fullmatch(part.upper()):
        vat = check_vat(part)
        if vat is not None:
            return CheckedNumber("vat", vat)
        if part[:2].upper() == "SE":
            country, part = "SE", part[2:]
    digits = re.sub(r"[ .\-]", "", part)
    if country == "SE" and re.fullmatch(r"\d{10}", digits) and _luhn(digits):
        return CheckedNumber("national-register", f"SE-{digits}")
    return None


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def _weighted(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _at(number: str) -> bool:
    digits = [int(digit) for digit in number[1:]]
    total = sum(sum(divmod(digit * 2, 10)) if place % 2 else digit for place, digit in enumerate(digits[:7]))
    return (10 - (total + 4) % 10) % 10 == digits[7]


def _iso_11_10(number: str) -> bool:
    product = 10
    for digit in number[:-1]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == int(number[-1])


def _es(number: str) -> bool:
    if number[0].isdigit():
        return _LETTERS[int(number[:8]) % 23] == number[8]
    if number[0] in "XYZ":
        return _LETTERS[int(str("XYZ".index(number[0])) + number[1:8]) % 23] == number[8]
    digits = [int(digit) for digit in number[1:8]]
    total = sum(digits[1::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[0::2])
    check = (10 - total % 10) % 10
    return number[8] in {str(check), "JABCDEFGHI"[check]}


def _fr(number: str) -> bool:
    if not number[:2].isdigit():
        return _luhn(number[2:])
    return int(number[:2]) == (12 + 3 * (int(number[2:]) % 97)) % 97 and (_luhn(number[2:]))


def _pt(number: str) -> bool:
    check = 11 - _weighted(number[:8], range(9, 1, -1)) % 11
    return int(number[8]) == (0 if check >= 10 else check)


def _fi(number: str) -> bool:
    rest = _weighted(number[:7], (7, 9, 10, 5, 8, 4, 2)) % 11
    return rest != 1 and int(number[7]) == (11 - rest) % 11


_Rule = Callable[[str], bool]
_RULES: dict[str, _Rule] = {
    "AT": _at,
    "BE": lambda number: 97 - int(number[:8]) % 97 == int(number[8:]),
    "DE": _iso_11_10,
    "DK": lambda number: _weighted(number, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0,
    "EE": lambda number: _weighted(number, (3, 7, 1, 3, 7, 1, 3, 7, 1)) % 10 == 0,
    "EL": lambda number: _weighted(number[:8], (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10 == int(number[8]),
    "ES": _es,
    "FI": _fi,
    "FR": _fr,
    "HR": _iso_11_10,
    "HU": lambda number: _weighted(number, (9, 7, 3, 1, 9, 7, 3, 1)) % 10 == 0,
    "IT": _luhn,
    "LU": lambda number: int(number[:6]) % 89 == int(number[6:]),
    "MT": lambda number: _weighted(number, (3, 4, 6, 7, 8, 9, 10, 1)) % 37 == 0,
    "PL": lambda number: _weighted(number[:9], (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(number[9]),
    "PT": _pt,
    "SE": lambda number: number.endswith("01") and _luhn(number[:10]),
    "SI": lambda number: (11 - _weighted(number[:7], range(8, 1, -1)) % 11) % 10 == int(number[7]),
    "SK": lambda number: int(number) % 11 == 0,
}  # fmt: skip
_FORMS = {
    "AT": r"U\d{8}", "BE": r"[01]\d{9}", "BG": r"\d{9,10}", "CY": r"\d{8}[A-Z]", "CZ": r"\d{8,10}", "DE": r"\d{9}",
    "DK": r"\d{8}", "EE": r"\d{9}", "EL": r"\d{9}", "ES": r"(\d{8}[A-Z]|[A-Z]\d{7}[A-Z0-9])", "FI": r"\d{8}",
    "FR": r"[0-9A-HJ-NP-Z]{2}\d{9}", "HR": r"\d{11}", "HU": r"\d{8}", "IE": r"\d[0-9A-Z]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"(\d{9}|\d{12})", "LU": r"\d{8}", "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"\d{9}B\d{2}", "PL": r"\d{10}",
    "PT": r"\d{9}", "RO": r"\d{2,10}", "SE": r"\d{12}", "SI": r"\d{8}", "SK": r"\d{10}",
}  # fmt: skip
