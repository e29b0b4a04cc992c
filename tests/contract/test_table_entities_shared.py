"""The real lists of infrastructures, priorities and concepts: counts and positions by an independent reading."""

import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import find_importer, importer_of, plan_inputs

pytestmark = pytest.mark.shared

EUROSTAT = {"EL": "GR", "UK": "GB"}
FILES = {
    "befide-facilities": ("data/infrastructures/befide_facilities.csv", 107),
    "befide-organisations": ("data/infrastructures/befide_organizations.csv", 290),
    "esfri-roadmap": ("data/infrastructures/esfri.csv", 51),
    "euroscivoc": ("data/cordis/euroscivoc_concepts.csv", 961),
    "eurovoc": ("vocab/eurovoc_descriptors.json", 7029),
    "ford": ("data/s3/OECD.json", 42),
    "keep-eu-geonames": ("data/keep_eu/partners_geonames.csv.gz", 58_855),
    "meril-map": ("data/infrastructures/data_cartography_meril.geojson", 529),
    "nabs": ("data/s3/NABS.json", 24),
    "s3-czechia": ("data/s3/domeny_kraje.json", 91 + 72),
}
REPORTED = {"befide-organisations": 1, "ford": 1}


@cache
def imported(path: Path, slug: str) -> Imported:
    return importer_of(slug).read(path)


def read(shared: Path, slug: str) -> Imported:
    return imported(shared / FILES[slug][0], slug)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(data.decode("utf-8").splitlines(keepends=True))


def points(one: Imported) -> Counter[str]:
    return Counter(one.records["geometry"]["wkt"])


@pytest.mark.parametrize("slug", sorted(FILES))
def test_a_real_list_is_recognised_and_every_row_is_mapped_or_reported(shared: Path, slug: str) -> None:
    name, rows = FILES[slug]
    assert find_importer(shared / name) == slug
    one = read(shared, slug)
    assert (one.rows_read, one.rows_reported) == (rows, REPORTED.get(slug, 0))
    assert one.rows_mapped == rows - one.rows_reported


def test_one_command_takes_the_whole_folder_but_for_what_describes_no_such_thing(shared: Path) -> None:
    plan = plan_inputs([shared / "data"])
    assert {path.name for path in plan.unrecognised} == {
        "dataset_names.json", "kraje_kodovnik.json", "ror_schema_v2_1.json", "validator_schema.json",
        "validator_template.csv",
    }  # fmt: skip
    assert {each.source for each in plan.files} >= set(FILES) - {"eurovoc"}


def test_infrastructures_of_the_roadmap_have_the_places_of_the_table(shared: Path) -> None:
    text = (shared / FILES["esfri-roadmap"][0]).read_text(encoding="utf-8")
    _, header, *lines = [line.split("\t") for line in text.splitlines()]
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    one = read(shared, "esfri-roadmap")
    assert points(one) == Counter(f"POINT({row['Long']} {row['Lat']})" for row in rows if row["Lat"])
    table = one.records["infrastructure"]
    assert sorted(table["name"]) == sorted(row["Full Name"] for row in rows)
    names = {"Germany": "DE", "France": "FR", "Belgium": "BE", "Spain": "ES", "Chile": "CL", "Sweden": "SE",
             "Switzerland": "CH", "": None}  # fmt: skip
    assert Counter(table["country"]) == Counter(names[row["Country"]] for row in rows)
    assert Counter(one.records["topic"]["code"]) == Counter(row["Field"] for row in rows)


def test_facilities_and_their_organisations_lead_to_each_other_as_the_lists_say(shared: Path) -> None:
    facilities = list(rows_of(shared / FILES["befide-facilities"][0]))
    table = read(shared, "befide-facilities").records["infrastructure"]
    hosts = Counter(f"befide-organisations.{row['hasHost']}" for row in facilities if row["hasHost"])
    assert Counter(table["operated_by"].drop_nulls()) == hosts
    organisations = read(shared, "befide-organisations").records["organisation"]
    assert set(hosts) <= set(organisations["key"])
    assert set(table["node_of"].drop_nulls()) <= set(table["key"])
    assert table["node_of"].count() == sum(bool(row["hasParent"]) for row in facilities) == 54
    stages = Counter(row["lifeCycle.currentStatus"].removeprefix("/facility-life-cycle/")[:1] for row in facilities)
    status = {"planned": stages["1"] + stages["2"], "operating": stages["3"], "closed": stages["4"], None: stages[""]}
    assert Counter(table["status"]) == status


