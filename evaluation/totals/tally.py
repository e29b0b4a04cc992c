"""Figures about one source: what is counted, summed or told apart, with the same names on both sides."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

__all__ = ["Figures", "Tally"]

Figures: TypeAlias = Mapping[tuple[str, ...], int | Decimal | str]
"""Value by name: ``("sum", "project", "eu", "approved", "EUR")``, ``("participations", "AT")``, ``("last day",)``."""


@dataclass(slots=True)
class Tally:
    """Figures while they are gathered.

    Attributes:
        counts: How often.
        sums: Amounts of money, exact.
        distinct: Different values, of which the number is the figure.
        days: First and last day, as ``yyyy-mm-dd``.
    """

    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    sums: defaultdict[tuple[str, ...], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    distinct: defaultdict[tuple[str, ...], set[object]] = field(default_factory=lambda: defaultdict(set))
    days: dict[tuple[str, ...], str] = field(default_factory=dict)

    def count(self, *name: str, times: int = 1) -> None:
        """Count something once more, or as often as is said."""
        self.counts[name] += times

    def add(self, value: Decimal, *about: str) -> None:
        """Add an amount of money: subject, kind, phase, currency."""
        self.counts["amounts", *about] += 1
        self.sums["sum", *about] += value

    def tell(self, value: object, *name: str) -> None:
        """Note a value of which the different ones are counted."""
        self.distinct[name].add(value)

    def day(self, start: str | None, end: str | None) -> None:
        """Note when something starts and ends."""
        if start:
            self.days["first day",] = min(start, self.days.get(("first day",), start))
        if end:
            self.days["last day",] = max(end, self.days.get(("last day",), end))

    def figures(self) -> Figures:
        """Return everything that was gathered; what is zero is left out."""
        told = {name: len(values) for name, values in self.distinct.items()}
        return {**{name: number for name, number in self.counts.items() if number}, **self.sums, **told, **self.days}
