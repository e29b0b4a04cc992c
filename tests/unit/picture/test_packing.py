"""Packed boxes stay on the page and apart from each other."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.picture.packing import pack_boxes

SIDES = st.floats(0.2, 30.0)


@settings(max_examples=40)
@given(st.lists(st.tuples(SIDES, SIDES), min_size=1, max_size=14))
def test_boxes_stay_in_the_frame_and_apart(sizes: list[tuple[float, float]]) -> None:
    scale, corners = pack_boxes(sizes, (300.0, 200.0))
    boxes = [
        (x, y, x + scale * width, y + scale * height) for (x, y), (width, height) in zip(corners, sizes, strict=True)
    ]
    assert scale > 0
    assert all(x >= 0 and y >= 0 and right <= 300.001 and top <= 200.001 for x, y, right, top in boxes)
    for one, other in combinations(boxes, 2):
        apart = (
            one[2] <= other[0] + 1e-6,
            other[2] <= one[0] + 1e-6,
            one[3] <= other[1] + 1e-6,
            other[3] <= one[1] + 1e-6,
        )
        assert any(apart)


def test_a_page_of_equal_boxes_is_filled() -> None:
    scale, _ = pack_boxes([(1.0, 1.0)] * 6, (300.0, 200.0))
    assert scale > 95
