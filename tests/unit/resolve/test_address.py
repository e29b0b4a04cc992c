"""Postal codes and towns in a form that can be compared."""

import polars as pl
import pytest

from ecosystem_graph.resolve.address import postcode_key, town_key


@pytest.mark.parametrize(
    ("country", "published", "key"),
    [
        ("AT", "A-5020", "5020"),
        ("LV", "LV–1539", "1539"),
        ("CZ", "CZ 461 17", "46117"),
        ("DE", "7743", "07743"),
        ("IT", "173", "00173"),
        ("NO", "0579 Oslo", "0579"),
        ("PL", "31-004", "31004"),
        ("NL", "2612 ab", "2612AB"),
        ("GB", "EH1 1YZ", "EH11YZ"),
        ("PT", "3030-199", "3030199"),
        ("AT", "73423", None),
        ("RO", "200", None),
        ("AT", "n/a", None),
        ("IE", "Dublin", None),
        ("XX", "12", None),
        (None, "5020", "5020"),
    ],
)
def test_a_postal_code_is_its_characters(country: str | None, published: str, key: str | None) -> None:
    row = pl.DataFrame({"country": [country], "postcode": [published]}, schema_overrides={"country": pl.String})
    assert row.select(postcode_key()).item() == key


@pytest.mark.parametrize(
    ("published", "key"),
    [
        ("Wrocław", "wroclaw"),
        ("WROCLAW", "wroclaw"),
        ("Gießen", "giessen"),
        ("Paris Cedex 05", "paris"),
        ("Praha 1", "praha"),
        ("Lindau (Bodensee), GKSt", "lindau"),
        ("Aix-en-Provence", "aix en provence"),
        ("Θεσσαλονίκη", "θεσσαλονικη"),
        ("12345", None),
        ("", None),
    ],
)
def test_a_town_is_its_letters(published: str, key: str | None) -> None:
    assert pl.DataFrame({"town": [published]}).select(town_key()).item() == key
