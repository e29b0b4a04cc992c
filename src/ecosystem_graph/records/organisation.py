"""Organisations and identifiers."""

from dataclasses import dataclass
from typing import Annotated

from ecosystem_graph.records.schema import KEY, Row

__all__ = ["Identifier", "Name", "Organisation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Row):
    """An organisation as named by one record; the same key may come from several records."""

    key: Annotated[str, KEY]
    name: Annotated[str | None, "Name as published, unit or host included; null when only identifiers are known."] = (
        None
    )
    language: Annotated[str | None, "Language of the name, BCP 47, when the source says it."] = None
    acronym: Annotated[str | None, "Acronym or short name as published."] = None
    type: Annotated[str | None, "Code of the organisation-type scheme."] = None
    type_raw: Annotated[str | None, "Type as published."] = None
    legal_status: Annotated[str | None, "Code of the legal-status scheme: `public`, `private`."] = None
    legal_status_raw: Annotated[str | None, "Legal status as published."] = None
    unit: Annotated[str | None, "Unit named inside the organisation's name."] = None
    parent: Annotated[str | None, "Key of the organisation it is a unit of."] = None
    hosted_by: Annotated[str | None, "Key of the organisation that hosts it."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-2."] = None
    town: Annotated[str | None, "Town of the seat, as published."] = None
    region: Annotated[str | None, "NUTS or statistical region code of the seat, as stated."] = None
    region_edition: Annotated[str | None, "NUTS edition of the code, a year."] = None
    region_basis: Annotated[str | None, "`stated`, `postcode`, `town` or `inherited`."] = None
    website: Annotated[str | None, "Website, absolute http(s) IRI."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Row):
    """One published identifier of one entity."""

    subject_class: Annotated[str, "Class folder of the subject: `project`, `organisation`, `programme`…"]
    subject: Annotated[str, "Key of the entity."]
    scheme: Annotated[str, "Code of the identifier-scheme scheme: `ror`, `pic`, `vat`, `kohesio`, `cordis`, `cci`…"]
    value: Annotated[str, "Identifier as published, blanks at both ends removed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Row):
    """One further name of an entity, beside the one its own table holds."""

    subject_class: Annotated[str, "Class folder of the subject (`organisation`, `cluster`…)."]
    subject: Annotated[str, "Key of the entity."]
    name: Annotated[str, "Name as published."]
    language: Annotated[str | None, "Language of the name, BCP 47, when the source says it."] = None
    kind: Annotated[str, "`label` (a full name, often in another language), `alias` or `acronym`."] = "alias"
