"""Countries are told by codes and by names in the languages of Europe."""

import csv
from pathlib import Path

import pytest

from ecosystem_graph.sources.country import country_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AT", "AT"), ("at", "AT"), ("AUT", "AT"), ("EL", "GR"), ("GR", "GR"), ("UK", "GB"), ("GBR", "GB"),
        ("Österreich", "AT"), ("AUTRICHE", "AT"), ("Rakousko", "AT"), ("ΕΛΛΑΔΑ", "GR"), ("Ελλάδα", "GR"),
        ("Česká republika", "CZ"), ("The Netherlands", "NL"), ("Republika Hrvatska", "HR"), ("България", "BG"),
        ("Great Britain", "GB"), ("Éire", "IE"), (" Magyarország ", "HU"), ("Türkiye", "TR"), ("Kosovo", "XK"),
    ],
)  # fmt: skip
def test_a_country_is_told_by_code_or_name(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "XY", "Europe", "Atlantis", "Bavaria", "-"])
def test_what_names_no_country_gives_none(text: str) -> None:
    assert country_code(text) is None


def test_every_code_and_english_name_of_the_reference_table_is_known(root: Path) -> None:
    with (root / "data" / "reference" / "countries.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        assert {country_code(row[field]) for field in ("alpha2", "alpha3", "eurostat", "name")} == {row["alpha2"]}
