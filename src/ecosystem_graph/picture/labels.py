"""Names in a picture: shortened, and set only where they cover no other name and no large node."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patheffects import withStroke

from ecosystem_graph.picture.page import INK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = ["Box", "NameWriter", "place_beside", "shorten"]

_NAME_SIZE = 6.5

# Right, left, above, below, then the corners: the order in which readers expect a name.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, edges upright.

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


class NameWriter:
    """Writes names beside nodes where they cover neither a name nor a node; what does not fit is not written.

    Args:
        axes: Where to write, in points; its limits are the page.
        nodes: What names should not cover.
        size: Of the letters, in points.

    Attributes:
        boxes: Where names stand.
    """

    def __init__(self, axes: Axes, nodes: Sequence[Box], *, size: float = _NAME_SIZE) -> None:
        self._axes, self._nodes, self._size = axes, list(nodes), size
        scale = axes.transData.inverted().transform([(0, 0), (1, 1)])
        self._points = float(scale[1, 0] - scale[0, 0])
        self._page = Box(*axes.viewLim.min, *axes.viewLim.max)
        self.boxes: list[Box] = []

    def write(
        self, name: str, centre: tuple[float, float], radius: float, *, rather: Sequence[Box] | None = None
    ) -> Text | None:
        """Write one name and return it, or None when there is no free place.

        Args:
            name: Lines of text.
            centre: Middle of the node.
            radius: Of the node.
            rather: Nodes that must stay uncovered where not all can; by default all must.
        """
        text = self._axes.text(0, 0, name, fontsize=self._size, color=INK, va="bottom", zorder=20)
        extent = text.get_window_extent()
        size = (extent.width * self._points, extent.height * self._points)
        box = place_beside(centre, radius + 1, size, self._page, self.boxes + self._nodes)
        if box is None and rather is not None:
            box = place_beside(centre, radius + 1, size, self._page, [*self.boxes, *rather])
        if box is None:
            text.remove()
            return None
        self.boxes.append(box)
        text.set_position((box.left, box.bottom))
        text.set_path_effects([withStroke(linewidth=1.8, foreground="white")])
        return text

    def write_all(self, names: Sequence[tuple[str, tuple[float, float], float]]) -> bool:
        """Write all of these names (text, centre, radius) or, where one finds no place, none of them."""
        before = len(self.boxes)
        written: list[Text] = []
        for name, centre, radius in names:
            text = self.write(name, centre, radius)
            if text is None:
                for each in written:
                    each.remove()
                del self.boxes[before:]
                return False
            written.append(text)
        return True


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
