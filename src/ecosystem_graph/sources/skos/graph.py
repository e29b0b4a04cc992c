"""SKOS concepts out of RDF/XML, one element at a time, so that memory grows with the concepts and not with the tree.

Only what describes a concept is looked at: notations, preferred labels, and the wider concepts. The document may say it
in one element or in several, typed by its name (``skos:Concept``) or by ``rdf:type``; all stand below the root.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ecosystem_graph.errors import Location, SourceFormatError

__all__ = ["Concept", "read_concepts"]

_RDF, _SKOS = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://www.w3.org/2004/02/skos/core#}"
_CONCEPT = f"{_SKOS}Concept"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FOUND = 120


@dataclass(slots=True)
class Concept:
    """What the document says of one concept.

    Attributes:
        line: Line on which its first element begins.
        is_typed: Whether the document says that it is a concept.
        notations: Notations, in the order of the document.
        labels: Language (``und`` when none is stated) and preferred label.
        broader: IRIs of the wider concepts.
    """

    line: int
    is_typed: bool = False
    notations: list[str] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)


def read_concepts(data: bytes, where: Location) -> dict[str, Concept]:
    """Return the concepts of a document by IRI, in its order.

    Args:
        data: RDF/XML. Entities are not followed, and nothing is asked for over the network.
        where: The document, for messages.

    Raises:
        SourceFormatError: It is no XML, or breaks off.
    """
    found: dict[str, Concept] = {}
    try:
        for subject, element in _subjects(data):
            concept = found.setdefault(subject, Concept(element.sourceline or 0))
            concept.is_typed |= element.tag == _CONCEPT
            for each in element.iterchildren(tag=etree.Element):
                _take(each, concept)
    except etree.XMLSyntaxError as error:
        raise SourceFormatError(
            where, expected="RDF in XML to its end", found=str(error)[:_FOUND], hint="Download the file again."
        ) from error
    return {subject: concept for subject, concept in found.items() if concept.is_typed}


def _subjects(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield IRI and element of each description below the root; elements are let go of when the next one comes."""
    root: Any = None
    depth = 0
    parser = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), no_network=True, load_dtd=False, resolve_entities=False
    )
    for event, element in parser:
        depth += 1 if event == "start" else -1
        if event == "start":
            root = element if root is None else root
        elif depth == 1:
            subject = element.get(f"{_RDF}about")
            if subject:
                yield subject, element
            element.clear()
            while element.getprevious() is not None:
                del root[0]


def _take(element: etree._Element, concept: Concept) -> None:
    text, target = (element.text or "").strip(), element.get(f"{_RDF}resource")
    if element.tag == f"{_RDF}type":
        concept.is_typed |= target == _CONCEPT.replace("{", "").replace("}", "")
    elif element.tag == f"{_SKOS}notation" and text:
        concept.notations.append(text)
    elif element.tag == f"{_SKOS}prefLabel" and text:
        concept.labels.append((element.get(_LANGUAGE) or "und", text))
    elif element.tag == f"{_SKOS}broader" and target:
        concept.broader.append(target)