def test_positions_and_parents_of_organisations_are_those_of_the_list(shared: Path) -> None:
    rows = [row for row in rows_of(shared / FILES["befide-organisations"][0]) if row["id"] != ":"]
    one = read(shared, "befide-organisations")
    stated = Counter(f"POINT({row['location.lng']} {row['location.lat']})" for row in rows if row["location.lat"])
    assert points(one) == stated
    table = one.records["organisation"]
    countries = {"Deutschland": "DE", "": None}
    assert Counter(table["country"]) == Counter(
        countries.get(row["location.country.code"], row["location.country.code"]) for row in rows
    )
    parents = [row["hasParent"].rstrip("/") for row in rows if row["hasParent"].strip(":/")]
    assert Counter(table["parent"].drop_nulls()) == Counter(f"befide-organisations.{parent}" for parent in parents)


def test_points_of_the_map_keep_every_digit(shared: Path) -> None:
    text = (shared / FILES["meril-map"][0]).read_text(encoding="utf-8")
    features = json.loads(text, parse_float=str, parse_int=str)["features"]
    stated = Counter("POINT({} {})".format(*each["geometry"]["coordinates"]) for each in features)
    one = read(shared, "meril-map")
    assert points(one) == stated
    assert sorted(one.records["infrastructure"]["name"]) == sorted(
        each["properties"]["name"].strip() for each in features
    )


def test_czech_regions_have_as_many_domains_and_nace_codes_as_the_document(shared: Path) -> None:
    document = json.loads((shared / FILES["s3-czechia"][0]).read_text(encoding="utf-8"))["kraje"]
    codes = json.loads((shared / "data" / "s3" / "kraje_kodovnik.json").read_text(encoding="utf-8"))["kraje"]
    code_of = {each["nazev"]: each["kod_nuts"] for each in codes}
    records = read(shared, "s3-czechia").records
    region_of = dict(records["strategy"].select("key", "region").iter_rows())
    assert Counter(region_of[key] for key in records["priority"]["strategy"]) == {
        code_of[name]: len(lists["domeny"]) + len(lists["emerging"]) for name, lists in document.items()
    }
    nace = Counter(code for lists in document.values() for each in lists["domeny"] for code in set(each["cz_nace"]))
    assert Counter(records["topic"]["code"]) == nace
    words = [each["popis"] for lists in document.values() for each in lists["domeny"] if each["popis"].strip()]
    assert records["text"].height == len(words)


def test_concepts_have_the_labels_and_the_wider_concepts_of_the_lists(shared: Path) -> None:
    rows = list(rows_of(shared / FILES["euroscivoc"][0]))
    concepts = {row["code"]: row for row in read(shared, "euroscivoc").records["concept"].to_dicts()}
    assert {code: (row["label"], row["broader"]) for code, row in concepts.items()} == {
        row["euroSciVocCode"]: (row["euroSciVocTitle"].strip(), row["parent"] or None) for row in rows
    }
    for slug in ("nabs", "ford", "eurovoc"):
        listed = json.loads((shared / FILES[slug][0]).read_text(encoding="utf-8"))
        table = read(shared, slug).records["concept"]
        assert dict(table.select("code", "label").iter_rows()) == {
            each["id"]: each.get("name", each.get("label", "")).strip()
            for each in listed
            if each.get("name") != "Nano-Technology"
        }
    eurovoc = read(shared, "eurovoc").records["concept"]
    assert set(eurovoc["iri"]) == {f"http://eurovoc.europa.eu/{code}" for code in eurovoc["code"]}


def test_partners_with_towns_have_the_countries_regions_and_points_of_the_file(shared: Path) -> None:
    one = read(shared, "keep-eu-geonames")
    countries, regions, stated = Counter[str | None](), Counter[str | None](), Counter[str]()
    for row in rows_of(shared / FILES["keep-eu-geonames"][0]):
        code = re.match(r"([A-Z]{2})\s", row["Country.code"])
        countries[EUROSTAT.get(code[1], code[1]) if code else None] += 1
        regions[row["NUTS3..or.equivalent."].split(" ")[0] or None] += 1
        if row["lat_GN"]:
            stated[f"POINT({row['lng_GN']} {row['lat_GN']})"] += 1
    table = one.records["organisation"]
    assert Counter(table["country"]) == countries
    assert Counter(table["region"]) == regions
    assert points(one) == stated
    assert stated.total() == 58_339
    gazetteer = one.records["geometry"].filter(pl.col("gazetteer").str.contains(r"^https://sws\.geonames\.org/\d+$"))
    assert gazetteer.height == stated.total()
