"""Numbers as pages write them: separators of all countries, words of all languages, Roman numerals."""

import re
from decimal import Decimal

from ecosystem_graph.sources.pages.words import number_words

__all__ = ["parse_count", "parse_decimal", "parse_roman"]

_GROUPED = re.compile(r"\d{1,3}(?:[ .,'·]\d{3})+")
_FRACTION = re.compile(r"[.,](\d{1,2})$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN_FORM = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")


def parse_decimal(written: str, *, is_scaled: bool = False) -> Decimal | None:
    """Read a number with whatever signs separate its thousands and its fraction.

    A single separator before exactly three digits separates thousands (``854,050``), unless a word such as "million"
    follows (``2,521 Mio.``). Of two different separators the last one begins the fraction.

    Args:
        written: Digits and separators, folded.
        is_scaled: A multiple follows the number.

    Returns:
        The number, or None when the separators make no sense (``1.23.4``).

    Examples:
        >>> parse_decimal("2.521.964,00"), parse_decimal("2,521", is_scaled=True), parse_decimal("396 478.00")
        (Decimal('2521964.00'), Decimal('2.521'), Decimal('396478.00'))
    """
    written = written.strip().rstrip(".,")
    if written.isdigit():
        return Decimal(written)
    if _GROUPED.fullmatch(written):
        signs = {sign for sign in written if not sign.isdigit()}
        if len(signs) == 1:
            single = sum(sign in written for sign in signs) and len(re.findall(r"\D", written)) == 1
            if is_scaled and single and signs <= {".", ","}:
                return Decimal(written.replace(",", "."))
            return Decimal(re.sub(r"\D", "", written))
    fraction = _FRACTION.search(written)
    whole = written[: fraction.start()] if fraction else written
    if not whole.isdigit() and not _GROUPED.fullmatch(whole):
        return _long_fraction(written) if is_scaled else None
    return Decimal(re.sub(r"\D", "", whole) + (f".{fraction[1]}" if fraction else ""))


def _long_fraction(written: str) -> Decimal | None:
    match = re.fullmatch(r"(\d{1,4})[.,](\d{3,6})", written)
    return Decimal(f"{match[1]}.{match[2]}") if match else None


def parse_count(word: str, language: str = "") -> int | None:
    """Return the value of a small number in digits or words.

    Args:
        word: One word without accents.
        language: Language of the page.

    Examples:
        >>> parse_count("14"), parse_count("osmnact", "cs"), parse_count("nahe")
        (14, 18, None)
    """
    if word.isdigit():
        return int(word) if len(word) < 7 else None
    value = number_words().find(word, language, is_strict=True)
    return value if isinstance(value, int) else None


def parse_roman(word: str) -> int | None:
    """Return the value of a Roman numeral below forty in small letters.

    Examples:
        >>> parse_roman("iii"), parse_roman("xiv"), parse_roman("vim")
        (3, 14, None)
    """
    if not word or not _ROMAN_FORM.fullmatch(word):
        return None
    values = [_ROMAN[letter] for letter in word]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
