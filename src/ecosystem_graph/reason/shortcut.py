"""The statements that a build adds to the default graph, and the rule behind each.

Everything else in the default graph is stated by a source. What follows from the ontology but is not added
(superclasses and superproperties of other vocabularies, the second direction of inverse properties) is what
[`materialise`][ecosystem_graph.reason.materialise.materialise] returns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ecosystem_graph.namespaces import DEF, ONTOLOGY
from ecosystem_graph.terms import EG

__all__ = ["SHORTCUTS", "Agreement", "Shortcut", "check_shortcuts"]

_PREFIXES = f"PREFIX eg: <{ONTOLOGY}> PREFIX def: <{DEF}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A property whose statements are derived.

    Attributes:
        term: The property.
        pattern: SPARQL pattern that binds ``?subject`` and ``?object``, from what sources state.
        entailed_by: The axiom that makes any OWL reasoner derive the same; empty where OWL cannot say it.
    """

    term: str
    pattern: str
    entailed_by: str = ""


SHORTCUTS: Final = (
    Shortcut(
        EG.hasPartner,
        "?participation eg:inProject ?subject ; eg:participant ?object .",
        entailed_by="owl:propertyChainAxiom: eg:inProject backwards, then eg:participant",
    ),
    # A chain cannot ask for a value on its way, so no axiom says "with the role lead".
    Shortcut(
        EG.hasLeadPartner,
        "?participation eg:inProject ?subject ; eg:participant ?object ; eg:participationRole <" + DEF + "role/lead> .",
    ),
    # That eg:within is transitive is an axiom; that the first step is skos:broader between regions is not.
    Shortcut(
        EG.within,
        "?subject a eg:Region ; skos:broader+ ?object . ?object a eg:Region .",
        entailed_by="owl:TransitiveProperty, from the direct parent",
    ),
)
"""Every property of the default graph that is derived."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the statements of one shortcut compare with its rule.

    Attributes:
        term: The property.
        stated: Number of statements in the graph.
        missing: Statements that the rule derives and the graph lacks, ``(subject, object)``.
        surplus: Statements that the graph has and the rule does not derive.
    """

    term: str
    stated: int
    missing: frozenset[tuple[str, str]]
    surplus: frozenset[tuple[str, str]]

    @property
    def holds(self) -> bool:
        """Whether graph and rule say the same."""
        return not self.missing and not self.surplus


def check_shortcuts(turtle: Path) -> Iterator[Agreement]:
    """Compare each shortcut of a default graph with its rule.

    Args:
        turtle: Default graph of a release; it is read into memory.
    """
    store = ox.Store()
    store.bulk_load(path=turtle, format=ox.RdfFormat.TURTLE)
    for each in SHORTCUTS:
        stated = _pairs(store, f"?subject <{each.term}> ?object")
        derived = _pairs(store, each.pattern)
        yield Agreement(each.term, len(stated), derived - stated, stated - derived)


def _pairs(store: ox.Store, pattern: str) -> frozenset[tuple[str, str]]:
    solutions = store.query(f"{_PREFIXES} SELECT DISTINCT ?subject ?object {{ {pattern} }}")
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("a SELECT query has solutions")
    return frozenset((str(each["subject"].value), str(each["object"].value)) for each in solutions)
