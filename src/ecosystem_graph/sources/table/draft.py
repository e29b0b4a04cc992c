"""A first definition for a list, proposed from the names of its columns and a look at its cells.

Nothing is decided here: what the file does not say is left as a comment to fill in, and what it says in two ways is
marked.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ecosystem_graph.sources.country import country_code
from ecosystem_graph.sources.table.draft_entity import entity_lines
from ecosystem_graph.sources.table.draft_project import english_columns, project_lines, states_regions
from ecosystem_graph.sources.table.draft_value import date_lines, number_lines
from ecosystem_graph.sources.table.heading import plain_text
from ecosystem_graph.sources.table.look import Look, look_at, quoted, sample

__all__ = ["draft_definition"]

_TOTALS = (
    r"(?i)^\s*(?:grand |sub)?(?:totals?|summe|gesamt(?:summe|ergebnis)?|insgesamt|somme|totale|totaal|suma|razem|"
    r"ogółem|celkem|spolu|osszesen|összesen|общо|всичко|σύνολο|συνολο|ukupno|sveukupno|skupaj|summa|yhteensä|kokku|kopā|kopa|"
    r"iš viso|i alt|totalt)\s*:?\s*$"
)
_REASONS = {
    "contact": "Personal data.",
    "counter": "Running number of the list.",
    "rate": "Rate of co-financing; the amounts are read.",
    "update": "Day of the list, not of the project.",
}
_LAST = 10
"""Rows at the end in which totals are looked for."""
_LANGUAGES = (
    "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mt",
    "nl", "no",
    "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip


def draft_definition(path: Path, about: str | None = None) -> str:
    """Return a definition for a list as TOML, with comments on what to check.

    Args:
        path: Plain, gzip or zip file.
        about: What its rows are about (``project``, ``infrastructure``…); told from the names of columns when None.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: No table is in it.

    Returns:
        TOML text. That of a list of projects can be read before every ``TODO`` is filled in, too.
    """
    return "\n".join(_lines(look_at(path, about))) + "\n"


def _lines(look: Look) -> Iterator[str]:
    stem = re.sub(r"(?:\.[A-Za-z]{2,5}){1,2}$", "", look.path.name)
    slug = re.sub(r"[^a-z0-9]+", "-", plain_text(stem))[:40].strip("-") or "my-list"
    yield f"# Draft for {look.path.name}. Fill in each TODO, look at each CHECK, then run:"
    yield f"#   ecosystem-graph sources check my.toml {look.path.name}"
    yield f'slug = "{slug}"'
    yield 'title = "TODO: name of the list, in English"'
    yield 'publisher = "TODO: who publishes it"'
    yield '# url = "https://…"'
    yield '# licence = "as stated by the publisher"'
    yield '# attribution = "Source: …, changed: brought into a knowledge graph by ecosystem_graph"'
    yield from _language(look)
    yield from ["", "[file]", f"format = {quoted(look.layout.format)}"]
    if look.layout.encoding:
        others = f"; {', '.join(look.encodings[1:3])} fit too" if look.encodings[1:] else ""
        yield f"encoding = {quoted(look.layout.encoding)}  # CHECK: told from the letters{others}; look at some names"
    if look.layout.delimiter:
        yield f"delimiter = {quoted(look.layout.delimiter)}"
    if look.layout.header:
        yield f"header = {list(look.layout.header)}  # CHECK: the names of columns stand in these rows"
    if look.layout.path:
        yield f"path = {quoted(look.layout.path)}  # CHECK: the longest list of the document"
    if look.layout.below:
        yield f"below = {look.layout.below}  # CHECK: rows below the names of columns that are no data"
    if look.layout.down:
        names = ", ".join(map(quoted, look.layout.down))
        yield f"down = [{names}]  # CHECK: written once for several rows; the first begins each group"
    if look.about == "project":
        yield from [*number_lines(look), *date_lines(look), *project_lines(look)]
    else:
        yield from entity_lines(look)
    yield from _rest(look)


def _language(look: Look) -> Iterator[str]:
    column = look.fields.get("country")
    codes = {country_code(text) for text in sample(look.cells[column])} if column else set()
    if len(codes) == 1 and None not in codes:
        yield f'country = "{codes.pop()}"'
    elif not column:
        yield '# country = "XX"  # TODO: code of the country of participants, as no column says it'
    texts = [look.fields[field] for field in ("summary", "title", "description", "name") if field in look.fields]
    words = " ".join(text for column in texts for text in sample(look.cells[column]).head(50))[:5000]
    if sum(map(str.isalpha, words)) < 100:
        yield '# language = "xx"  # TODO: language of names and texts'
        return
    tag, _ = _identifier().classify(words)
    yield f'language = "{tag}"  # CHECK: told from the texts'


@cache
def _identifier() -> Any:
    """Return what tells languages; it is loaded once, as that takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - only drafts need it

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier


def _rest(look: Look) -> Iterator[str]:
    if look.notes:
        yield from ["", "# Rows with a single cell are notes or headings.", "[[drop]]", "filled = 1"]
    column = _column_with_totals(look)
    if column:
        yield from ["", "# Rows with totals are no data.", "[[drop]]", f"column = {quoted(column)}"]
        yield f"pattern = '{_TOTALS}'"
    used = _used(look)
    left = [column for column in look.columns if column not in used]
    if left:
        yield from ["", "[ignored]"]
    for column in left:
        reason = _REASONS.get(look.left_out.get(column, ""))
        if look.cells[column].null_count() == look.cells.height:
            reason = "Empty."
        if reason:
            yield f"{quoted(column)} = {quoted(reason)}"
        else:
            yield f'# {quoted(column)} = "TODO: map it above, or say why it is left out"'


def _column_with_totals(look: Look) -> str | None:
    """Return the first column that says in one of the last rows that they are totals."""
    last = look.cells.tail(_LAST)
    return next((column for column in look.columns if last[column].str.contains(_TOTALS).any()), None)


def _used(look: Look) -> set[str]:
    """Return the columns that fill a field of the draft."""
    unsaid = {"role"} if look.about != "project" else set()
    used = {column for field, column in look.fields.items() if field not in {*unsaid, "region"}}
    if states_regions(look):
        used.add(look.fields["region"])
    if look.about == "project":
        first, last = look.numbers
        numbered = [column for field, column in look.partners.items() if field != "region"]
        used |= {column.replace("#", str(each)) for column in numbered for each in range(first, last + 1)}
        used |= set(english_columns(look))
    return used
