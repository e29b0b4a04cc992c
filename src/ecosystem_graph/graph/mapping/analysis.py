"""Analyses: how they were made, and their figures as a data cube (RDF Data Cube Vocabulary of the W3C)."""

from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal
from ecosystem_graph.graph.mapping.vocabulary import DCTERMS, PROV, QB, RDFS, SKOS
from ecosystem_graph.namespaces import DEF, ONTOLOGY, XSD
from ecosystem_graph.terms import EG

__all__ = ["ANALYSIS_MAPS"]

_DOUBLE = f"{XSD}double"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_OBSERVED = (
    link(f"{QB}dataSet", "id/cube/{cube}"),
    link(EG.observedNode, "{node}"),
    link(EG.observedPartner, "{partner}"),
    link(EG.observedDomain, "{domain}"),
    link(EG.observedMeasure, f"{DEF}measure/{{measure}}"),
)
_ATTRIBUTES = (
    literal(EG.unit, "unit"),
    literal(EG.standardError, "error", _DOUBLE),
    literal(EG.lowerBound, "lower", _DOUBLE),
    literal(EG.upperBound, "upper", _DOUBLE),
)


def _observation(name: str, datatype: str) -> EntityMap:
    return EntityMap(
        name,
        table=name,
        subject=Template("id/observation/{key}"),
        types=(f"{QB}Observation",),
        properties=(*_OBSERVED, literal(EG.observedValue, "value", datatype), *_ATTRIBUTES),
        view="analysis",
    )


ANALYSIS_MAPS = (
    EntityMap(
        "analysis",
        table="analysis",
        subject=Template("id/analysis/{key}"),
        types=(EG.Analysis,),
        properties=(
            literal(f"{DCTERMS}title", "title", language="@en"),
            literal(EG.analysisKind, "kind"),
            link(f"{PROV}used", "{release}"),
        ),
        view="analysis",
    ),
    EntityMap(
        "analysis-parameter",
        table="parameter",
        subject=Template("id/analysis-parameter/{key}"),
        types=(EG.AnalysisParameter,),
        properties=(
            link(EG.parameterOf, "id/analysis/{analysis}"),
            literal(EG.parameterName, "name"),
            literal(EG.parameterValue, "value"),
        ),
        view="analysis",
    ),
    EntityMap(
        "cube",
        table="cube",
        subject=Template("id/cube/{key}"),
        types=(f"{QB}DataSet",),
        properties=(
            literal(f"{DCTERMS}title", "title", language="@en"),
            link(f"{QB}structure", "id/cube-structure/{structure}"),
            link(f"{PROV}wasGeneratedBy", "id/analysis/{analysis}"),
        ),
        view="analysis",
    ),
    EntityMap(
        "cube-structure",
        table="component",
        subject=Template("id/cube-structure/{structure}"),
        types=(f"{QB}DataStructureDefinition",),
        properties=(link(f"{QB}component", "id/cube-component/{key}"),),
        view="analysis",
    ),
    EntityMap(
        "cube-component",
        table="component",
        subject=Template("id/cube-component/{key}"),
        types=(f"{QB}ComponentSpecification",),
        properties=(
            link(f"{QB}dimension", "{dimension}"),
            link(f"{QB}measure", "{measure}"),
            link(f"{QB}attribute", "{attribute}"),
            literal(f"{QB}componentRequired", "required", f"{XSD}boolean"),
        ),
        view="analysis",
    ),
    EntityMap(
        "component-property",
        table="property",
        subject=Template(f"{ONTOLOGY}{{property}}"),
        types=(),
        properties=(
            link(_TYPE, "{role}"),
            link(f"{RDFS}range", "{range}"),
            link(f"{QB}codeList", "{codes}"),
        ),
        view="analysis",
    ),
    EntityMap(
        "measure",
        table="measure",
        subject=Template(f"{DEF}measure/{{key}}"),
        types=(f"{SKOS}Concept",),
        properties=(
            literal(f"{SKOS}notation", "key"),
            literal(f"{SKOS}prefLabel", "label", language="@en"),
            literal(f"{SKOS}definition", "definition", language="@en"),
            link(f"{SKOS}inScheme", "{scheme}"),
        ),
        view="analysis",
    ),
    _observation("whole-number", f"{XSD}integer"),
    _observation("number", _DOUBLE),
)
"""Maps of the graph of one analysis. They are no part of `MAPS`: a build makes no analysis."""
