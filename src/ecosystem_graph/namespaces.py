"""Namespaces and the prefix map of all Turtle and SPARQL that this package writes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["COUNTRY", "CURRENCY", "DEF", "DEFAULT_BASE", "NUTS", "NUTS_SCHEME", "ONTOLOGY", "PREFIXES", "SHAPES", "XSD"]

DEFAULT_BASE: Final = "https://w3id.org/ecosystem-graph/"
"""Base of data IRIs unless a setting says otherwise; ontology and code lists never move with it."""

ONTOLOGY: Final = "https://w3id.org/ecosystem-graph/ontology#"
"""Namespace of classes and properties."""

SHAPES: Final = "https://w3id.org/ecosystem-graph/shapes#"
"""Namespace of SHACL shapes."""

DEF: Final = "https://w3id.org/ecosystem-graph/def/"
"""Namespace of code lists: ``<scheme>/<code>`` follows."""

NUTS: Final = "http://data.europa.eu/nuts/code/"
"""Namespace of region codes."""

NUTS_SCHEME: Final = "http://data.europa.eu/nuts/scheme/"
"""Namespace of editions of the region codes: the year follows."""

COUNTRY: Final = "http://publications.europa.eu/resource/authority/country/"
"""Namespace of country codes; the codes are in ``data/reference/countries.csv``."""

CURRENCY: Final = "http://publications.europa.eu/resource/authority/currency/"
"""Namespace of currency codes, ISO 4217."""

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
"""Namespace of datatypes."""

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "country": COUNTRY,
        "currency": CURRENCY,
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "def": DEF,
        "eg": ONTOLOGY,
        "egsh": SHAPES,
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "nuts": NUTS,
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "qb": "http://purl.org/linked-data/cube#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": XSD,
    }
)
"""Namespace of each prefix, sorted by prefix."""
