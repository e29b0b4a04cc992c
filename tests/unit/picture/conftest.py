"""What is written on a drawn page, and where."""

from collections.abc import Callable
from itertools import combinations

import pytest
from matplotlib.transforms import Bbox

from ecosystem_graph.picture import page
from ecosystem_graph.picture.page import PAGE, Picture

ReadNames = Callable[[Picture], list[str]]


@pytest.fixture
def read_names() -> ReadNames:
    """Return a function that draws a picture and gives the names in it, after checking that none covers another."""

    def read(picture: Picture) -> list[str]:
        with page._style():
            texts = page._compose(picture, PAGE).axes[0].texts
            boxes = [(text.get_text(), text.get_window_extent()) for text in texts if text.get_text()]
        for (one, first), (other, second) in combinations(boxes, 2):
            shared = Bbox.intersection(first, second)
            assert shared is None or min(shared.width, shared.height) < 2, f"{one!r} covers {other!r}"
        return [text for text, _ in boxes]

    return read
