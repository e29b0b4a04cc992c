"""What the importer of tables promises for each definition that is shipped, on small files in the exact layout."""

import random
import socket
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ecosystem_graph.records.collection import TABLES
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import find_importer, importer_of, plan_inputs
from ecosystem_graph.sources.table.importer import definition_of, shipped_definitions
from ecosystem_graph.terms import CONCEPTS

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "table"
SLUGS = sorted(shipped_definitions())

# Added up by hand: kind, phase, currency to sum.
TOTALS: dict[str, dict[str, str]] = {
    "cordis-h2020-participations": {
        "project eu approved EUR": "744375.00",
        "project total approved EUR": "694375.13",
        "participation eu approved EUR": "744375.00",
    },
    "operations-be-wallonie": {
        "project total unknown EUR": "1475000.00",
        "project eu unknown EUR": "737500.00",
        "project national unknown EUR": "237500.00",
    },
    "operations-bg": {
        "organisation all-projects-total approved BGN": "4133504.49",
        "organisation all-projects-total executed BGN": "91681.92",
    },
    "operations-de-thueringen": {"project total approved EUR": "1290800.75"},
    "operations-dk": {"project total unknown DKK": "106848.87", "project eu unknown DKK": "51253.51"},
    "operations-el": {"project total approved EUR": "2000.00"},
    "operations-hr": {
        "project total approved EUR": "658020.00",
        "project total approved HRK": "1200000.00",
        "project grant approved EUR": "559310.00",
        "project grant approved HRK": "1172338.50",
    },
    "operations-hu": {"project grant approved HUF": "164568600.00"},
    "operations-mt": {"project total unknown EUR": "12544310.00"},
    "operations-pl": {"project total approved PLN": "307876.00", "project eu approved PLN": "261694.60"},
    "operations-si": {
        "project grant approved EUR": "416485.48",
        "project eu approved EUR": "328512.23",
        "project national approved EUR": "57972.75",
        "project eu executed EUR": "0.00",
    },
}
ENTITIES = {
    "befide-facilities", "befide-organisations", "cluster-platform", "esfri-roadmap", "euroscivoc", "eurovoc",
    "eye-ris3", "ford", "keep-eu-geonames", "meril-map", "nabs", "nace2", "nace2-structure",
    "nace21-headings", "nace21-structure", "s3-czechia",
}  # fmt: skip
"""Lists of other things than projects: neither amounts nor participations."""
TOTALS |= {key: {} for key in ENTITIES}
REPORTED = {"operations-bg": 1, "befide-organisations": 1, "ford": 1, "s3-czechia": 1, "eye-ris3": 1}
COUNTRIES: dict[str, dict[str, int]] = {
    "cordis-h2020-participations": {"GR": 2, "GB": 1, "CH": 1},
    "operations-be-wallonie": {"BE": 2},
    "operations-bg": {},
    "operations-de-thueringen": {"DE": 2},
    "operations-dk": {"DK": 4},
    "operations-el": {"GR": 2},
    "operations-hr": {"HR": 2},
    "operations-hu": {"HU": 2},
    "operations-mt": {"MT": 3},
    "operations-pl": {"PL": 2},
    "operations-si": {"SI": 2},
    **{key: {} for key in ENTITIES},
}


def fixture(slug: str) -> Path:
    return next(FIXTURES.glob(f"{slug}.*"))


def read(slug: str) -> Imported:
    return importer_of(slug).read(fixture(slug))


def totals(imported: Imported) -> dict[str, str]:
    rows = imported.records["amount"].select("subject_class", "kind", "phase", "currency", "value").iter_rows()
    sums: Counter[str] = Counter()
    for *about, value in rows:
        sums[" ".join(about)] += value
    return {about: str(value) for about, value in sums.items()}


def countries(imported: Imported) -> dict[str, int]:
    return dict(Counter(imported.records["participation"].unique("key")["country"]))


def codes(imported: Imported) -> Counter[str]:
    return Counter(issue.code for issue in imported.issues)


