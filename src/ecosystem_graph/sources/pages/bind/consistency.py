"""Facts of a project held against each other: what disagrees is doubted, never dropped."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ecosystem_graph.sources.pages.annotation import Fact
from ecosystem_graph.sources.pages.dates import months_between
from ecosystem_graph.sources.pages.document import Document

__all__ = ["check"]

_DOUBT = 0.9
_LARGEST = Decimal(60_000_000)
_TOLERANCE = 2


def check(document: Document, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield all facts, with less confidence where two of a project contradict each other.

    Args:
        document: The page.
        facts: Facts of all projects.

    Yields:
        The same facts in the same order; confidence is multiplied by 0.9 for each contradiction.
    """
    del document
    by_project: dict[int, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        by_project[fact.subject][fact.property].append(fact)
    for fact in facts:
        doubts = _contradictions(fact, by_project[fact.subject])
        yield replace(fact, confidence=fact.confidence * _DOUBT**doubts) if doubts else fact


def _contradictions(fact: Fact, of_project: dict[str, list[Fact]]) -> int:
    if fact.property in {"partner", "leadPartner"}:
        return 4 * _is_list_of_places(fact, of_project)
    if fact.property == "durationMonths":
        return _length_disagrees(fact, of_project)
    if fact.property == "endDate":
        return sum(str(each.value) > str(fact.value) for each in of_project["startDate"])
    if fact.property == "budget.eu":
        totals = [_amount(each) for each in of_project["budget.total"]]
        return bool(totals) and _amount(fact) > max(totals)
    if fact.property == "budget.total":
        return _amount(fact) > _LARGEST
    return 0


def _is_list_of_places(fact: Fact, of_project: dict[str, list[Fact]]) -> bool:
    """Tell whether countries fill the words that were taken for an organisation."""
    inside = [each for each in of_project["country"] if fact.start <= each.start and each.end <= fact.end]
    return bool(inside) and sum(each.end - each.start for each in inside) >= (fact.end - fact.start) * 0.7


def _length_disagrees(fact: Fact, of_project: dict[str, list[Fact]]) -> int:
    for start in of_project["startDate"]:
        for end in of_project["endDate"]:
            months = months_between(str(start.value), str(end.value))
            if months is not None and abs(months - int(str(fact.value))) > _TOLERANCE:
                return 1
    return 0


def _amount(fact: Fact) -> Decimal:
    return Decimal(str(fact.value[0])) if isinstance(fact.value, tuple) and fact.value[0] else Decimal(0)
