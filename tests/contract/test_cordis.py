"""What the importer of CORDIS promises, on a small release and on the real tables."""

import csv
import gzip
import io
import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.records import RecordSet, concat_record_sets
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.sources.cordis.importer import read, recognises
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import find_importer, importer_of, plan_inputs

Check = Callable[..., None]


@pytest.fixture(scope="module")
def cordis(maker: Callable[[str], ModuleType]) -> ModuleType:
    return maker("cordis/release")


@pytest.fixture
def sample(cordis: ModuleType, tmp_path: Path) -> Imported:
    return read(cordis.sample().write_zip(tmp_path / "cordis-HORIZONprojects-csv.zip"))


def only(records: RecordSet, table: str, **where: object) -> dict[str, object]:
    rows = records[table].filter(**where)
    assert rows.height == 1, (table, where, rows)
    return rows.row(0, named=True)


def codes(imported: Imported) -> Counter[str]:
    return Counter(issue.code.removeprefix("EG-CORDIS-") for issue in imported.issues)


def without_place(imported: Imported) -> dict[str, pl.DataFrame]:
    """All tables without what tells one file from another."""
    return dict(imported.records) | {"record": imported.records["record"].drop("locator", "checksum", "file")}


def test_a_release_keeps_the_contract(sample: Imported, keeps_the_contract: Check) -> None:
    keeps_the_contract(sample, {"EG-RES-021"})  # numbers of organisations that are made up have no right check digit
    assert (sample.rows_read, sample.rows_mapped, sample.rows_reported) == (17, 16, 1)


def test_every_doubt_is_reported_once(sample: Imported) -> None:
    assert codes(sample) == Counter({"008": 1, "010": 1, "013": 1, "021": 1, "024": 1})
    (link,) = (issue for issue in sample.issues if issue.code == "EG-CORDIS-024")
    assert (link.place, link.field, link.found) == ("csv/webLink.csv, row 3", "represents", "deliverable")


def test_a_project_keeps_what_is_published(sample: Imported) -> None:
    project = only(sample.records, "project", key="cordis.101000001", acronym="TIMBER", status="signed")
    assert (project["programme"], project["call"]) == ("cordis.HORIZON", "cordis.HORIZON-CL5-2022-D4")
    assert (project["start"], project["end_raw"]) == (date(2023, 1, 1), "2026-12-31")
    impossible = only(sample.records, "project", key="cordis.101000002", status="closed")
    assert (impossible["start"], impossible["start_raw"], impossible["end"]) == (None, "2023-02-30", date(2022, 1, 1))
    titles = sample.records["text"].filter(role="title")
    assert dict(titles.select("subject", "text").iter_rows())["cordis.700001"] == "Night trains"
    assert set(sample.records["programme"].select("key", "name", "period").iter_rows()) == {
        ("cordis.HORIZON", "Horizon Europe", "2021-2027"), ("cordis.H2020", "Horizon 2020", "2014-2020"),
    }  # fmt: skip


def test_money_is_exact_in_either_style(sample: Imported) -> None:
    amounts = {row["key"]: (row["value"], row["raw"], row["state"]) for row in sample.records["amount"].to_dicts()}
    assert amounts["cordis.101000001.total"] == (Decimal("2073781.25"), "2073781,25", "published")
    assert amounts["cordis.101000001.eu"] == (Decimal("1750000.50"), "1750000.5", "published")
    assert amounts["cordis.101000002.total"][2] == "published-zero"
    assert amounts["cordis.700001.eu"] == (Decimal("10000000.00"), "9999999.995", "published")
    assert amounts["cordis.101000001.999000002.participant.net-eu"][0] == Decimal("800000.00")
    assert "cordis.101000001.999000003.associatedPartner.eu" not in amounts


