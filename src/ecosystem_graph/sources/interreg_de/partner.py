"""Partner lines: six columns that the page runs together without separators."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.country import ISO_OF_EUROSTAT

__all__ = ["Partner", "parse_partner"]

_HEAD = re.compile(r"(?P<key>.+?-[0-9]{3})(?P<lead>ja|nein)(?P<rest>.+)")
_TOWN = re.compile(r"\s*(?P<town>['’]?[^\W\d_].*)")
"""Codes of the European Union that differ from ISO 3166-1."""


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner line.

    Attributes:
        key: Partner key (``"Alpen013-001"``).
        is_lead: Whether the line says ``ja``.
        lead_raw: ``ja`` or ``nein``.
        name: Name of the organisation.
        postcode: Postal code.
        town: Town.
        country: ISO 3166-1 alpha-2.
        country_raw: Country code as the line writes it.
        state: German federal state, or None.
        doubtful: Whether the name may end later or earlier: the character before the postal code is of the same kind
            as its first.
    """

    key: str
    is_lead: bool
    lead_raw: str
    name: str
    postcode: str
    town: str
    country: str
    country_raw: str
    state: str | None
    doubtful: bool


def parse_partner(line: str, where: Location, *, project: str, states: Sequence[str]) -> Partner:
    """Split a partner line.

    The line is read from both ends: key and role at its start; federal state, country and town at its end. The postal
    code is the last group before the town that has the form of that country, so names may hold numbers.

    Args:
        line: Key, ``ja`` or ``nein``, name, postal code, town, country and, for Germany only, federal state, run
            together.
        where: File and line, for messages.
        project: Key of the page; partner keys continue it.
        states: German federal states.

    Raises:
        SourceFormatError: The line cannot be split.

    Examples:
        >>> line = "Alpen013-005neinPoly4EmI hosted by Anteja ECG d.o.o.1000LjubljanaSI"
        >>> partner = parse_partner(line, Location(Path("page.txt")), project="Alpen013", states=())
        >>> partner.name, partner.postcode, partner.town, partner.country
        ('Poly4EmI hosted by Anteja ECG d.o.o.', '1000', 'Ljubljana', 'SI')
    """
    head = _HEAD.fullmatch(line)
    if head is None or not re.fullmatch(re.escape(project) + r"-[0-9]{3}", head["key"]):
        raise SourceFormatError(where, expected=f"a partner line of {project}", found=repr(line))
    for body, country, state in _split_ends(head["rest"], states):
        if split := _split_address(body, country):
            name, postcode, town = split
            return Partner(
                key=head["key"], is_lead=head["lead"] == "ja", lead_raw=head["lead"], name=name.strip(),
                postcode=postcode, town=town, country=ISO_OF_EUROSTAT.get(country, country), country_raw=country,
                state=state, doubtful=_same_kind(name[-1], postcode[0]),
            )  # fmt: skip
    raise SourceFormatError(
        where, expected="a partner line (key, ja or nein, name, postal code, town, country)", found=repr(line)
    )


def _split_ends(rest: str, states: Iterable[str]) -> Iterator[tuple[str, str, str | None]]:
    """Yield ``(name to town, country, state)`` for every way to read the end of a line."""
    for state in states:
        if rest.endswith(f"DE{state}"):
            yield rest.removesuffix(f"DE{state}"), "DE", state
    if rest[-2:] in _postcode_patterns():
        yield rest[:-2], rest[-2:], None


def _split_address(body: str, country: str) -> tuple[str, str, str] | None:
    """Return name, postal code and town: the last postal code counts, with all characters that can belong to it."""
    pattern = _postcode_patterns()[country]
    found = [
        (code, place)
        for start in range(1, len(body))
        if (code := pattern.match(body, start)) and (place := _TOWN.fullmatch(body, code.end()))
    ]
    if not found:
        return None
    code, place = max(found, key=lambda pair: (pair[0].end(), -pair[0].start()))
    name = body[: code.start()]
    return (name, code[0], place["town"].strip()) if name.strip() else None


def _same_kind(before: str, first: str) -> bool:
    return (before.isdigit() and first.isdigit()) or (before.isupper() and first.isupper())


@cache
def _postcode_patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(Path(__file__).with_name("postcodes.toml").read_text(encoding="utf-8"))
    prefixes = table["prefixes"]
    return {
        country: re.compile(f"(?:(?:{country}|{prefixes.get(country, country)})-)?(?:{pattern})", re.ASCII)
        for country, pattern in table["patterns"].items()
    }
