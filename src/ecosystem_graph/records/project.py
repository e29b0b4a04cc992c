"""Projects and what they state about themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ecosystem_graph.records.schema import KEY, Row

__all__ = ["Indicator", "Participation", "Project", "Relation", "Text", "Topic"]

_SUBJECT_CLASS = "Class folder of the subject: `project`, `organisation`, `cluster`, `infrastructure`, `priority`…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Row):
    """A project as one record states it."""

    key: Annotated[str, KEY]
    acronym: Annotated[str | None, "Acronym as published; not an identifier."] = None
    programme: Annotated[str | None, "Key of the programme that funds it."] = None
    call: Annotated[str | None, "Key of the call."] = None
    priority: Annotated[str | None, "Priority axis as published."] = None
    objective: Annotated[str | None, "Specific objective as published."] = None
    start: Annotated[date | None, "First day, inclusive."] = None
    start_raw: Annotated[str | None, "Start as published."] = None
    end: Annotated[date | None, "Last day, inclusive."] = None
    end_raw: Annotated[str | None, "End as published."] = None
    date_precision: Annotated[str | None, "`day`, `month`, `quarter` or `year`."] = None
    status: Annotated[str | None, "Code of the project-status scheme."] = None
    website: Annotated[str | None, "Project website, absolute http(s) IRI."] = None
    stated_partner_count: Annotated[int | None, "Partners as the record itself counts them, lead included."] = None
    stated_country_count: Annotated[int | None, "Partner countries as the record itself counts them."] = None
    stated_national_partner_count: Annotated[int | None, "Partners in the publishing country, as stated."] = None
    stated_duration_months: Annotated[int | None, "Duration in months, as stated."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Row):
    """One text in one language about one entity."""

    key: Annotated[str, KEY]
    subject_class: Annotated[str, _SUBJECT_CLASS]
    subject: Annotated[str, "Key of the entity the text is about."]
    role: Annotated[str, "Code of the text-role scheme: `title`, `summary`, `objective`, `result`, `output`…"]
    language: Annotated[str, "BCP 47 tag; `und` when it could not be told."]
    language_basis: Annotated[str, "`stated` or `detected`."]
    text: Annotated[str, "The text, white space at both ends removed, else unchanged."]
    translation_status: Annotated[str, "`original`, `human`, `machine` or `unknown`."] = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Row):
    """An organisation in a project: the n-ary node between the two."""

    key: Annotated[str, KEY]
    project: Annotated[str, "Key of the project."]
    organisation: Annotated[str, "Key of the organisation."]
    role: Annotated[str, "Code of the role scheme: `lead`, `financial-lead`, `partner`, `associated`…"]
    name: Annotated[str | None, "Name of the organisation as this record states it; null when it gives none."] = None
    role_raw: Annotated[str | None, "Role as published."] = None
    department: Annotated[str | None, "Unit inside the organisation, as published."] = None
    street: Annotated[str | None, "Street and number."] = None
    postcode: Annotated[str | None, "Postal code as published."] = None
    town: Annotated[str | None, "Town as published."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-2 (`GB`, `GR`)."] = None
    country_raw: Annotated[str | None, "Country as published."] = None
    region: Annotated[str | None, "NUTS or statistical region code, as stated (`UK`, `EL` prefixes)."] = None
    region_edition: Annotated[str | None, "NUTS edition of the code, a year."] = None
    region_basis: Annotated[str | None, "`stated`, `postcode`, `town` or `inherited`."] = None
    region_raw: Annotated[str | None, "Region as published."] = None
    joined: Annotated[date | None, "First day of the participation, when it differs from the project's."] = None
    left: Annotated[date | None, "Last day of the participation, when it differs."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Row):
    """A subject filed under a concept."""

    subject_class: Annotated[str, _SUBJECT_CLASS]
    subject: Annotated[str, "Key of the entity."]
    scheme: Annotated[str, "Concept scheme (`keep-theme`, `interreg-de-topic`, `s3-domain`…)."]
    code: Annotated[str, "Notation of the concept in that scheme."]
    raw: Annotated[str | None, "Words of the source."] = None
    basis: Annotated[str, "`stated` or `mined`."] = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Row):
    """One number a project promises or reports."""

    key: Annotated[str, KEY]
    project: Annotated[str, "Key of the project."]
    indicator: Annotated[str, "Code of the indicator scheme (`learning-events`, `action-plans`…)."]
    value: Annotated[int, "The number; whole units."]
    comparator: Annotated[str, "`eq` (exactly), `ge` (at least), `approx` (about)."] = "eq"
    unit: Annotated[str, "What is counted, one English word (`event`, `person`)."] = "item"
    stage: Annotated[str, "`target`, `achieved` or `unknown`."] = "unknown"
    raw: Annotated[str | None, "Words of the source."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Row):
    """One binary relation between two entities that has no table of its own."""

    subject_class: Annotated[str, _SUBJECT_CLASS]
    subject: Annotated[str, "Key of the subject."]
    predicate: Annotated[str, "Local name of the object property (`usesInfrastructure`, `addressesPriority`…)."]
    object_class: Annotated[str, "Class folder of the object."]
    object: Annotated[str, "Key of the object."]
