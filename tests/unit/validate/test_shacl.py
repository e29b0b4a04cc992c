import pyshacl
import pytest
from rdflib import SH, Graph, URIRef

from ecosystem_graph.namespaces import SHAPES
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.finding import Finding
from ecosystem_graph.validate.shacl import validate_graph
from ecosystem_graph.validate.shapes import load_shapes
from ecosystem_graph.validate.turtle import parse_graph

SOME_TEXT = '"Cluster und intelligente Spezialisierung"'

BROKEN = [
    # shape, node that must be found, words of the good graph, what stands there instead
    ("Participation-project", "lead", "eg:inProject <urn:project> ; eg:participant <urn:innosquare>",
     "eg:inProject <urn:project>, <urn:other> ; eg:participant <urn:innosquare>"),
    ("Participation-organisation", "lead", "eg:participant <urn:innosquare> ; ", ""),
    ("Participation-role", "partner", "role:partner", "role:partner, role:associated"),
    ("Fact-record", "lead", "<urn:lead> a eg:Participation ; prov:wasDerivedFrom <urn:record>",
     "<urn:lead> a eg:Participation"),
    ("Fact-record", "own", "<urn:own> a eg:BudgetItem ; prov:wasDerivedFrom <urn:record>", "<urn:own> a eg:BudgetItem"),
    ("Project-name", "project", 'eg:acronym "S3-4AlpClusters" ;', ""),
    ("Project-start", "project", '"2016-11-01"^^xsd:date', '"2016-11-01"^^xsd:date, "2016-01-11"^^xsd:date'),
    ("Project-start", "project", '"2016-11-01"^^xsd:date', '"11.01.16"'),
    ("Project-end", "project", '"2019-04-30"^^xsd:date', '"2019-04-30"^^xsd:date, "2019-05-30"^^xsd:date'),
    ("Project-duration", "project", "2019-04-30", "2016-10-31"),
    ("BudgetItem-subject", "own", "eg:budgetOf <urn:project> ; eg:budgetKind kind:own", "eg:budgetKind kind:own"),
    ("BudgetItem-kind", "own", "kind:own", "kind:own, kind:erdf"),
    ("BudgetItem-currency", "own", "kind:own ; eg:currency eur:EUR", "kind:own"),
    ("BudgetItem-amount", "total", "2521964.00", "2521964.00, 2521965.00"),
    ("BudgetItem-amount", "total", "2521964.00", '"2,521,964.00"'),
    ("BudgetItem-state", "own", "; eg:amountState state:unpublished", ""),
    ("BudgetItem-unpublished", "own", "state:unpublished", "state:unpublished ; eg:amount 0.00"),
    ("BudgetItem-published", "own", "state:unpublished", "state:published-zero"),
    ("Text-value", "text", SOME_TEXT + "@de", SOME_TEXT),
    ("Text-value", "text", f"eg:textValue {SOME_TEXT}@de", f"eg:textValue {SOME_TEXT}@de, 'Clusters'@en"),
    ("Text-subject", "text", "eg:textOf <urn:project> ; ", ""),
    ("Project-lead", "project", "role:lead", "role:partner"),
    ("Project-lead", "project", "role:partner", "role:lead"),
    ("Project-partner-count", "project", "eg:statedPartnerCount 2", "eg:statedPartnerCount 14"),
    ("Project-country-count", "project", "c:AUT", "c:CHE"),
    ("Budget-eu-share", "project", "1929500.00", "2600000.00"),
    ("Budget-public-share", "project", "340500.00", "2000000.00"),
    ("Participation-country", "partner", "eg:country c:AUT ; ", ""),
    ("Participation-region", "partner", " ; eg:participationRegion nuts:AT312", ""),
]  # fmt: skip


def named(findings: tuple[Finding, ...], shape: str) -> list[Finding]:
    return [finding for finding in findings if finding.shape == SHAPES + shape]


def test_a_sound_graph_has_no_findings(alpen013: str) -> None:
    assert validate_graph(parse_graph(alpen013)) == ()


