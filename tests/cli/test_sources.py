"""``sources`` lists what can be imported, and helps to write definitions for the rest."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecosystem_graph.sources.registry import source_slugs

LISTS = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "lists"
Cli = Callable[..., Any]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that gives the definition of the how-to after one replacement."""

    def make(old: str, new: str) -> Path:
        text = (LISTS / "bogenland.toml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "my.toml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return make


def test_every_source_is_listed_with_publisher_and_attribution(cli: Cli) -> None:
    rows = json.loads(cli("sources", "--json").stdout)
    assert {row["slug"] for row in rows} == {*source_slugs(), "table"}
    assert all(row["title"] and row["publisher"] and row["attribution"] for row in rows)
    assert len(cli("sources").stdout.splitlines()) == len(rows) + 2


def test_check_shows_columns_samples_sums_and_issues(cli: Cli) -> None:
    done = cli("sources", "check", LISTS / "bogenland.toml", LISTS / "bogenland.csv")
    assert done.code == 0
    assert "5 rows read = 4 mapped + 1 reported" in done.stdout
    assert done.stdout.count("sample ") == 3
    assert "1798765.43" in done.stdout
    assert "row 8, Aktenzeichen: Summe" in done.stdout
    assert "Mustermann" not in done.stdout


def test_check_says_the_same_to_machines(cli: Cli) -> None:
    said = json.loads(cli("sources", "check", LISTS / "bogenland.toml", LISTS / "bogenland.csv", "--json").stdout)
    assert (said["rows_read"], said["rows_mapped"], said["unknown"]) == (5, 4, [])
    assert said["samples"][0]["before"]["PLZ"] == "01234"


def test_check_ends_with_4_at_a_column_that_is_not_named(cli: Cli, changed: Callable[[str, str], Path]) -> None:
    done = cli("sources", "check", changed('postcode = "PLZ"\n', ""), LISTS / "bogenland.csv")
    assert done.code == 4
    assert "unknown:\n  PLZ\n" in done.stdout
    assert "1 columns are not named" in done.stderr


def test_check_ends_with_4_where_a_datum_is_lost(cli: Cli, changed: Callable[[str, str], Path]) -> None:
    done = cli("sources", "check", changed('currency = "EUR"\n', ""), LISTS / "bogenland.csv")
    assert done.code == 4
    assert "EG-TAB-020 violation" in done.stdout


def test_check_ends_with_2_at_a_wrong_definition_and_with_3_at_a_wrong_file(
    cli: Cli, changed: Callable[[str, str], Path], tmp_path: Path
) -> None:
    wrong = cli("sources", "check", changed('kind = "total"', 'kind = "much"'), LISTS / "bogenland.csv")
    assert (wrong.code, "amount.kind: expected one of" in wrong.stderr) == (2, True)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    assert cli("sources", "check", LISTS / "bogenland.toml", other).code == 3
    assert cli("sources", "check", LISTS / "bogenland.toml", tmp_path / "none.csv").code == 3
    assert cli("sources", "check", "nobody", other).code == 2


def test_a_draft_goes_to_a_file_and_can_be_checked(cli: Cli, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    assert cli("sources", "draft", LISTS / "bogenland.csv", "-o", draft).code == 0
    assert cli("sources", "check", draft, LISTS / "bogenland.csv").code == 0


def test_build_takes_a_definition_before_the_file(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    given = f"{LISTS / 'bogenland.toml'}={LISTS / 'bogenland.csv'}"
    done = cli("--quiet", "build", given, "-o", out, "--no-store", "--json")
    assert done.code == 0
    (row,) = json.loads(done.stdout)["rows"]
    assert (row["source"], row["rows_read"], row["rows_mapped"], row["rows_reported"]) == (
        "operations-bogenland",
        5,
        4,
        1,
    )
    assert "1798765" not in (out / "ecosystem.ttl").read_text(encoding="utf-8")


def test_a_definition_may_not_take_the_name_of_an_importer(
    cli: Cli, changed: Callable[[str, str], Path], tmp_path: Path
) -> None:
    mine = changed('slug = "operations-bogenland"', 'slug = "keep-eu"')
    done = cli("build", f"{mine}={LISTS / 'bogenland.csv'}", "-o", tmp_path / "out")
    assert (done.code, "expected a name that no other source has" in done.stderr) == (2, True)


def test_points_of_a_list_come_out_as_geojson_and_its_report_adds_up(cli: Cli, tmp_path: Path) -> None:
    named, out = f"{LISTS / 'facilities.toml'}={LISTS / 'facilities.csv'}", tmp_path / "out"
    assert cli("--quiet", "build", named, "-o", out).code == 0
    features = json.loads(cli("query", LISTS / "map.rq", "-d", out, "-f", "geojson").stdout)["features"]
    points = {each["properties"]["name"]: each["geometry"]["coordinates"] for each in features}
    assert points == {"Alpine Climate Chamber": [48.3064, 14.2972], "Bogenland Ion Source": [16.3725, 48.2083]}
    (share,) = json.loads(cli("sources", "report", "-d", out, "--json").stdout)
    assert (share["rows_read"], share["rows_mapped"], share["rows_reported"]) == (2, 2, 0)
    assert share["statements"] > 2
    assert share["peak_mb"] > 0
    assert [finding[:2] for finding in share["findings"]] == [["EG-TAB-031", 1]]
    table = cli("sources", "report", "-d", out).stdout.splitlines()
    assert table[2].split()[:6] == ["facilities-bogenland", "1", "2", "2", "0", str(share["statements"])]


def test_a_draft_says_what_rows_are_about_and_takes_what_it_is_told(cli: Cli) -> None:
    drafted = cli("sources", "draft", LISTS / "facilities.csv").stdout
    assert "[infrastructure]" in drafted
    assert '[position]\nlatitude = "Lat"\nlongitude = "Long"\n' in drafted
    assert '[operator]\nname = "Operator"\n' in drafted
    told = cli("sources", "draft", LISTS / "facilities.csv", "--about", "organisation").stdout
    assert "[organisation]" in told
