"""Found facts against marked ones."""

from pathlib import Path
from typing import Any

import pytest
from evaluation.calibration import rule_counts
from evaluation.forbidden import leaks, violations
from evaluation.gold import GoldFact, GoldPage, read_own
from evaluation.measure import score
from evaluation.outcome import judge
from evaluation.run import run_pages
from evaluation.sameness import is_same

from ecosystem_graph.sources.pages.annotation import Fact, Value

MILLIONS = {"amount": 2.5e6, "currency": "EUR"}
TEXT = "The projects ABC and DEF have 14 partners and 2.5 M EUR; Jane Doe leads ABC."


def page(*facts: GoldFact, name: str = "a.txt") -> GoldPage:
    subjects = len({fact.subject for fact in facts})
    return GoldPage(name, Path(name), TEXT, None, "A", "en", subjects, facts, ("Jane Doe",))


def marked(name: str, value: Any, words: str, subject: str = "P1") -> GoldFact:
    start = TEXT.index(words)
    return GoldFact(subject, name, value, words, ((start, start + len(words)),))


def found(name: str, value: Value, words: str, subject: int = 1) -> Fact:
    start = TEXT.index(words)
    return Fact(subject, name, value, start, start + len(words), f"{name}.rule", 0.9)


@pytest.mark.parametrize(
    ("value", "gold"),
    [
        (found("partnerCount", 14, "14"), marked("partnerCount", 14, "14 partners")),
        (found("budget.total", ("2500000.00", "EUR"), "2.5"), marked("budget.total", MILLIONS, "2.5")),
        (found("acronym", "abc", "ABC"), marked("acronym", "ABC", "ABC")),
        (found("url", "https://www.a.eu/p/", "ABC"), marked("url", "www.a.eu/p", "ABC")),
    ],
)  # fmt: skip
def test_equal_values_are_the_same_whatever_their_form(value: Fact, gold: GoldFact) -> None:
    assert is_same(value, gold, TEXT)


@pytest.mark.parametrize(
    ("value", "gold"),
    [
        (found("startDate", "2016-11", "14"), marked("startDate", "2016-11-01", "14")),
        (found("budget.total", ("2500000.01", "EUR"), "2.5"), marked("budget.total", MILLIONS, "2.5")),
        (found("acronym", "DEF", "DEF"), marked("acronym", "ABC", "ABC")),
    ],
)  # fmt: skip
def test_other_values_are_not(value: Fact, gold: GoldFact) -> None:
    assert not is_same(value, gold, TEXT)


def test_numbers_of_projects_do_not_matter_but_what_belongs_together_does() -> None:
    gold = page(
        marked("acronym", "ABC", "ABC"), marked("acronym", "DEF", "DEF", "P2"), marked("partnerCount", 14, "14", "P2")
    )
    right = [found("acronym", "ABC", "ABC", 2), found("acronym", "DEF", "DEF", 1), found("partnerCount", 14, "14", 1)]
    wrong = [*right[:2], found("partnerCount", 14, "14", 2)]
    scores = [score(judge(gold, some)) for some in (right, wrong)]
    assert [(each.hits, each.misses, each.false) for each in scores] == [(3, 0, 0), (2, 1, 1)]


def test_a_value_found_twice_counts_once() -> None:
    facts = [found("acronym", "ABC", "ABC"), found("acronym", "ABC", "ABC and")]
    assert score(judge(page(marked("acronym", "ABC", "ABC")), facts)).f1 == 1


def test_rules_are_counted_by_what_they_found() -> None:
    outcomes = judge(
        page(marked("acronym", "ABC", "ABC")), [found("acronym", "ABC", "ABC"), found("acronym", "DEF", "DEF")]
    )
    assert rule_counts(outcomes) == {"acronym.rule": (1, 2)}


def test_personal_data_and_what_must_not_be_read_are_told_without_being_repeated() -> None:
    person = found("partner", "Jane Doe", "Jane Doe")
    (told,) = leaks(page(), [person])
    assert "Jane" not in told
    assert list(violations(page(name="000_x.txt"), [found("sector", "ENER", "ABC")])) == [
        "000_x.txt #0: sector = 'ENER'"
    ]


def test_pages_in_our_own_words_are_read_well_and_give_no_personal_data() -> None:
    pages = read_own()
    run = run_pages(pages, 0.8)
    assert score(run.outcomes).f1 >= 0.93
    assert (run.false_projects, run.leaks) == ((), ())
