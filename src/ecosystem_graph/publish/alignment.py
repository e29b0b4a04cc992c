"""Mappings of terms and of codes to other vocabularies: SSSOM tables, and what a release says of them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.resources import resource

__all__ = [
    "MappingSet",
    "TermMapping",
    "alignment_axioms",
    "alignment_files",
    "concept_matches",
    "mapping_files",
    "read_mappings",
]

_AXIOMS = {str(name) for name in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty)}
_MATCHES = {str(SKOS[f"{kind}Match"]) for kind in ("exact", "close", "broad", "narrow", "related")}
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True, slots=True)
class TermMapping:
    """One row of a mapping set.

    Attributes:
        subject: IRI of the mapped term.
        predicate: IRI that says how the terms relate; an axiom where it is one of RDFS or OWL.
        object: IRI of the term it is mapped to.
        object_label: Name of the term it is mapped to, or an empty string.
        justification: IRI of the kind of reason.
        confidence: How sure the mapping is, a share from 0 to 1.
        comment: What to know before using it, or an empty string.
    """

    subject: str
    predicate: str
    object: str
    object_label: str
    justification: str
    confidence: Decimal
    comment: str

    @property
    def is_axiom(self) -> bool:
        """Whether a reasoner can use the mapping."""
        return self.predicate in _AXIOMS


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A table of mappings between our terms and those of one vocabulary.

    Attributes:
        metadata: The header, by SSSOM slot.
        mappings: The rows, in file order.
    """

    metadata: Mapping[str, Any]
    mappings: tuple[TermMapping, ...]


def alignment_files() -> list[Path]:
    """Return the shipped mapping sets of classes and properties, sorted by name."""
    return sorted(resource("ontology", "alignments").glob("*.sssom.tsv"))


def mapping_files() -> list[Path]:
    """Return the shipped mapping sets of codes, sorted by name."""
    return sorted(resource("ontology", "mappings").glob("*.sssom.tsv"))


def read_mappings(path: Path) -> MappingSet:
    """Read a mapping set with its header, the way SSSOM/TSV puts both in one file.

    Args:
        path: UTF-8; the header is YAML in lines that begin with ``#``.

    Raises:
        SourceFormatError: Header or rows are not SSSOM, or a prefix is not declared.

    Source:
        A Simple Standard for Sharing Ontological Mappings, SSSOM/TSV. https://mapping-commons.github.io/sssom/spec-formats-tsv/
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        metadata = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: bytes that are no UTF-8, odd days
        raise SourceFormatError(Location(path), expected="a YAML header, UTF-8", found=str(error)) from error
    if not isinstance(metadata, dict) or not isinstance(metadata.get("curie_map"), dict):
        raise SourceFormatError(Location(path), expected="a header with curie_map", found=str(metadata))
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    head = sum(line.startswith("#") for line in lines) + 2
    prefixes = metadata["curie_map"]
    try:
        mappings = tuple(_mapping(row, prefixes, Location(path, f"line {n}")) for n, row in enumerate(rows, head))
    except csv.Error as error:
        raise SourceFormatError(Location(path), expected="cells separated by tabs", found=str(error)) from error
    return MappingSet(metadata, mappings)


def alignment_axioms(ontology: Graph, sets: Iterable[MappingSet]) -> Graph:
    """Return the axioms of mapping sets, with declarations of the terms they name.

    Matches (``skos:closeMatch`` and the like) are left out: between classes they would turn classes into individuals.

    Args:
        ontology: Ontology whose terms are mapped; a foreign term is of the same kind as the term of ours.
        sets: Mapping sets.
    """
    axioms = Graph()
    for mapping in (mapping for each in sets for mapping in each.mappings if mapping.is_axiom):
        one, other = URIRef(mapping.subject), URIRef(mapping.object)
        axioms.add((one, URIRef(mapping.predicate), other))
        for kind in _KINDS:
            if (one, RDF.type, kind) in ontology or (other, RDF.type, kind) in ontology:
                axioms.add((one, RDF.type, kind))
                axioms.add((other, RDF.type, kind))
    return axioms


def concept_matches(sets: Iterable[MappingSet]) -> Graph:
    """Return the SKOS matches of mapping sets between code lists; both sides are concepts.

    Args:
        sets: Mapping sets of codes, not of classes or properties.
    """
    matches = Graph()
    for mapping in (mapping for each in sets for mapping in each.mappings if mapping.predicate in _MATCHES):
        matches.add((URIRef(mapping.subject), URIRef(mapping.predicate), URIRef(mapping.object)))
    return matches


def _mapping(row: Mapping[str, str | None], prefixes: Mapping[str, str], where: Location) -> TermMapping:
    def expand(column: str) -> str:
        curie = row.get(column) or ""
        prefix, colon, name = curie.partition(":")
        if not colon or not name or prefix not in prefixes:
            raise SourceFormatError(where, expected=f"a CURIE with a declared prefix as {column}", found=repr(curie))
        return f"{prefixes[prefix]}{name}"

    try:
        confidence = Decimal(row.get("confidence") or "")
    except InvalidOperation as error:
        raise SourceFormatError(where, expected="a number as confidence", found=repr(row.get("confidence"))) from error
    return TermMapping(
        subject=expand("subject_id"),
        predicate=expand("predicate_id"),
        object=expand("object_id"),
        object_label=row.get("object_label") or "",
        justification=expand("mapping_justification"),
        confidence=confidence,
        comment=row.get("comment") or "",
    )
