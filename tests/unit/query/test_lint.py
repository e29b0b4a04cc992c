"""Mistakes in queries: each is found in a query that has it, and in no other."""

# ruff: noqa: E501 - one query per line

from pathlib import Path

import pytest

from ecosystem_graph.query.lint import LINTS, lint_file, lint_packs

HEADER = "#+ summary: What it gives\n#+ answers: CQ-001\n#+ budget: 1\n"
PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eg: <https://w3id.org/ecosystem-graph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
GOOD = """SELECT ?project ?acronym WHERE {
  ?project a eg:Project .
  OPTIONAL { ?project eg:acronym ?acronym }
}
ORDER BY ?acronym ?project
"""


def found(folder: Path, body: str, header: str = HEADER) -> list[tuple[str, int]]:
    path = folder / "pack" / "query.rq"
    path.parent.mkdir(exist_ok=True)
    path.write_text(header + PREFIXES + body, encoding="utf-8")
    start = (header + PREFIXES).count("\n")
    return [(each.code, each.line - start) for each in lint_file(path)]


def with_parameter(name: str) -> str:
    return f"{HEADER}#+ parameters:\n#+   {name}: {{type: string, description: What it is}}\n"


def test_a_good_query_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("SELECT ?a WHERE { ?a a eg:Project . ", "QL04", None),
        ("SELECT ?a WHERE {\n  ?a a eg:Project . SERVICE <http://e/> { ?a ?b ?c } }\nORDER BY ?a", "QL04", None),
        ("DELETE WHERE { ?a a eg:Project }", "QL04", None),
        ("SELECT ?a WHERE { ?a a nope:Project }\nORDER BY ?a", "QL04", None),
        ("SELECT ?a WHERE {\n  ?a a eg:Project .\n  FILTER (?b > 3)\n}\nORDER BY ?a", "QL06", 3),
        ("SELECT ?a ?b WHERE {\n  ?a a eg:Project .\n}\nORDER BY ?a", "QL06", 1),
        ("SELECT ?a WHERE {\n  ?a a eg:Project .\n}\nORDER BY ?b", "QL06", 4),
        ("SELECT ?a (MAX(?b) AS ?m) WHERE {\n  ?a a eg:Project .\n}\nGROUP BY ?a\nORDER BY ?a", "QL06", 1),
        ("SELECT ?a WHERE {\n  ?a eg:acronym ?b .\n  GRAPH ?g {\n    ?a eg:unit ?c FILTER (?c = ?b)\n  }\n}\nORDER BY ?a",
         "QL06", 4),
        ("SELECT ?a WHERE {\n  ?a eg:acronym ?b .\n  { SELECT ?a WHERE { ?a eg:unit ?c FILTER (?c > ?b) } }\n}\nORDER BY ?a",
         "QL06", 3),
        ("SELECT ?a WHERE {\n  ?a eg:country ?c .\n  FILTER (?c = <http://e/AT>)\n}\nORDER BY ?a", "QL07", 3),
        ("SELECT ?a WHERE {\n  ?a eg:country ?c ; eg:unit ?u .\n  FILTER (?u > 1 && eg:AT = ?c)\n}\nORDER BY ?a", "QL07", 3),
        ("SELECT ?a WHERE {\n  ?b a eg:Project .\n  OPTIONAL { ?a eg:unit ?b . FILTER (?b = eg:x) }\n}\nORDER BY ?a",
         "QL07", 3),
        ("SELECT ?a WHERE {\n  ?a a eg:Project .\n  { SELECT ?a WHERE { ?a a eg:Call }\n    LIMIT 3 }\n}\nORDER BY ?a", "QL08", 4),
        ("SELECT ?a ?b WHERE {\n  ?a a eg:Project .\n  ?b a eg:Call .\n}\nORDER BY ?a ?b", "QL09", 1),
        ("SELECT ?a ?b WHERE {\n  ?a a eg:Project .\n  ?b a eg:Call .\n  FILTER (?a != ?b)\n}\nORDER BY ?a ?b", "QL09", 1),
        ("SELECT ?a ?b WHERE {\n  ?a a eg:Project .\n  OPTIONAL { ?b a eg:Call }\n}\nORDER BY ?a ?b", "QL09", 1),
        ("SELECT ?a WHERE {\n  ?a a eg:Project .\n  { SELECT ?b WHERE { ?b a eg:Call } }\n}\nORDER BY ?a", "QL09", 3),
        ("SELECT ?a WHERE {\n  ?a a eg:Project .\n  { ?b a eg:Call } UNION { ?b eg:unit ?c }\n}\nORDER BY ?a", "QL09", 3),
        ("SELECT ?l WHERE {\n  ?a skos:prefLabel ?l .\n}\nORDER BY ?l", "QL10", 1),
        ("SELECT ?n WHERE {\n  ?a dcterms:title ?l .\n  BIND (STR(?l) AS ?n)\n}\nORDER BY ?n", "QL10", 2),
        ("SELECT ?l WHERE {\n  ?a eg:country/rdfs:label ?l .\n}\nORDER BY ?l", "QL10", 1),
        ("SELECT ?l (COUNT(?a) AS ?n) WHERE {\n  ?a rdfs:label ?l .\n}\nGROUP BY ?l\nORDER BY ?l", "QL10", 1),
        ("SELECT * WHERE {\n  ?a a eg:Project .\n}\nORDER BY ?a", "QL11", 1),
        ("SELECT ?a WHERE {\n  ?a a eg:Project .\n}", "QL11", None),
        (GOOD + "\n" * 60, "QL12", None),
    ],
)  # fmt: skip
def test_each_mistake_is_found_on_its_line(tmp_path: Path, body: str, code: str, line: int | None) -> None:
    findings = found(tmp_path, body)
    assert {each for each, _ in findings} == {code}
    assert line is None or findings[0][1] == line


