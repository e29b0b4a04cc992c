"""Mentions of invented organisations in sixteen languages and many spellings, with the truth beside them.

Kinds, fields and legal forms are words of our own (``words/``); cities are those of the shipped gazetteer and as many
invented ones, which no gazetteer knows. One organisation is named once or twice, few are named by the hundred.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
from anyascii import anyascii

from ecosystem_graph.resources import resource

__all__ = ["invent_mentions"]

_WORDS = Path(__file__).with_name("words")
_PUBLIC_SHARE = 0.4
_MOST_MENTIONS = 600
_TAIL = 1.15
"""Exponent of the Pareto distribution of mentions per organisation; the mean is a little above three."""
_ONSETS = tuple("b br ch d dr f fl g gr h k kl kr l m n p pl pr r s sch st t tr v w z".split())  # noqa: SIM905 - readable
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "au")
_ENDS = ("n", "r", "l", "s", "t", "x", "m", "nd", "rt", "ck")
_SECTORS = ("Systems", "Consulting", "Solutions", "Software", "Foods", "Trading", "Design", "Media")


@dataclass(frozen=True, slots=True)
class _Organisation:
    number: int
    country: str
    language: str
    city: str
    name: str
    english: str
    form: str
    long_form: str


def invent_mentions(rows: int, seed: int = 1) -> pl.DataFrame:
    """Return mentions of invented organisations.

    Args:
        rows: How many mentions.
        seed: The same seed gives the same mentions.

    Returns:
        key, organisation (the truth), name, country, city (empty in a third); in random order.
    """
    draw = random.Random(seed)
    found: list[tuple[str, str, str, str]] = []
    taken: set[tuple[str, str, str]] = set()
    number = 0
    while len(found) < rows:
        organisation = _invent(number, draw)
        number += 1
        # Two bodies of one name in one city cannot be told apart by anybody.
        if (organisation.country, organisation.city, organisation.name) in taken:
            continue
        taken.add((organisation.country, organisation.city, organisation.name))
        times = min(int(draw.paretovariate(_TAIL)), _MOST_MENTIONS, rows - len(found))
        found += (_mention(organisation, draw) for _ in range(times))
    draw.shuffle(found)
    table = pl.DataFrame(found, schema=["organisation", "name", "country", "city"], orient="row")
    return table.with_columns(key="m." + pl.int_range(pl.len()).cast(pl.String).str.zfill(8))


def _invent(number: int, draw: random.Random) -> _Organisation:
    country = draw.choices(_countries(), weights=[int(each["share"]) for each in _countries()])[0]
    city = _city(country["country"], draw)
    if draw.random() < _PUBLIC_SHARE:
        kind, field = draw.choice(_rows("kinds.csv")), draw.choice(_rows("fields.csv"))
        name, english = (_said(kind, field, city, language) for language in (country["language"], "en"))
        return _Organisation(number, country["country"], country["language"], city, name, english, "", "")
    stem = _stem(draw)
    if draw.random() < 0.7:
        stem += " " + (draw.choice(_SECTORS) if draw.random() < 0.5 else _stem(draw))
    return _Organisation(
        number, country["country"], country["language"], city, stem, stem, country["form"], country["long_form"]
    )


def _said(kind: dict[str, str], field: dict[str, str], city: str, language: str) -> str:
    name = kind[language].format(city=city, field=field[language])
    return name[0].upper() + name[1:]


def _stem(draw: random.Random) -> str:
    syllables = [draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(draw.choice((2, 2, 3)))]
    return "".join(syllables).capitalize() + draw.choice(_ENDS)


def _city(country: str, draw: random.Random) -> str:
    if draw.random() < 0.5:
        return draw.choice(_cities()[country])
    town = random.Random(f"{country}{draw.randrange(1200)}")
    return _stem(town) + town.choice(("berg", "au", "ville", "ona", "ovo", "ica"))


def _mention(one: _Organisation, draw: random.Random) -> tuple[str, str, str, str]:
    """Return truth, name, country and city as somebody wrote them."""
    is_english = not one.form and draw.random() < 0.4
    name = one.english if is_english else one.name
    chance = draw.random()
    if one.form and chance < 0.85:
        name += " " + (one.form if chance < 0.7 else one.long_form)
    for change in _changes(draw):
        name = _changed(name, change, draw)
    city = one.city if draw.random() < 0.67 else ""
    return f"o{one.number}", name, one.country, city


def _changes(draw: random.Random) -> Iterator[str]:
    """Yield what happens to one spelling; most are left as they are."""
    for change, share in (("typo", 0.08), ("ascii", 0.12), ("upper", 0.06), ("unit", 0.03), ("acronym", 0.08)):
        if draw.random() < share:
            yield change
    if draw.random() < 0.02:
        yield "glue"


def _changed(name: str, change: str, draw: random.Random) -> str:  # noqa: PLR0911 - one way each
    words = name.split()
    if change == "typo" and len(name) > 8:
        at = draw.randrange(2, len(name) - 1)
        return draw.choice((name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:]))
    if change == "ascii":
        return anyascii(name)
    if change == "upper":
        return name.upper()
    if change == "unit":
        return f"{name}, {draw.choice(('Department of Projects', 'EU Office', 'Abteilung 3'))}"
    if change == "acronym" and len(words) > 2:
        return f"{name} ({''.join(word[0] for word in words if word[0].isupper())})"
    if change == "glue" and len(words) > 2:
        at = draw.randrange(len(words) - 1)
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    return name


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (_WORDS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _countries() -> list[dict[str, str]]:
    return _rows("countries.csv")


@cache
def _cities() -> dict[str, list[str]]:
    """Return the main names of the shipped cities by country."""
    table = pl.read_csv(resource("data", "reference", "linkage", "places.csv"))
    named = table.with_columns(pl.col("place").str.replace_all("_", " ").str.to_titlecase())
    return {
        str(country): part["place"].sort().to_list()
        for (country,), part in named.partition_by("country", as_dict=True).items()
    }
