"""Regions that addresses point to."""

import polars as pl

from ecosystem_graph.resolve.derivation import derive_regions

Address = tuple[str | None, str | None, str | None]
Known = tuple[str, str | None, str | None, str]

ADDRESS = dict.fromkeys(("country", "postcode", "town"), pl.String)


def asked(*rows: Address) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=ADDRESS, orient="row").with_row_index("place")


def known(*rows: Known) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=ADDRESS | {"region": pl.String}, orient="row")


def derive(place: Address, listed: pl.DataFrame, stated: pl.DataFrame) -> tuple[str, str, str] | None:
    rows = derive_regions(asked(place), listed, stated).select("region", "basis", "evidence").rows()
    return rows[0] if rows else None


def test_the_official_list_of_postal_codes_goes_before_everything() -> None:
    listed = known(("AT", "5020", None, "AT323"), ("AT", None, "Salzburg", "AT322"))
    stated = known(("AT", "5020", "Salzburg", "AT321"))
    assert derive(("AT", "A-5020", "Salzburg"), listed, stated) == ("AT323", "postcode", "list")


def test_the_list_of_municipalities_goes_before_what_rows_state() -> None:
    listed = known(("HU", None, "Budapest", "HU101"))
    stated = known(("HU", "1126", "Budapest", "HU102"), ("HU", "1126", "Budapest", "HU102"))
    assert derive(("HU", "1126", "Budapest"), listed, stated) == ("HU101", "town", "list")


def test_a_name_that_two_regions_have_says_nothing() -> None:
    listed = known(("DE", None, "Husum", "DEF07"), ("DE", None, "Husum", "DE927"))
    assert derive(("DE", None, "Husum"), listed, known()) is None


def test_a_namesake_in_another_nuts_2_region_is_not_taken() -> None:
    listed = known(("DE", None, "Freiburg (Elbe)", "DE939"))
    stated = known(("DE", "79085", "Freiburg im Breisgau", "DE131"), ("DE", "79098", "Freiburg im Breisgau", "DE131"))
    assert derive(("DE", "79085", "Freiburg"), listed, stated) == ("DE131", "postcode", "rows")


def test_two_common_characters_of_a_postal_code_say_less_than_a_listed_town() -> None:
    listed = known(("DE", None, "Bühl", "DE124"))
    stated = known(("DE", "77652", "Offenburg", "DE134"), ("DE", "77654", "Offenburg", "DE134"))
    assert derive(("DE", "77815", "Bühl"), listed, stated) == ("DE124", "town", "list")


def test_an_unlisted_postal_code_goes_with_the_listed_ones_of_the_same_beginning() -> None:
    listed = known(("FR", "25000", None, "FR431"), ("FR", "25300", None, "FR431"))
    assert derive(("FR", "25030", "Besançon Cedex"), listed, known()) == ("FR431", "postcode", "list")


def test_one_known_address_speaks_for_its_own_postal_code_only() -> None:
    stated = known(("AT", "5020", None, "AT323"))
    assert derive(("AT", "5020", None), known(), stated) == ("AT323", "postcode", "rows")
    assert derive(("AT", "5023", None), known(), stated) is None


def test_rows_that_disagree_say_nothing() -> None:
    stated = known(("NL", "9615", "Kolham", "NL111"), ("NL", "9615", "Kolham", "NL113"))
    assert derive(("NL", "9615", "Kolham"), known(), stated) is None


def test_postal_codes_and_towns_of_other_countries_do_not_count() -> None:
    stated = known(("AT", "5020", "Linz", "AT323"), ("DE", "53545", "Linz", "DEB18"))
    assert derive(("CH", "5020", "Linz"), known(), stated) is None
    assert derive((None, "5020", "Linz"), known(), stated) is None


def test_the_share_of_the_evidence_is_told() -> None:
    stated = known(*[("AT", None, "Linz", "AT312")] * 3, ("AT", None, "Linz", "AT313"))
    assert derive_regions(asked(("AT", None, "Linz")), known(), stated)["share"].to_list() == [0.75]
