"""Names in a picture: shortened, and set only where they cover no other name and no large node."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Box", "place_beside", "shorten"]

# Right, left, above, below, then the corners: the order in which readers expect a name.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, edges upright.

    Attributes:
        left: Smaller x.
        bottom: Smaller y.
        right: Larger x.
        top: Larger y.
    """

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Tell whether two rectangles share an area."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def holds(self, other: Box) -> bool:
        """Tell whether the other rectangle lies within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )


def place_beside(
    centre: tuple[float, float], radius: float, size: tuple[float, float], page: Box, taken: Sequence[Box]
) -> Box | None:
    """Return a free place for a name beside a node, or None when there is none.

    Args:
        centre: Middle of the node.
        radius: Radius of the node, a gap included.
        size: Width and height of the name.
        page: Where names may stand.
        taken: Rectangles that must stay uncovered.

    Returns:
        Where the name fits.

    Examples:
        >>> place_beside((50, 50), 5, (20, 8), Box(0, 0, 100, 100), [])
        Box(left=55.0, bottom=46.0, right=75.0, top=54.0)
        >>> place_beside((50, 50), 5, (20, 8), Box(0, 0, 100, 100), [Box(56, 40, 60, 60)])
        Box(left=25.0, bottom=46.0, right=45.0, top=54.0)
    """
    width, height = size
    for across, up in _SIDES:
        near = 0.7 * radius if across and up else radius
        left = centre[0] + across * near - (1 - across) / 2 * width
        bottom = centre[1] + up * near - (1 - up) / 2 * height
        box = Box(left, bottom, left + width, bottom + height)
        if page.holds(box) and not _covers_any(box, taken):
            return box
    return None


def shorten(name: str, *, width: int = 26, lines: int = 2) -> str:
    """Break a name into lines and cut what is too long.

    Args:
        name: Name of an organisation.
        width: Characters per line.
        lines: Lines at most.

    Returns:
        Lines, separated by line breaks.

    Examples:
        >>> print(shorten("PROPLAST - consortium for the plastic culture promotion"))
        PROPLAST - consortium for
        the plastic culture…
    """
    return "\n".join(textwrap.wrap(name, width, max_lines=lines, placeholder="…", break_on_hyphens=False)) or name


def _covers_any(box: Box, taken: Iterable[Box]) -> bool:
    return any(box.overlaps(other) for other in taken)
