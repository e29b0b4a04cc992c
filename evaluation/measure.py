"""Numbers from outcomes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evaluation.outcome import Outcome

__all__ = ["Score", "attachment", "buckets", "evidence", "score", "scores_by"]


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, misses and false facts, and what follows from them (shares 0-1; 0 when there is nothing to divide by)."""

    hits: int
    misses: int
    false: int

    @property
    def precision(self) -> float:
        """Share of found facts that are right."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 0.0

    @property
    def recall(self) -> float:
        """Share of marked facts that were found."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = 2 * self.hits + self.misses + self.false
        return 2 * self.hits / both if both else 0.0


def score(outcomes: Iterable[Outcome]) -> Score:
    """Count outcomes."""
    kinds = Counter(outcome.kind for outcome in outcomes)
    return Score(kinds["hit"], kinds["miss"], kinds["false"])


def scores_by(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> dict[str, Score]:
    """Count outcomes by anything; most facts first, ties by name."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    scores = {name: score(some) for name, some in groups.items()}
    return dict(sorted(scores.items(), key=lambda item: (-item[1].hits - item[1].misses, item[0])))


def evidence(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Count how the quotes of hits lie to the marked words."""
    return dict(Counter(outcome.evidence for outcome in outcomes if outcome.kind == "hit" and outcome.gold.spans))  # type: ignore[union-attr]


def attachment(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """Return, for pages with several projects, how many facts were found about the right one, and how many at all."""
    found = [each for each in outcomes if each.page.projects > 1 and each.gold is not None and each.fact is not None]
    return sum(each.attached for each in found), len(found)


def buckets(outcomes: Iterable[Outcome], edges: Sequence[float]) -> list[tuple[float, float, int, float, float]]:
    """Return lower edge, upper edge, facts, mean stated confidence and share that is right, for each bucket."""
    found = [(each.fact.confidence, each.kind == "hit") for each in outcomes if each.fact and each.kind != "miss"]
    rows = []
    for low, high in zip(edges, [*edges[1:], 1.001], strict=True):
        inside = [(stated, right) for stated, right in found if low <= stated < high]
        if inside:
            count = len(inside)
            stated = sum(each[0] for each in inside) / count
            rows.append((low, min(high, 1.0), count, stated, sum(each[1] for each in inside) / count))
    return rows
