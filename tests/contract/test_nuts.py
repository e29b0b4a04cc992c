"""What the importer of official lists promises, layout by layout, on lists of our own and on the real ones."""

import gzip
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fixtures.nuts.lists import (
    CLASSIFICATIONS,
    LISTS,
    write_classification,
    write_database,
    write_municipalities,
)

from ecosystem_graph.errors import EcosystemGraphError, SourceFormatError, SourceUnavailableError
from ecosystem_graph.records import RecordSet
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.nuts.importer import companions, read, recognises
from ecosystem_graph.sources.registry import find_importer

TABLES = {
    "NUTS2021-2024.yaml": {"region": 2, "validity": 2},
    "SR2021-2024.yaml": {"region": 2, "validity": 2},
    "NUTS_RG_60M_2024_4326.geojson": {"region": 2, "validity": 2},
    "NUTS_AT_2021.csv": {"region": 2, "validity": 2},
    "valid_codes.csv": {"validity": 2},
    "walks.csv": {"change": 2},
    "labels.csv": {"label": 2},
    "lau_2019.csv": {"locality": 3},
    "pc2020_AT_NUTS-2021_v1.0.csv": {"locality": 2},
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a list, after one replacement if asked, and gives its path."""

    def write_list(name: str, old: str = "", new: str = "", *, encoding: str = "utf-8") -> Path:
        assert old in LISTS[name]
        path = tmp_path / name
        path.write_text(LISTS[name].replace(old, new) if old else LISTS[name], encoding=encoding)
        return path

    return write_list


def rows(imported: Imported, table: str) -> list[dict[str, Any]]:
    return imported.records[table].drop("record").to_dicts()


def counts(records: RecordSet) -> dict[str, int]:
    return {name: number for name, number in records.counts().items() if name not in {"dataset", "record"}}


@pytest.mark.parametrize("name", LISTS)
def test_each_layout_is_recognised_and_every_row_is_mapped_or_reported(name: str, write: Write) -> None:
    path = write(name)
    imported = read(path)
    assert (find_importer(path), companions(path)) == ("nuts", ())
    assert counts(imported.records) == TABLES[name]
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (2, 2, 0)
    assert imported.issues == ()


@pytest.mark.parametrize("name", LISTS)
def test_two_readings_give_the_same_tables_and_every_row_names_the_record(name: str, write: Write) -> None:
    path = write(name)
    one, other = read(path).records, read(path).records
    assert all(one[table].equals(other[table]) for table in one)
    (record,) = one["record"]["key"]
    assert all(set(one[table]["record"]) == {record} for table in TABLES[name])


@pytest.mark.parametrize("name", LISTS)
def test_a_byte_order_mark_or_packing_changes_nothing(name: str, write: Write) -> None:
    plain = counts(read(write(name)).records)
    if not name.endswith(".yaml"):
        assert counts(read(write(name, encoding="utf-8-sig")).records) == plain
    if name.endswith(".csv"):
        packed = write(name).with_suffix(".csv.gz")
        packed.write_bytes(gzip.compress(LISTS[name].encode()))
        assert recognises(packed)
        assert counts(read(packed).records) == plain


def test_regions_have_level_parent_and_country_and_the_edition_of_the_file(write: Write) -> None:
    imported = read(write("NUTS2021-2024.yaml"))
    assert rows(imported, "region") == [
        {"key": "AT3", "edition": "2024", "level": 1, "name": "Westen", "parent": "AT", "country": "AT"},
        {"key": "EL301", "edition": "2024", "level": 3, "name": "Βόρειος Τομέας", "parent": "EL30", "country": "GR"},
    ]
    assert rows(imported, "validity")[1] == {"region": "EL301", "edition": "2024"}


def test_the_polygons_are_not_read_and_the_country_has_no_parent(write: Write) -> None:
    first, second = rows(read(write("NUTS_RG_60M_2024_4326.geojson")), "region")
    assert (first["name"], first["level"], first["parent"]) == ("Österreich", 0, None)
    assert (second["name"], second["edition"]) == ("Αττική", "2024")


def test_links_hold_whole_inhabitants_and_hectares_and_no_figure_is_not_zero(write: Write) -> None:
    first, second = rows(read(write("walks.csv")), "change")
    assert (first["source"], first["target"], first["population"], first["area"]) == ("HU101", "HU110", 1682078, 52518)
    assert (second["population"], second["area"]) == (None, 0)


def test_labels_are_tagged_with_two_letters(write: Write) -> None:
    assert [row["language"] for row in rows(read(write("labels.csv")), "label")] == ["de", "sl"]


def test_municipalities_keep_each_of_their_names(write: Write) -> None:
    localities = rows(read(write("lau_2019.csv")), "locality")
    assert {(row["country"], row["town"]) for row in localities} == {
        ("GR", "Θεσσαλονίκη"), ("GR", "Thessaloniki"), ("AT", "Salzburg"),
    }  # fmt: skip
    assert {(row["region"], row["edition"]) for row in localities} == {("EL522", "2016"), ("AT323", "2016")}


def test_postal_codes_come_without_quotes(write: Write) -> None:
    first = rows(read(write("pc2020_AT_NUTS-2021_v1.0.csv")), "locality")[0]
    assert first == {"country": "AT", "postcode": "5020", "town": None, "region": "AT323", "edition": "2021"}


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_postal_codes_are_read_as_they_are_published_one_archive_per_country(write: Write, tmp_path: Path) -> None:
    plain = write("pc2020_AT_NUTS-2021_v1.0.csv")
    path = pack(tmp_path / "pc2020_AT_NUTS-2021_v1.0.zip", {plain.name: plain.read_bytes()})
    assert find_importer(path) == "nuts"
    imported = read(path)
    assert rows(imported, "locality") == rows(read(plain), "locality")
    assert (imported.rows_read, imported.rows_mapped, imported.issues) == (2, 2, ())


def test_an_archive_may_hold_the_lists_of_several_countries_and_editions(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "copyright.txt": "Read this first.\n",
        "postcodes/pc2020_AT_NUTS-2021_v1.0.csv": LISTS["pc2020_AT_NUTS-2021_v1.0.csv"],
        "postcodes/pc2024_EL_NUTS-2024_v1.0.csv": "CODE;NUTS3\n'10431';'EL301'\n'10432';'Athina'\n",
        "postcodes/map.png": b"\x89PNG",
    }
    path = pack(tmp_path / "tercet.zip", members)
    imported = read(path)
    assert find_importer(path) == "nuts"
    assert {(row["country"], row["postcode"], row["region"], row["edition"]) for row in rows(imported, "locality")} == {
        ("AT", "5020", "AT323", "2021"), ("AT", "7321", "AT111", "2021"), ("GR", "10431", "EL301", "2024"),
    }  # fmt: skip
    (issue,) = imported.issues
    assert (issue.place, issue.found) == ("postcodes/pc2024_EL_NUTS-2024_v1.0.csv, row 3", "Athina")
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (4, 3, 1)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"../pc2020_AT_NUTS-2021.csv": LISTS["pc2020_AT_NUTS-2021_v1.0.csv"]}, "leads out"),
        ({"pc2020_AT_NUTS-2021.csv": LISTS["pc2020_AT_NUTS-2021_v1.0.csv"], "x.csv": "a;b\n"}, "x.csv.*row 1.*NUTS3"),
        ({"pc_AT.csv": LISTS["pc2020_AT_NUTS-2021_v1.0.csv"]}, "pc_AT.csv.*the year of a NUTS edition"),
        ({"pc2020_AT_NUTS-2021.csv": b"NUTS3;CODE\n" + bytes(80 << 20)}, "made to fill memory"),
    ],
)
def test_an_archive_that_is_not_what_it_says_stops_the_import(
    members: dict[str, str | bytes], message: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceFormatError, match=f"(?s)tercet.zip.*{message}"):
        read(pack(tmp_path / "tercet.zip", members))


def test_a_row_in_another_encoding_or_with_too_many_cells_costs_no_other(write: Write) -> None:
    path = write("labels.csv")
    path.write_bytes(
        path.read_bytes() + "AT332,deu,Tirol,Oberland\nAT332,fra,Région\nAT332,eng,Upland\n".encode("latin-1")
    )
    imported = read(path)
    assert [(issue.code, issue.place, issue.severity) for issue in imported.issues] == [
        ("EG-NUTS-006", "row 4", "warning"), ("EG-NUTS-006", "row 5", "warning"),
    ]  # fmt: skip
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (5, 3, 2)


def test_the_database_of_a_package_is_read_and_says_that_it_is_not_for_commercial_use(tmp_path: Path) -> None:
    path = write_database(tmp_path / "nuts.db")
    imported = read(path)
    assert find_importer(path) == "nuts"
    assert [(row["country"], row["postcode"], row["edition"]) for row in rows(imported, "locality")] == [
        ("AT", "5020", "2024"),
        ("GR", "10431", "2024"),
    ]
    assert "not for commercial use" in imported.records["record"]["licence"].item()


def test_the_workbook_of_municipalities_has_a_sheet_per_country(tmp_path: Path) -> None:
    path = write_municipalities(tmp_path / "EU-27-LAU-2021-NUTS-2021.xlsx")
    imported = read(path)
    assert find_importer(path) == "nuts"
    assert {(row["country"], row["town"], row["region"], row["edition"]) for row in rows(imported, "locality")} == {
        ("AT", "Salzburg", "AT323", "2021"),
        ("GR", "Θεσσαλονίκη", "EL522", "2021"),
        ("GR", "Thessaloniki", "EL522", "2021"),
    }
    assert [(issue.code, issue.place, issue.found) for issue in imported.issues] == [("EG-NUTS-001", "row 3", "x")]
    assert (imported.rows_read, imported.rows_mapped) == (3, 2)


def test_a_damaged_workbook_or_one_without_municipalities_stops_the_import(tmp_path: Path) -> None:
    path = tmp_path / "EU-27-LAU-2021-NUTS-2021.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(SourceFormatError, match="NUTS 3 CODE"):
        read(path)
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(SourceFormatError):
        read(path)


@pytest.mark.parametrize("name", CLASSIFICATIONS)
def test_the_workbook_of_an_edition_is_recognised_and_its_rows_add_up(name: str, tmp_path: Path) -> None:
    path = write_classification(tmp_path, name)
    imported = read(path)
    assert find_importer(path) == "nuts"
    assert imported.rows_read == imported.rows_mapped + imported.rows_reported
    assert imported.rows_reported == (1 if name.startswith("NUTS2013") else 0)


def test_the_workbook_of_2024_gives_regions_and_statistical_regions_and_what_moved_whole(tmp_path: Path) -> None:
    imported = read(write_classification(tmp_path, "NUTS2021-NUTS2024.xlsx"))
    regions = {(row["key"], row["level"], row["country"], row["edition"]) for row in rows(imported, "region")}
    assert regions == {
        ("PT1C2", 3, "PT", "2024"), ("EL3", 1, "GR", "2024"), ("XK001", 3, "XK", "2024"), ("MK0", 1, "MK", "2024"),
    }  # fmt: skip
    valid = {(row["region"], row["edition"]) for row in rows(imported, "validity")}
    assert {("PT170", "2021"), ("PT1A0", "2024"), ("NL31", "2021"), ("NL35", "2024"), ("AT", "2021")} <= valid
    assert ("PT170", "2024") not in valid
    moved = {(row["source"], row["target"], row["level"], row["population"]) for row in rows(imported, "change")}
    assert moved == {("PT184", "PT1C2", 3, None), ("AT323", "AT323", 3, None)}
    assert {(row["source_edition"], row["target_edition"]) for row in rows(imported, "change")} == {("2021", "2024")}


def test_workbooks_of_earlier_editions_have_their_columns_elsewhere(tmp_path: Path) -> None:
    later = read(write_classification(tmp_path, "NUTS2016-NUTS2021.xlsx"))
    assert {(row["key"], row["name"]) for row in rows(later, "region")} == {("HR", "HRVATSKA"), ("HR06", "Sjever")}
    assert [(row["source"], row["target"]) for row in rows(later, "change")] == [("UKN10", "UKN0A")]
    earlier = read(write_classification(tmp_path, "NUTS2013-NUTS2016.xlsx"))
    assert [(row["source"], row["target"]) for row in rows(earlier, "change")] == [
        ("DE915", "DE91C"),
        ("DE919", "DE91C"),
    ]
    (issue,) = earlier.issues
    assert (issue.code, issue.place, issue.found) == ("EG-NUTS-001", "row 3", "FR 1")


def test_a_workbook_with_a_like_name_and_other_columns_is_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "Projects by NUTS 2021.xlsx"
    book = openpyxl.Workbook()
    book.active.append(("Project", "Code 2021"))
    book.save(path)
    assert not recognises(path)


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "found"),
    [
        ("NUTS2021-2024.yaml", "AT3\n", "at3\n", "EG-NUTS-001", "at3"),
        ("valid_codes.csv", "EL301", "DE80K (part)", "EG-NUTS-001", "DE80K (part)"),
        ("valid_codes.csv", "code_2016", "code_2017", "EG-NUTS-002", "code_2017"),
        ("walks.csv", "1682078.0", "-5", "EG-NUTS-005", "-5"),
        ("walks.csv", "1682078.0", "many", "EG-NUTS-005", "many"),
        ("walks.csv", "3.0,Hungary,525", "4.0,Hungary,525", "EG-NUTS-001", "4.0"),
        ("labels.csv", "deu", "xxx", "EG-NUTS-004", "xxx"),
        ("labels.csv", "Salzburg und Umgebung", "", "EG-NUTS-003", ""),
        ("lau_2019.csv", "Salzburg,Salzburg,Salzburg", ",,", "EG-NUTS-003", ""),
        ("pc2020_AT_NUTS-2021_v1.0.csv", "'AT111'", "'Tyrol'", "EG-NUTS-001", "Tyrol"),
        ("pc2020_AT_NUTS-2021_v1.0.csv", "'7321'", "", "EG-NUTS-003", ""),
    ],
)
def test_a_row_that_cannot_be_taken_is_reported_with_its_place(
    name: str, old: str, new: str, code: str, found: str, write: Write
) -> None:
    imported = read(write(name, old, new))
    (issue,) = imported.issues
    assert (issue.code, issue.found, issue.file) == (code, found, name)
    assert issue.place.startswith("row ")
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (2, 1, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.csv", "a,b\n1,2\n"),
        ("empty.csv", ""),
        ("other.yaml", "title: something\n"),
        ("other.json", '{"type": "FeatureCollection", "features": []}'),
        ("nuts.txt", "SQLite"),
    ],
)
def test_other_files_are_not_recognised_and_not_read(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert not recognises(path)
    with pytest.raises(SourceFormatError, match="an official list about regions"):
        read(path)


def test_a_list_whose_name_holds_no_edition_stops_with_a_hint(write: Write) -> None:
    path = write("NUTS2021-2024.yaml")
    renamed = path.rename(path.with_name("regions.yaml"))
    with pytest.raises(SourceFormatError, match="year of a NUTS edition") as stopped:
        read(renamed)
    assert "2024" in stopped.value.hint


@pytest.mark.parametrize("name", ["NUTS2021-2024.yaml", "NUTS_RG_60M_2024_4326.geojson"])
def test_a_file_that_breaks_off_stops_the_import(name: str, write: Write) -> None:
    path = write(name)
    path.write_text(LISTS[name].rstrip()[:-3] + '"{', encoding="utf-8")
    with pytest.raises(SourceFormatError):
        read(path)


def test_a_packed_file_that_breaks_off_stops_the_import(write: Write) -> None:
    path = write("walks.csv").with_suffix(".csv.gz")
    path.write_bytes(gzip.compress((LISTS["walks.csv"] * 2000).encode())[:-40])
    with pytest.raises(SourceFormatError):
        read(path)


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    assert not recognises(tmp_path / "none.csv")
    with pytest.raises((SourceFormatError, SourceUnavailableError)):
        read(tmp_path / "none.csv")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(LISTS)), position=st.integers(0, 400), noise=st.binary(max_size=6))
def test_damaged_lists_end_in_a_finding_or_a_clear_error(
    name: str, position: int, noise: bytes, tmp_path: Path
) -> None:
    content = LISTS[name].encode()
    path = tmp_path / name
    path.write_bytes(content[:position] + noise + content[position + len(noise) :])
    try:
        imported = read(path)
    except EcosystemGraphError as error:
        told = str(error)
    else:
        told = str(path)
        assert imported.rows_read == imported.rows_mapped + imported.rows_reported
    assert str(path) in told


def test_no_list_asks_the_network(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a list was asked for over the network")

    monkeypatch.setattr(socket, "socket", refuse)
    for name in LISTS:
        read(write(name))


@pytest.mark.shared
def test_the_real_lists_are_read_whole(shared: Path) -> None:
    expected = {
        "NUTS2021-2024.yaml": (1582, 0), "NUTSUK-2018.yaml": (232, 0), "SR2021-2024.yaml": (466, 0),
        "cross_walks.csv.gz": (66_877, 0), "gisco_nuts_2024.geojson": (1798, 0), "lau_2019.csv.gz": (99_140, 0),
        "nuts3_labels_24_languages.csv.gz": (36_504, 0),
        # "DE80K (part)" and the like are no codes.
        "valid_nuts_codes.csv.gz": (12_272, 95),
    }  # fmt: skip
    for name, (total, reported) in expected.items():
        imported = read(shared / "data" / "nuts" / name)
        assert (imported.rows_read, imported.rows_reported) == (total, reported), name
        assert imported.rows_mapped + imported.rows_reported == total
