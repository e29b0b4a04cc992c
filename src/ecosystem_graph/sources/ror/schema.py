"""The parts of ROR records that are read, for both schemas, and one shape for the rest of the importer.

A dump has over 110,000 records of which most fields are of no use here; decoding into these classes leaves them out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

__all__ = ["Named", "Organisation", "decode_array", "decode_record"]

_PREFIX = "https://ror.org/"


@dataclass(frozen=True, slots=True)
class Named:
    """One name.

    Attributes:
        text: The name.
        language: BCP 47, or None.
        kind: ``label``, ``alias`` or ``acronym``.
    """

    text: str
    language: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """One record, whichever schema it has.

    Attributes:
        code: Identifier without ``https://ror.org/``.
        status: ``active``, ``inactive`` or ``withdrawn``.
        name: Name that ROR displays; None when there is none.
        others: All other names.
        types: Types in lower case.
        country: ISO 3166-1 alpha-2, or None.
        town: Town as published, or None.
        website: First website, or None.
        wikidata: Wikidata identifier, or None.
        parents: Identifiers of the organisations it is part of, without prefix.
    """

    code: str
    status: str
    name: Named | None
    others: tuple[Named, ...]
    types: tuple[str, ...]
    country: str | None
    town: str | None
    website: str | None
    wikidata: str | None
    parents: tuple[str, ...]


class _Relationship(msgspec.Struct):
    type: str
    id: str


class _Name(msgspec.Struct):
    value: str
    types: list[str]
    lang: str | None = None


class _Place(msgspec.Struct):
    name: str | None = None
    country_code: str | None = None


class _Location(msgspec.Struct):
    geonames_details: _Place = msgspec.field(default_factory=_Place)


class _Link(msgspec.Struct):
    type: str
    value: str


class _ExternalIdentifier(msgspec.Struct):
    type: str
    all: list[str]
    preferred: str | None = None


class _Label(msgspec.Struct):
    label: str
    iso639: str | None = None


class _Address(msgspec.Struct):
    city: str | None = None


class _Country(msgspec.Struct):
    country_code: str | None = None


class _Second(msgspec.Struct):
    id: str
    status: str
    names: list[_Name]
    types: list[str] = msgspec.field(default_factory=list)
    locations: list[_Location] = msgspec.field(default_factory=list)
    links: list[_Link] = msgspec.field(default_factory=list)
    external_ids: list[_ExternalIdentifier] = msgspec.field(default_factory=list)
    relationships: list[_Relationship] = msgspec.field(default_factory=list)


class _First(msgspec.Struct):
    id: str
    status: str
    name: str | None
    aliases: list[str] = msgspec.field(default_factory=list)
    acronyms: list[str] = msgspec.field(default_factory=list)
    labels: list[_Label] = msgspec.field(default_factory=list)
    types: list[str] = msgspec.field(default_factory=list)
    addresses: list[_Address] = msgspec.field(default_factory=list)
    links: list[str] = msgspec.field(default_factory=list)
    country: _Country = msgspec.field(default_factory=_Country)
    external_ids: dict[str, Any] = msgspec.field(default_factory=dict)
    relationships: list[_Relationship] = msgspec.field(default_factory=list)


_FIRST, _SECOND = msgspec.json.Decoder(_First), msgspec.json.Decoder(_Second)
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])


def decode_record(data: bytes | msgspec.Raw) -> Organisation:
    """Return one record of either schema.

    Raises:
        msgspec.DecodeError: It is no JSON, or of neither schema.
    """
    try:
        return _from_second(_SECOND.decode(data))
    except msgspec.ValidationError:
        return _from_first(_FIRST.decode(data))


def decode_array(data: bytes) -> Iterator[msgspec.Raw]:
    """Yield the undecoded records of a JSON array.

    Raises:
        msgspec.DecodeError: It is no JSON array.
    """
    yield from _ARRAY.decode(data)


def _from_second(stated: _Second) -> Organisation:
    shown = next((name for name in stated.names if "ror_display" in name.types), None)
    place = stated.locations[0].geonames_details if stated.locations else _Place()
    identifiers = (each for each in stated.external_ids if each.type == "wikidata")
    return Organisation(
        code=stated.id.removeprefix(_PREFIX),
        status=stated.status,
        name=None if shown is None else Named(shown.value, shown.lang, "label"),
        others=tuple(Named(name.value, name.lang, _kind(name)) for name in stated.names if name is not shown),
        types=tuple(stated.types),
        country=place.country_code,
        town=place.name,
        website=next((link.value for link in stated.links if link.type == "website"), None),
        wikidata=next((each.preferred or each.all[0] for each in identifiers if each.preferred or each.all), None),
        parents=_parents(stated.relationships),
    )


def _kind(name: _Name) -> str:
    return next((kind for kind in ("acronym", "label") if kind in name.types), "alias")


def _from_first(stated: _First) -> Organisation:
    return Organisation(
        code=stated.id.removeprefix(_PREFIX),
        status=stated.status,
        name=Named(stated.name, None, "label") if stated.name else None,
        others=(
            *(Named(label.label, label.iso639, "label") for label in stated.labels),
            *(Named(alias, None, "alias") for alias in stated.aliases),
            *(Named(acronym, None, "acronym") for acronym in stated.acronyms),
        ),
        types=tuple(each.lower() for each in stated.types),
        country=stated.country.country_code,
        town=next((address.city for address in stated.addresses), None),
        website=next(iter(stated.links), None),
        wikidata=_first_wikidata(stated.external_ids.get("Wikidata")),
        parents=_parents(stated.relationships),
    )


def _first_wikidata(stated: Any) -> str | None:
    """Return the preferred identifier; ``all`` is a list, or in old dumps one string."""
    if not isinstance(stated, dict):
        return None
    every = stated.get("all")
    first = every[0] if isinstance(every, list) and every else every
    chosen = stated.get("preferred") or first
    return chosen if isinstance(chosen, str) else None


def _parents(stated: list[_Relationship]) -> tuple[str, ...]:
    return tuple(each.id.removeprefix(_PREFIX) for each in stated if each.type.lower() == "parent")
