"""Projects, participations, programmes, calls, money and indicator values."""

from ecosystem_graph.graph.mapping.model import EntityMap, Template, link, literal
from ecosystem_graph.graph.mapping.vocabulary import DCTERMS, DERIVED, FOAF, RDFS, concept, place
from ecosystem_graph.namespaces import CURRENCY, XSD
from ecosystem_graph.terms import EG

__all__ = ["PROJECT_MAPS"]

_DATE, _INTEGER = f"{XSD}date", f"{XSD}integer"

PROJECT_MAPS = (
    EntityMap(
        "project",
        table="project",
        subject=Template("id/project/{key}"),
        types=(EG.Project,),
        properties=(
            literal(EG.acronym, "acronym"),
            link(EG.fundedUnder, "id/programme/{programme}"),
            link(EG.underCall, "id/call/{call}"),
            literal(EG.priorityName, "priority"),
            literal(EG.objectiveName, "objective"),
            literal(EG.startDate, "start", _DATE),
            literal(EG.startDateRaw, "start_raw"),
            literal(EG.endDate, "end", _DATE),
            literal(EG.endDateRaw, "end_raw"),
            literal(EG.datePrecision, "date_precision"),
            concept(EG.projectStatus, "project-status", "status"),
            link(f"{FOAF}homepage", "{website}"),
            literal(EG.statedPartnerCount, "stated_partner_count", _INTEGER),
            literal(EG.statedCountryCount, "stated_country_count", _INTEGER),
            literal(EG.statedNationalPartnerCount, "stated_national_partner_count", _INTEGER),
            literal(EG.statedDurationMonths, "stated_duration_months", _INTEGER),
            DERIVED,
        ),
    ),
    EntityMap(
        "project-partner",
        table="participation",
        subject=Template("id/project/{project}"),
        types=(),
        properties=(
            link(EG.hasPartner, "id/organisation/{organisation}"),
            link(EG.hasLeadPartner, "id/organisation/{lead_organisation}"),
        ),
        view="default",
    ),
    EntityMap(
        "participation",
        table="participation",
        subject=Template("id/participation/{key}"),
        types=(EG.Participation,),
        properties=(
            link(EG.inProject, "id/project/{project}"),
            link(EG.participant, "id/organisation/{organisation}"),
            concept(EG.participationRole, "role", "role"),
            literal(EG.roleRaw, "role_raw"),
            literal(EG.participantName, "name"),
            literal(EG.department, "department"),
            literal(EG.addressLine, "street"),
            literal(EG.postalCode, "postcode"),
            *place(EG.participationRegion),
            concept(EG.regionBasis, "region-basis", "region_basis"),
            literal(EG.regionRaw, "region_raw"),
            literal(EG.joined, "joined", _DATE),
            literal(EG.left, "left", _DATE),
            DERIVED,
        ),
        is_fact=True,
    ),
    EntityMap(
        "programme",
        table="programme",
        subject=Template("id/programme/{key}"),
        types=(EG.Programme,),
        properties=(
            literal(f"{RDFS}label", "name"),
            concept(EG.programmingPeriod, "programming-period", "period"),
            concept(EG.strand, "strand", "strand"),
            literal(EG.cofinancingCeiling, "cofinancing_ceiling", f"{XSD}decimal"),
            link(f"{FOAF}homepage", "{website}"),
            DERIVED,
        ),
    ),
    EntityMap(
        "call",
        table="call",
        subject=Template("id/call/{key}"),
        types=(EG.Call,),
        properties=(
            link(EG.callOf, "id/programme/{programme}"),
            literal(EG.callNumber, "number"),
            literal(EG.opened, "opened", _DATE),
            literal(EG.closed, "closed", _DATE),
            DERIVED,
        ),
    ),
    EntityMap(
        "amount",
        table="amount",
        subject=Template("id/amount/{key}"),
        types=(EG.BudgetItem,),
        properties=(
            link(EG.budgetOf, "id/{subject_class}/{subject}"),
            concept(EG.budgetKind, "budget-kind", "kind"),
            concept(EG.budgetPhase, "budget-phase", "phase"),
            literal(EG.amount, "value", f"{XSD}decimal"),
            link(EG.currency, f"{CURRENCY}{{currency}}"),
            concept(EG.amountState, "amount-state", "state"),
            literal(EG.amountRaw, "raw"),
            DERIVED,
        ),
        is_fact=True,
    ),
    EntityMap(
        "indicator",
        table="indicator",
        subject=Template("id/indicator/{key}"),
        types=(EG.IndicatorValue,),
        properties=(
            link(EG.indicatorOf, "id/project/{project}"),
            concept(EG.indicator, "indicator", "indicator"),
            concept(EG.comparator, "comparator", "comparator"),
            literal(EG.value, "value", _INTEGER),
            literal(EG.unit, "unit"),
            concept(EG.indicatorStage, "indicator-stage", "stage"),
            literal(EG.indicatorRaw, "raw"),
            DERIVED,
        ),
        is_fact=True,
    ),
    EntityMap(
        "title",
        table="title",
        subject=Template("id/{subject_class}/{subject}"),
        types=(),
        properties=(literal(f"{DCTERMS}title", "text", language="language"),),
    ),
)
