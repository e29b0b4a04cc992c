from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.reason.explanation import smallest_reason

REASONS = st.lists(st.frozensets(st.integers(0, 30), min_size=1, max_size=4), min_size=1, max_size=4)


@given(REASONS)
def test_the_reason_is_enough_and_nothing_of_it_is_to_spare(reasons: list[frozenset[int]]) -> None:
    def follows(part: Sequence[int]) -> bool:
        return any(reason <= set(part) for reason in reasons)

    found = smallest_reason(range(31), follows)
    assert follows(found)
    assert not any(follows([item for item in found if item != left_out]) for left_out in found)


def test_few_questions_are_asked() -> None:
    asked = 0

    def follows(part: Sequence[int]) -> bool:
        nonlocal asked
        asked += 1
        return {10, 500, 900} <= set(part)

    assert smallest_reason(range(1000), follows) == [10, 500, 900]
    assert asked < 60


def test_there_is_no_reason_for_what_does_not_follow() -> None:
    with pytest.raises(ValueError, match="does not follow"):
        smallest_reason([1, 2], lambda _: False)
