import csv
from pathlib import Path

import pytest

from ecosystem_graph import resources
from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.resources import resource


def test_a_checkout_finds_its_own_files(root: Path) -> None:
    assert resource("ontology", "ecosystem.ttl") == root / "ontology" / "ecosystem.ttl"


def test_an_installed_wheel_finds_the_files_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "queries").mkdir()
    monkeypatch.setattr(resources, "_ROOTS", (tmp_path, tmp_path / "nowhere"))
    assert resource("queries") == tmp_path / "queries"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(NotFoundError, match=r"data/reference/moons\.csv: expected among the files shipped"):
        resource("data", "reference", "moons.csv")


def test_the_table_of_countries_has_all_codes_once() -> None:
    with resource("data", "reference", "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 250
    assert [row["alpha2"] for row in rows] == sorted({row["alpha2"] for row in rows})
    for column in ("alpha3", "authority", "eurostat", "name"):
        assert len({row[column] for row in rows} - {""}) == 250
    assert all(row["authority"] == row["alpha3"] for row in rows if row["alpha2"] != "XK")
    assert {row["alpha2"]: row["eurostat"] for row in rows if row["alpha2"] != row["eurostat"]} == {
        "GR": "EL",
        "GB": "UK",
    }
