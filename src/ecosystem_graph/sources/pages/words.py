"""Words with a value: months, numbers, units of time, multiples and currencies, in all inflections."""

from dataclasses import dataclass, field
from functools import cache

from ecosystem_graph.sources.pages.fold import bare, fold
from ecosystem_graph.sources.pages.lexicon import read_lexicon

__all__ = ["WordTable", "month_words", "number_words", "unit_words"]

_ENDING = 6
"""Letters that inflection may add to a stem."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """Values of words, those of the page's language first.

    Attributes:
        exact: Value by language and word; language ``""`` holds all languages, the first of the file winning.
        stems: The same for stems.
    """

    exact: dict[tuple[str, str], int | str] = field(default_factory=dict)
    stems: dict[tuple[str, str], int | str] = field(default_factory=dict)

    def add(self, language: str, form: str, value: int | str) -> None:
        """Learn a form; a star at its end makes it a stem."""
        table = self.stems if form.endswith("*") else self.exact
        word = bare(fold(form.rstrip("*")))
        table.setdefault((language, word), value)
        table.setdefault(("", word), value)

    def find(self, word: str, language: str = "", *, is_strict: bool = False) -> int | str | None:
        """Return the value of a word without accents, or None.

        Args:
            word: One word, as :func:`bare` writes it.
            language: Language whose words come first (``listopad`` is October in Croatian, November in Czech).
            is_strict: Words of other languages do not count.
        """
        for tongue in (language,) if is_strict else (language, ""):
            value = self.exact.get((tongue, word))
            if value is not None:
                return value
            for length in range(len(word), max(2, len(word) - _ENDING) - 1, -1):
                value = self.stems.get((tongue, word[:length]))
                if value is not None:
                    return value
        return None


@cache
def month_words() -> WordTable:
    """Return the number of the month (1-12) by its name or abbreviation."""
    table = WordTable()
    for row in read_lexicon("month"):
        for month in range(1, 13):
            for form in row[str(month)].split():
                table.add(row["language"], form, month)
    return table


@cache
def number_words() -> WordTable:
    """Return the numbers one to ninety by their words."""
    table = WordTable()
    for row in read_lexicon("number"):
        for form in row["forms"].split():
            table.add(row["language"], form, int(row["value"]))
    return table


@cache
def unit_words(kind: str) -> WordTable:
    """Return units of a kind.

    Args:
        kind: ``duration`` (value: months), ``multiplier`` (value: factor) or ``currency`` (value: ISO 4217,
            ``CROWN`` for a crown whose country the page tells).
    """
    table = WordTable()
    for row in read_lexicon("unit"):
        if row["kind"] == kind:
            for form in row["forms"].split():
                table.add(row["language"], form, int(row["value"]) if row["value"].isdigit() else row["value"])
    return table
