from pathlib import Path

import pytest
from rdflib import Graph

from ecosystem_graph.errors import ConfigError, SourceFormatError
from ecosystem_graph.namespaces import SHAPES
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.finding import Finding
from ecosystem_graph.validate.shacl import validate_document
from ecosystem_graph.validate.shapes import read_own_shapes

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix eg: <https://w3id.org/ecosystem-graph/ontology#> .\n"


@pytest.fixture
def document(sound: Graph) -> str:
    """Return N-Triples that keep every shape."""
    return sound.serialize(format="nt")


def validate(text: str) -> tuple[Finding, ...]:
    return validate_document(text.encode())


def change(document: str, property_name: str, old: str, new: str) -> str:
    """Return a document with another value in the statements of one property."""
    lines = [
        line.replace(old, new) if f"#{property_name}>" in line else line for line in document.splitlines(keepends=True)
    ]
    changed = "".join(lines)
    assert changed != document
    return changed


def test_a_finding_says_where_what_and_how_bad(document: str) -> None:
    (finding,) = validate(change(document, "statedPartnerCount", '"2"', '"14"'))
    assert finding == Finding(
        shape=f"{SHAPES}Project-partner-count",
        severity="warning",
        focus_node="https://w3id.org/ecosystem-graph/id/project/interreg-de.Alpen013",
        path=EG.statedPartnerCount,
        value="14",
        message="The source states 14 partners and lists 2: some are missing, repeated or glued together.",
        component="SPARQLConstraintComponent",
        value_type="http://www.w3.org/2001/XMLSchema#integer",
    )


def test_a_path_that_is_followed_backwards_says_so(document: str) -> None:
    (finding,) = validate(change(document, "participationRole", "role/lead", "role/partner"))
    assert finding.path == f"^{EG.inProject}"


def test_the_value_zero_is_shown(document: str) -> None:
    (finding,) = validate(change(document, "statedCountryCount", '"2"', '"0"'))
    assert finding.value == "0"


def test_a_total_that_is_not_known_is_not_exceeded(document: str) -> None:
    total = "Alpen013.total> <https://w3id.org/ecosystem-graph/ontology#amount>"
    unknown = "".join(line for line in document.splitlines(keepends=True) if total not in line)
    assert {found.shape for found in validate(unknown)} == {f"{SHAPES}BudgetItem-published"}


def test_amounts_in_different_currencies_are_not_compared(document: str) -> None:
    richer = change(document, "amount", '"1929500.00"', '"26000000.00"')
    assert f"{SHAPES}Budget-eu-share" in {found.shape for found in validate(richer)}
    other = "".join(
        line.replace("currency/EUR", "currency/CZK") if "Alpen013.eu>" in line else line
        for line in richer.splitlines(keepends=True)
    )
    assert validate(other) == ()


def test_a_rounding_difference_of_one_per_cent_is_no_finding(document: str) -> None:
    assert validate(change(document, "amount", '"340500.00"', '"617600.00"')) == ()


def test_shapes_of_a_user_are_checked_with_their_queries_and_properties(document: str, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        PREFIXES
        + """<urn:named> a sh:NodeShape ; sh:targetClass eg:Call ;
  sh:property [ sh:path eg:callNumber ; sh:minLength 2 ; sh:severity sh:Warning ] ;
  sh:sparql [ sh:message "Call {?value}" ; sh:select '''SELECT $this ?value WHERE {
    $this <https://w3id.org/ecosystem-graph/ontology#callNumber> ?value }''' ] .
"""
    )
    found = sorted(validate_document(document.encode(), read_own_shapes(own)), key=lambda finding: finding.severity)
    assert [(each.shape, each.severity, each.value) for each in found] == [
        ("urn:named", "violation", "2"),
        ("urn:named", "warning", "2"),
    ]
    assert found[0].message == "Call 2"


@pytest.mark.parametrize(
    "shape",
    [
        "sh:path eg:callNumber ; sh:minCount 'one'",
        "sh:path [ sh:someKindOfPath eg:callNumber ] ; sh:minCount 1",
        "sh:path eg:callNumber ; sh:pattern '('",
    ],
)
def test_a_shape_that_the_engine_does_not_accept_is_an_error(document: str, tmp_path: Path, shape: str) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(f"{PREFIXES}<urn:shape> a sh:PropertyShape ; sh:targetClass eg:Call ; {shape} .\n")
    with pytest.raises(ConfigError, match="shapes: pySHACL does not accept them"):
        validate_document(document.encode(), read_own_shapes(own))


def test_a_document_that_does_not_parse_is_an_error() -> None:
    with pytest.raises(SourceFormatError, match="expected RDF that parses"):
        validate("<urn:a> <urn:b> .")


def test_progress_ends_at_the_total(document: str) -> None:
    told: list[tuple[int, int | None]] = []
    validate_document(document.encode(), progress=lambda _, done, total=None: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
