"""What words mean in any language: kinds of organisation, fields of work, countries, legal forms, words to ignore."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from anyascii import anyascii

from ecosystem_graph.resources import resource

__all__ = ["Entry", "Lexicon", "fold", "load_lexicon", "read_entries"]

_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
_SHORTEST_PREFIX = 3
_LONGEST_WITH_SHORT_PREFIX = 8
"""A prefix of three letters says little about a long word."""


def fold(text: str) -> str:
    """Return text in lower-case ASCII letters and digits, parts joined by ``_``; every script is transliterated.

    Examples:
        >>> fold("Πανεπιστήμιο Αθηνών"), fold("Łódź"), fold("co-operative")
        ('panepistimio_athinon', 'lodz', 'co_operative')
    """
    return _NOT_ALPHANUMERIC.sub("_", anyascii(text).lower()).strip("_")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase of a lexicon.

    Attributes:
        concept: What it means, whatever the language (``university``, ``country-pt``).
        group: ``kind``, ``field``, ``demonym``, ``parent`` (a body to which many belong), ``legal`` or ``stop``.
        word: Folded word; words of a phrase are joined by ``_``.
        is_prefix: Whether longer words that begin like this mean the same.
    """

    concept: str
    group: str
    word: str
    is_prefix: bool


class Lexicon:
    """Words and phrases with their meaning."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self._exact: dict[str, Entry] = {}
        self._prefix: dict[str, Entry] = {}
        self._phrases: dict[str, Entry] = {}
        ignored = {entry.word for entry in read_entries("stopwords.csv", "stop")}
        for entry in entries:
            (self._prefix if entry.is_prefix else self._exact).setdefault(entry.word, entry)
            words = [word for word in entry.word.split("_") if word not in ignored]
            if len(words) > 1:
                self._phrases.setdefault("_".join(words), entry)
            # Capitals stay even when they spell a small word: AV ČR.
            if "_" in entry.word:
                self._phrases.setdefault(entry.word, entry)

    def find(self, word: str) -> Entry | None:
        """Return the meaning of a folded word: the word itself, else its longest known beginning.

        Args:
            word: Folded word.

        Returns:
            The entry, or ``None`` for a word that is not in the lexicon.
        """
        exact = self._exact.get(word)
        if exact is not None:
            return exact
        for length in range(len(word), _SHORTEST_PREFIX - 1, -1):
            entry = self._prefix.get(word[:length])
            if entry is not None and (length > _SHORTEST_PREFIX or len(word) <= _LONGEST_WITH_SHORT_PREFIX):
                return entry
        return None

    def find_phrase(self, phrase: str) -> Entry | None:
        """Return the meaning of words joined by ``_``, stop words left out."""
        return self._phrases.get(phrase)

    @property
    def phrases(self) -> tuple[str, ...]:
        """Phrases of the lexicon, stop words left out."""
        return tuple(sorted(self._phrases))


def read_entries(name: str, group: str) -> Iterator[Entry]:
    """Yield the words of one lexicon file.

    Args:
        name: File below ``data/reference/linkage``: first column the concept, every other one words in any script,
            separated by blanks; ``*`` ends a prefix, ``_`` joins a phrase.
        group: What kind of meaning the file holds.

    Yields:
        Entries in file order.
    """
    yield from _entries(name, group)


@cache
def _entries(name: str, group: str) -> tuple[Entry, ...]:
    found = []
    with resource("data", "reference", "linkage", name).open(encoding="utf-8", newline="") as rows:
        for concept, *columns in list(csv.reader(rows))[1:]:
            for word in " ".join(columns).split():
                folded = fold(word)
                # Two letters begin too many words to be a prefix.
                found.append(Entry(concept, group, folded, word.endswith("*") and len(folded) >= _SHORTEST_PREFIX))
    return tuple(found)


@cache
def load_lexicon() -> Lexicon:
    """Return the shipped lexicon of kinds, demonyms and fields; where a word is in several, the first of these wins."""

    def entries() -> Iterator[Entry]:
        yield from read_entries("parents.csv", "parent")
        yield from read_entries("kinds.csv", "kind")
        yield from read_entries("demonyms.csv", "demonym")
        yield from read_entries("fields.csv", "field")

    return Lexicon(entries())
