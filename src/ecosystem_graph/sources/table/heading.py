"""Which field the name of a column may stand for, in the languages of lists of operations."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

__all__ = [
    "AMOUNTS", "LEFT_OUT", "heading_text", "plain_pattern", "plain_text", "says", "tell_entity_fields", "tell_fields",
    "tell_kind", "tell_left_out",
]  # fmt: skip

Fits = Callable[[str, str], bool]

AMOUNTS = ("total", "eu", "national", "own", "grant")
"""Fields that hold amounts of money."""
LEFT_OUT = ("contact", "counter", "rate", "update")
"""What columns may hold that no field takes."""

_MARKS = ("paid", "english", "name", "number")
"""Entries of ``headings.toml`` that say more of a column whose field is known."""
_OPERATIONS, _ENTITIES = "headings.toml", "entity_headings.toml"
_MUCH = 0.6
_LONGEST = 250
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ"})


def _any_cells(field: str, column: str) -> bool:
    del field, column
    return True


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


def tell_fields(columns: Iterable[str], fits: Fits = _any_cells) -> dict[str, str]:
    """Return the column of each field that the names of columns tell.

    Of all pairs of column and field, the one whose words cover most of the name is taken first. A column fills one
    field, and never one that its name says much less of than another one. Amounts that were paid fill fields of their
    own (``eu paid``).

    Args:
        columns: Names of columns.
        fits: Tells whether the cells of a column may fill a field; all may by default.

    Examples:
        >>> tell_fields(["Nom du bénéficiaire", "Intitulé de l'opération", "Date de début"])
        {'start': 'Date de début', 'beneficiary': 'Nom du bénéficiaire', 'title': "Intitulé de l'opération"}
    """
    names = list(columns)
    paid = {column for column in names if _cover("paid", column, _OPERATIONS)}

    def of_phase(field: str, column: str) -> bool:
        return field not in LEFT_OUT and fits(field, column) and (field not in AMOUNTS or column not in paid)

    fields = _tell(names, _OPERATIONS, of_phase)
    bare = [each for each in names if each not in fields.values() and _is_bare_name(each) and fits("beneficiary", each)]
    if bare and "title" in fields and "beneficiary" not in fields:
        # What is called "name" beside the titles of projects names those who carry them out.
        fields["beneficiary"] = bare[0]
    used = set(fields.values())
    left = [column for column in names if column in paid and column not in used]
    later = _tell(left, _OPERATIONS, lambda field, column: field in AMOUNTS and fits(field, column))
    return fields | {f"{field} paid": column for field, column in later.items()}


def _is_bare_name(column: str) -> bool:
    return _cover("name", column, _OPERATIONS) == len(heading_text(column)) > 0


def tell_left_out(columns: Iterable[str], fits: Fits = _any_cells) -> dict[str, str]:
    """Return columns that no field takes, each with what it holds: one of `LEFT_OUT`.

    Examples:
        >>> tell_left_out(["Lfd. Nr.", "Titel", "Kofinanzierungssatz"])
        {'Lfd. Nr.': 'counter', 'Kofinanzierungssatz': 'rate'}
    """
    told = {}
    for column in columns:
        kind = next((each for each in LEFT_OUT if _cover(each, column, _OPERATIONS) and fits(each, column)), None)
        if kind:
            told[column] = kind
    return told


def says(field: str, column: str) -> bool:
    """Tell whether the name of a column has words of a field of lists of operations.

    Examples:
        >>> says("title", "Projekttitel (englisch)"), says("english", "Projekttitel (englisch)")
        (True, True)
    """
    return _cover(field, column, _OPERATIONS) > 0


def tell_entity_fields(columns: Iterable[str], fits: Fits = _any_cells) -> dict[str, str]:
    """Return the column of each field of lists of other things than projects, by ``entity_headings.toml``.

    Examples:
        >>> tell_entity_fields(["Facility name", "Host institution", "Lat", "Long"])
        {'latitude': 'Lat', 'longitude': 'Long', 'operator': 'Host institution', 'name': 'Facility name'}
    """
    return _tell(list(columns), _ENTITIES, fits)


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


def _fields(file: str) -> list[str]:
    return [field for field in _headings(file) if file != _OPERATIONS or field not in _MARKS]


def _tell(columns: Sequence[str], file: str, fits: Fits) -> dict[str, str]:
    order = {field: number for number, field in enumerate(_fields(file))}
    covers = {
        (column, field): cover
        for column in columns
        for field in order
        if (cover := _cover(field, column, file)) and fits(field, column)
    }
    most: dict[str, int] = {}
    for (column, _), cover in covers.items():
        most[column] = max(cover, most.get(column, 0))
    place = {column: number for number, column in enumerate(columns)}
    ranked = sorted(covers, key=lambda pair: (-covers[pair], order[pair[1]], place[pair[0]]))
    taken: dict[str, str] = {}
    for column, field in ranked:
        enough = covers[column, field] >= _MUCH * most[column]
        if field not in taken and column not in taken.values() and enough:
            taken[field] = column
    return {field: taken[field] for field in order if field in taken}


@lru_cache(maxsize=1 << 16)
def _cover(field: str, column: str, file: str) -> int:
    """Return how many signs of a name the words of a field cover; none of what is too long for a name."""
    text, covered = heading_text(column), set[int]()
    if len(text) > _LONGEST or not any(map(str.isalpha, text)):
        return 0
    words = _headings(file)[field]
    for pattern in words.strong:
        for found in pattern.finditer(text):
            covered.update(range(*found.span()))
    return len(covered) or int(any(pattern.search(text) for pattern in words.nouns))


@lru_cache(maxsize=1 << 12)
def heading_text(name: str) -> str:
    """Return the name of a column as the words are compared: plain, with blanks between words that were joined.

    Examples:
        >>> heading_text("COD_LOCALE_PROGETTO"), heading_text("datumKoncaRealizacie")
        ('cod locale progetto', 'datum konca realizacie')
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", unicodedata.normalize("NFKD", name))
    return plain_text(re.sub(r"[_\u00a0\n]+|(?<=\w)\.(?=\w)", " ", parted))


