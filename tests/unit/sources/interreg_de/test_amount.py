"""German numbers and the arithmetic of shares."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.sources.interreg_de.amount import matching_eu_share, parse_german_amount


@pytest.mark.parametrize(
    ("text", "value"), [("2.521.964,00", "2521964.00"), ("0,00", "0.00"), ("1500", "1500.00"), ("12,5", "12.50")]
)
def test_german_amounts_are_read_to_the_cent(text: str, value: str) -> None:
    assert parse_german_amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "2,521,964.00", "1.23", "12.3456", "-5", "ca. 5", "1.000,000", "٣"])
def test_other_notations_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a German number"):
        parse_german_amount(text)


@pytest.mark.parametrize("share", [85, 80, 75, 60, 50])
def test_each_common_share_explains_the_amounts_made_with_it(share: int) -> None:
    total = Decimal(1_234_567)
    eu = (total * share / 100).quantize(Decimal("0.01"))
    assert matching_eu_share(eu, total - eu) == share


def test_amounts_of_no_common_share_are_not_explained() -> None:
    assert matching_eu_share(Decimal(1929500), Decimal(251964)) is None


@given(st.decimals(min_value=1000, max_value=10**9, places=2), st.sampled_from([85, 80, 75, 60, 50]))
def test_one_euro_of_rounding_is_allowed_and_two_are_not(eu: Decimal, share: int) -> None:
    national = eu * (100 - share) / share
    assert matching_eu_share(eu, national + 1) == share
    assert matching_eu_share(eu, national + Decimal("2.01")) != share
