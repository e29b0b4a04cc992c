"""Clusters and infrastructures: what a region has to innovate with."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ecosystem_graph.records.schema import KEY, Row

__all__ = ["Cluster", "Infrastructure", "Membership", "Service"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster(Row):
    """A cluster (the network itself, not the body that manages it)."""

    key: Annotated[str, KEY]
    name: Annotated[str, "Name as published."]
    managed_by: Annotated[str | None, "Key of the organisation that manages it."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-2."] = None
    town: Annotated[str | None, "Town as published."] = None
    region: Annotated[str | None, "NUTS or statistical region code, as stated."] = None
    region_edition: Annotated[str | None, "NUTS edition of the code, a year."] = None
    region_basis: Annotated[str | None, "`stated`, `postcode`, `town` or `inherited`."] = None
    founded: Annotated[int | None, "Year of foundation."] = None
    member_count: Annotated[int | None, "Members as stated."] = None
    website: Annotated[str | None, "Website, absolute http(s) IRI."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Row):
    """An organisation in a cluster."""

    key: Annotated[str, KEY]
    cluster: Annotated[str, "Key of the cluster."]
    organisation: Annotated[str, "Key of the organisation."]
    member_type: Annotated[str | None, "Code of the organisation-type scheme."] = None
    joined: Annotated[date | None, "First day."] = None
    left: Annotated[date | None, "Last day."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Infrastructure(Row):
    """A research or technology infrastructure, or one node of a distributed one."""

    key: Annotated[str, KEY]
    name: Annotated[str, "Name as published."]
    acronym: Annotated[str | None, "Acronym as published."] = None
    type: Annotated[str | None, "Code of the infrastructure-type scheme."] = None
    status: Annotated[str | None, "Code of the infrastructure-status scheme."] = None
    operated_by: Annotated[str | None, "Key of the organisation that operates it."] = None
    node_of: Annotated[str | None, "Key of the distributed infrastructure it is a node of."] = None
    access_mode: Annotated[str | None, "Code of the access-mode scheme."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-2."] = None
    town: Annotated[str | None, "Town as published."] = None
    region: Annotated[str | None, "NUTS or statistical region code, as stated."] = None
    region_edition: Annotated[str | None, "NUTS edition of the code, a year."] = None
    region_basis: Annotated[str | None, "`stated`, `postcode`, `town` or `inherited`."] = None
    website: Annotated[str | None, "Website, absolute http(s) IRI."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Row):
    """What an infrastructure offers to users."""

    key: Annotated[str, KEY]
    infrastructure: Annotated[str, "Key of the infrastructure."]
    name: Annotated[str, "Name as published."]
    language: Annotated[str, "Language of the name, BCP 47."]
    access_mode: Annotated[str | None, "Code of the access-mode scheme."] = None
    trl_min: Annotated[int | None, "Lowest technology readiness level served, 1-9."] = None
    trl_max: Annotated[int | None, "Highest technology readiness level served, 1-9."] = None
