"""Names, stems and cues of all lexicons, found in one pass over a page.

A lexicon is a TOML file in ``lexicon/`` with a ``kind`` and ``values``; each value has ``forms``: a list, or one list
per language. A form is written as in running text; these signs in it are rules:

=========  =================================================================================
``*``      up to seven letters may follow here: inflection (``republik* chec*``)
``~``      at the end: any letters may follow, at the beginning: may precede (``alpenraum~``)
``=``      at the beginning: upper and lower case count (``=SEE`` is not ``see``)
=========  =================================================================================

A hyphen equals a space, and accents do not count. ``seen`` lists, per group of development pages, the forms that were
added only because a page of that group showed them, so that a rule can be tested on pages it was not learned from.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from ecosystem_graph.sources.pages.annotation import Annotation
from ecosystem_graph.sources.pages.countries import country_entries
from ecosystem_graph.sources.pages.document import Document
from ecosystem_graph.sources.pages.entry import Entry
from ecosystem_graph.sources.pages.fold import bare
from ecosystem_graph.sources.pages.lexicon import read_lexicon

__all__ = ["LEXICONS", "Gazetteer", "compile_entries", "compile_gazetteer", "read_entries"]

_TABLES = ("cue", "noun", "comparator", "duration", "fund", "indicator", "region")
"""Lexicons that are tables: one value and language a row, forms between semicolons."""

_LONG = 8

LEXICONS = Path(__file__).with_name("lexicon")
"""Folder of the lexicons that are shipped."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All entries, compiled once.

    Attributes:
        entries: Entries that share a key, in the order of ``keys``.
        automaton: Finds all keys in one pass.
    """

    entries: tuple[tuple[Entry, ...], ...]
    automaton: AhoCorasick = field(repr=False)

    def scan(self, document: Document) -> Iterator[Annotation]:
        """Yield the longest mention of each kind at each place; cost linear in the text.

        Args:
            document: The page.

        Yields:
            Mentions of kind ``lexicon.<kind>`` in the order of their starts, without those that lie inside a longer
            mention of the same kind.
        """
        text = bare(document.folded)
        found = list(self._mentions(document.text, text))
        found.sort(key=lambda each: (each.start, -each.end))
        longest: dict[str, tuple[int, int]] = {}
        for each in dict.fromkeys(found):
            start, end = longest.get(each.kind, (-1, -1))
            if each.end > end or (each.start, each.end) == (start, end):
                longest[each.kind] = each.start, each.end
                yield each

    def _mentions(self, original: str, text: str) -> Iterator[Annotation]:
        for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            for entry in self.entries[index]:
                stop = _end_of(entry, original, text, start, end)
                if stop:
                    kind = f"lexicon.{entry.kind}"
                    yield Annotation(kind, entry.value, start, stop, kind)


def _end_of(entry: Entry, original: str, text: str, start: int, end: int) -> int:
    """Return where the mention ends, or 0 when the boundaries or the spelling are wrong."""
    is_glued = _is_camel(original, start) and not entry.cased  # `ClusterPoliSEE` does not name the programme SEE
    if start and text[start - 1].isalnum() and not entry.open_left and not is_glued:
        return 0
    if entry.tail:
        match = entry.tail.match(text, end)
        if match is None:
            return 0
        end = match.end()
    if end < len(text) and text[end].isalnum() and not _is_camel(original, end):
        return 0
    return 0 if entry.cased and original[start:end] != entry.cased else end


def _is_camel(text: str, at: int) -> bool:
    """Tell whether words are glued here: a small letter, then a capital one."""
    return text[at - 1].islower() and text[at].isupper()


def read_entries(path: Path, without: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """Yield the entries of one lexicon.

    Args:
        path: TOML file.
        without: Groups of development pages whose forms are left out.

    Yields:
        Entries in the order of the file.
    """
    lexicon = tomllib.loads(path.read_text(encoding="utf-8"))
    glued = lexicon.get("glued", False)
    for value, described in lexicon.get("values", {}).items():
        seen = described.get("seen", {})
        left_out = {form for group in without for form in seen.get(group, ())}
        for form in _forms(described["forms"]):
            if form in left_out:
                continue
            yield Entry.of(lexicon["kind"], value, form)
            if glued and len(form) >= 8 and (" " in form or "-" in form) and not form.startswith("="):
                yield Entry.of(lexicon["kind"], value, form.replace(" ", "").replace("-", ""))


def _forms(forms: Any) -> Iterable[str]:
    if isinstance(forms, list):
        return forms
    return [form for language in sorted(forms) for form in forms[language]]


def _all_entries(without: frozenset[str]) -> Iterator[Entry]:
    for path in sorted(LEXICONS.glob("*.toml")):
        yield from read_entries(path, without)
    for kind in _TABLES:
        for row in read_lexicon(kind):
            forms = [form.strip() for form in row["forms"].split(";") if form.strip()]
            glued = [re.sub("[ -]", "", form) for form in forms if kind == "region" and len(form) >= _LONG]
            yield from (Entry.of(kind, row[kind], form) for form in dict.fromkeys([*forms, *glued]))
    yield from country_entries()


@cache
def compile_gazetteer(without: frozenset[str] = frozenset()) -> Gazetteer:
    """Compile all shipped lexicons; the second call with the same argument costs nothing.

    Args:
        without: Groups of development pages whose forms are left out.

    Returns:
        The gazetteer.
    """
    return compile_entries(_all_entries(without))


def compile_entries(entries: Iterable[Entry]) -> Gazetteer:
    """Compile some entries, for a look-up of its own.

    Args:
        entries: In any order; repeats count once.

    Returns:
        The gazetteer.
    """
    by_key: dict[str, dict[Entry, None]] = {}
    for entry in entries:
        by_key.setdefault(entry.key, {})[entry] = None
    automaton = AhoCorasick(list(by_key))
    return Gazetteer(tuple(tuple(entries) for entries in by_key.values()), automaton)