def plain_text(text: str) -> str:
    """Return a text in small letters, without accents and with single blanks.

    Examples:
        >>> plain_text("Σύνοψη  Πράξης"), plain_text("Beginn / DÉBUT")
        ('συνοψη πραξησ', 'beginn / debut')
    """
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns that tell a field; nouns alone tell little of it."""

    strong: tuple[re.Pattern[str], ...]
    nouns: tuple[re.Pattern[str], ...]


@cache
def _headings(file: str) -> dict[str, _Words]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    if file != _OPERATIONS:
        return {field: _Words(_compiled(each["words"]), ()) for field, each in entries.items()}
    name, number = ("|".join(entries[mark]["words"]) for mark in ("name", "number"))
    told = {field: (each["words"], each.get("nouns", ())) for field, each in entries.items()}
    named = {field: [*words, *_beside(name, nouns)] for field, (words, nouns) in told.items()}
    # A number of the project identifies it, a number of the beneficiary is that of a register.
    for field, noun in {"id": "title", "register": "beneficiary"}.items():
        named[field] += _beside(number, told[noun][1])
    return {field: _Words(_compiled(words), _compiled(told[field][1])) for field, words in named.items()}


def _beside(words: str, nouns: Sequence[str]) -> list[str]:
    """Return patterns of some words with one of the nouns, which stands first or follows with few words between."""
    if not nouns:
        return []
    some = "|".join(nouns)
    return [
        rf"(?:{words})\w*\W+(?:\w{{1,4}}\W+){{0,3}}(?:{some})",
        rf"(?:^|/ ?)(?:{some})\w*\W+(?:\w+\W+)?(?:{words})",
    ]


def _compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(plain_pattern(pattern)) for pattern in patterns)


def plain_pattern(pattern: str) -> str:
    """Return a regular expression with its letters as `plain_text` writes them, its signs unchanged."""
    decomposed = unicodedata.normalize("NFKD", pattern)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).replace("ς", "σ")
