"""What the importer of keep.eu promises for the current workbook, the JSON interface and partner rows."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from ecosystem_graph.records import concat_record_sets
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.sources.cordis.importer import read as read_cordis
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.keep_eu.importer import read, recognises
from ecosystem_graph.sources.registry import find_importer

Check = Callable[..., None]


@pytest.fixture(scope="module")
def keep(maker: Callable[[str], ModuleType]) -> ModuleType:
    return maker("keep_eu/current")


@pytest.fixture
def workbook(keep: ModuleType, tmp_path: Path) -> Imported:
    return read(keep.write(tmp_path / "Project_search_results_keep_eu.xlsx"))


@pytest.fixture
def partnerships(keep: ModuleType, tmp_path: Path) -> Imported:
    return read(keep.write_lines(tmp_path / "partnerships.jsonl", keep.partnerships()))


def found(imported: Imported) -> Counter[tuple[str, str]]:
    return Counter((issue.code.removeprefix("EG-KEEP-"), issue.field) for issue in imported.issues)


def test_the_workbook_keeps_the_contract(workbook: Imported, keeps_the_contract: Check) -> None:
    keeps_the_contract(workbook, {"EG-RES-021"})  # numbers of organisations that are made up have no right check digit
    assert (workbook.rows_read, workbook.rows_mapped, workbook.rows_reported) == (9, 8, 1)


def test_each_doubt_is_reported_with_the_column_as_published(workbook: Imported) -> None:
    doubts = found(workbook)
    assert {
        ("042", "Project's total budget / expenditure"): 1, ("046", "Project end"): 1, ("051", ""): 1,
        ("052", "Project acronym"): 1, ("053", "Type of Organisation"): 1, ("054", "Lead partner"): 1,
        ("055", "Theme 1"): 1, ("059", "Participant Identification Code"): 1, ("060", "Partner’s ID if not PIC"): 1,
    }.items() <= dict(doubts).items()  # fmt: skip
    assert {code for code, _ in doubts} - {"035"} == {
        "039", "042", "046", "051", "052", "053", "054", "055", "059", "060",
    }  # fmt: skip


def test_sheets_are_found_wherever_they_stand(keep: ModuleType, workbook: Imported, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    reverse = read(keep.write(tmp_path / "other" / "Project_search_results_keep_eu.xlsx", reverse=True))
    assert reverse.rows_reported == workbook.rows_reported
    for name in ("project", "participation", "organisation", "amount", "text", "identifier"):
        assert reverse.records[name].equals(workbook.records[name]), name


def test_a_project_of_the_workbook_keeps_what_is_published(workbook: Imported) -> None:
    huts = workbook.records["project"].filter(acronym="HUTS").drop_nulls("start").row(0, named=True)
    assert (huts["start"], huts["end"], huts["website"]) == (
        date(2022, 11, 1),
        date(2025, 4, 30),
        "https://huts.example",
    )
    amounts = dict(workbook.records["amount"].filter(subject=huts["key"]).select("kind", "value").iter_rows())
    assert amounts == {"total": Decimal("2073781.25"), "eu": Decimal("1555335.94")}
    titles = workbook.records["text"].filter(subject=huts["key"], role="title").select("language", "text")
    assert set(titles.iter_rows()) == {("en", "Huts without diesel"), ("und", "Hütten ohne Diesel")}
    assert workbook.records["topic"].filter(subject=huts["key"])["code"].to_list() == ["renewable-energy"]
    periods = dict(workbook.records["programme"].select("name", "period").iter_rows())
    assert periods == {
        "2021 - 2027 Interreg VI-B Alpine Space": "2021-2027", "2014 - 2020 INTERREG VB Alpine Space": "2014-2020",
    }  # fmt: skip


def test_partners_find_their_project_by_number_or_acronym(workbook: Imported) -> None:
    projects = {row["key"]: row["acronym"] for row in workbook.records["project"].to_dicts()}
    partners = {row["name"]: row for row in workbook.records["participation"].to_dicts()}
    assert {name: projects[row["project"]] for name, row in partners.items()} == {
        "University of the Valleys": "HUTS", "Hut Wardens": "HUTS", "Съюз": "HUTS", "Canton": "28",
    }  # fmt: skip
    assert partners["University of the Valleys"]["role"] == "lead"
    assert (partners["Съюз"]["role"], partners["Съюз"]["role_raw"]) == ("partner", "perhaps")
    identifiers = set(workbook.records["identifier"].select("scheme", "value").iter_rows())
    assert identifiers == {
        ("pic", "999000001"), ("national-register", "SE212000-9999"), ("national-register", "BG000057999"),
    }  # fmt: skip
    other = workbook.records["text"].filter(role="other-name")["text"].to_list()
    assert "Universität der Täler" in other


def test_a_participant_code_is_one_organisation_in_keep_and_cordis(
    keep: ModuleType, maker: Callable[[str], ModuleType], workbook: Imported, tmp_path: Path
) -> None:
    cordis = read_cordis(maker("cordis/release").sample().write_zip(tmp_path / "cordis.zip"))
    both = resolve(concat_record_sets([workbook.records, cordis.records])).consolidated
    projects = set(both["participation"].filter(organisation="pic.999000001")["project"])
    assert len(projects) == 3
    assert {key.split(".")[0] for key in projects} == {"cordis", "keep-eu"}


def test_rows_of_the_interface_keep_the_contract(partnerships: Imported, keeps_the_contract: Check) -> None:
    keeps_the_contract(partnerships)
    assert partnerships.issues == ()
    states = {
        row["subject"]: (row["state"], row["value"])
        for row in partnerships.records["amount"].filter(kind="total").to_dicts()
    }
    assert states == {
        "keep-eu.81001": ("published", Decimal("560000.10")), "keep-eu.81002": ("published-zero", Decimal("0.00")),
        "keep-eu.81003": ("unpublished", None),
    }  # fmt: skip
    seats = dict(partnerships.records["organisation"].select("key", "country").iter_rows())
    places = dict(partnerships.records["participation"].select("organisation", "country").iter_rows())
    assert (seats["keep-eu.71003"], places["keep-eu.71003"]) == ("FR", "BE")
    identifiers = set(partnerships.records["identifier"].select("subject", "scheme", "value").iter_rows())
    assert {("keep-eu.71002", "national-register", "BG999155067"), ("keep-eu.91001", "keep", "91001")} <= identifiers


def test_operations_and_partnerships_meet_by_number(keep: ModuleType, partnerships: Imported, tmp_path: Path) -> None:
    operations = read(keep.write_lines(tmp_path / "operations.jsonl", keep.operations()))
    both = resolve(concat_record_sets([operations.records, partnerships.records])).consolidated
    project = both["project"].row(0, named=True)
    assert (both["project"].height, project["key"], project["stated_partner_count"]) == (1, "keep.91001", 3)
    assert both["participation"].height == 3


@pytest.mark.parametrize("form", ["array", "page", "object", "lines"])
def test_a_project_of_the_interface_brings_its_partnerships(
    form: str, keep: ModuleType, tmp_path: Path, keeps_the_contract: Check
) -> None:
    rows = keep.nested()
    path = tmp_path / ("rows.jsonl" if form == "lines" else "rows.json")
    if form == "lines":
        keep.write_lines(path, rows)
    else:
        whole = {"array": rows, "page": {"count": 1, "next": None, "results": rows}, "object": rows[0]}[form]
        path.write_text(json.dumps(whole), encoding="utf-8")
    assert find_importer(path) == "keep-eu"
    imported = read(path)
    keeps_the_contract(imported)
    assert found(imported) == Counter({("037", "partnerships"): 1, ("041", "translations"): 1, ("055", "themes"): 1})
    participation = imported.records["participation"].row(0, named=True)
    assert (participation["role"], participation["country"], participation["name"]) == ("lead", "BG", "Δήμος")
    assert imported.records["organisation"]["country"].to_list() == ["GR"]
    amounts = dict(imported.records["amount"].select("key", "value").iter_rows())
    assert amounts["keep-eu.81001.eu"] == Decimal("448000.00")
    project = imported.records["project"].drop_nulls("programme").row(0, named=True)
    assert (project["key"], project["start"], project["status"]) == ("keep-eu.91001", date(2022, 3, 31), "closed")
    assert set(imported.records["text"]["text"]) == {"Two towns", "A bridge; ask [e-mail removed].", "Town"}
    assert imported.records["topic"]["code"].to_list() == ["tourism"]
    assert imported.records["programme"]["name"].to_list() == ["2021 - 2027 Greece - Bulgaria"]


def test_partner_rows_alone_give_projects_by_programme_and_acronym(tmp_path: Path, keeps_the_contract: Check) -> None:
    path = tmp_path / "rows.csv"
    header = (
        "Programme,Acronym,Project.Partner,Lead.Partner,Street,Postal.code,Town,Country,Website,Department,Legal.Status,"
        "Country.code,NUTS1..or.equivalent.,NUTS2..or.equivalent.,NUTS3..or.equivalent.,Join,ID_PARTICIPATION,ID_PARTNER"
    )
    rows = (
        '2007 - 2013 Alps,HUTS,"Land, Abteilung 5",Yes,Weg 1,5020,Salzburg,Austria,http://x.example,,public,'
        "AT Austria / ÖSTERREICH,AT3  / WEST,AT32  / Salzburg,AT323  / Umgebung,j,p1,P1",
        "2007 - 2013 Alps,HUTS,Ente,No,,,Trento,Italy,,,n/a,IT Italy / ITALIA,,,ITH20  / Trento,j,p2,P2",
    )
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    assert find_importer(path) == "keep-eu"
    imported = read(path)
    keeps_the_contract(imported)
    assert imported.issues == ()
    assert imported.records["project"].select("acronym").rows() == [("HUTS",)]
    places = set(imported.records["participation"].select("name", "country", "region", "role").iter_rows())
    assert places == {("Land, Abteilung 5", "AT", "AT323", "lead"), ("Ente", "IT", "ITH20", "partner")}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["partners_sample.jsonl", "operations_sample.jsonl"])
def test_real_rows_of_the_interface_are_read(shared: Path, name: str, keeps_the_contract: Check) -> None:
    path = shared / "data" / "keep_eu" / name
    assert recognises(path)
    imported = read(path)
    keeps_the_contract(imported)
    assert imported.rows_mapped == len(path.read_text(encoding="utf-8").splitlines())
    assert imported.issues == ()


@pytest.mark.shared
def test_real_partner_rows_are_read(shared: Path, keeps_the_contract: Check) -> None:
    path = shared / "data" / "keep_eu" / "participations_2000_2020.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    imported = read(path)
    keeps_the_contract(imported, {"EG-RES-014"})
    facts = [name for name in rows[0] if name not in {"Join", "ID_PARTICIPATION", "ID_PARTNER", "Website", "Country"}]
    once = list({tuple(row[name].strip() for name in facts): row for row in rows}.values())
    assert (imported.rows_read, imported.rows_mapped) == (len(rows), len(once)) == (29_994, 29_987)
    expected = Counter(row["Country.code"].strip()[:2] for row in once)
    found_codes = imported.records["participation"].with_columns(
        code=pl.col("country").replace({"GR": "EL", "GB": "UK"})
    )
    assert dict(found_codes.group_by("code").len().iter_rows()) == dict(expected)
    leads = sum(row["Lead.Partner"].strip() == "Yes" for row in once)
    assert imported.records["participation"].filter(role="lead").height == leads
