"""Regions handed on between organisations and participations."""

import polars as pl

from ecosystem_graph.resolve.inheritance import inherit_regions

PLACE = dict.fromkeys(("country", "region", "region_edition", "region_basis"), pl.String)


def organisations(*rows: tuple[str | None, ...]) -> pl.DataFrame:
    schema = {"key": pl.String, "parent": pl.String, "country": pl.String, "region": pl.String}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return _with_basis(table)


def participations(*rows: tuple[str | None, ...]) -> pl.DataFrame:
    schema = {"organisation": pl.String, "country": pl.String, "region": pl.String}
    return _with_basis(pl.DataFrame(rows, schema=schema, orient="row"))


def _with_basis(table: pl.DataFrame) -> pl.DataFrame:
    has_region = pl.col("region").is_not_null()
    return table.with_columns(
        region_edition=pl.when(has_region).then(pl.lit("2016")), region_basis=pl.when(has_region).then(pl.lit("stated"))
    )


def regions(table: pl.DataFrame) -> list[tuple[str | None, str | None]]:
    return [(region, basis) for region, basis in table.select("region", "region_basis").iter_rows()]


def test_an_organisation_takes_the_only_region_of_its_participations_and_gives_it_to_the_others() -> None:
    filled, parts = inherit_regions(
        organisations(("a", None, "AT", None)), participations(("a", "AT", "AT312"), ("a", "AT", None))
    )
    assert regions(filled) == [("AT312", "inherited")]
    assert regions(parts) == [("AT312", "stated"), ("AT312", "inherited")]


def test_of_two_regions_none_is_taken() -> None:
    filled, _ = inherit_regions(
        organisations(("a", None, "AT", None)), participations(("a", "AT", "AT312"), ("a", "AT", "AT323"))
    )
    assert regions(filled) == [(None, None)]


def test_a_unit_takes_the_region_of_its_parent() -> None:
    filled, parts = inherit_regions(
        organisations(("a", None, "IT", "ITH35"), ("b", "a", "IT", None)), participations(("b", "IT", None))
    )
    assert regions(filled) == [("ITH35", "stated"), ("ITH35", "inherited")]
    assert regions(parts) == [("ITH35", "inherited")]


def test_nothing_is_handed_on_between_countries_and_nothing_stated_is_changed() -> None:
    filled, parts = inherit_regions(
        organisations(("a", None, "FR", "FRI12")), participations(("a", "BE", None), ("a", "FR", "FRI11"))
    )
    assert regions(filled) == [("FRI12", "stated")]
    assert regions(parts) == [(None, None), ("FRI11", "stated")]


def test_an_organisation_of_no_country_takes_a_region_when_there_is_one_only() -> None:
    one, _ = inherit_regions(organisations(("a", None, None, None)), participations(("a", "AT", "AT312")))
    two, _ = inherit_regions(
        organisations(("a", None, None, None)), participations(("a", "AT", "AT312"), ("a", "DE", "DE212"))
    )
    assert (regions(one), regions(two)) == ([("AT312", "inherited")], [(None, None)])
