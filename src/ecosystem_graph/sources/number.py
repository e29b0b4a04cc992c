"""Numbers as people write them, by a stated notation: ``40.000,00 €``, ``1 234,5``, ``1'000``, ``(12.50)``.

The notation is never told from the numbers: ``1.234`` is either 1234 or 1.234, and only the publisher knows. A cell
that does not follow the notation gives null, for the caller to report.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

__all__ = ["CURRENCY_MARKS", "PLAIN", "Notation", "currency_mark", "parse_number"]

CURRENCY_MARKS: Mapping[str, str] = MappingProxyType(
    {
        "€": "EUR", "£": "GBP", "kč": "CZK", "zł": "PLN", "ft": "HUF", "kn": "HRK", "lei": "RON", "lv": "BGN",
        "лв": "BGN",
        "ls": "LVL", "lt": "LTL", "eek": "EEK", "tl": "TRY", "₺": "TRY", "₴": "UAH", "ден": "MKD", "дин": "RSD",
        "euro": "EUR", "eurot": "EUR", "euros": "EUR", "eiro": "EUR", "ευρώ": "EUR", "fr": "CHF", "sfr": "CHF",
    }
)  # fmt: skip
"""Marks that stand beside amounts, lower case and without a full stop at the end; ``kr`` is left out, as three
countries use it."""

_CODES = frozenset({
    "ALL", "AMD", "AZN", "BAM", "BGN", "BYN", "CHF", "CZK", "DKK", "EEK", "EUR", "GBP", "GEL", "HRK", "HUF", "ILS",
    "ISK", "LTL", "LVL", "MAD", "MDL", "MKD", "NOK", "PLN", "RON", "RSD", "RUB", "SEK", "TND", "TRY", "UAH", "USD",
})  # fmt: skip
_SPACES = "[\u00a0\u2007\u2009\u202f\t]"
_MINUS = "[-\u2212\u2013]"


@dataclass(frozen=True, slots=True)
class Notation:
    """How numbers are written.

    Attributes:
        decimal: Sign before the decimal places.
        group: Signs that may stand between groups of three digits, each of them; empty when digits run on.
        marks: Further currency marks with their ISO 4217 codes, beside `CURRENCY_MARKS`.
    """

    decimal: str = "."
    group: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)

    def pattern(self) -> str:
        """Return a regular expression for the digits of a number without sign."""
        grouped = f"[0-9]{{1,3}}(?:[{re.escape(self.group)}][0-9]{{3}})+|" if self.group else ""
        return f"^(?:{grouped}[0-9]+)(?:{re.escape(self.decimal)}[0-9]+)?$"


PLAIN = Notation()
"""Digits and a decimal point, as machines write them."""


def parse_number(cell: pl.Expr, notation: Notation) -> pl.Expr:
    """Return the digits of a number as machine text (``-40000.00``); null where the cell is no such number.

    Currency marks and codes may stand before or behind, ``.-`` or ``,-`` behind in place of cents, a percent sign
    behind; a minus before or behind, or brackets around, make the number negative.

    Args:
        cell: Text.
        notation: How numbers are written.

    Examples:
        >>> cells = pl.DataFrame({"a": ["40.000,00 €", "(1.234,5)", "149.736.100 .- HUF", "1,234.5"]})
        >>> cells.select(parse_number(pl.col("a"), Notation(",", "."))).to_series().to_list()
        ['40000.00', '-1234.5', '149736100', None]
    """
    parts = _parts(cell)
    signs = ("open", "before", "between", "behind")
    negative = pl.any_horizontal(parts.struct.field(name).fill_null("") != "" for name in signs)
    closed = (parts.struct.field("open").fill_null("") == "") == (parts.struct.field("close").fill_null("") == "")
    digits = parts.struct.field("digits")
    valid = digits.str.contains(notation.pattern()) & closed & _marks_known(parts, notation)
    plain = digits
    if notation.group:
        plain = plain.str.replace_all(f"[{re.escape(notation.group)}]", "")
    plain = plain.str.replace_all(notation.decimal, ".", literal=True)
    return pl.when(valid.fill_null(value=False)).then(
        pl.concat_str(pl.when(negative).then(pl.lit("-")).otherwise(pl.lit("")), plain)
    )


def currency_mark(cell: pl.Expr, notation: Notation) -> pl.Expr:
    """Return the ISO 4217 code of the currency that stands beside a number; null where none does.

    Examples:
        >>> cells = pl.DataFrame({"a": ["€544,310", "12 kn", "PLN 5", "5"]})
        >>> cells.select(currency_mark(pl.col("a"), Notation(".", ","))).to_series().to_list()
        ['EUR', 'HRK', 'PLN', None]
    """
    known = dict(CURRENCY_MARKS) | {code.lower(): code for code in _CODES} | _own(notation)
    return _mark(_parts(cell)).replace_strict(known, default=None, return_dtype=pl.String)


def _parts(cell: pl.Expr) -> pl.Expr:
    text = cell.str.replace_all(_SPACES, " ").str.strip_chars()
    mark = r"[^\d\s.,'’()+%\-\u2212\u2013][^\d()+%\-\u2212\u2013,'’]*"
    return text.str.extract_groups(
        rf"^(?P<open>\()?\s*(?:\+|(?P<before>{_MINUS}))?\s*(?P<first>(?:{mark})?)\s*(?P<between>{_MINUS})?\s*"
        rf"(?P<digits>[0-9](?:[0-9.,'’ ]*[0-9])?)(?:\s?[.,]\s?{_MINUS}+)?\s*(?P<behind>{_MINUS})?\s*%?\s*"
        rf"(?P<last>(?:{mark})?)\s*(?P<close>\))?$"
    )


def _mark(parts: pl.Expr) -> pl.Expr:
    both = pl.concat_str(parts.struct.field("first"), parts.struct.field("last"), ignore_nulls=True)
    return both.str.strip_chars().str.strip_chars_end(".").str.to_lowercase()


def _marks_known(parts: pl.Expr, notation: Notation) -> pl.Expr:
    return _mark(parts).is_in(["", *CURRENCY_MARKS, *(code.lower() for code in _CODES), *_own(notation)])


def _own(notation: Notation) -> dict[str, str]:
    return {mark.lower().rstrip("."): code for mark, code in notation.marks.items()}
