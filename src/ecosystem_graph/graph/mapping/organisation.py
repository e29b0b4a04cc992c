"""Organisations, identifiers, clusters and infrastructures."""

from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal
from ecosystem_graph.graph.mapping.vocabulary import DERIVED, FOAF, RDFS, SKOS, concept, place
from ecosystem_graph.namespaces import XSD
from ecosystem_graph.terms import EG

__all__ = ["ORGANISATION_MAPS"]

_DATE, _INTEGER, _YEAR = f"{XSD}date", f"{XSD}integer", f"{XSD}gYear"

ORGANISATION_MAPS = (
    EntityMap(
        "organisation",
        table="organisation",
        subject=Template("id/organisation/{key}"),
        types=(EG.Organisation,),
        properties=(
            literal(f"{RDFS}label", "name", language="language"),
            literal(f"{RDFS}label", "name_untagged"),
            literal(EG.acronym, "acronym"),
            concept(EG.organisationType, "organisation-type", "type"),
            literal(EG.organisationTypeRaw, "type_raw"),
            concept(EG.legalStatus, "legal-status", "legal_status"),
            literal(EG.legalStatusRaw, "legal_status_raw"),
            literal(EG.unitName, "unit"),
            link(EG.unitOf, "id/organisation/{parent}"),
            link(EG.hostedBy, "id/organisation/{hosted_by}"),
            *place(EG.locatedInRegion),
            concept(EG.regionBasis, "region-basis", "region_basis"),
            link(f"{FOAF}homepage", "{website}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "identifier",
        table="identifier",
        subject=Template("id/identifier/{scheme}.{value}"),
        types=(EG.Identifier,),
        properties=(
            concept(EG.identifierScheme, "identifier-scheme", "scheme"),
            literal(f"{SKOS}notation", "value"),
            DERIVED,
        ),
        is_fact=True,
    ),
    EntityMap(
        "identified",
        table="identifier",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(link(EG.hasIdentifier, "id/identifier/{scheme}.{value}"),),
    ),
    EntityMap(
        "name",
        table="name",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(
            literal(f"{SKOS}altLabel", "name", language="language"),
            literal(f"{SKOS}altLabel", "name_untagged"),
        ),
    ),
    EntityMap(
        "cluster",
        table="cluster",
        subject=Template("id/cluster/{key}"),
        types=(EG.Cluster,),
        properties=(
            literal(f"{RDFS}label", "name"),
            link(EG.managedBy, "id/organisation/{managed_by}"),
            *place(EG.locatedInRegion),
            concept(EG.regionBasis, "region-basis", "region_basis"),
            literal(EG.foundedYear, "founded", _YEAR),
            literal(EG.memberCount, "member_count", _INTEGER),
            link(f"{FOAF}homepage", "{website}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "membership",
        table="membership",
        subject=Template("id/membership/{key}"),
        types=(EG.ClusterMembership,),
        properties=(
            link(EG.inCluster, "id/cluster/{cluster}"),
            link(EG.clusterMember, "id/organisation/{organisation}"),
            concept(EG.memberType, "organisation-type", "member_type"),
            literal(EG.joined, "joined", _DATE),
            literal(EG.left, "left", _DATE),
            DERIVED,
        ),
        is_fact=True,
    ),
    EntityMap(
        "infrastructure",
        table="infrastructure",
        subject=Template("id/infrastructure/{key}"),
        types=(EG.Infrastructure,),
        properties=(
            literal(f"{RDFS}label", "name"),
            literal(EG.acronym, "acronym"),
            concept(EG.infrastructureType, "infrastructure-type", "type"),
            concept(EG.infrastructureStatus, "infrastructure-status", "status"),
            link(EG.operatedBy, "id/organisation/{operated_by}"),
            link(EG.nodeOf, "id/infrastructure/{node_of}"),
            concept(EG.accessMode, "access-mode", "access_mode"),
            *place(EG.locatedInRegion),
            concept(EG.regionBasis, "region-basis", "region_basis"),
            link(f"{FOAF}homepage", "{website}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "service",
        table="service",
        subject=Template("id/service/{key}"),
        types=(EG.InfrastructureService,),
        properties=(
            literal(f"{RDFS}label", "name", language="language"),
            link(EG.serviceOf, "id/infrastructure/{infrastructure}"),
            concept(EG.accessMode, "access-mode", "access_mode"),
            literal(EG.trlMin, "trl_min", _INTEGER),
            literal(EG.trlMax, "trl_max", _INTEGER),
            DERIVED,
        ),
        is_fact=True,
    ),
)
