"""Which question is answered by which query, and by which terms of the ontology."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ecosystem_graph.errors import QueryError
from ecosystem_graph.namespaces import ONTOLOGY
from ecosystem_graph.query.pack import PackedQuery
from ecosystem_graph.query.token import iter_tokens
from ecosystem_graph.resources import resource

__all__ = ["Question", "find_gaps", "find_terms", "load_questions", "queries_by_question"]

_KEYS = frozenset({"question", "reason", "needs", "left"})


@dataclass(frozen=True, slots=True)
class Question:
    """One competency question.

    Attributes:
        code: ``"CQ-002"``.
        question: Its words.
        reason: Why no query answers it; empty when one does.
        needs: Part of the model it waits for; goes with ``reason``.
        left: What its queries leave open; may be empty.
    """

    code: str
    question: str
    reason: str = ""
    needs: str = ""
    left: str = ""


def load_questions(path: Path | None = None) -> dict[str, Question]:
    """Load the competency questions, by code.

    Args:
        path: TOML file; the bundled one when left out.

    Raises:
        QueryError: A key is unknown, or a question has no words.
    """
    source = path or resource("queries") / "questions.toml"
    questions = {}
    for code, entry in tomllib.loads(source.read_text(encoding="utf-8")).items():
        if not entry.get("question") or entry.keys() - _KEYS:
            raise QueryError(f"{source}: {code}: expected {', '.join(sorted(_KEYS))}, found {', '.join(sorted(entry))}")
        questions[code] = Question(code=code, **entry)
    return questions


def queries_by_question(queries: Iterable[PackedQuery]) -> dict[str, list[PackedQuery]]:
    """Return the queries that answer each question, in the order given."""
    answers: dict[str, list[PackedQuery]] = {}
    for query in queries:
        for code in query.answers:
            answers.setdefault(code, []).append(query)
    return answers


def find_gaps(questions: Mapping[str, Question], queries: Iterable[PackedQuery]) -> list[str]:
    """Return what is wrong between questions and queries, one sentence each.

    Args:
        questions: By code.
        queries: All packed queries.

    Returns:
        Questions that have neither a query nor a reason with what it needs, or both; codes that are no question.

    Examples:
        >>> find_gaps({"CQ-001": Question("CQ-001", "Who?")}, [])
        ['CQ-001 has neither a query nor a reason']
    """
    answered = queries_by_question(queries)
    gaps = [f"{code} is answered but is no question" for code in answered if code not in questions]
    for code, question in questions.items():
        if code in answered and question.reason:
            gaps.append(f"{code} has a query and a reason for having none")
        elif code not in answered and not (question.reason and question.needs):
            gaps.append(f"{code} has neither a query nor a reason")
    return sorted(gaps)


def find_terms(text: str) -> list[str]:
    """Return the names of our own ontology that a query uses, once each, sorted.

    Examples:
        >>> find_terms("PREFIX e: <https://w3id.org/ecosystem-graph/ontology#> SELECT * { ?x a e:Project ; e:left ?y }")
        ['Project', 'left']
    """
    tokens = list(iter_tokens(text))
    prefixes = {
        name.text
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.is_word("PREFIX") and iri.text == f"<{ONTOLOGY}>"
    }
    found = (token.text.partition(":") for token in tokens if token.kind == "name")
    return sorted({local for prefix, colon, local in found if local and f"{prefix}{colon}" in prefixes})
