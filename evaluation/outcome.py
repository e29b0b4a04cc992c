"""What became of each fact of a page: found, missed, or found though nobody marked it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from ecosystem_graph.sources.pages.annotation import Fact
from evaluation.gold import GoldFact, GoldPage
from evaluation.sameness import is_same

__all__ = ["Outcome", "judge"]

_OF_THE_PAGE = frozenset({"programme", "period", "fund", "call"})
"""Properties that a page states once for all its projects and that are marked at one of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fact of one page.

    Attributes:
        page: The page.
        fact_type: The property.
        gold: The marked fact, None when nobody marked it.
        fact: The found fact, None when it was missed.
        attached: Whether it was found about the right project.
    """

    page: GoldPage
    fact_type: str
    gold: GoldFact | None
    fact: Fact | None
    attached: bool = True

    @property
    def kind(self) -> str:
        """``hit``, ``miss`` or ``false``."""
        if self.gold is None:
            return "false"
        return "hit" if self.fact is not None and self.attached else "miss"

    @property
    def evidence(self) -> str:
        """``equal``, ``overlap``, ``words`` (the marked words at another place) or ``elsewhere``."""
        if self.gold is None or self.fact is None:
            return ""
        span = (self.fact.start, self.fact.end)
        if span in self.gold.spans:
            return "equal"
        if any(start < span[1] and span[0] < end for start, end in self.gold.spans):
            return "overlap"
        quote = self.page.text[slice(*span)].lower()
        words = self.gold.text.lower()
        return "words" if words and (words in quote or quote in words) else "elsewhere"


def judge(page: GoldPage, facts: Iterable[Fact]) -> list[Outcome]:
    """Compare found facts with marked ones.

    Values count once per project. Numbers of projects are arbitrary, so that they are matched to the marked projects in
    the way that most facts agree (Hungarian algorithm); a fact found about another project is a miss that was not
    attached, and false.
    """
    found = _once(facts)
    names = sorted({gold.subject for gold in page.facts})
    numbers = sorted({fact.subject for fact in found})
    matched = _match(page, found, names, numbers)
    outcomes, used = [], set()
    for gold in page.facts:
        hits = [position for position, fact in enumerate(found) if is_same(fact, gold, page.text)]
        here = [position for position in hits if matched.get(found[position].subject) == gold.subject]
        best = min(here, key=lambda position: (position in used, not _overlaps(found[position], gold)), default=None)
        if best is not None:
            used.update(here)
            outcomes.append(Outcome(page, gold.property, gold, found[best]))
            continue
        other = found[hits[0]] if hits else None
        outcomes.append(Outcome(page, gold.property, gold, other, attached=False))
    false = [fact for position, fact in enumerate(found) if position not in used]
    shared = {(gold.property, str(gold.value)) for gold in page.facts if gold.property in _OF_THE_PAGE}
    return outcomes + [
        Outcome(page, fact.property, None, fact)
        for fact in false
        if (fact.property, str(fact.value)) not in shared or page.projects < 2
    ]


def _overlaps(fact: Fact, gold: GoldFact) -> bool:
    return any(start < fact.end and fact.start < end for start, end in gold.spans)


def _once(facts: Iterable[Fact]) -> list[Fact]:
    seen: dict[tuple[int, str, str], Fact] = {}
    for fact in facts:
        key = (fact.subject, fact.property, str(fact.value))
        if key not in seen or fact.confidence > seen[key].confidence:
            seen[key] = fact
    return list(seen.values())


def _match(page: GoldPage, facts: Sequence[Fact], names: list[str], numbers: list[int]) -> dict[int, str]:
    agreements: Counter[tuple[str, int]] = Counter()
    for gold in page.facts:
        agreements.update((gold.subject, fact.subject) for fact in facts if is_same(fact, gold, page.text))
    table = np.array([[-agreements[name, number] for number in numbers] for name in names])
    if not table.size:
        return {}
    rows, columns = linear_sum_assignment(table)
    return {numbers[column]: names[row] for row, column in zip(rows, columns, strict=True) if table[row, column]}