def test_every_definition_has_a_fixture_and_every_fixture_a_definition() -> None:
    assert {path.stem for path in FIXTURES.iterdir()} == set(SLUGS) == set(TOTALS)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_is_recognised_by_its_columns_or_by_the_name_that_the_definition_states(
    slug: str, tmp_path: Path
) -> None:
    # Two code lists with nothing but numbers and names are told by the names of their files.
    pattern = definition_of(slug).layout.name or "download*"
    name = pattern.removesuffix("*").replace("*", "-") + (fixture(slug).suffix if pattern.endswith("*") else "")
    renamed = tmp_path / name
    renamed.write_bytes(fixture(slug).read_bytes())
    assert importer_of(slug).recognises(renamed)
    assert find_importer(renamed) == slug
    assert plan_inputs([renamed]).files[0].source == slug


@pytest.mark.parametrize("slug", SLUGS)
def test_rows_read_are_rows_mapped_and_rows_reported(slug: str) -> None:
    imported = read(slug)
    assert imported.rows_read == imported.rows_mapped + imported.rows_reported
    assert imported.rows_reported == REPORTED.get(slug, 0)
    assert imported.records["record"].height == imported.rows_mapped


@pytest.mark.parametrize("slug", SLUGS)
def test_sums_and_countries_are_those_added_up_by_hand(slug: str) -> None:
    imported = read(slug)
    assert totals(imported) == TOTALS[slug]
    assert countries(imported) == COUNTRIES[slug]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_row_names_a_record_and_every_reference_leads_somewhere(slug: str) -> None:
    records = read(slug).records
    known = {*records["record"]["key"], slug}
    for name in TABLES:
        assert set(records[name]["record"]) <= known, name
    assert set(records["participation"]["organisation"]) <= set(records["organisation"]["key"])
    assert set(records["participation"]["project"]) <= set(records["project"]["key"])
    assert set(records["project"]["programme"].drop_nulls()) <= set(records["programme"]["key"])
    for name in ("participation", "amount", "text", "record"):
        assert records[name]["key"].is_unique().all() or name == "participation", name


@pytest.mark.parametrize("slug", SLUGS)
def test_codes_are_those_of_the_schemes(slug: str) -> None:
    records = read(slug).records
    assert set(records["amount"]["kind"]) <= CONCEPTS["budget-kind"]
    assert set(records["participation"]["role"]) <= CONCEPTS["role"]
    assert set(records["text"]["role"]) <= CONCEPTS["text-role"]
    assert set(records["identifier"]["scheme"]) <= CONCEPTS["identifier-scheme"]
    assert set(records["topic"]["scheme"]) <= set(CONCEPTS)


@pytest.mark.parametrize("slug", SLUGS)
def test_reading_twice_gives_the_same_and_needs_no_network(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a source was asked over the network")

    monkeypatch.setattr(socket, "socket", refuse)
    first, second = read(slug), read(slug)
    assert first.issues == second.issues
    assert all(first.records[name].equals(second.records[name]) for name in TABLES)


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if fixture(slug).suffix == ".csv" and slug != "esfri-roadmap"])
def test_the_order_of_rows_changes_nothing_but_where_they_are(slug: str, tmp_path: Path) -> None:
    encoding = {"operations-el": "iso8859-7", "operations-pl": "cp1250"}.get(slug, "utf-8")
    text = fixture(slug).read_bytes().decode(encoding)
    end = "\r\n" if "\r\n" in text else "\n"
    header, rows = _records(text, end)
    random.Random(7).shuffle(rows)
    shuffled = tmp_path / fixture(slug).name
    shuffled.write_bytes("".join(f"{row}{end}" for row in [header, *rows]).encode(encoding))
    before, after = read(slug).records, importer_of(slug).read(shuffled).records
    for name in TABLES:
        left, right = (each[name].drop("locator", "checksum", "raw", strict=False) for each in (before, after))
        assert left.equals(right), name


