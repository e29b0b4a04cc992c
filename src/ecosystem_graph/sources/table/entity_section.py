"""Sections about organisations, infrastructures, clusters, priorities and concepts."""

from collections.abc import Iterator
from typing import Any

from ecosystem_graph.sources.number import Notation
from ecosystem_graph.sources.table.definition import Entity, Participant, Person, Position, Rule
from ecosystem_graph.sources.table.keyed import KeyedTable
from ecosystem_graph.sources.table.layout import read_notation
from ecosystem_graph.sources.table.rule import (
    COUNTRY,
    YEAR,
    read_fields,
    read_identifiers,
    read_matching,
    read_rule,
    read_rule_of,
)
from ecosystem_graph.terms import CONCEPTS

__all__ = ["ENTITY_FIELDS", "LINKS", "read_entities", "read_participants", "read_position"]

_PLACE = ("country", "town", "region")
ENTITY_FIELDS = {
    "organisation": ("name", "acronym", "type", "legal_status", "parent", *_PLACE, "website"),
    "infrastructure": (
        "name", "acronym", "type", "status", "access_mode", "operated_by", "node_of", *_PLACE, "website"
    ),
    "cluster": ("name", "managed_by", *_PLACE, "founded", "member_count", "website"),
    "priority": ("name", "region", "strategy", "period", "website"),
    "concept": ("name", "broader", "iri"),
}  # fmt: skip
"""Fields of each section that says what a row is about, beside ``[project]``."""

LINKS = {"participant": "project", "operator": "infrastructure", "manager": "cluster", "member": "cluster"}
"""Sections that name organisations, and the section that says what they are connected with."""

_ORGANISATION = ("acronym", "type", "legal_status", "website", "country", "town")
_FIELDS_OF_LINKS = {
    "participant": (*_ORGANISATION, "department", "street", "postcode", "region", "joined", "left"),
    "operator": _ORGANISATION,
    "manager": _ORGANISATION,
    "member": (*_ORGANISATION, "joined", "left"),
}
_MOST = 99
"""Highest number of a column of participants."""
_NO_COLUMNS = frozenset({
    "pattern", "unless", "split", "item", "join", "value", "prefix", "absent", "codes", "otherwise", "source",
})  # fmt: skip
_REQUIRED = {"concept": "id", "priority": "region"}
_OPEN = sorted(scheme for scheme, codes in CONCEPTS.items() if not codes)


def read_entities(top: KeyedTable, country: str | None) -> Iterator[Entity]:
    """Yield the sections that say what a row is about, apart from ``[project]``; more than one is an error.

    Raises:
        ConfigError: A key is missing, unknown or of the wrong type.
    """
    for kind, names in ENTITY_FIELDS.items():
        table = top.table(kind)
        if table is not None:
            yield _entity(table, kind, names, country)


def _entity(table: KeyedTable, kind: str, names: tuple[str, ...], country: str | None) -> Entity:
    key, columns, fields = read_rule(table, "id"), table.texts("key"), read_fields(table, names)
    if key is not None and columns:
        raise table.error("key", expected="either id or key")
    for name in ("name", _REQUIRED.get(kind, "name")):
        if name not in fields and not (name == "id" and key is not None):
            raise table.error(name, expected=f"the column with the {name} of each {kind}")
    if kind == "priority" and "strategy" not in fields:
        raise table.error("strategy", expected="the name of the strategy, or { value = … }")
    entity = Entity(
        kind=kind,
        key=Rule(columns=columns, join="\x1f") if columns else key,
        fields=fields,
        identifiers=read_identifiers(table),
        country=read_matching(table, "country_default", COUNTRY, "a code of two capital letters") or country,
        edition=read_matching(table, "region_edition", YEAR, "a year"),
        scheme=table.choice("scheme", _OPEN) if kind == "concept" else "",
    )
    table.finish()
    return entity


def read_position(top: KeyedTable, notation: Notation) -> Position | None:
    """Return the section ``[position]``.

    Raises:
        ConfigError: It lacks latitude or longitude.
    """
    table = top.table("position")
    if table is None:
        return None
    rules = read_fields(table, ("latitude", "longitude", "gazetteer"))
    for name in ("latitude", "longitude"):
        if name not in rules:
            raise table.error(name, expected="the column with decimal degrees")
    position = Position(
        rules["latitude"],
        rules["longitude"],
        basis=table.choice("basis", ("stated", "town"), "stated"),
        gazetteer=rules.get("gazetteer"),
        notation=read_notation(table, notation),
    )
    table.finish()
    return position


def read_participants(top: KeyedTable, country: str | None) -> tuple[Participant, ...]:
    """Return the participants of a row, and the organisations that run or join what it is about."""
    named = [(each, link) for link in LINKS for table in top.tables(link) for each in _numbered(table)]
    return tuple(_participant(each, link, country) for each, link in named)


def _numbered(table: KeyedTable) -> Iterator[KeyedTable]:
    """Yield a section once, or once for each number that stands for ``#`` in the names of its columns.

    Raises:
        ConfigError: The numbers are no first and last one.
    """
    numbers = table.get("numbers")
    if numbers is None:
        yield table
        return
    if not (isinstance(numbers, list) and len(numbers) == 2 and all(type(each) is int for each in numbers)):
        raise table.error("numbers", expected="the first and the last number, such as [2, 8]")
    first, last = numbers
    if not 0 <= first <= last <= _MOST:
        raise table.error("numbers", expected=f"the first and the last number, from 0 to {_MOST}")
    for number in range(first, last + 1):
        own = {key: _with_number(key, table.get(key), str(number)) for key in table.keys() if key != "numbers"}  # noqa: SIM118 - no mapping
        yield KeyedTable(table.file, table.key, own)


def _with_number(key: str, value: Any, number: str) -> Any:
    """Return a value in which ``#`` stands for a number wherever it names a column."""
    if key in _NO_COLUMNS:
        return value
    if isinstance(value, dict):
        return {inner: _with_number(inner, each, number) for inner, each in value.items()}
    if isinstance(value, list):
        return [_with_number(key, each, number) for each in value]
    return value.replace("#", number) if isinstance(value, str) else value


def _participant(table: KeyedTable, link: str, country: str | None) -> Participant:
    name, key = read_rule(table, "name"), table.texts("key")
    if name is None:
        raise table.error("name", expected="the column with the names of organisations")
    participant = Participant(
        name=name,
        role=_role(table) if link == "participant" else Rule(value="partner"),
        fields=read_fields(table, _FIELDS_OF_LINKS[link]),
        identifiers=read_identifiers(table),
        key=Rule(columns=key, join="\x1f") if key else None,
        country=read_matching(table, "country_default", COUNTRY, "a code of two capital letters") or country,
        edition=read_matching(table, "region_edition", YEAR, "a year"),
        person=_person(table),
        link=link,
        seat=link != "participant" or table.flag("seat"),
    )
    table.finish()
    return participant


def _role(table: KeyedTable) -> Rule:
    value = table.get("role")
    if isinstance(value, dict):
        return read_rule_of(KeyedTable(table.file, table.name("role"), value), "role")
    return Rule(value=table.choice("role", CONCEPTS["role"], "partner"))


def _person(table: KeyedTable) -> Person | None:
    own = table.table("person")
    if own is None:
        return None
    person = Person(read_rule(own, "column"), own.pattern("pattern"), own.pattern("unless"))
    if person.pattern is None and person.unless is None:
        raise own.error("pattern", expected="a pattern that tells persons, or unless, one that tells organisations")
    own.finish()
    return person
