"""E-mail addresses and telephone numbers in running text."""

import re
from collections.abc import Iterator

from ecosystem_graph.sources.personal_data import find_email_addresses

__all__ = ["find_addresses", "find_numbers"]

_CUE = re.compile(
    r"(?<!\w)(?:tel|telephone|telefon\w{0,3}|telefax|teléfono|telefono|telefone|"
    r"téléphone|tél|phone|fax|mobile|mobil\w{0,2}"
    r"|handy|gsm|tlf|puh|puhelin|móvil|cellulare|cell|kom|faks|факс|тел|телефон|"
    r"τηλ|τηλέφωνο|tālr|tālrunis|mob|fón|guthán)"
    r"\b[^\d\n+(]{0,12}(?=[+(\d])",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[+(]{0,2}\d(?:[ \u00a0/().\u2011\u2013-]{0,3}\d){5,14}")
_INTERNATIONAL = re.compile(
    r"(?<![\w.,+])(?:\+|00(?=[1-9]\d[ \u00a0/(.-]))[1-9]\d{0,2}(?:[ \u00a0/().\u2011\u2013-]{0,3}\d){6,12}(?!\d)"
)
_ALONE = re.compile(r"^[ \t•*·-]*(\d{2,4}(?:[ \u00a0]\d{2,4}){2,4})[ \t]*$", re.MULTILINE)


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of e-mail addresses, disguised ones (``name (at) host``) among them."""
    yield from find_email_addresses(text)


def find_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of telephone numbers: announced ones, international ones, and bare groups alone on a line.

    A line that holds nothing but groups of digits is a number when the line before it is no figure either: amounts
    stand behind a label or beside a currency.

    Examples:
        >>> text = "Tel.: 01 234 56-78, total 1 234 567 EUR, +43 1 234 56 78"
        >>> [text[start:end] for start, end in find_numbers(text)]
        ['01 234 56-78', '+43 1 234 56 78']
    """
    for cue in _CUE.finditer(text):
        number = _DIGITS.match(text, cue.end())
        if number:
            yield number.span()
    for match in _INTERNATIONAL.finditer(text):
        yield match.span()
    for match in _ALONE.finditer(text):
        if 7 <= sum(map(str.isdigit, match[1])) <= 12:
            yield match.span(1)
