"""Classifications that others publish."""

from dataclasses import dataclass
from typing import Annotated

from ecosystem_graph.records.schema import Row

__all__ = ["Concept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Row):
    """One concept of a published classification with its label in one language."""

    key: Annotated[str, "Key, unique in its table: `<scheme>.<code>.<language>`."]
    scheme: Annotated[str, "Concept scheme of the ontology that takes any code: `nace2`, `euroscivoc`, `eurovoc`…"]
    code: Annotated[str, "Code as published."]
    label: Annotated[str, "Label as published."]
    language: Annotated[str, "Language of the label, BCP 47."]
    broader: Annotated[str | None, "Code of the next wider concept."] = None
    iri: Annotated[str | None, "IRI that its publisher gave the concept."] = None