@pytest.mark.parametrize(
    "body",
    [
        "SELECT ?a WHERE { ?a eg:unit ?b , ?c . FILTER (?b = ?c) }\nORDER BY ?a",
        "SELECT ?a WHERE { ?a eg:unit ?b . ?c eg:acronym ?d . FILTER (?b = ?d) }\nORDER BY ?a",
        "SELECT ?a WHERE { ?a eg:unit ?b . BIND (STR(?b) AS ?d) ?c eg:acronym ?d }\nORDER BY ?a",
        "SELECT ?a ?all WHERE { ?a a eg:Project . { SELECT (COUNT(*) AS ?all) WHERE { ?x a eg:Call } } }\nORDER BY ?a",
        "SELECT ?a WHERE { VALUES ?x { eg:a eg:b } ?a a eg:Project . FILTER NOT EXISTS { ?a eg:unit ?x } }\nORDER BY ?a",
        "SELECT ?a ?n WHERE { ?a a eg:Project . BIND (IF(BOUND(?a), ?unknown, 1) AS ?n) }\nORDER BY ?a",
        'SELECT ?l WHERE { ?a skos:prefLabel ?l . FILTER (LANG(?l) = "en") }\nORDER BY ?l',
        "SELECT ?l ?g WHERE { ?a skos:prefLabel ?l . BIND (LANG(?l) AS ?g) }\nORDER BY ?l",
        "SELECT (MIN(STR(?l)) AS ?n) WHERE { ?a skos:prefLabel ?l }\nGROUP BY ?a\nORDER BY ?n ?a",
        "SELECT ?n WHERE { ?a rdfs:label ?l . BIND (STR(?l) AS ?n) }\nORDER BY ?n",
        "SELECT ?a WHERE { ?a a eg:Project }\nORDER BY ?a\nLIMIT 3",
        "ASK { ?a a eg:Project . FILTER NOT EXISTS { ?a eg:unit ?b } }",
        "CONSTRUCT { ?a rdfs:label ?l } WHERE { ?a rdfs:label ?l }",
    ],
)
def test_what_is_meant_is_no_mistake(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, body) == []


def test_a_parameter_that_changes_nothing_is_found(tmp_path: Path) -> None:
    body = "SELECT ?a WHERE {\n  VALUES ?idle { UNDEF }\n  ?a a eg:Project .\n}\nORDER BY ?a"
    assert found(tmp_path, body, with_parameter("idle")) == [("QL05", 2)]


def test_a_parameter_without_its_block_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD, with_parameter("project"))[0][0] == "QL01"


@pytest.mark.parametrize("line", HEADER.splitlines())
def test_a_header_that_lacks_a_line_is_found(tmp_path: Path, line: str) -> None:
    assert found(tmp_path, GOOD, HEADER.replace(f"{line}\n", ""))[0][0] == "QL02"


def test_a_query_without_expected_answer_or_with_an_empty_one_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == []
    answers = tmp_path / "answers"
    assert [each.code for each in lint_packs(tmp_path, answers)] == ["QL03"]
    (answers / "pack").mkdir(parents=True)
    expected = answers / "pack" / "query.csv"
    expected.write_text("project,acronym\n", encoding="utf-8")
    assert [each.code for each in lint_packs(tmp_path, answers)] == ["QL03"]
    expected.write_text("project,acronym\np,A\n", encoding="utf-8")
    assert lint_packs(tmp_path, answers) == []


def test_two_queries_of_one_name_are_found(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == []
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "query.rq").write_text(HEADER + PREFIXES + GOOD, encoding="utf-8")
    (finding,) = lint_packs(tmp_path)
    assert (finding.code, finding.path.parent.name) == ("QL01", "pack")


def test_every_finding_is_a_sentence_with_file_line_and_code(tmp_path: Path) -> None:
    assert found(tmp_path, "SELECT ?a ?b WHERE {\n  ?a a eg:Project .\n  ?b a eg:Call .\n}\nORDER BY ?a ?b")
    (finding,) = lint_packs(tmp_path)
    assert str(finding).startswith(f"{tmp_path}/pack/query.rq:8: QL09 The patterns of ?a and ?b share no variable")
    assert finding.message.endswith(".")


def test_every_code_has_a_failing_query_in_this_file() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [code for code in LINTS if f'"{code}"' not in text] == []
