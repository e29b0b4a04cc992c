"""Which field the name of a column may stand for, in the languages of lists of operations."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

__all__ = ["plain_text", "tell_fields"]


def tell_fields(columns: Iterable[str]) -> dict[str, str]:
    """Return the column of each field that the names of columns tell.

    Fields are told in the order of ``headings.toml``, each takes the column that has most of its words, the first of
    several; a column fills one field.

    Examples:
        >>> tell_fields(["Nom du bénéficiaire", "Intitulé de l'opération", "Date de début"])
        {'start': 'Date de début', 'beneficiary': 'Nom du bénéficiaire', 'title': "Intitulé de l'opération"}
    """
    left = {column: plain_text(column) for column in columns}
    fields: dict[str, str] = {}
    for field, patterns in _headings().items():
        scores = {column: sum(bool(pattern.search(text)) for pattern in patterns) for column, text in left.items()}
        best = max(scores, key=lambda column: scores[column], default=None)
        if best is not None and scores[best]:
            fields[field] = best
            del left[best]
    return fields


def plain_text(text: str) -> str:
    """Return a text in small letters, without accents and with single blanks.

    Examples:
        >>> plain_text("Σύνοψη  Πράξης"), plain_text("Beginn / DÉBUT")
        ('συνοψη πραξης', 'beginn / debut')
    """
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


@cache
def _headings() -> dict[str, tuple[re.Pattern[str], ...]]:
    text = Path(__file__).with_name("headings.toml").read_text(encoding="utf-8")
    return {field: tuple(map(re.compile, each["words"])) for field, each in tomllib.loads(text).items()}
