"""Regions and countries that the tables refer to."""

from collections.abc import Callable

import polars as pl
import pytest

from ecosystem_graph.records import RecordSet
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Relation
from ecosystem_graph.records.schema import Row
from ecosystem_graph.records.territory import Region, Strategy
from ecosystem_graph.resolve.consolidate import read_countries
from ecosystem_graph.resolve.territory import (
    complete_regions,
    country_table,
    named_countries,
    referred_regions,
    with_country_authority,
)


def organisation(
    region: str | None, edition: str | None = None, key: str = "a.1", country: str | None = None
) -> Organisation:
    return Organisation(record=key, key=key, name="A", region=region, region_edition=edition, country=country)


def completed(records: RecordSet) -> pl.DataFrame:
    return complete_regions(records["region"], referred_regions(records), read_countries())


def test_a_region_known_by_code_alone_brings_the_regions_around_it(state: Callable[..., RecordSet]) -> None:
    regions = completed(state(organisation("AT323", "2013")))
    assert regions.select("key", "level", "parent", "country", "edition", "name").rows() == [
        ("AT", 0, None, "AT", "2013", None),
        ("AT3", 1, "AT", "AT", "2013", None),
        ("AT32", 2, "AT3", "AT", "2013", None),
        ("AT323", 3, "AT32", "AT", "2013", None),
    ]


@pytest.mark.parametrize(("code", "country"), [("UKI31", "GB"), ("EL52", "GR"), ("AT3", "AT"), ("XX1", None)])
def test_the_country_of_a_region_follows_from_the_letters_that_eurostat_gives_it(
    code: str, country: str | None, state: Callable[..., RecordSet]
) -> None:
    assert set(completed(state(organisation(code)))["country"]) == {country}


def test_what_a_record_states_about_a_region_goes_before_what_its_code_says(state: Callable[..., RecordSet]) -> None:
    stated = Region(record="a.1", key="AT32", level=2, name="Salzburg", parent="AT3", country="AT", edition="2016")
    regions = completed(state(stated, organisation("AT32", "2013")))
    row = regions.row(by_predicate=pl.col("key") == "AT32", named=True)
    assert (row["name"], row["record"], row["edition"]) == ("Salzburg", "a.1", "2013")


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_names_for_a_region_the_record_with_the_smallest_key_has_the_say(
    turned: bool, state: Callable[..., RecordSet]
) -> None:
    rows = [
        Region(record=record, key="AT32", level=2, name=name) for record, name in (("a.1", "Salzburg"), ("b.1", "Land"))
    ]
    regions = completed(state(*(rows[::-1] if turned else rows)))
    assert regions.filter(pl.col("key") == "AT32")["name"].to_list() == ["Salzburg"]


@pytest.mark.parametrize(
    "row",
    [
        Strategy(record="a.1", key="a.s", name="S3", region="DK01"),
        Region(record="a.1", key="AT", level=0, parent="DK01"),
        Relation(
            record="a.1", subject_class="project", subject="a", predicate="targetsRegion", object_class="region",
            object="DK01",
        ),
    ],
)  # fmt: skip
def test_every_place_that_names_a_region_gives_it_a_row(row: Row, state: Callable[..., RecordSet]) -> None:
    assert {"DK01", "DK0", "DK"} <= set(completed(state(row))["key"])


def test_no_region_gives_no_rows(state: Callable[..., RecordSet]) -> None:
    regions = completed(state(organisation(None)))
    assert regions.is_empty()
    assert regions.columns == state()["region"].columns


def test_countries_are_those_that_tables_name_with_their_codes(state: Callable[..., RecordSet]) -> None:
    records = state(
        organisation(None, country="GR"), organisation(None, key="a.2", country="GB"), organisation(None, key="a.3")
    )
    assert country_table(named_countries(records), read_countries()).rows() == [
        ("GBR", "GB", "United Kingdom"),
        ("GRC", "GR", "Greece"),
    ]


def test_tables_with_a_country_get_its_code_in_the_authority_table(state: Callable[..., RecordSet]) -> None:
    records = state(organisation(None, country="XK"), organisation(None, key="a.2"))
    tables = with_country_authority(records, read_countries())
    assert tables["organisation"]["country_authority"].to_list() == ["1A0", None]
    assert "country_authority" not in tables["project"].columns


def test_the_reference_table_knows_each_country_once_in_each_code_system() -> None:
    countries = read_countries()
    for column in ("alpha2", "authority", "eurostat", "name"):
        assert countries[column].null_count() == 0
        assert countries[column].is_unique().all(), column
