"""Personal contact data, which must not come into a file of facts."""

import re

from ecosystem_graph.sources.personal_data import mask_personal_data

__all__ = ["has_contact_data"]

_INTERNATIONAL_PHONE = re.compile(r"(?<![\w/])(?:\+|00)[1-9](?:[ ()./-]?\d){7,}(?!\w)")
"""A telephone number that no word announces; amounts and dates do not begin with ``+`` or ``00``."""


def has_contact_data(text: str) -> bool:
    """Tell whether a text holds a mail address or a telephone number.

    Stricter than masking: a file written by hand can be put right, so a number without a word such as ``Tel.`` counts
    when it has the international form.

    Examples:
        >>> has_contact_data("write to jane.doe(at)example.org"), has_contact_data("+43 1 234 56 78")
        (True, True)
        >>> has_contact_data("2.521.964,00 EUR from 2016-11-01 to 2019-04-30")
        False
    """
    return mask_personal_data(text)[1] > 0 or _INTERNATIONAL_PHONE.search(text) is not None
