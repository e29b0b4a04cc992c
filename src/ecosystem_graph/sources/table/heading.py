"""Which field the name of a column may stand for, in the languages of lists of operations."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

__all__ = ["plain_text", "tell_entity_fields", "tell_fields", "tell_kind"]

_KINDS = {
    "cluster": (r"cluster|grappe",),
    "priority": (
        r"priorit|specialisation|specialization|spezialisierung|\bs3\b|\bris3\b|domen",
        r"region|nuts|kraj|land",
    ),
    "infrastructure": (r"facilit|infrastru|laborator|equipment|anlage|\besfri\b|\bmeril\b|test ?bed|pilot line",),
    "concept": (r"\bparent|broader|\blevel\b", r"^(?:code|id|notation|uri)$|code", r"label|title|name|description"),
    "organisation": (r"\blat|\bror\b|organi[sz]ation|institution|company|partner",),
}
"""Words that the names of file and columns of a list must have, all of them; the kind that most names speak for is
proposed, of several the first."""


def tell_fields(columns: Iterable[str]) -> dict[str, str]:
    """Return the column of each field that the names of columns tell.

    Fields are told in the order of ``headings.toml``, each takes the column that has most of its words, the first of
    several; a column fills one field.

    Examples:
        >>> tell_fields(["Nom du bénéficiaire", "Intitulé de l'opération", "Date de début"])
        {'start': 'Date de début', 'beneficiary': 'Nom du bénéficiaire', 'title': "Intitulé de l'opération"}
    """
    return _tell(columns, "headings.toml")


def tell_entity_fields(columns: Iterable[str]) -> dict[str, str]:
    """Return the column of each field of lists of other things than projects, by ``entity_headings.toml``.

    Examples:
        >>> tell_entity_fields(["Facility name", "Host institution", "Lat", "Long"])
        {'latitude': 'Lat', 'longitude': 'Long', 'operator': 'Host institution', 'name': 'Facility name'}
    """
    return _tell(columns, "entity_headings.toml")


def tell_kind(names: Iterable[str], *, is_list_of_projects: bool) -> str:
    """Return what the rows of a list may be about: ``project`` when nothing tells.

    Args:
        names: Names of the file and of its columns.
        is_list_of_projects: Whether the list has what only projects have.

    Examples:
        >>> tell_kind(["list.csv", "Facility name", "Lat", "Long"], is_list_of_projects=False)
        'infrastructure'
    """
    texts = [plain_text(name) for name in names]
    scores = {kind: _count_words(texts, words) for kind, words in _KINDS.items()}
    best = max(scores, key=lambda kind: scores[kind])
    return "project" if is_list_of_projects or not scores[best] else best


def _count_words(texts: list[str], words: tuple[str, ...]) -> int:
    """Return how many texts have one of the words; none count unless each word is in some text."""
    counts = [sum(bool(re.search(word, text)) for text in texts) for word in words]
    return sum(counts) if all(counts) else 0


def _tell(columns: Iterable[str], file: str) -> dict[str, str]:
    left = {column: plain_text(column) for column in columns}
    fields: dict[str, str] = {}
    for field, patterns in _headings(file).items():
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
def _headings(file: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return {field: tuple(map(re.compile, each["words"])) for field, each in tomllib.loads(text).items()}
