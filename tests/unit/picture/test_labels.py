"""Names stand beside their node and cover nothing."""

from ecosystem_graph.picture.labels import Box, place_beside, shorten

PAGE = Box(0, 0, 100, 100)


def test_a_name_that_does_not_fit_on_the_right_stands_on_the_left() -> None:
    box = place_beside((90, 50), 2, (30, 6), PAGE, [])
    assert box is not None
    assert box.right == 88


def test_a_name_avoids_what_is_taken() -> None:
    taken = [Box(52, 40, 100, 60), Box(0, 40, 48, 60)]
    box = place_beside((50, 50), 12, (30, 6), PAGE, taken)
    assert box is not None
    assert not any(box.overlaps(other) for other in taken)
    assert box.bottom == 62


def test_a_name_without_a_free_place_is_not_placed() -> None:
    assert place_beside((50, 50), 2, (30, 6), PAGE, [PAGE]) is None


def test_boxes_that_only_touch_do_not_overlap() -> None:
    assert not Box(0, 0, 1, 1).overlaps(Box(1, 0, 2, 1))


def test_long_names_are_cut_and_hyphenated_words_are_not_torn() -> None:
    assert shorten("University of Franche-Comte", width=20) == "University of\nFranche-Comte"
    assert shorten("Office " * 20).endswith("Office…")
    assert shorten("   ") == "   "
