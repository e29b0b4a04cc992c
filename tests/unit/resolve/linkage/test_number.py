"""Identifiers with check digits."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.resolve.linkage.check_digit import RULES
from ecosystem_graph.resolve.linkage.number import (
    CheckedNumber,
    check_number,
    check_pic,
    check_register,
    check_ror,
    check_vat,
    parse_identifiers,
)
from ecosystem_graph.resources import resource

# Numbers of companies and public bodies as they publish them themselves, and those that descriptions of the rules show.
VALID = """
ATU13585627 BE0403019261 BG175074752 BG000057086 CHE100155212 CHE107787577 CY10259033P CZ25123891 CZ7103192745
CZ640903926 DE136695976 DK13585628 EE100931558 EL094259216 ES54362315K ESB58378431 ESX2482300W FI20774740 FR40303265045
FR23334175221 GB980780684 GB220430231 HR33392005961 HU12892312 IE6433435F IE6433435OA IE8D79739I IT00743110157
IT02392630279 LT100001919017 LT119511515 LU15027442 LV16117519997 LV40003521600 MT11679112 NL002455799B11 NL004495445B01
NO995525828 PL5260250274 PL8567346215 PT501964843 PT502011378 RO18547290 SE202100306201 SI50223054 SK2022749619
XI980780684
""".split()  # noqa: SIM905 - one line per number says no more


@pytest.mark.parametrize("number", VALID)
def test_a_vat_number_is_known_by_its_check_digits_however_it_is_written(number: str) -> None:
    assert check_vat(number) == number
    assert check_vat(f" {number[:2].lower()} {number[2:5]}.{number[5:]} ") == number
    assert check_vat(number[2:], number[:2]) == number


@pytest.mark.parametrize("number", VALID)
def test_a_wrong_digit_of_a_vat_number_is_seen(number: str) -> None:
    place = next(place for place in range(len(number) - 1, 1, -1) if number[place].isdigit())
    if number[:2] in {"SE", "NL"}:  # the last two digits count establishments
        place = 9
    accepted = {each for digit in range(10) if check_vat(each := f"{number[:place]}{digit}{number[place + 1 :]}")}
    # The Netherlands have two rules; either is enough.
    assert number in accepted
    assert len(accepted) <= (2 if number.startswith("NL") else 1)


def test_every_rule_is_used_and_every_country_of_the_union_has_one() -> None:
    with resource("data", "reference", "linkage", "numbers.csv").open(encoding="utf-8") as rows:
        table = list(csv.DictReader(rows))
    assert {row["rule"] for row in table} == set(RULES)
    union = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
    assert {*union, "CH", "NO", "GB", "XI"} == {row["country"] for row in table if row["scheme"] == "vat"}


@given(st.text(max_size=30), st.sampled_from(["", "DE", "GR", "SE", "XX"]))
def test_any_text_is_a_number_in_normal_form_or_none(text: str, country: str) -> None:
    for scheme in ("ror", "pic", "vat", "national-register"):
        found = check_number(scheme, text, country)
        assert found is None or check_number(scheme, found) == found
    assert all(number.value for number in parse_identifiers(text, country))


def test_a_ror_identifier_with_a_typing_error_is_refused() -> None:
    assert check_ror("https://ror.org/03yrm5c26") == "03yrm5c26"
    assert check_ror("03yrm5d26") is None


def test_a_pic_of_nine_equal_digits_is_a_placeholder() -> None:
    assert check_pic("998616262") == "998616262"
    assert (check_pic("111111111"), check_pic("099861626"), check_pic("99861626")) == (None, None, None)


def test_what_keep_eu_numbers_itself_is_no_national_number() -> None:
    assert parse_identifiers("DE101000222") == ()
    assert (check_register("DE101000222"), check_vat("DE101000222")) == (None, None)


def test_register_numbers_carry_their_country_and_are_checked_where_it_has_a_rule() -> None:
    assert check_register("00216224", "CZ") == check_register("CZ 002 16 224") == "CZ-00216224"
    assert check_register("403.019.261", "BE") == "BE-0403019261"
    assert check_register("00216225", "CZ") is None
    assert check_register("HRB 12345", "DE") == "DE-HRB12345"
    assert check_register("12345678") is None


def test_cells_of_several_numbers_are_read_and_words_left_out() -> None:
    bulgarian = CheckedNumber("national-register", "BG-000057086")
    assert parse_identifiers("BG000057086 | 000057086 | Registry number (EN)", "BG") == (bulgarian,)
    assert parse_identifiers("N/A | 999986096") == (CheckedNumber("pic", "999986096"),)
    assert parse_identifiers("N/A | 17590372", "RO") == (CheckedNumber("national-register", "RO-17590372"),)
    assert parse_identifiers("N/A | 17590372") == ()
    assert parse_identifiers("SE 212000-1157") == (CheckedNumber("national-register", "SE-2120001157"),)
    assert parse_identifiers("SE 212000-1158") == ()
    assert parse_identifiers("IT02392630279; N/A") == (CheckedNumber("national-register", "IT-02392630279"),)
