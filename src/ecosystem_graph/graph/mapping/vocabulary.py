"""Terms of other vocabularies and IRI templates that several maps use."""

from typing import Final

from ecosystem_graph.graph.mapping.model import Property, link, literal
from ecosystem_graph.namespaces import COUNTRY, DEF, NUTS, XSD
from ecosystem_graph.terms import EG

__all__ = ["DCAT", "DCTERMS", "DERIVED", "FOAF", "GEO", "OWL", "PROV", "QB", "RDFS", "SKOS", "concept", "place"]

DCAT: Final = "http://www.w3.org/ns/dcat#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
QB: Final = "http://purl.org/linked-data/cube#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"

DERIVED: Final = link(f"{PROV}wasDerivedFrom", "id/record/{record}")
"""Every fact reaches its source record in one hop."""


def concept(predicate: str, scheme: str, column: str) -> Property:
    """Return a property whose object is a concept of one scheme."""
    return link(predicate, f"{DEF}{scheme}/{{{column}}}")


def place(region_predicate: str) -> tuple[Property, ...]:
    """Return the properties of an entity with columns country, town, region and region_edition."""
    return (
        link(EG.country, f"{COUNTRY}{{country_authority}}"),
        literal(EG.locality, "town"),
        link(region_predicate, f"{NUTS}{{region}}"),
        literal(EG.nutsEdition, "region_edition", f"{XSD}gYear"),
    )
