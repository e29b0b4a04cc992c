"""Sets of spans that are asked often whether they touch a stretch of text."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["Spans"]


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans in the order of their starts; a question costs the logarithm of their number.

    Attributes:
        spans: Start and end of each.
        reach: Furthest end of the spans up to each.
    """

    spans: Sequence[tuple[int, int]] = ()
    reach: Sequence[int] = ()

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> "Spans":
        """Collect spans in any order."""
        ordered = tuple(sorted(set(spans)))
        return cls(ordered, tuple(accumulate((end for _, end in ordered), max)))

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a span shares a character with a stretch of text.

        Examples:
            >>> spans = Spans.of([(2, 5), (8, 9)])
            >>> spans.touches(4, 6), spans.touches(5, 8)
            (True, False)
        """
        before = bisect_left(self.spans, (end, end))
        return before > 0 and self.reach[before - 1] > start

    def around(self, start: int, end: int, longest: int = 120) -> Sequence[tuple[int, int]]:
        """Return the spans that hold a whole stretch of text, of those that begin at most `longest` before it."""
        near = self.spans[bisect_left(self.spans, (start - longest, 0)) : bisect_left(self.spans, (start + 1, 0))]
        return [span for span in near if span[1] >= end]

    def within(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the spans that begin in a stretch of text."""
        return self.spans[bisect_left(self.spans, (start, start)) : bisect_left(self.spans, (end, end))]
