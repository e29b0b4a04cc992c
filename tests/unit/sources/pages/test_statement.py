"""Which facts are published, and which wait for a person."""

from ecosystem_graph.sources.pages.annotation import Fact, Value
from ecosystem_graph.sources.pages.statement import statements


def fact(name: str, value: Value, confidence: float = 0.9, *, subject: int = 1, start: int = 0) -> Fact:
    return Fact(subject, name, value, start, start + 3, "rule", confidence)


def test_facts_below_the_threshold_are_candidates() -> None:
    (found,), unnamed = statements("pages.a", [fact("acronym", "ABC"), fact("fund", "ERDF", 0.7)], 0.8)
    assert (set(found.published), [each.property for each in found.candidates], unnamed) == ({"acronym"}, ["fund"], ())


def test_of_two_values_the_surer_is_published_and_the_other_is_its_rival() -> None:
    facts = [fact("acronym", "ABC"), fact("startDate", "2016", 0.85), fact("startDate", "2017", 0.95)]
    (found,), _ = statements("pages.a", facts, 0.8)
    start = found.one("startDate")
    assert start is not None
    assert start.value == "2017"
    assert [each.value for each in found.rivals] == ["2016"]


def test_a_value_stated_twice_is_published_once() -> None:
    facts = [fact("acronym", "ABC"), fact("country", "AT", start=9), fact("country", "AT", start=5)]
    (found,), _ = statements("pages.a", facts, 0.8)
    assert [each.start for each in found.published["country"]] == [5]


def test_a_project_without_a_name_is_not_published() -> None:
    facts = [fact("acronym", "ABC", 0.5), fact("fund", "ERDF"), fact("title", "A title", subject=2)]
    found, unnamed = statements("pages.a", facts, 0.8)
    assert len(found) == 1
    assert {each.property for each in unnamed} == {"acronym", "fund"}


def test_the_key_of_a_project_depends_on_page_and_name_alone() -> None:
    one, other = (
        statements("pages.a", [fact("acronym", "ABC"), *more], 0.8)[0][0].key for more in ([], [fact("fund", "ERDF")])
    )
    assert one == other != statements("pages.b", [fact("acronym", "ABC")], 0.8)[0][0].key
