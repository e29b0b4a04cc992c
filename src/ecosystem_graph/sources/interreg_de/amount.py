"""German numbers, and the arithmetic that tells what an unlabelled amount is."""

import re
from decimal import Decimal

__all__ = ["matching_eu_share", "parse_german_amount"]

_GERMAN_AMOUNT = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2})?", re.ASCII)
_EU_SHARES = (85, 80, 75, 60, 50)
"""Common shares of the European Union in eligible cost, per cent."""


def parse_german_amount(text: str) -> Decimal:
    """Return an amount written with thousands points and a decimal comma.

    Raises:
        ValueError: The text is not such a number.

    Examples:
        >>> parse_german_amount("2.521.964,00")
        Decimal('2521964.00')
    """
    if not _GERMAN_AMOUNT.fullmatch(text):
        raise ValueError(f"not a German number: {text!r}")
    return Decimal(text.replace(".", "").replace(",", ".")).quantize(Decimal("0.01"))


def matching_eu_share(eu: Decimal, national: Decimal) -> int | None:
    """Return the EU share, in per cent, that explains both amounts, or None when no common share does.

    With an EU share of *r* per cent, the national co-financing is ``eu * (100 - r) / r``; amounts may differ from it
    by one euro, as much as rounding explains.

    Examples:
        >>> matching_eu_share(Decimal("1929500.00"), Decimal("340500.00"))
        85
    """
    shares = (share for share in _EU_SHARES if abs(eu * (100 - share) / share - national) <= 1)
    return next(shares, None)
