"""Identifiers with check digits."""

import pytest

from ecosystem_graph.resolve.linkage.number import CheckedNumber, check_ror, check_vat, parse_identifiers

# Numbers of public bodies and companies as they publish them themselves.
VALID = (
    "ATU13585627",
    "DE136695976",
    "IT02392630279",
    "FR40303265045",
    "PL5260250274",
    "PT502011378",
    "SE202100306201",
)


@pytest.mark.parametrize("number", VALID)
def test_a_wrong_last_digit_is_seen(number: str) -> None:
    assert check_vat(number) == number
    place = -3 if number.startswith("SE") else -1
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + (number[place + 1 :] if place != -1 else "")
    assert check_vat(wrong) is None


def test_a_ror_identifier_with_a_typing_error_is_refused() -> None:
    assert check_ror("https://ror.org/03yrm5c26") == "03yrm5c26"
    assert check_ror("03yrm5d26") is None


def test_what_keep_eu_numbers_itself_is_no_national_number() -> None:
    assert parse_identifiers("DE101000222") == ()


def test_cells_of_several_numbers_are_read_and_words_left_out() -> None:
    assert parse_identifiers("N/A | 999986096") == (CheckedNumber("pic", "999986096"),)
    assert parse_identifiers("SE 212000-1157") == (CheckedNumber("national-register", "SE-2120001157"),)
    assert parse_identifiers("SE 212000-1158") == ()
