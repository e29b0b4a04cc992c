"""Small words: articles, conjunctions, prepositions and particles, whole and in small letters."""

import tomllib
from functools import cache

from ecosystem_graph.sources.pages.gazetteer import LEXICONS

__all__ = ["small_words"]


@cache
def small_words(group: str) -> frozenset[str]:
    """Return a group of words of ``lexicon/small_word.toml``.

    Examples:
        >>> "und" in small_words("conjunction")
        True
    """
    text = (LEXICONS / "small_word.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[group].split())
