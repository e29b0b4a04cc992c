"""Codes of places that are known."""

from collections.abc import Callable

import pytest

from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Relation
from ecosystem_graph.records.territory import Region
from ecosystem_graph.resolve.consolidate import read_countries
from ecosystem_graph.resolve.place import use_known_places


def organisation(**place: str) -> Organisation:
    return Organisation(record="a.1", key="a.1", name="A", **place)


@pytest.mark.parametrize("code", ["AT", "AT3", "AT32", "AT323", "UKI31", "EL52", "ITH5", "FRY10", "LI000", "ATZZZ"])
def test_nuts_codes_of_all_levels_stay(code: str, state: Callable[..., RecordSet]) -> None:
    tables, findings = use_known_places(state(organisation(region=code)), read_countries())
    assert tables["organisation"]["region"].to_list() == [code]
    assert findings == []


@pytest.mark.parametrize("code", ["A", "at32", "AT 32", "AT323X", "AT-32", "32", "Łódzkie", "AT3🎈", "n/a", "../AT"])
def test_what_is_no_region_code_is_left_out_and_found(code: str, state: Callable[..., RecordSet]) -> None:
    tables, (findings,) = use_known_places(state(organisation(region=code)), read_countries())
    assert tables["organisation"]["region"].to_list() == [None]
    assert findings.select("code", "field", "found").row(0) == ("EG-RES-007", "organisation.region", code)


@pytest.mark.parametrize("country", ["UK", "EL", "XX", "at", "Austria", "AUT"])
def test_a_country_outside_the_reference_table_is_left_out_and_found(
    country: str, state: Callable[..., RecordSet]
) -> None:
    tables, (findings,) = use_known_places(state(organisation(country=country)), read_countries())
    assert tables["organisation"]["country"].to_list() == [None]
    assert findings.select("code", "field", "found").row(0) == ("EG-RES-004", "organisation.country", country)


def test_an_edition_that_is_no_year_is_left_out_and_found(state: Callable[..., RecordSet]) -> None:
    records = state(organisation(region="AT32", region_edition="NUTS 2016"))
    tables, (findings,) = use_known_places(records, read_countries())
    assert tables["organisation"].select("region", "region_edition").row(0) == ("AT32", None)
    assert findings["found"].to_list() == ["NUTS 2016"]


def test_a_region_whose_own_code_is_odd_has_no_row(state: Callable[..., RecordSet]) -> None:
    odd, good = (
        Region(record="a.1", key=key, level=2, parent=parent) for key, parent in (("Tirol", "AT3"), ("AT33", "x"))
    )
    tables, findings = use_known_places(state(odd, good), read_countries())
    assert tables["region"].select("key", "parent").rows() == [("AT33", None)]
    assert sorted(found["found"].item() for found in findings) == ["Tirol", "x"]


def test_a_relation_to_an_odd_region_is_left_out_and_found(state: Callable[..., RecordSet]) -> None:
    odd, good = (
        Relation(
            record="a.1", subject_class="project", subject="a.1", predicate="targetsRegion", object_class="region",
            object=code,
        )
        for code in ("Tirol", "AT33")
    )  # fmt: skip
    tables, (findings,) = use_known_places(state(odd, good), read_countries())
    assert tables["relation"]["object"].to_list() == ["AT33"]
    assert findings["found"].to_list() == ["Tirol"]
