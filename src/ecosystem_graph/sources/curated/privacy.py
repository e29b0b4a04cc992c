"""Personal contact data, which must not come into a file of facts."""

import re

__all__ = ["find_contact"]

_MAIL = re.compile(r"[\w.+-]+\s*(?:@|\(at\)|\[at\]|\{at\})\s*[\w-]+(?:\.|\s*(?:\(dot\)|\[dot\])\s*)\w+", re.IGNORECASE)
_INTERNATIONAL_PHONE = re.compile(r"(?<![\w/])(?:\+|00)[1-9](?:[ ()./-]?\d){7,}(?!\w)")
_NAMED_PHONE = re.compile(
    r"\b(?:tel|telephone|telefon|telefoon|téléphone|phone|fon|fax|mobil|mobile|handy|gsm)\b"
    r"\.?\s*:?\s*\(?\d(?:[ ()./-]?\d){4,}",
    re.IGNORECASE,
)


def find_contact(text: str) -> str | None:
    """Return the first mail address or telephone number in a text, or None.

    Examples:
        >>> find_contact("write to jane.doe(at)example.org")
        'jane.doe(at)example.org'
        >>> find_contact("Tel. 0123 45678")
        'Tel. 0123 45678'
        >>> find_contact("2.521.964,00 EUR from 2016-11-01 to 2019-04-30") is None
        True
    """
    found = (pattern.search(text) for pattern in (_MAIL, _INTERNATIONAL_PHONE, _NAMED_PHONE))
    return next((match[0] for match in found if match), None)
