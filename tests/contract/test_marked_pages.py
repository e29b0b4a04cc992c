"""The real pages, with marked facts: how well they are read, and what the five founding documents must give."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from evaluation.gold import GoldPage, read_gold
from evaluation.measure import evidence, score, scores_by
from evaluation.run import Run, find_facts, run_pages

pytestmark = pytest.mark.shared
THRESHOLD = 0.8
BARS = {
    "startDate": 0.95,
    "endDate": 0.95,
    "durationMonths": 0.95,
    "programme": 0.95,
    "budget.total": 0.93,
    "budget.eu": 0.93,
    "leadPartner": 0.92,
    "country": 0.92,
    "partner": 0.80,
    "acronym": 0.85,
    "sector": 0.88,
}
"""Least F1 of a fact type on the development pages."""


@pytest.fixture(scope="module")
def pages(shared: Path) -> tuple[GoldPage, ...]:
    return read_gold(shared)


@pytest.fixture(scope="module")
def development(pages: tuple[GoldPage, ...]) -> Run:
    return run_pages([page for page in pages if not page.group.startswith("SEED-")], THRESHOLD)


@pytest.fixture(scope="module")
def seeds(pages: tuple[GoldPage, ...]) -> Run:
    return run_pages([page for page in pages if page.group.startswith("SEED-")], THRESHOLD)


def test_development_pages_are_read_as_well_as_they_must(development: Run) -> None:
    assert score(development.outcomes).f1 >= 0.93
    scores = scores_by(development.outcomes, lambda outcome: outcome.fact_type)
    assert {name: scores[name].f1 for name, bar in BARS.items() if scores[name].f1 < bar} == {}


def test_quotes_lie_on_the_marked_words(development: Run) -> None:
    counts = evidence(development.outcomes)
    assert (counts["equal"] + counts["overlap"]) / sum(counts.values()) >= 0.98


def test_founding_documents_are_read_as_well_as_they_must(seeds: Run) -> None:
    assert score(seeds.outcomes).f1 >= 0.93
    assert seeds.violations == ()


def test_no_project_is_invented_and_no_personal_data_are_read(development: Run, seeds: Run) -> None:
    assert development.false_projects == ()
    assert (development.leaks, seeds.leaks) == ((), ())


def stated(pages: Iterable[GoldPage], name: str, subject: int = 1) -> set[tuple[str, object]]:
    (page,) = (page for page in pages if page.name.startswith(name))
    sure = (fact for fact in find_facts(page) if fact.confidence >= THRESHOLD and fact.subject == subject)
    return {(fact.property, fact.value) for fact in sure}


@pytest.mark.parametrize("name", ["000_", "001_"])
def test_a_description_of_tracs3_gives_its_numbers_and_no_programme(pages: tuple[GoldPage, ...], name: str) -> None:
    facts = stated(pages, name)
    assert ("acronym", "TraCS3") in facts
    numbers = {(value[1], value[2]) for _, value in facts if isinstance(value, tuple) and len(value) == 3}
    assert numbers == {(51, "="), (7, "="), (6, "="), (1, "="), (14, ">="), (95, "=")}
    assert {kind for kind, _ in facts} & {"programme", "sector", "startDate", "budget.total", "partner"} == set()


def test_two_projects_on_one_page_keep_their_own_numbers(pages: tuple[GoldPage, ...]) -> None:
    first, second = stated(pages, "003_", 1), stated(pages, "003_", 2)
    assert {("acronym", "CHAIN REACTIONS"), ("partnerCount", 11), ("countryCount", 8)} <= first
    assert len([kind for kind, _ in first if kind == "sector"]) >= 5
    assert {("acronym", "RECiPE4Mobility"), ("programme", "cosme")} <= second
    assert {"partner", "leadPartner"} & {kind for kind, _ in (*first, *second)} == set()


def test_inno_infra_share_has_its_lead_partners_and_grant(pages: tuple[GoldPage, ...]) -> None:
    facts = stated(pages, "004_")
    assert {("leadPartner", "Aster Stock Joint Consortium"), ("budget.eu", ("1632694.00", "EUR"))} <= facts
    assert len([kind for kind, _ in facts if kind in {"partner", "leadPartner"}]) == 8
    assert {"startDate", "endDate"} & {kind for kind, _ in facts} == set()