def test_organisations_have_role_type_country_region_and_identifiers(sample: Imported) -> None:
    roles = {row["role_raw"]: row["role"] for row in sample.records["participation"].to_dicts()}
    assert roles == {
        "coordinator": "lead", "participant": "partner", "associatedPartner": "associated", "thirdParty": "third-party",
    }  # fmt: skip
    countries = set(sample.records["participation"].select("country_raw", "country").iter_rows())
    assert {("EL", "GR"), ("UK", "GB"), ("CH", "CH")} <= countries
    types = {row["key"]: (row["type"], row["type_raw"]) for row in sample.records["organisation"].to_dicts()}
    assert types["cordis.999000002"] == ("sme", "PRC SME")
    assert types["cordis.999000004"] == ("enterprise", "PRC")
    holzbau = only(sample.records, "organisation", key="cordis.999000002")
    assert (holzbau["website"], holzbau["region"]) == ("http://www.holzbau.example", "ITH20")
    identifiers = set(sample.records["identifier"].select("subject", "scheme", "value").iter_rows())
    assert {
        ("cordis.999000001", "pic", "999000001"), ("cordis.999000001", "vat", "ATU12345678"),
        ("cordis.101000002", "doi", "10.3030/101000002"), ("cordis.700001", "cordis-rcn", "207198"),
    } <= identifiers  # fmt: skip


def test_nothing_that_leads_to_persons_enters(sample: Imported) -> None:
    for table in sample.records.values():
        for cells in table.select(pl.selectors.string()).iter_columns():
            assert not cells.str.contains("contact/|@").any(), cells.name


def test_a_topic_keeps_code_and_words_and_names_its_project_alone(sample: Imported) -> None:
    topics = set(sample.records["topic"].select("subject", "scheme", "code", "raw").iter_rows())
    assert ("cordis.101000009", "euroscivoc", "/25", "building") in topics
    assert ("cordis.101000001", "call-topic", "HORIZON-CL5-2022-D4-01", "Low-carbon buildings") in topics
    assert ("cordis.700001", "programme-part", "H2020-EU.3.4.", "Transport") in topics
    concepts = resolve(sample.records).consolidated["open_concept"]
    assert ("euroscivoc", "/23/1", "wood") in concepts.rows()


@pytest.mark.parametrize("form", ["folder", "json", "xlsx"])
def test_every_form_says_the_same_as_the_archive(
    form: str, cordis: ModuleType, sample: Imported, tmp_path: Path
) -> None:
    release = cordis.sample()
    if form == "folder":
        files = sorted(release.write_csv(tmp_path / "csv").iterdir())
    else:
        write = release.write_json if form == "json" else release.write_xlsx
        files = [write(tmp_path / f"{kind}.{form}", kind) for kind in release.columns]
    assert all(map(recognises, files))
    parts = [read(path) for path in files]
    assert sum(part.rows_mapped for part in parts) == sample.rows_mapped
    whole = concat_record_sets(part.records for part in parts)
    for name in ("project", "participation", "organisation", "identifier", "amount", "text"):
        same = pl.concat([whole[name]]).unique().sort(whole[name].columns, nulls_last=True)
        assert same.height == sample.records[name].height, name
        assert same.drop("record").equals(sample.records[name].drop("record")), name


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_the_other_archives_say_the_same(form: str, cordis: ModuleType, sample: Imported, tmp_path: Path) -> None:
    path = cordis.sample().write_packed(tmp_path / f"cordis-HORIZONprojects-{form}.zip", form)
    assert recognises(path)
    packed = read(path)
    assert (packed.rows_read, codes(packed)) == (sample.rows_read, codes(sample))
    for name in ("project", "participation", "organisation", "identifier", "amount", "topic", "text"):
        assert packed.records[name].drop("record").equals(sample.records[name].drop("record")), name


def test_the_columns_of_the_latest_release_are_all_known(cordis: ModuleType, tmp_path: Path) -> None:
    release = cordis.sample()
    release.columns["project"] = cordis.LATEST
    imported = read(release.write_zip(tmp_path / "latest.zip"))
    assert not {"001", "002"} & set(codes(imported))


