"""What an annotator finds at a place of a page, and what is concluded from it about a project."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ecosystem_graph.sources.pages.document import Document

__all__ = ["Annotation", "Annotations", "Annotator", "Fact", "Value"]

Value = str | int | tuple[str | int | None, ...] | None
"""A value in its normal form.

A code (``NL``, ``ERDF``, ``interreg-europe``), a number (``14``), a name as on the page, or by property:

- ``startDate``, ``endDate``: ISO text as precise as stated: ``2016-11-01``, ``2016-11``, ``2016``
- ``budget.*``: ``("2521964.00", "EUR")``, two decimals
- ``output``, ``result``: ``(indicator, number or None, comparator)`` with comparator ``=``, ``>=`` or ``~``
- ``durationMonths``, ``partnerCount``, ``countryCount``, ``regionCount``, ``cofinancingRate``: int
- ``url``: absolute (``https://`` added where none is written)
"""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mention: something of a known kind at a span, before it is known what it says about which project.

    Attributes:
        kind: Kind of the mention (``amount``, ``date``, ``country``, ``organisation``…).
        value: Its normal form.
        start: First character.
        end: Character after the last.
        rule: Identifier of the rule that found it (``amount.multiplier``).
        cue: Span of the words that say what it is, where there are any.
        alternatives: Other readings, most likely first.
    """

    kind: str
    value: Value
    start: int
    end: int
    rule: str
    cue: tuple[int, int] | None = None
    alternatives: tuple[Value, ...] = ()


@dataclass(slots=True)
class Annotations:
    """All mentions of a page found so far; later annotators look up what earlier ones found."""

    _by_kind: dict[str, list[Annotation]] = field(default_factory=dict)

    def add(self, annotation: Annotation) -> None:
        """Keep one more mention."""
        self._by_kind.setdefault(annotation.kind, []).append(annotation)

    def of(self, kind: str) -> tuple[Annotation, ...]:
        """Return the mentions of a kind in the order of the text."""
        return tuple(sorted(self._by_kind.get(kind, ()), key=lambda each: (each.start, -each.end)))

    def __iter__(self) -> Iterator[Annotation]:
        for kind in sorted(self._by_kind):
            yield from self.of(kind)


class Annotator(Protocol):
    """A module ``sources/pages/annotate/<kind>.py`` offers one function of this form."""

    def __call__(self, document: Document, found: Annotations) -> Iterator[Annotation]:
        """Yield the mentions of its kind; cost linear in the length of the text."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one property of one project of a page, with its evidence.

    Attributes:
        subject: Number of the project on the page, from 1.
        property: What is stated: ``acronym``, ``title``, ``programme``, ``period``, ``call``, ``priority``, ``fund``,
            ``budget.total``, ``budget.eu``, ``budget.nationalCofinancing``, ``budget.partnerTotal``,
            ``budget.partnerEu``, ``cofinancingRate``, ``startDate``, ``endDate``, ``durationMonths``, ``partnerCount``,
            ``associatedPartnerCount``, ``countryCount``, ``regionCount``, ``leadPartner``, ``partner``,
            ``associatedPartner``, ``country``, ``region``, ``sector``, ``theme``, ``infrastructure``, ``cluster.name``,
            ``output``, ``result``, ``topicCode``, ``id``, ``url``, ``status``…
        value: Normal form.
        start: First character of the quote.
        end: Character after the quote.
        rule: Rule that bound it (``total-label-left``).
        confidence: From a binder 1.0, or less when something on the page speaks against the fact; after
            `extract` times the measured precision of the rule, so that it is the probability of being right.
        alternatives: Other readings, most likely first.
        details: What belongs to the value: ``("country", "NL")`` of a partner, ``("town", …)``.
    """

    subject: int
    property: str
    value: Value
    start: int
    end: int
    rule: str
    confidence: float
    alternatives: tuple[Value, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
