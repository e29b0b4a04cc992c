"""Countries, regions, smart specialisation strategies, and what all entities share: texts, topics, relations."""

from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal
from ecosystem_graph.graph.mapping.vocabulary import DERIVED, FOAF, GEO, RDFS, SKOS, concept
from ecosystem_graph.namespaces import COUNTRY, DEF, NUTS, NUTS_SCHEME, ONTOLOGY, XSD
from ecosystem_graph.terms import EG

__all__ = ["SHARED_MAPS", "TERRITORY_MAPS"]

_INTEGER, _YEAR = f"{XSD}integer", f"{XSD}gYear"

TERRITORY_MAPS = (
    EntityMap(
        "country",
        table="country",
        subject=Template(f"{COUNTRY}{{key}}"),
        types=(EG.Country,),
        properties=(literal(f"{RDFS}label", "name", language="@en"), literal(f"{SKOS}notation", "code")),
        view="default",
    ),
    EntityMap(
        "land-border",
        table="border",
        subject=Template(f"{COUNTRY}{{key}}"),
        types=(),
        properties=(link(EG.borders, f"{COUNTRY}{{other}}"),),
        view="default",
    ),
    EntityMap(
        "region",
        table="region",
        subject=Template(f"{NUTS}{{key}}"),
        types=(EG.Region,),
        properties=(
            literal(f"{RDFS}label", "name"),
            literal(f"{SKOS}notation", "key"),
            literal(EG.nutsLevel, "level", _INTEGER),
            literal(EG.nutsEdition, "edition", _YEAR),
            link(f"{SKOS}broader", f"{NUTS}{{parent}}"),
            link(EG.country, f"{COUNTRY}{{country_authority}}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "region-within",
        table="containment",
        subject=Template(f"{NUTS}{{region}}"),
        types=(),
        properties=(link(EG.within, f"{NUTS}{{within}}"),),
        view="default",
    ),
    EntityMap(
        "region-validity",
        table="validity",
        subject=Template(f"{NUTS}{{region}}"),
        types=(),
        properties=(
            literal(EG.validInEdition, "edition", _YEAR),
            link(f"{SKOS}inScheme", f"{NUTS_SCHEME}{{edition}}"),
        ),
    ),
    EntityMap(
        "region-label",
        table="label",
        subject=Template(f"{NUTS}{{region}}"),
        types=(),
        properties=(literal(f"{SKOS}prefLabel", "label", language="language"),),
    ),
    EntityMap(
        "region-change",
        table="region_change",
        subject=Template("id/region-change/{key}"),
        types=(EG.RegionChange,),
        properties=(
            link(EG.changeFrom, f"{NUTS}{{source}}"),
            link(EG.changeInto, f"{NUTS}{{target}}"),
            literal(EG.editionBefore, "source_edition", _YEAR),
            literal(EG.editionAfter, "target_edition", _YEAR),
            concept(EG.changeKind, "region-change-kind", "kind"),
            literal(EG.populationShare, "share", f"{XSD}decimal"),
            DERIVED,
        ),
    ),
    EntityMap(
        "strategy",
        table="strategy",
        subject=Template("id/strategy/{key}"),
        types=(EG.S3Strategy,),
        properties=(
            literal(f"{RDFS}label", "name"),
            link(EG.strategyOf, f"{NUTS}{{region}}"),
            literal(EG.nutsEdition, "region_edition", _YEAR),
            concept(EG.programmingPeriod, "programming-period", "period"),
            link(f"{FOAF}homepage", "{website}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "priority",
        table="priority",
        subject=Template("id/priority/{key}"),
        types=(EG.S3Priority,),
        properties=(
            literal(f"{RDFS}label", "name", language="language"),
            link(EG.priorityIn, "id/strategy/{strategy}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "partnership",
        table="partnership",
        subject=Template("id/partnership/{key}"),
        types=(EG.ThematicPartnership,),
        properties=(
            literal(f"{RDFS}label", "name"),
            link(f"{FOAF}homepage", "{website}"),
            DERIVED,
        ),
    ),
)

SHARED_MAPS = (
    EntityMap(
        "text",
        table="text",
        subject=Template("id/text/{key}"),
        types=(EG.Text,),
        properties=(
            link(EG.textOf, "id/{subject_class}/{subject}"),
            concept(EG.textRole, "text-role", "role"),
            literal(EG.textValue, "text", language="language"),
            literal(EG.languageBasis, "language_basis"),
            concept(EG.translationStatus, "translation-status", "translation_status"),
            DERIVED,
        ),
        is_fact=True,
    ),
    EntityMap(
        "topic",
        table="topic",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(link(EG.hasTopic, f"{DEF}{{scheme}}/{{code}}"),),
    ),
    EntityMap(
        "open-concept",
        table="open_concept",
        subject=Template(f"{DEF}{{scheme}}/{{code}}"),
        types=(f"{SKOS}Concept",),
        properties=(
            literal(f"{SKOS}notation", "code"),
            literal(f"{SKOS}prefLabel", "label", language="@en"),
            link(f"{SKOS}inScheme", f"{DEF}{{scheme}}"),
        ),
        view="default",
    ),
    EntityMap(
        "concept",
        table="concept",
        subject=Template(f"{DEF}{{scheme}}/{{code}}"),
        types=(f"{SKOS}Concept",),
        properties=(
            literal(f"{SKOS}notation", "code"),
            literal(f"{SKOS}prefLabel", "label", language="language"),
            link(f"{SKOS}inScheme", f"{DEF}{{scheme}}"),
            link(f"{SKOS}broader", f"{DEF}{{scheme}}/{{broader}}"),
            link(f"{SKOS}exactMatch", "{iri}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "geometry",
        table="geometry",
        subject=Template("id/geometry/{key}"),
        types=(f"{GEO}Geometry",),
        properties=(
            literal(f"{GEO}asWKT", "wkt", f"{GEO}wktLiteral"),
            concept(EG.positionBasis, "region-basis", "basis"),
            link(EG.positionOf, "{gazetteer}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "located",
        table="geometry",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(link(f"{GEO}hasGeometry", "id/geometry/{key}"),),
    ),
    EntityMap(
        "relation",
        table="relation",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(link(Template(f"{ONTOLOGY}{{predicate}}"), "id/{object_class}/{object}"),),
    ),
    EntityMap(
        "region-relation",
        table="region_relation",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(link(Template(f"{ONTOLOGY}{{predicate}}"), f"{NUTS}{{object}}"),),
    ),
    EntityMap(
        "derivation",
        table="derivation",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(DERIVED,),
        view="default",
    ),
)