def test_cells_keep_their_meaning_in_the_forms_of_the_latest_release(cordis: ModuleType, tmp_path: Path) -> None:
    release = cordis.sample()
    release.tables["organization"] = cordis.odd_organizations()
    imported = read(release.write_csv(tmp_path / "csv") / "organization.csv")
    assert {(issue.code, issue.found) for issue in imported.issues} == {("EG-CORDIS-015", "DE;HU")}
    paid = {row["key"].removeprefix("cordis.700001."): row["value"] for row in imported.records["amount"].to_dicts()}
    assert paid["999000011.thirdParty.total"] == Decimal("960619.95")
    assert paid["999000011.thirdParty.net-eu"] == Decimal("528340.97")
    assert paid["999000011.thirdParty.eu"] == 0
    assert "999000012.partner.eu" not in paid
    places = set(imported.records["participation"].select("country", "country_raw", "region", "role").iter_rows())
    assert places == {
        ("GR", "EL", "EL303", "third-party"), ("HK", "HK", None, "associated"), ("XK", "XK", None, "partner"),
        (None, "DE;HU", None, "associated"),
    }  # fmt: skip


def test_the_flat_files_of_earlier_years_say_the_same_and_no_contact_person(
    cordis: ModuleType, sample: Imported, tmp_path: Path
) -> None:
    release = cordis.sample()
    release.tables["project"][2]["legalBasis"] = "H2020-EU.3.4.;H2020-EU.2.1."
    projects = read(release.write_flat(tmp_path / "cordis-h2020projects.csv", "project"))
    organisations = read(release.write_flat(tmp_path / "cordis-h2020organizations.csv", "organization"))
    assert not {"001", "003", "025"} & {*codes(projects), *codes(organisations)}
    assert projects.records["project"].height == 3
    assert projects.records["call"].height == 1
    parts = projects.records["topic"].filter(scheme="programme-part")
    assert set(parts.select("subject", "code").iter_rows()) == {
        ("cordis.101000001", "HORIZON.2.5"), ("cordis.101000002", "HORIZON.1.2"),
        ("cordis.700001", "H2020-EU.3.4."), ("cordis.700001", "H2020-EU.2.1."),
    }  # fmt: skip
    assert (
        organisations.records["participation"]
        .drop("record", "region", "region_raw", "region_basis")
        .equals(sample.records["participation"].drop("record", "region", "region_raw", "region_basis"))
    )
    assert "Nobody" not in str([table.to_dicts() for table in organisations.records.values()])


def test_archives_of_several_programmes_are_read_in_one_build(cordis: ModuleType, tmp_path: Path) -> None:
    one, other = cordis.sample(), cordis.sample()
    one.tables["project"] = one.tables["project"][:2]
    other.tables["project"] = other.tables["project"][2:]
    one.write_zip(tmp_path / "horizon.zip")
    other.write_zip(tmp_path / "h2020.zip")
    plan = plan_inputs([tmp_path])
    assert [(each.source, each.path.name) for each in plan.files] == [
        ("cordis", "h2020.zip"),
        ("cordis", "horizon.zip"),
    ]


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_rows_does_not_matter(seed: int, cordis: ModuleType, sample: Imported, tmp_path: Path) -> None:
    release = cordis.sample()
    for rows in release.tables.values():
        random.Random(seed).shuffle(rows)
    shuffled = without_place(read(release.write_zip(tmp_path / "shuffled.zip")))
    for name, table in without_place(sample).items():
        assert table.equals(shuffled[name]), name


def test_two_readings_give_the_same_tables_and_issues(sample: Imported) -> None:
    again = read(sample.path)
    assert again.issues == sample.issues
    assert all(table.equals(again.records[name]) for name, table in sample.records.items())


