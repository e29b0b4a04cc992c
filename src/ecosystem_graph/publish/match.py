"""Matches of a list as a mapping set, for people who merge tables (SSSOM) and for triple stores (RDF)."""

from pathlib import Path
from urllib.parse import quote

import polars as pl
from rdflib import RDF, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.resolve.linkage.mapping_set import format_sssom

__all__ = ["format_mappings"]

_OWL = Namespace("http://www.w3.org/2002/07/owl#")
_SSSOM = Namespace("https://w3id.org/sssom/")
_SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
_FORMATS = {".ttl": "turtle", ".nt": "nt"}


def format_mappings(mappings: pl.DataFrame, path: Path, identifier: str) -> bytes:
    """Return a mapping set in the format that a file name tells.

    Args:
        mappings: Columns of mapping_set.MAPPING_SCHEMA; predicate_modifier (``Not``) may be there.
        path: File that will hold it: ``.tsv`` for SSSOM, ``.ttl`` or ``.nt`` for RDF.
        identifier: IRI of the set; rows that are no IRIs are named below it.

    Returns:
        Bytes of the file.

    Raises:
        ConfigError: The file name tells no format.
    """
    suffix = path.suffix.lower()
    if suffix == ".tsv":
        return format_sssom(mappings, identifier).encode()
    if suffix not in _FORMATS:
        raise ConfigError(f"{path}: expected a name that ends in .sssom.tsv, .ttl or .nt")
    return _to_graph(mappings, identifier).serialize(format=_FORMATS[suffix], encoding="utf-8")


def _to_graph(mappings: pl.DataFrame, identifier: str) -> Graph:
    graph = Graph()
    graph.bind("sssom", _SSSOM)
    graph.bind("semapv", _SEMAPV)
    whole = URIRef(identifier)
    graph.add((whole, RDF.type, _SSSOM.MappingSet))
    for number, row in enumerate(mappings.iter_rows(named=True)):
        axiom = BNode(f"m{number}")
        subject, predicate = _iri(row["subject_id"], identifier), SKOS[row["predicate_id"].split(":")[1]]
        object_ = _iri(row["object_id"], identifier)
        if not row.get("predicate_modifier"):
            graph.add((subject, predicate, object_))
        graph.add((whole, _SSSOM.mappings, axiom))
        graph.add((axiom, RDF.type, _OWL.Axiom))
        graph.add((axiom, _OWL.annotatedSource, subject))
        graph.add((axiom, _OWL.annotatedProperty, predicate))
        graph.add((axiom, _OWL.annotatedTarget, object_))
        if row.get("predicate_modifier"):
            graph.add((axiom, _SSSOM.predicate_modifier, Literal(row["predicate_modifier"])))
        graph.add((axiom, _SSSOM.mapping_justification, _SEMAPV[row["mapping_justification"].split(":")[1]]))
        graph.add((axiom, _SSSOM.confidence, Literal(row["confidence"], datatype=XSD.double)))
        graph.add((axiom, _SSSOM.subject_label, Literal(row["subject_label"])))
        graph.add((axiom, _SSSOM.object_label, Literal(row["object_label"])))
        graph.add((axiom, _SSSOM.comment, Literal(row["comment"])))
    return graph


def _iri(name: str, identifier: str) -> URIRef:
    return URIRef(name if name.startswith(("http://", "https://")) else f"{identifier}/{quote(name, safe='')}")
