"""The declarative mapping from graph tables to RDF."""

from ecosystem_graph.graph.mapping.model import EntityMap, View
from ecosystem_graph.graph.mapping.organisation import ORGANISATION_MAPS
from ecosystem_graph.graph.mapping.project import PROJECT_MAPS
from ecosystem_graph.graph.mapping.provenance import PROVENANCE_MAPS
from ecosystem_graph.graph.mapping.territory import SHARED_MAPS, TERRITORY_MAPS

__all__ = ["MAPS", "EntityMap", "View", "maps_of"]

MAPS: tuple[EntityMap, ...] = (
    *PROJECT_MAPS, *ORGANISATION_MAPS, *TERRITORY_MAPS, *SHARED_MAPS, *PROVENANCE_MAPS
)  # fmt: skip
"""All maps; Turtle shows the predicates of a subject in this order."""


def maps_of(view: View) -> tuple[EntityMap, ...]:
    """Return the maps that write to one kind of graph."""
    shared = ("both",) if view in {"default", "source"} else ()
    return tuple(entity for entity in MAPS if entity.view in (view, *shared))