def _records(text: str, end: str) -> tuple[str, list[str]]:
    rows: list[str] = []
    for line in text.removesuffix(end).split(end):
        if rows and rows[-1].count('"') % 2:
            rows[-1] += end + line
        else:
            rows.append(line)
    return rows[0], rows[1:]


def test_names_of_natural_persons_reach_no_table_and_no_issue() -> None:
    hidden = {
        "operations-de-thueringen": ["Mustermann"],
        "operations-hr": ["Perić"],
        "operations-pl": ["KOWALSKI"],
        "operations-si": ["JANEZ"],
        "operations-bg": ["Primerov"],
        "operations-be-wallonie": ["Quelqu", "someone@", "000/00"],
    }
    for slug, words in hidden.items():
        imported = read(slug)
        shown = str([table.to_dicts() for table in imported.records.values()]) + str(imported.issues)
        assert not [word for word in words if word in shown], slug
        assert slug == "operations-be-wallonie" or codes(imported)["EG-TAB-010"] == 1, slug


def test_a_german_list_gets_its_postal_codes_back() -> None:
    imported = read("operations-de-thueringen")
    assert imported.records["participation"]["postcode"].sort().to_list() == ["07743", "99084"]
    assert codes(imported)["EG-TAB-016"] == 1


def test_greek_rows_of_one_operation_are_parts_that_are_added_up() -> None:
    records = read("operations-el").records
    (amount,) = records["amount"].to_dicts()
    assert (amount["value"], amount["raw"]) == (Decimal("2000.00"), "1.912,96 + 87,04")
    assert records["relation"].select("subject", "object").rows() == [
        ("operations-el.9000001", "EL24"),
        ("operations-el.9000001", "EL30"),
        ("operations-el.9000002", "EL12"),
    ]
    assert records["text"].filter(pl.col("role") == "summary")["text"].sort().to_list() == [
        "Μαθήματα",
        "Πρώτη γραμμή;\nδεύτερη γραμμή",
    ]


def test_croatian_rows_of_one_project_repeat_its_amounts_and_name_its_counties() -> None:
    records = read("operations-hr").records
    assert records["project"]["key"].n_unique() == 3
    assert sorted(records["relation"]["object"]) == ["HR033", "HR036", "HR041", "HR04E"]
    assert records["identifier"]["value"].to_list() == ["15351583880"]
    assert "Ustanova za primjere" in records["organisation"]["name"].to_list()


def test_maltese_days_are_as_precise_as_they_are_published() -> None:
    rows = (
        read("operations-mt").records["project"].sort("key").select("start", "end", "date_precision", "end_raw").rows()
    )
    assert [(str(start), str(end), precision) for start, end, precision, _ in rows] == [
        ("2008-01-01", "2011-09-30", "year"),
        ("2008-04-01", "2012-07-16", "quarter"),
        ("2010-01-01", "2011-01-31", "year"),
    ]


def test_danish_partners_in_one_cell_are_participants_each() -> None:
    participations = read("operations-dk").records["participation"]
    assert sorted(participations.select("role", "name").rows()) == [
        ("lead", "Eksempel Universitet"),
        ("lead", "Fonden Eksempel"),
        ("partner", "Eksempel Kommune"),
        ("partner", "Fabrikken A/S"),
    ]


def test_participations_with_a_number_only_have_no_name_and_keep_the_number() -> None:
    imported = read("cordis-h2020-participations")
    rows: list[dict[str, Any]] = imported.records["participation"].filter(pl.col("name").is_null()).to_dicts()
    assert [row["organisation"] for row in rows] == ["cordis-h2020-participations.pic.999900002"]
    assert codes(imported) == {"EG-TAB-011": 1, "EG-TAB-021": 1}


def test_slovenian_cells_that_are_no_amounts_are_reported_with_their_place() -> None:
    places = [
        (issue.place, issue.field, issue.found) for issue in read("operations-si").issues if issue.code == "EG-TAB-017"
    ]
    assert places == [
        ("sheet List1, row 4", "Od tega nacionalni viri", "4.512, 38"),
        ("sheet List1, row 4", "Od tega sredstva EU", "25.570, 13"),
    ]
