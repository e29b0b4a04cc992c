"""A small graph that keeps every shape, and the prefixes to break it with."""

import pytest

PREFIXES = """
@prefix c: <http://publications.europa.eu/resource/authority/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix def: <https://w3id.org/ecosystem-graph/def/> .
@prefix eg: <https://w3id.org/ecosystem-graph/ontology#> .
@prefix eur: <http://publications.europa.eu/resource/authority/currency/> .
@prefix id: <https://w3id.org/ecosystem-graph/id/> .
@prefix kind: <https://w3id.org/ecosystem-graph/def/budget-kind/> .
@prefix nuts: <http://data.europa.eu/nuts/code/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix role: <https://w3id.org/ecosystem-graph/def/role/> .
@prefix state: <https://w3id.org/ecosystem-graph/def/amount-state/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# Two of the fourteen partners, and the money, of project Alpen013 (S3-4AlpClusters) in the German Interreg database.
ALPEN013 = (
    PREFIXES
    + """
<urn:project> a eg:Project ; prov:wasDerivedFrom <urn:record> ;
  eg:acronym "S3-4AlpClusters" ;
  eg:startDate "2016-11-01"^^xsd:date ; eg:endDate "2019-04-30"^^xsd:date ;
  eg:statedPartnerCount 2 ; eg:statedCountryCount 2 .
<urn:lead> a eg:Participation ; prov:wasDerivedFrom <urn:record> ;
  eg:inProject <urn:project> ; eg:participant <urn:innosquare> ; eg:participationRole role:lead ;
  eg:country c:CHE ; eg:participationRegion nuts:CH022 .
<urn:partner> a eg:Participation ; prov:wasDerivedFrom <urn:record> ;
  eg:inProject <urn:project> ; eg:participant <urn:biz-up> ; eg:participationRole role:partner ;
  eg:country c:AUT ; eg:participationRegion nuts:AT312 .
<urn:total> a eg:BudgetItem ; prov:wasDerivedFrom <urn:record> ;
  eg:budgetOf <urn:project> ; eg:budgetKind kind:total ; eg:currency eur:EUR ;
  eg:amountState state:published ; eg:amount 2521964.00 .
<urn:eu> a eg:BudgetItem ; prov:wasDerivedFrom <urn:record> ;
  eg:budgetOf <urn:project> ; eg:budgetKind kind:eu ; eg:currency eur:EUR ;
  eg:amountState state:published ; eg:amount 1929500.00 .
<urn:national> a eg:BudgetItem ; prov:wasDerivedFrom <urn:record> ;
  eg:budgetOf <urn:project> ; eg:budgetKind kind:national ; eg:currency eur:EUR ;
  eg:amountState state:published ; eg:amount 340500.00 .
<urn:own> a eg:BudgetItem ; prov:wasDerivedFrom <urn:record> ;
  eg:budgetOf <urn:project> ; eg:budgetKind kind:own ; eg:currency eur:EUR ; eg:amountState state:unpublished .
<urn:text> a eg:Text ; prov:wasDerivedFrom <urn:record> ;
  eg:textOf <urn:project> ; eg:textValue "Cluster und intelligente Spezialisierung"@de .
"""
)


@pytest.fixture
def alpen013() -> str:
    """Return a Turtle document that keeps every shape."""
    return ALPEN013
