"""Datasets, source records, claims, identity links and findings: the graphs about the data."""

from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal
from ecosystem_graph.graph.mapping.vocabulary import DCAT, DCTERMS, DERIVED, FOAF, OWL, RDFS, concept
from ecosystem_graph.namespaces import ONTOLOGY, XSD
from ecosystem_graph.terms import EG

__all__ = ["PROVENANCE_MAPS"]

_INTEGER, _DECIMAL = f"{XSD}integer", f"{XSD}decimal"

PROVENANCE_MAPS = (
    EntityMap(
        "dataset",
        table="dataset",
        subject=Template("id/dataset/{key}"),
        types=(EG.SourceDataset,),
        properties=(
            literal(f"{DCTERMS}title", "title", language="@en"),
            literal(f"{DCTERMS}publisher", "publisher"),
            link(f"{DCAT}landingPage", "{url}"),
            link(f"{DCTERMS}license", "{licence_iri}"),
            literal(EG.licenceStatement, "licence"),
            literal(EG.attribution, "attribution"),
        ),
    ),
    EntityMap(
        "record",
        table="record",
        subject=Template("id/record/{key}"),
        types=(EG.SourceRecord,),
        properties=(
            link(EG.inDataset, "id/dataset/{source}"),
            literal(f"{DCTERMS}identifier", "source_key"),
            literal(EG.recordKind, "kind"),
            literal(f"{DCTERMS}title", "title"),
            literal(f"{DCTERMS}publisher", "publisher"),
            literal(EG.licenceStatement, "licence"),
            link(f"{FOAF}page", "{url}"),
            literal(EG.recordLanguage, "language"),
            literal(EG.retrieved, "retrieved", f"{XSD}date"),
            literal(EG.fileName, "file"),
            literal(EG.contentHash, "checksum"),
            literal(EG.locator, "locator"),
        ),
        view="source",
    ),
    EntityMap(
        "claim",
        table="claim",
        subject=Template("id/claim/{key}"),
        types=(EG.Claim,),
        properties=(
            link(EG.claimSubject, "id/{subject_class}/{subject}"),
            link(EG.claimProperty, f"{ONTOLOGY}{{property}}"),
            literal(EG.claimValue, "value"),
            literal(EG.charStart, "start", _INTEGER),
            literal(EG.charEnd, "end", _INTEGER),
            literal(EG.quote, "quote"),
            literal(EG.rule, "rule"),
            literal(EG.confidence, "confidence", _DECIMAL),
            DERIVED,
        ),
        view="source",
    ),
    EntityMap(
        "identity-link",
        table="identity",
        subject=Template("id/identity-link/{subject_class}.{subject}"),
        types=(EG.IdentityLink,),
        properties=(
            link(EG.linkSubject, "id/{subject_class}/{subject}"),
            link(EG.linkObject, "id/{subject_class}/{object}"),
            literal(EG.linkMethod, "method"),
            literal(EG.confidence, "confidence", _DECIMAL),
            literal(EG.evidence, "evidence"),
        ),
        view="identity",
    ),
    EntityMap(
        "identity-candidate",
        table="candidate",
        subject=Template("id/identity-candidate/{key}"),
        types=(EG.IdentityCandidate,),
        properties=(
            link(EG.candidateSubject, "id/{subject_class}/{subject}"),
            link(EG.candidateObject, "id/{subject_class}/{object}"),
            literal(EG.linkMethod, "method"),
            literal(EG.matchWeight, "weight", _DECIMAL),
            literal(EG.confidence, "confidence", _DECIMAL),
            literal(EG.evidence, "evidence"),
        ),
        view="identity",
    ),
    EntityMap(
        "redirect",
        table="redirect",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(
            literal(f"{OWL}deprecated", "deprecated", f"{XSD}boolean"),
            link(f"{DCTERMS}isReplacedBy", "id/{subject_class}/{object}"),
            literal(f"{RDFS}comment", "reason", language="@en"),
        ),
        view="identity",
    ),
    EntityMap(
        "issue",
        table="issue",
        subject=Template("id/issue/{key}"),
        types=(EG.QualityIssue,),
        properties=(
            literal(EG.issueCode, "code"),
            concept(EG.severity, "severity", "severity"),
            literal(EG.fileName, "file"),
            literal(EG.locator, "place"),
            literal(EG.field, "field"),
            literal(EG.found, "found"),
            literal(f"{RDFS}comment", "message", language="@en"),
            DERIVED,
        ),
        view="quality",
    ),
    EntityMap(
        "conflict",
        table="conflict",
        subject=Template("id/conflict/{key}"),
        types=(EG.Conflict,),
        properties=(
            link(EG.conflictSubject, "id/{subject_class}/{subject}"),
            link(EG.conflictProperty, "{property_iri}"),
            literal(EG.conflictValue, "value"),
            literal(EG.chosen, "chosen", f"{XSD}boolean"),
            literal(EG.rule, "rule"),
            DERIVED,
        ),
        view="quality",
    ),
)
