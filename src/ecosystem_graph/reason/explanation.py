"""Why something follows: the fewest axioms that are enough for it."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

__all__ = ["smallest_reason"]

Item = TypeVar("Item", bound=Hashable)


def smallest_reason(items: Sequence[Item], follows: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Find items that are enough for something, none of which can be left out.

    Halves are tried before single items, so that *k* items out of *n* take about ``2 k (1 + log2(n / k))`` questions.
    There may be other reasons; the one found prefers the first items.

    Args:
        items: Everything that may be part of the reason, the most telling first.
        follows: Whether something follows from given items: never from none of them, and more never make less follow.

    Returns:
        A part of the items, in their order.

    Raises:
        ValueError: It does not follow from all the items.

    Source:
        Junker (2004), QUICKXPLAIN: preferred explanations and relaxations for over-constrained problems, AAAI, 167-172.

    Examples:
        >>> smallest_reason(range(100), lambda part: {3, 70} <= set(part))
        [3, 70]
    """
    if not follows(items):
        raise ValueError("it does not follow from all the items")
    needed = set(_split([], items, follows, changed=False))
    return [item for item in items if item in needed]


def _split(
    background: list[Item], items: Sequence[Item], follows: Callable[[Sequence[Item]], bool], *, changed: bool
) -> list[Item]:
    """Return which items are needed beside the background; ``changed`` when the background has just grown."""
    if changed and follows(background):
        return []
    if len(items) == 1:
        return list(items)
    first, second = items[: len(items) // 2], items[len(items) // 2 :]
    from_second = _split([*background, *first], second, follows, changed=True)
    from_first = _split([*background, *from_second], first, follows, changed=bool(from_second))
    return [*from_first, *from_second]
