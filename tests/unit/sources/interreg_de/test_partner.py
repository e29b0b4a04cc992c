"""Partner lines without separators."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.interreg_de.partner import Partner, parse_partner

WHERE = Location(Path("page.txt"), "line 2")
STATES = ("Bayern", "Berlin", "Sachsen", "Sachsen-Anhalt")


def parse(rest: str, lead: str = "nein") -> Partner:
    return parse_partner(f"Alpen013-001{lead}{rest}", WHERE, project="Alpen013", states=STATES)


@pytest.mark.parametrize(
    ("name", "postcode", "town", "country"),
    [
        ("HES-SO//FR HEIA-FR - INNOSQUARE CLUSTERS", "1700", "Fribourg", "CH"),
        ("Poly4EmI hosted by Anteja ECG d.o.o.", "1000", "Ljubljana", "SI"),
        ("PROPLAST– consortium for the plastic culture promotion", "15057", "Fraz. Rivelta Scrivia - Tortona", "IT"),
        ("Agency for Horizon 2020 and 2030", "1000", "Ljubljana", "SI"),
        ("Hanzehogeschool", "9747 AS", "Groningen", "NL"),
        ("Provincie", "1012", "Amsterdam", "NL"),
        ("Gemeente", "2511", "'S-Gravenhage", "NL"),
        ("Urząd Miasta", "00-001", "Warszawa", "PL"),
        ("Region Skåne", "223 63", "Lund", "SE"),
        ("Vysoké učení", "601 90", "Brno", "CZ"),
        ("Univerzita", "160 00", "Praha 6", "CZ"),
        ("Technická univerzita", "042 00", "Košice", "SK"),
        ("Rīgas dome", "LV-1050", "Rīga", "LV"),
        ("Agência", "1249-096", "Lisboa", "PT"),
        ("University of Leeds", "LS2 9JT", "Leeds", "GB"),
        ("University College Dublin", "D04 V1W8", "Dublin", "IE"),
        ("Innovationsagentur ", "A-5020", "Salzburg", "AT"),
        ("University of Malta ", "MSD 2080", "Msida", "MT"),
    ],
)
def test_name_postcode_town_and_country_are_told_apart(name: str, postcode: str, town: str, country: str) -> None:
    partner = parse(f"{name}{postcode}{town}{country}")
    assert (partner.name, partner.postcode, partner.town) == (name.strip(), postcode, town)
    assert (partner.country, partner.country_raw, partner.state) == (country, country, None)


@pytest.mark.parametrize(
    ("end", "state"), [("BerlinDEBerlin", "Berlin"), ("MagdeburgDESachsen-Anhalt", "Sachsen-Anhalt")]
)
def test_the_federal_state_is_read_for_germany(end: str, state: str) -> None:
    partner = parse(f"VDI/VDE Innovation + Technik GmbH10623{end}")
    assert (partner.country, partner.state) == ("DE", state)


def test_a_german_partner_without_federal_state_is_read_too() -> None:
    partner = parse("Stadt Regensburg93047RegensburgDE")
    assert (partner.town, partner.state) == ("Regensburg", None)


@pytest.mark.parametrize(("lead", "is_lead"), [("ja", True), ("nein", False)])
def test_yes_makes_a_partner_the_lead(lead: str, is_lead: bool) -> None:
    assert parse("Land Salzburg5020SalzburgAT", lead).is_lead is is_lead


@pytest.mark.parametrize(
    ("rest", "doubtful"),
    [("Halle 710623BerlinDEBerlin", True), ("BBCW1A 1AALondonGB", True), ("Land5020SalzburgAT", False)],
)
def test_a_name_that_runs_into_the_postcode_is_doubtful(rest: str, doubtful: bool) -> None:
    assert parse(rest).doubtful is doubtful


@pytest.mark.parametrize(
    ("rest", "raw", "iso"),
    [("Greater London AuthoritySE1 2AALondonUK", "UK", "GB"), ("Πανεπιστήμιο546 36ΘεσσαλονίκηEL", "EL", "GR")],
)
def test_codes_of_the_european_union_become_iso_codes_and_stay_in_the_raw_value(rest: str, raw: str, iso: str) -> None:
    partner = parse(rest)
    assert (partner.country, partner.country_raw) == (iso, raw)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Alpen013-001 vielleicht Nowhere",
        "Alpen013-001vielleichtLand5020SalzburgAT",
        "Alpen013-01jaLand5020SalzburgAT",
        "Donau001-001jaLand5020SalzburgAT",
        "Alpen013-001jaLand5020SalzburgXX",
        "Alpen013-001jaLandSalzburgAT",
        "Alpen013-001ja5020SalzburgAT",
        "Alpen013-001jaLand5020AT",
        "Alpen013-001jaLand502SalzburgAT",
        "Alpen013-001neinStadt10623BerlinDEAtlantis",
    ],
)
def test_a_line_that_cannot_be_split_says_where_what_was_expected_and_what_was_found(line: str) -> None:
    with pytest.raises(SourceFormatError) as raised:
        parse_partner(line, WHERE, project="Alpen013", states=STATES)
    assert str(raised.value).startswith("page.txt: line 2: expected a partner line")
    assert raised.value.found == repr(line)[:120]


@given(
    st.text("abcdefgäöüAB -.&0123456789", min_size=1, max_size=40).map(lambda text: f"X{text}Y"),
    st.integers(1000, 9999),
    st.sampled_from(["Wien", "Bad Ischl", "St. Pölten"]),
)
def test_names_with_any_numbers_are_given_back_unchanged(name: str, postcode: int, town: str) -> None:
    partner = parse(f"{name}{postcode}{town}AT")
    assert (partner.name, partner.postcode, partner.town) == (name, str(postcode), town)
