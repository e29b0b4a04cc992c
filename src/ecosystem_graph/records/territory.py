"""Regions, the smart specialisation strategies made for them, and the partnerships they form."""

from dataclasses import dataclass
from typing import Annotated

from ecosystem_graph.records.schema import KEY, Row

__all__ = ["Partnership", "Priority", "Region", "Strategy"]


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