def test_unknown_and_missing_columns_are_reported_and_cost_nothing(cordis: ModuleType, tmp_path: Path) -> None:
    release = cordis.sample()
    release.columns["project"] = ("mood", *(name for name in release.columns["project"] if name != "grantDoi"))
    imported = read(release.write_csv(tmp_path / "csv") / "project.csv")
    fields = {(issue.code, issue.field) for issue in imported.issues}
    assert {("EG-CORDIS-001", "mood"), ("EG-CORDIS-002", "grantDoi")} <= fields
    assert imported.rows_mapped == 3


def test_a_required_column_that_is_missing_stops(cordis: ModuleType, tmp_path: Path) -> None:
    release = cordis.sample()
    release.columns["organization"] = tuple(name for name in release.columns["organization"] if name != "role")
    path = release.write_csv(tmp_path / "csv") / "organization.csv"
    assert recognises(path)
    with pytest.raises(SourceFormatError, match="expected a column 'role'"):
        read(path)


def test_the_same_organisation_in_a_project_twice_is_kept_twice(cordis: ModuleType, tmp_path: Path) -> None:
    release = cordis.sample()
    first = release.tables["organization"][0]
    release.tables["organization"] += [dict(first), first | {"ecContribution": "1"}]
    imported = read(release.write_csv(tmp_path / "csv") / "organization.csv")
    assert codes(imported) == Counter({"005": 1, "006": 1, "021": 1})
    assert (imported.rows_mapped, imported.rows_reported) == (7, 1)
    sums = imported.records["amount"].filter(pl.col("key").str.contains("999000001.coordinator"), kind="eu")
    assert sorted(map(str, sums["value"])) == ["1.00", "181153.00", "900000.25"]


def test_participations_with_record_numbers_meet_their_grants(
    cordis: ModuleType, sample: Imported, tmp_path: Path
) -> None:
    path = cordis.write_variant(tmp_path / "h2020_participations.csv.gz")
    slug = find_importer(path)
    assert slug == "cordis-h2020-participations"
    imported = importer_of(slug).read(path)
    both = resolve(concat_record_sets([sample.records, imported.records])).consolidated
    assert both["project"].filter(key="cordis.700001").height == 1
    assert "cordis-h2020-participations.207198" not in both["project"]["key"]
    assert both["project"].filter(key="cordis-rcn.299999").height == 1
    labels = dict(both["organisation"].select("key", "name_untagged").iter_rows())
    assert labels["pic.999000099"] == "PIC 999000099"
    roles = dict(imported.records["participation"].select("role_raw", "role").iter_rows())
    assert roles == {"coordinator": "lead", "participant": "partner", "partner": "associated"}
    parts = imported.records["topic"].filter(subject="cordis-h2020-participations.207198")["code"].to_list()
    assert parts == ["LEIT", "SC4"]
    names = both["programme"].select(programme="key", name="name")
    programmes = both["project"].join(names, on="programme").select("key", "name")
    assert {("cordis.700001", "Horizon 2020"), ("cordis-rcn.299999", "Horizon 2020")} <= set(programmes.iter_rows())


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "scheme", "column"),
    [("euroSciVoc", "euroscivoc", 1), ("topics", "call-topic", 1), ("legalBasis", "programme-part", 1)],
)
def test_the_real_workbooks_give_one_topic_per_row(shared: Path, name: str, scheme: str, column: int) -> None:
    path = shared / "data" / "cordis" / f"{name}.xlsx"
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    sheet.reset_dimensions()  # the files say that they have one row
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    imported = read(path)
    assert (imported.rows_read, imported.rows_reported) == (len(rows), 0)
    topics = imported.records["topic"].filter(scheme=scheme)
    expected = {(f"cordis.{row[0]}", str(row[column])) for row in rows}
    assert set(topics.select("subject", "code").iter_rows()) == expected
    assert imported.records["project"]["key"].n_unique() == len({row[0] for row in rows})


@pytest.mark.shared
def test_the_real_programme_parts_give_one_topic_per_row(shared: Path) -> None:
    path = shared / "data" / "cordis" / "programme_parts.csv.gz"
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    imported = read(path)
    assert imported.rows_mapped == imported.records["topic"].height == len(rows) == 37_441
