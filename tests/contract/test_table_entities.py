"""What the importer of tables makes of lists of infrastructures, clusters, priorities and concepts."""

from collections import Counter
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from ecosystem_graph.records import RecordSet
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import find_importer, importer_of

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "table"
SLUGS = (
    "befide-facilities", "befide-organisations", "cluster-platform", "esfri-roadmap", "euroscivoc", "eurovoc",
    "eye-ris3", "ford", "keep-eu-geonames", "meril-map", "nabs", "nace2", "nace2-structure",
    "nace21-headings", "nace21-structure", "s3-czechia",
)  # fmt: skip


@cache
def imported(slug: str) -> Imported:
    return importer_of(slug).read(next(FIXTURES.glob(f"{slug}.*")))


def records(slug: str) -> RecordSet:
    return imported(slug).records


def codes(slug: str) -> dict[str, int]:
    return dict(Counter(issue.code for issue in imported(slug).issues))


def column(slug: str, table: str, name: str, by: str = "key") -> list[object]:
    return records(slug)[table].sort(by)[name].to_list()


@pytest.mark.parametrize("slug", SLUGS)
def test_all_that_rows_say_of_an_entity_leads_to_its_row(slug: str) -> None:
    tables = records(slug)
    for name in ("text", "topic", "name", "identifier", "geometry"):
        for (of,), some in tables[name].partition_by("subject_class", as_dict=True).items():
            assert set(some["subject"]) <= set(tables[str(of)]["key"]), (name, of)
    assert set(tables["priority"]["strategy"]) <= set(tables["strategy"]["key"])
    assert set(tables["membership"]["cluster"]) <= set(tables["cluster"]["key"])


def test_positions_keep_the_digits_of_the_source_and_impossible_ones_are_reported() -> None:
    assert column("esfri-roadmap", "geometry", "wkt", "wkt") == ["POINT(13.2451 55.7351)", "POINT(45.2080 5.6900)"]
    assert codes("esfri-roadmap") == {"EG-TAB-015": 1, "EG-TAB-030": 1, "EG-TAB-031": 1}
    places = {issue.code: (issue.place, issue.found) for issue in imported("esfri-roadmap").issues}
    assert places["EG-TAB-031"] == ("row 5", "5.6900, 45.2080")
    assert column("meril-map", "geometry", "wkt", "wkt") == ["POINT(-2.7956 78.9259)", "POINT(14.3 48.3)"]
    assert codes("meril-map") == {"EG-TAB-030": 1}
    assert codes("befide-organisations")["EG-TAB-032"] == 1


def test_the_position_of_a_town_says_so_and_names_the_gazetteer() -> None:
    (position,) = records("keep-eu-geonames")["geometry"].to_dicts()
    assert (position["basis"], position["gazetteer"]) == ("town", "https://sws.geonames.org/3164603")
    assert (position["subject"], position["wkt"]) == ("keep-eu-geonames.P900001", "POINT(12.33265 45.43713)")


def test_two_infrastructures_with_one_acronym_stay_two() -> None:
    assert Counter(column("esfri-roadmap", "infrastructure", "acronym")) == {"EXCO2": 1, "EXSOURCE": 2, "EXSEA": 1}


def test_facilities_lead_to_the_wider_facility_and_to_the_host_of_another_list() -> None:
    rows = {row["key"]: row for row in records("befide-facilities")["infrastructure"].to_dicts()}
    linac = rows["befide-facilities.:example/linac"]
    assert linac["node_of"] == "befide-facilities.:example"
    assert linac["operated_by"] == "befide-organisations.:example-lab"
    assert [rows[key]["status"] for key in sorted(rows)] == ["operating", "planned", "closed"]
    assert linac["operated_by"] in records("befide-organisations")["organisation"]["key"]


def test_labels_of_two_languages_are_kept_apart_and_a_slash_at_the_end_does_not_count() -> None:
    group = records("befide-organisations")["organisation"].filter(pl.col("key").str.ends_with("acc")).to_dicts()[0]
    assert (group["name"], group["language"]) == ("Group: Accelerators", "en")
    assert group["parent"] == "befide-organisations.:example-lab"
    german = records("befide-organisations")["name"].filter(kind="label").sort("subject")
    assert german.select("name", "language").rows() == [
        ("Beispiellabor", "de"),
        ("Gruppe: Beschleuniger", "de"),
    ]


def test_who_leads_a_group_and_how_many_women_work_there_reach_no_table_and_no_issue() -> None:
    shown = str([table.to_dicts() for table in records("befide-organisations").values()])
    shown += str(imported("befide-organisations").issues) + str(imported("befide-facilities").issues)
    assert "obody" not in shown
    assert "'7'" not in shown


def test_czech_domains_stand_in_the_strategy_of_their_region_with_their_nace_codes() -> None:
    tables = records("s3-czechia")
    strategies = dict(tables["strategy"].select("key", "region").iter_rows())
    stated = {(row["name"], strategies[row["strategy"]]) for row in tables["priority"].to_dicts()}
    assert stated == {
        ("Příkladové strojírenství", "CZ031"),
        ("Příkladové lesy", "CZ031"),
        ("nové příklady", "CZ031"),
        ("Příkladové strojírenství", "CZ063"),
    }
    assert Counter(tables["topic"].select("scheme", "code").iter_rows()) == {("nace2", "25"): 1, ("nace2", "28"): 2}
    assert set(tables["strategy"]["period"]) == {"2021-2027"}


