"""What a page states about one project: which facts are published, and which wait for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ecosystem_graph.records.key import digest
from ecosystem_graph.sources.pages.annotation import Fact

__all__ = ["NAMING", "SINGLE", "Statement", "statements"]

SINGLE = frozenset({
    "acronym", "programme", "call", "priority", "specificObjective", "budget.total", "budget.eu",
    "budget.nationalCofinancing", "startDate", "endDate", "durationMonths", "partnerCount", "countryCount",
    "leadPartner", "url", "status", "summary",
})  # fmt: skip
"""Properties of which a project has one value; the surest is published."""

NAMING = ("acronym", "title", "id")
"""Properties that name a project, the best first; without any of them there is none to publish."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one page states about one project.

    Attributes:
        key: Key of the project as this page states it.
        published: Facts that are sure enough, by property, the surest first.
        candidates: Facts that are not, in the order of the text.
        rivals: Facts that are sure enough but contradict a surer one.
    """

    key: str
    published: Mapping[str, tuple[Fact, ...]]
    candidates: tuple[Fact, ...]
    rivals: tuple[Fact, ...]

    def one(self, name: str) -> Fact | None:
        """Return the published fact of a property, or None."""
        return next(iter(self.published.get(name, ())), None)


def statements(
    record: str, facts: Iterable[Fact], least_confidence: float
) -> tuple[tuple[Statement, ...], tuple[Fact, ...]]:
    """Divide the facts of a page by project.

    Args:
        record: Key of the page.
        facts: All facts of the page.
        least_confidence: Least confidence of a published fact, 0-1.

    Returns:
        One statement per project that has a name that is sure enough; and the facts about the others.
    """
    by_subject: dict[int, list[Fact]] = {}
    for fact in facts:
        by_subject.setdefault(fact.subject, []).append(fact)
    found, unnamed = [], []
    for _, some in sorted(by_subject.items()):
        statement = _statement(record, some, least_confidence)
        if statement is None:
            unnamed += some
        else:
            found.append(statement)
    return tuple(found), tuple(unnamed)


def _statement(record: str, facts: Sequence[Fact], least_confidence: float) -> Statement | None:
    sure: dict[str, dict[str, Fact]] = {}
    for fact in sorted(facts, key=lambda each: (-each.confidence, each.start, each.end)):
        if fact.confidence >= least_confidence:
            sure.setdefault(fact.property, {}).setdefault(str(fact.value), fact)
    published = {name: tuple(some.values()) for name, some in sorted(sure.items())}
    named = next((published[name][0] for name in NAMING if name in published), None)
    if named is None:
        return None
    rivals = [fact for name, some in published.items() if name in SINGLE for fact in some[1:]]
    candidates = [fact for fact in facts if fact.confidence < least_confidence]
    return Statement(
        key=f"{record}.{digest(named.property, str(named.value))}",
        published={name: some[:1] if name in SINGLE else some for name, some in published.items()},
        candidates=tuple(candidates),
        rivals=tuple(rivals),
    )
