"""Rectangles of different sizes side by side on a page, as large as fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["pack_boxes"]

Size = tuple[float, float]
Corner = tuple[float, float]

_ROUNDS = 14


def pack_boxes(sizes: Sequence[Size], frame: Size) -> tuple[float, list[Corner]]:
    """Return the largest scale found at which all boxes fit in the frame, and where each then stands.

    Boxes are taken from the highest to the lowest; each goes to the free rectangle that it fills best, what is left of
    it is cut in two. The scale is found by halving.

    Args:
        sizes: Width and height of each box, above 0.
        frame: Width and height of the page.

    Returns:
        The scale, and the lower left corners. O(n^2) time.

    Source:
        Guillotine packing, best short side fit: Jylänki (2010), A Thousand Ways to Pack the Bin.

    Examples:
        >>> pack_boxes([(2, 1), (1, 1)], (6, 2))
        (2.0, [(0.0, 0.0), (4.0, 0.0)])
    """
    high = min(min(frame[0] / width, frame[1] / height) for width, height in sizes)
    area = sum(width * height for width, height in sizes)
    high = min(high, (frame[0] * frame[1] / area) ** 0.5)
    found = _place(sizes, high, frame)
    if found is not None:
        return high, found
    low = 0.0
    for _ in range(_ROUNDS):
        scale = (low + high) / 2
        placed = _place(sizes, scale, frame)
        if placed is None:
            high = scale
        else:
            low, found = scale, placed
    while found is None:  # very many boxes: halve until they fit
        low = high = high / 2
        found = _place(sizes, low, frame)
    return low, found


def _place(sizes: Sequence[Size], scale: float, frame: Size) -> list[Corner] | None:
    free: list[tuple[float, float, float, float]] = [(0.0, 0.0, *frame)]  # left, bottom, width, height
    corners: dict[int, Corner] = {}
    for number in sorted(range(len(sizes)), key=lambda each: (-sizes[each][1], -sizes[each][0], each)):
        width, height = (scale * side for side in sizes[number])
        fitting = [
            (min(space[2] - width, space[3] - height), place)
            for place, space in enumerate(free)
            if width <= space[2] + 1e-9 and height <= space[3] + 1e-9
        ]
        if not fitting:
            return None
        left, bottom, across, up = free.pop(min(fitting)[1])
        corners[number] = (left, bottom)
        free += _cut((left, bottom, across, up), width, height)
    return [corners[number] for number in range(len(sizes))]


def _cut(
    space: tuple[float, float, float, float], width: float, height: float
) -> list[tuple[float, float, float, float]]:
    """Return what a box in the lower left corner leaves of a free rectangle, with the longer cut along the rest."""
    left, bottom, across, up = space
    right, above = across - width, up - height
    if right > above:
        parts = [(left + width, bottom, right, up), (left, bottom + height, width, above)]
    else:
        parts = [(left + width, bottom, right, height), (left, bottom + height, across, above)]
    return [part for part in parts if part[2] > 1e-9 and part[3] > 1e-9]
