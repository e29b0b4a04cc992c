"""Regions, official lists about them, the smart specialisation strategies made for them, and their partnerships."""

from dataclasses import dataclass
from typing import Annotated

from ecosystem_graph.records.schema import KEY, Row

__all__ = ["Change", "Label", "Locality", "Partnership", "Priority", "Region", "Strategy", "Validity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Row):
    """A NUTS or statistical region in one edition, as a record names it."""

    key: Annotated[str, "Region code as stated (`AT323`, `EL52`); the code alone, without the source."]
    edition: Annotated[str | None, "NUTS edition, a year."] = None
    level: Annotated[int, "0 country, 1 to 3 NUTS level."]
    name: Annotated[str | None, "Name as published."] = None
    parent: Annotated[str | None, "Code of the next wider region."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-2."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity(Row):
    """A region code is on the official list of one edition."""

    region: Annotated[str, "Region code (`AT323`)."]
    edition: Annotated[str, "NUTS edition, a year."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Row):
    """The name of a region in one language."""

    region: Annotated[str, "Region code."]
    language: Annotated[str, "Language of the label, BCP 47."]
    label: Annotated[str, "Name as published."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Row):
    """What of a region of one edition lies in a region of another edition; a region that stayed has one row."""

    source: Annotated[str, "Region code in the edition converted from."]
    source_edition: Annotated[str, "NUTS edition, a year."]
    target: Annotated[str, "Region code in the edition converted to."]
    target_edition: Annotated[str, "NUTS edition, a year."]
    level: Annotated[int, "1 to 3 NUTS level, the same for both."]
    population: Annotated[int | None, "Inhabitants of what the two regions share, whole persons."] = None
    area: Annotated[int | None, "Area of what the two regions share, hectares."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality(Row):
    """A postal code or a municipality, and the region it is in, as an official list says."""

    country: Annotated[str, "ISO 3166-1 alpha-2."]
    postcode: Annotated[str | None, "Postal code as published."] = None
    town: Annotated[str | None, "Name of the municipality as published."] = None
    region: Annotated[str, "NUTS 3 or statistical region code."]
    edition: Annotated[str | None, "NUTS edition of the code, a year."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(Row):
    """A smart specialisation strategy of one region for one period."""

    key: Annotated[str, KEY]
    name: Annotated[str, "Name as published."]
    region: Annotated[str, "Region code."]
    region_edition: Annotated[str | None, "NUTS edition of the code, a year."] = None
    period: Annotated[str | None, "Code of the programming-period scheme."] = None
    website: Annotated[str | None, "Where the strategy is published, absolute http(s) IRI."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Row):
    """One priority of one strategy; its words are texts, its domains are topics."""

    key: Annotated[str, KEY]
    strategy: Annotated[str, "Key of the strategy."]
    name: Annotated[str, "Short name as published."]
    language: Annotated[str, "Language of the name, BCP 47."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Row):
    """A thematic partnership of regions; the regions are relations, the themes topics."""

    key: Annotated[str, KEY]
    name: Annotated[str, "Name as published."]
    website: Annotated[str | None, "Where the partnership is described, absolute http(s) IRI."] = None
