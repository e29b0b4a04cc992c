from decimal import Decimal

import pytest

from ecosystem_graph.namespaces import SHAPES
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.funding import Amount
from ecosystem_graph.records.project import Participation, Project
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.shacl import validate_graph
from ecosystem_graph.validate.totals import check_totals
from ecosystem_graph.validate.turtle import parse_graph

KEY = "interreg-de.Alpen013"
# Countries of the fourteen partners of project Alpen013, lead first.
COUNTRIES = ("CH", "AT", "DE", "IT", "SI", "AT", "FR", "IT", "IT", "IT", "IT", "IT", "SI", "DE")


def alpen013(
    *, partners: int = 14, countries: int = 6, national: int = 2, eu: str = "1929500.00", key: str = KEY
) -> RecordSet:
    project = Project(
        record=key,
        key=key,
        stated_partner_count=partners,
        stated_country_count=countries,
        stated_national_partner_count=national,
    )
    participations = [
        Participation(
            record=key,
            key=f"{key}-{number:03}",
            project=key,
            organisation=f"{key}-{number:03}",
            name=f"Partner {number}",
            role="partner",
            country=country,
        )
        for number, country in enumerate(COUNTRIES, start=1)
    ]
    amounts = [
        Amount(record=key, key=f"{key}.{kind}", subject_class="project", subject=key, kind=kind, value=Decimal(value))
        for kind, value in (("total", "2521964.00"), ("eu", eu))
    ]
    return records_from_rows([project, *participations, *amounts])


def test_alpen013_lists_what_it_states() -> None:
    assert check_totals(alpen013()) == ()


@pytest.mark.parametrize(
    ("tables", "shape", "path", "value"),
    [
        (alpen013(partners=15), "Project-partner-count", EG.statedPartnerCount, "15"),
        (alpen013(countries=7), "Project-country-count", EG.statedCountryCount, "7"),
        (alpen013(national=3), "Project-national-partner-count", EG.statedNationalPartnerCount, "3"),
        (alpen013(eu="2600000.00"), "Budget-eu-share", EG.amount, "2600000.00"),
    ],
)
def test_a_total_that_does_not_fit_is_one_finding(tables: RecordSet, shape: str, path: str, value: str) -> None:
    (finding,) = check_totals(tables)
    assert (finding.shape, finding.path, finding.value) == (SHAPES + shape, path, value)
    assert finding.focus_node == f"https://w3id.org/ecosystem-graph/id/project/{KEY}"
    assert finding.severity == "warning"


def test_national_partners_are_counted_only_where_the_home_of_the_source_is_known() -> None:
    assert check_totals(alpen013(national=3, key="keep-eu.1")) == ()


def test_a_project_whose_partner_list_is_missing_is_left_out() -> None:
    tables = dict(alpen013(partners=15))
    assert check_totals({**tables, "participation": tables["participation"].clear()}) == ()


def test_what_a_source_does_not_state_is_not_compared() -> None:
    tables = dict(alpen013())
    silent = records_from_rows([Project(record=KEY, key=KEY)])["project"]
    assert check_totals({**tables, "project": silent}) == ()


def test_the_base_of_the_focus_nodes_can_be_set() -> None:
    (finding,) = check_totals(alpen013(partners=15), base="https://example.org/")
    assert finding.focus_node == f"https://example.org/id/project/{KEY}"


def test_tables_and_graph_give_the_same_finding(alpen013: str) -> None:
    focus = "https://w3id.org/ecosystem-graph/id/project/interreg-de.Alpen013"
    broken = alpen013.replace("1929500.00", "2600000.00").replace("urn:project", focus).replace("340500.00", "0.00")
    on_graph = [finding for finding in validate_graph(parse_graph(broken)) if "eu-share" in finding.shape]
    assert tuple(on_graph) == check_totals(globals()["alpen013"](eu="2600000.00"))