def test_a_priority_of_no_region_is_reported_and_left_out() -> None:
    assert codes("eye-ris3") == {"EG-TAB-013": 1, "EG-TAB-028": 1}
    assert {issue.record for issue in imported("eye-ris3").issues} == {""}
    topics = Counter(records("eye-ris3")["topic"].select("scheme", "code").iter_rows())
    assert topics == Counter(
        [("nace2", "C"), ("nace2", "28"), ("nace2", "29"), ("nabs", "6"), ("nabs", "6.1"),
         ("s3-policy-objective", "C.14"), ("s3-policy-objective", "H.57")]
    )  # fmt: skip


def test_a_cluster_names_its_manager_and_what_is_no_year_is_reported() -> None:
    first, second = records("cluster-platform")["cluster"].sort("key").to_dicts()
    manager = records("cluster-platform")["organisation"].to_dicts()
    assert [(each["key"], each["name"], each["type"]) for each in manager] == [
        (first["managed_by"], "Example Agency Ltd", "cluster-organisation")
    ]
    assert (first["founded"], first["member_count"], first["region"]) == (2004, 85, "SI041")
    assert (second["founded"], second["managed_by"], second["country"]) == (None, None, "GR")
    assert codes("cluster-platform") == {"EG-TAB-034": 1}


def test_concepts_keep_their_codes_and_a_wider_one_that_the_list_lacks_is_reported() -> None:
    rows = records("euroscivoc")["concept"].sort("code").select("code", "label", "broader").rows()
    assert rows == [
        ("/25/71", "vehicles", "/25"),
        ("/27", "farming", None),
        ("/27/79", "biotechnology of farms", "/27"),
    ]
    assert codes("euroscivoc") == {"EG-TAB-029": 1}
    assert column("ford", "concept", "label") == ["Numbers", "Building, in our words"]
    assert column("eurovoc", "concept", "iri") == ["http://eurovoc.europa.eu/999901", None]
    assert dict(records("nace2")["concept"].select("code", "broader").iter_rows()) == {
        "A": None,
        "01": "A",
        "01.1": "01",
    }


@pytest.mark.parametrize(("slug", "scheme"), [("nace2-structure", "nace2"), ("nace21-structure", "nace21")])
def test_both_revisions_of_nace_have_codes_with_points_their_hierarchy_and_official_addresses(
    slug: str, scheme: str
) -> None:
    rows = records(slug)["concept"].sort("code").select("scheme", "code", "broader", "iri").rows()
    official = "http://data.europa.eu/ux2/nace2" + (".1/" if scheme == "nace21" else "/")
    assert rows == [
        (scheme, "01", "A", f"{official}01"),
        (scheme, "01.1", "01", f"{official}011"),
        (scheme, "01.11", "01.1", f"{official}0111"),
        (scheme, "A", None, f"{official}A"),
    ]
    assert codes(slug) == {}


def test_headings_are_kept_in_each_language_that_has_one() -> None:
    labels = records("nace21-headings")["concept"].select("code", "language", "label").sort("code", "language").rows()
    assert len(labels) == 8
    assert ("A", "el", "ΑΓΡΟΚΤΗΜΑΤΑ") in labels
    assert ("01.11", "ga", "Saothrú cruithneachta") in labels
    assert codes("nace21-headings") == {}


def test_a_classification_that_is_offered_with_either_sign_is_read_with_either(tmp_path: Path) -> None:
    path = tmp_path / "NACE_REV2_20210204_135820.csv"
    path.write_text(
        "Order;Level;Code;Parent;Description;This item includes;This item also includes;Rulings;This item excludes;"
        'Reference to ISIC Rev. 4\n1;1;A;;"FARMS, IN OUR WORDS";Fields, woods;;;;A\n2;2;01;A;Growing of crops;;;;;01\n',
        encoding="utf-8",
    )
    assert find_importer(path) == "nace2"
    read = importer_of("nace2").read(path)
    assert (read.rows_mapped, read.issues) == (2, ())
    assert read.records["concept"].sort("code").select("code", "label", "broader").rows() == [
        ("01", "Growing of crops", "A"), ("A", "FARMS, IN OUR WORDS", None),
    ]  # fmt: skip


def test_a_topic_takes_the_label_of_the_published_classification() -> None:
    tables = {name: pl.concat([records(slug)[name] for slug in ("nace2", "s3-czechia", "nabs", "eye-ris3")])
              for name in records("nabs")}  # fmt: skip
    topic = tables["topic"].with_columns(code=pl.col("code").str.replace("^28$", "01.1"))
    resolved = resolve(RecordSet(tables | {"topic": topic}))
    left = resolved.consolidated["open_concept"].select("scheme", "code").rows()
    assert ("nace2", "01.1") not in left
    assert ("nace2", "29") in left
