"""Kinds of blocks in a file of facts: the list they stand in, their class, and the rows they become."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ecosystem_graph.records.facility import Cluster, Infrastructure, Membership, Service
from ecosystem_graph.records.funding import Call, Programme
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Participation, Project
from ecosystem_graph.records.territory import Partnership, Priority, Strategy

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entity.

    Attributes:
        collection: Name of the list in the file.
        folder: Class folder of its IRIs.
        row: Row class.
        restated: Whether several sources may state the same entity, each in a block of its own.
    """

    collection: str
    folder: str
    row: type[Any]
    restated: bool


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.collection: kind
        for kind in (
            Kind("programmes", "programme", Programme, restated=True),
            Kind("calls", "call", Call, restated=True),
            Kind("projects", "project", Project, restated=True),
            Kind("organisations", "organisation", Organisation, restated=True),
            Kind("participations", "participation", Participation, restated=False),
            Kind("clusters", "cluster", Cluster, restated=True),
            Kind("memberships", "membership", Membership, restated=False),
            Kind("infrastructures", "infrastructure", Infrastructure, restated=True),
            Kind("services", "service", Service, restated=False),
            Kind("strategies", "strategy", Strategy, restated=True),
            Kind("priorities", "priority", Priority, restated=True),
            Kind("partnerships", "partnership", Partnership, restated=True),
        )
    }
)
"""Kinds of entities with an ``id``, by list name, in the order in which they are read."""
