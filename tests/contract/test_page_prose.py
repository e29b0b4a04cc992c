"""Own-worded pages in all languages of the Union: what they state is found, and nothing else of these kinds."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from ecosystem_graph.sources.pages.extract import extract_facts
from ecosystem_graph.sources.pages.preparation import prepare_document

PAGES = tomllib.loads(Path(__file__).with_name("page_prose.toml").read_text(encoding="utf-8"))["page"]
KINDS = {
    "startDate", "endDate", "durationMonths", "budget.total", "budget.eu", "budget.nationalCofinancing", "partnerCount",
    "countryCount",
}  # fmt: skip
"""Kinds of which a page may state no other value than the listed ones; of other kinds the listed ones must be found."""
LANGUAGES = {
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv",
}  # fmt: skip


def stated(page: dict[str, Any]) -> dict[str, set[str]]:
    return {name: {value} if isinstance(value, str) else set(value) for name, value in page["facts"].items()}


def found(page: dict[str, Any]) -> dict[str, set[str]]:
    facts: dict[str, set[str]] = defaultdict(set)
    for fact in extract_facts(prepare_document(page["text"].strip("\n"), language=page["language"])):
        facts[fact.property].add(" ".join(map(str, fact.value)) if isinstance(fact.value, tuple) else str(fact.value))
    return facts


@pytest.mark.parametrize("page", PAGES, ids=[f"{number}-{page['language']}" for number, page in enumerate(PAGES)])
def test_a_page_yields_what_it_states(page: dict[str, Any]) -> None:
    wanted, facts = stated(page), found(page)
    assert {name: values - facts[name] for name, values in wanted.items() if values - facts[name]} == {}
    assert {
        name: facts[name] - wanted.get(name, set()) for name in KINDS if facts[name] - wanted.get(name, set())
    } == {}


def test_every_language_of_the_union_is_tried() -> None:
    assert {page["language"] for page in PAGES} >= LANGUAGES
