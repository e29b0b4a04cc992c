"""Every question has a query or a reason, and every query a question and an expected answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.coverage import find_gaps, find_terms, load_questions, queries_by_question
from ecosystem_graph.query.pack import load_packs

PACKS = load_packs()
QUESTIONS = load_questions()


def test_there_are_62_questions() -> None:
    assert list(QUESTIONS) == [f"CQ-{number:03}" for number in range(1, 63)]


def test_every_question_has_a_query_or_a_reason() -> None:
    assert find_gaps(QUESTIONS, PACKS.values()) == []


def test_every_query_has_an_expected_answer() -> None:
    answers = {path.stem for path in Path(__file__).parent.glob("*/*.csv")}
    assert set(PACKS) - answers == set()


def test_all_questions_are_answered() -> None:
    unanswered = QUESTIONS.keys() - queries_by_question(PACKS.values()).keys()
    assert sorted(unanswered) == []


def test_a_question_without_query_and_reason_is_a_gap() -> None:
    bare = replace(QUESTIONS["CQ-060"], code="CQ-099")
    assert find_gaps({**QUESTIONS, "CQ-099": bare}, PACKS.values()) == ["CQ-099 has neither a query nor a reason"]


def test_a_reason_for_an_answered_question_is_a_gap() -> None:
    excused = replace(QUESTIONS["CQ-002"], reason="Too hard.", needs="time")
    gaps = find_gaps({**QUESTIONS, "CQ-002": excused}, PACKS.values())
    assert gaps == ["CQ-002 has a query and a reason for having none"]


def test_a_query_for_no_question_is_a_gap() -> None:
    some = {code: question for code, question in QUESTIONS.items() if code != "CQ-062"}
    assert find_gaps(some, PACKS.values()) == ["CQ-062 is answered but is no question"]


def test_an_unknown_key_of_a_question_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "questions.toml"
    path.write_text('[CQ-001]\nquestion = "Who?"\nwhy = "so"\n', encoding="utf-8")
    with pytest.raises(QueryError, match="CQ-001: expected"):
        load_questions(path)


def test_every_query_uses_terms_of_the_ontology() -> None:
    assert [slug for slug, query in PACKS.items() if not find_terms(query.text)] == []


def test_terms_in_comments_and_texts_are_not_used() -> None:
    text = 'PREFIX eg: <https://w3id.org/ecosystem-graph/ontology#>\nSELECT * { ?x eg:joined "eg:left" } # eg:Cluster'
    assert find_terms(text) == ["joined"]
