"""What each term of the ontology is for: the columns it shows and the packed queries that read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.graph.mapping.analysis import ANALYSIS_MAPS
from ecosystem_graph.graph.mapping.model import EntityMap, LiteralObject, Property
from ecosystem_graph.namespaces import ONTOLOGY
from ecosystem_graph.query.coverage import find_terms
from ecosystem_graph.query.pack import PackedQuery
from ecosystem_graph.sources.pages.rows import DESCRIPTION
from ecosystem_graph.terms import EG

__all__ = ["CLAIMED", "TermUse", "find_uses"]

CLAIMED = frozenset(DESCRIPTION["terms"].values())
"""Terms that facts of pages state, by local name."""

_ALL_MAPS = (*MAPS, *ANALYSIS_MAPS)


@dataclass(frozen=True, slots=True)
class TermUse:
    """The uses of one class or property.

    Attributes:
        columns: ``"project.acronym"`` for a property, ``"project"`` (the table) for a class, ``"claim.property"`` for
            what facts of pages state; sorted.
        queries: Slugs of the packed queries that name the term, sorted.
    """

    columns: tuple[str, ...]
    queries: tuple[str, ...]


def find_uses(
    queries: Iterable[PackedQuery], maps: Iterable[EntityMap] = _ALL_MAPS, claimed: Iterable[str] = CLAIMED
) -> dict[str, TermUse]:
    """Return the uses of every term of the ontology, by its local name, sorted.

    A term whose use is empty is in neither a query nor a column: it should go, or the source it waits for should come.

    Args:
        queries: All packed queries.
        maps: The mapping from tables to RDF.
        claimed: Terms that claims name, by local name.
    """
    columns: dict[str, set[str]] = {name: set() for name in sorted(vars(EG)) if not name.startswith("_")}
    readers: dict[str, set[str]] = {name: set() for name in columns}
    for entity in maps:
        shown = [(each, entity.table) for each in entity.types]
        shown += [
            (str(some.predicate), f"{entity.table}.{name}") for some in entity.properties for name in _names(some)
        ]
        for iri, place in shown:
            if iri.startswith(ONTOLOGY):
                columns[iri.removeprefix(ONTOLOGY)].add(place)
    for name in claimed:
        columns[name].add("claim.property")
    for query in queries:
        for term in find_terms(query.text):
            readers.setdefault(term, set()).add(query.slug)
    return {name: TermUse(tuple(sorted(columns[name])), tuple(sorted(readers[name]))) for name in columns}


def _names(some: Property) -> tuple[str, ...]:
    spec = some.object
    return (spec.column,) if isinstance(spec, LiteralObject) else spec.template.columns