@pytest.mark.parametrize(("shape", "node", "good", "bad"), BROKEN)
def test_a_shape_finds_the_node_that_breaks_it(alpen013: str, shape: str, node: str, good: str, bad: str) -> None:
    assert good in alpen013
    findings = named(validate_graph(parse_graph(alpen013.replace(good, bad))), shape)
    assert [finding.focus_node for finding in findings] == [f"urn:{node}"]


def test_every_shipped_shape_is_broken_by_a_test() -> None:
    shapes = load_shapes()
    whole = Graph()
    for part in (shapes.core, *(query.graph for query in shapes.queries)):
        whole += part
    shipped = {shape for shape in whole.subjects(SH.severity) if isinstance(shape, URIRef)}
    assert {str(shape).removeprefix(SHAPES) for shape in shipped} == {case[0] for case in BROKEN}


def test_a_finding_says_where_what_and_how_bad(alpen013: str) -> None:
    broken = alpen013.replace("eg:statedPartnerCount 2", "eg:statedPartnerCount 14")
    assert validate_graph(parse_graph(broken)) == (
        Finding(
            shape=f"{SHAPES}Project-partner-count",
            severity="warning",
            focus_node="urn:project",
            path=EG.statedPartnerCount,
            value="14",
            message="The source states 14 partners and lists 2: some are missing, repeated or glued together.",
        ),
    )


def test_a_path_that_is_followed_backwards_says_so(alpen013: str) -> None:
    (finding,) = validate_graph(parse_graph(alpen013.replace("role:lead", "role:partner")))
    assert finding.path == f"^{EG.inProject}"


def test_the_value_zero_is_shown(alpen013: str) -> None:
    broken = alpen013.replace("eg:statedCountryCount 2", "eg:statedCountryCount 0")
    (finding,) = validate_graph(parse_graph(broken))
    assert finding.value == "0"


def test_a_project_without_partners_needs_no_lead_and_no_count(alpen013: str) -> None:
    alone = alpen013.replace("eg:inProject <urn:project>", "eg:inProject <urn:other>")
    shapes = {finding.shape for finding in validate_graph(parse_graph(alone)) if finding.focus_node == "urn:project"}
    assert shapes == set()


def test_a_total_that_is_not_known_is_not_exceeded(alpen013: str) -> None:
    unknown = alpen013.replace("state:published ; eg:amount 2521964.00", "state:unpublished")
    assert validate_graph(parse_graph(unknown)) == ()


def test_amounts_in_different_currencies_are_not_compared(alpen013: str) -> None:
    mixed = alpen013.replace("1929500.00", "26000000.00").replace(
        "kind:eu ; eg:currency eur:EUR", "kind:eu ; eg:currency eur:CZK"
    )
    assert named(validate_graph(parse_graph(mixed)), "Budget-eu-share") == []


def test_a_rounding_difference_of_one_per_cent_is_no_finding(alpen013: str) -> None:
    assert validate_graph(parse_graph(alpen013.replace("340500.00", "617600.00"))) == ()


def test_asking_once_for_all_projects_finds_what_asking_each_project_finds(alpen013: str) -> None:
    broken = alpen013
    for shape, _, good, bad in BROKEN:
        if shape.endswith("-count") or shape.startswith("Budget-"):
            broken = broken.replace(good, bad)
    shapes = load_shapes()
    graph = parse_graph(broken)
    expected = set()
    for query in shapes.queries:
        _, report, _ = pyshacl.validate(graph, shacl_graph=query.graph, inference="none")
        expected |= {(str(query.shape), str(node)) for node in report.objects(None, SH.focusNode)}
    found = {(finding.shape, finding.focus_node) for finding in validate_graph(graph)}
    assert expected == {pair for pair in found if URIRef(pair[0]) in {query.shape for query in shapes.queries}}
    assert len(expected) == len(shapes.queries)


def test_the_graph_is_not_changed(alpen013: str) -> None:
    graph = parse_graph(alpen013)
    before = set(graph)
    validate_graph(graph)
    assert set(graph) == before


def test_progress_ends_at_the_total(alpen013: str) -> None:
    told: list[tuple[int, int | None]] = []
    validate_graph(parse_graph(alpen013), progress=lambda _, done, total=None: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
