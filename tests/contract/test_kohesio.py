"""What the importer of Kohesio promises, on small files and on the real list of beneficiaries."""

import gzip
import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.kohesio.importer import read, recognises

Check = Callable[..., None]


@pytest.fixture(scope="module")
def kohesio(maker: Callable[[str], ModuleType]) -> ModuleType:
    return maker("kohesio/country")


@pytest.fixture(params=["COLUMNS_2024", "COLUMNS_2026", "COLUMNS_2014_2020", "COLUMNS_2021_2027"])
def sample(request: pytest.FixtureRequest, kohesio: ModuleType, tmp_path: Path) -> Imported:
    return read(kohesio.write(tmp_path / "latest_XX.csv", getattr(kohesio, request.param)))


@pytest.fixture
def beneficiaries(kohesio: ModuleType, tmp_path: Path) -> Imported:
    return read(kohesio.write_beneficiaries(tmp_path / "beneficiaries.tsv"))


def codes(imported: Imported) -> Counter[str]:
    return Counter(issue.code.removeprefix("EG-KOHESIO-") for issue in imported.issues)


def test_all_layouts_keep_the_contract(sample: Imported, keeps_the_contract: Check) -> None:
    keeps_the_contract(sample)
    assert (sample.rows_read, sample.rows_reported) == (3, 0)


def test_no_column_of_the_latest_files_is_unknown(kohesio: ModuleType, tmp_path: Path) -> None:
    assert (len(kohesio.COLUMNS_2014_2020), len(kohesio.COLUMNS_2021_2027)) == (40, 44)
    for columns in (kohesio.COLUMNS_2014_2020, kohesio.COLUMNS_2021_2027):
        assert codes(read(kohesio.write(tmp_path / "IE-latest.csv", columns))) == Counter()


def test_an_operation_is_stated_once_whoever_its_beneficiaries_are(sample: Imported) -> None:
    assert set(sample.records["project"]["key"]) == {"kohesio.Q7000001", "kohesio.Q7000002"}
    assert sample.records["project"].height == 2
    ends = set(sample.records["participation"].select("project", "organisation", "role", "country").iter_rows())
    assert ends == {
        ("kohesio.Q7000001", "kohesio.Q2000001", "lead", "SE"),
        ("kohesio.Q7000002", "kohesio.Q2000001", "partner", "CZ"),
        ("kohesio.Q7000002", "kohesio.Q2000002", "partner", "CZ"),
    }


def test_days_money_and_currency_are_those_published(sample: Imported) -> None:
    days = {row["key"]: (row["start"], row["start_raw"], row["end"]) for row in sample.records["project"].to_dicts()}
    assert days["kohesio.Q7000001"] == (date(2023, 9, 4), "04/09/2023", None)
    money = {row["key"]: (row["value"], row["currency"], row["raw"]) for row in sample.records["amount"].to_dicts()}
    assert money == {
        "kohesio.Q7000001.total": (Decimal("337478.40"), "EUR", "337478.4"),
        "kohesio.Q7000001.eu": (Decimal("134991.36"), "EUR", "134991.36"),
        "kohesio.Q7000002.total": (Decimal("12000000.00"), "CZK", "1.2E7"),
        "kohesio.Q7000002.eu": (Decimal("400000.00"), "EUR", "400000"),
    }


def test_topics_regions_and_programmes_are_linked(sample: Imported) -> None:
    topics = set(sample.records["topic"].select("subject", "scheme", "code").iter_rows())
    assert topics == {
        ("kohesio.Q7000001", "fund", "esf-plus"), ("kohesio.Q7000001", "policy-objective", "po4"),
        ("kohesio.Q7000001", "intervention-field", "134"), ("kohesio.Q7000002", "fund", "erdf"),
        ("kohesio.Q7000002", "thematic-objective", "6"),
    }  # fmt: skip
    targets = set(sample.records["relation"].select("subject", "predicate", "object").iter_rows())
    assert targets == {("kohesio.Q7000001", "targetsRegion", "SE121"), ("kohesio.Q7000002", "targetsRegion", "CZ041")}
    assert set(sample.records["programme"].select("key", "period").iter_rows()) == {
        ("kohesio.2021SE05SFPR001", "2021-2027"), ("kohesio.2014CZ16RFOP001", "2014-2020"),
    }  # fmt: skip
    assert ("programme", "cci", "2014CZ16RFOP001") in set(
        sample.records["identifier"].select("subject_class", "scheme", "value").iter_rows()
    )


def test_the_layout_of_2024_has_no_names_so_beneficiaries_are_called_by_their_item(
    kohesio: ModuleType, tmp_path: Path
) -> None:
    old = read(kohesio.write(tmp_path / "latest_XX.csv", kohesio.COLUMNS_2024))
    labels = set(resolve(old.records).consolidated["organisation"]["name_untagged"])
    assert labels == {"KOHESIO Q2000001", "KOHESIO Q2000002"}
    new = read(kohesio.write(tmp_path / "latest_YY.csv", kohesio.COLUMNS_2026))
    assert set(new.records["organisation"]["name"]) == {"Uppland by", 'Mlýn "U lípy"'}


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_rows_does_not_matter(seed: int, kohesio: ModuleType, sample: Imported, tmp_path: Path) -> None:
    rows = kohesio.rows()
    random.Random(seed).shuffle(rows)
    columns = kohesio.COLUMNS_2026 if sample.records["organisation"]["name"].null_count() == 0 else kohesio.COLUMNS_2024
    shuffled = read(kohesio.write(tmp_path / "latest_XX.csv", columns, rows))
    for name, table in sample.records.items():
        if name != "record":
            assert table.equals(shuffled.records[name]), name


def test_odd_values_are_reported_with_row_and_column(kohesio: ModuleType, tmp_path: Path) -> None:
    odd = kohesio.rows()[0] | {
        "Operation_Start_Date": "31/02/2020", "Total_Eligible_Expenditure_Currency": "euros", "Fund_Code": "GOLD",
        "Project_EU_Budget": "-1", "NUTS3_Code": "Sweden", "Country": "Atlantis", "Programming_Period": "1990",
        "Beneficiary_Unique_Identifier": "", "Thematic_Objective_ID": "TO12",
    }  # fmt: skip
    lost = kohesio.rows()[1] | {"Operation_Unique_Identifier": "none"}
    imported = read(kohesio.write(tmp_path / "latest_XX.csv", some=[odd, lost]))
    assert (imported.rows_read, imported.rows_mapped, imported.rows_reported) == (2, 1, 1)
    found = {(issue.place, issue.field, issue.found) for issue in imported.issues}
    assert found == {
        ("row 2", "Operation_Start_Date", "31/02/2020"), ("row 2", "Total_Eligible_Expenditure_Currency", "euros"),
        ("row 2", "Fund_Code", "GOLD"), ("row 2", "Project_EU_Budget", "-1"), ("row 2", "NUTS3_Code", "Sweden"),
        ("row 2", "Country", "Atlantis"), ("row 2", "Programming_Period", "1990"), ("row 3", "", ""),
        ("row 2", "Beneficiary_Unique_Identifier", ""), ("row 2", "Thematic_Objective_ID", "TO12"),
    }  # fmt: skip
    assert imported.records["participation"].is_empty()


def test_beneficiaries_are_organisations_with_sums_of_their_own_kind(
    beneficiaries: Imported, keeps_the_contract: Check
) -> None:
    keeps_the_contract(beneficiaries)
    assert (beneficiaries.rows_read, beneficiaries.rows_mapped, beneficiaries.rows_reported) == (7, 5, 2)
    assert codes(beneficiaries) == Counter({"004": 1, "005": 1, "006": 1, "011": 1, "015": 1})
    names = set(beneficiaries.records["organisation"]["name"])
    assert names == {'"Извор" ЕООД', "Община Долина", 'MLÝN 12" s.r.o.', "Pod vodou"}
    assert '"Izvor" EOOD' in set(beneficiaries.records["text"]["text"])
    amounts = beneficiaries.records["amount"]
    assert set(amounts["kind"]) == {"all-projects-total", "all-projects-eu"}
    assert set(amounts["subject_class"]) == {"organisation"}
    assert Decimal("47293750.62") in set(amounts["value"])
    assert beneficiaries.records["project"].is_empty()


def test_items_with_names_are_linked_to_wikidata(tmp_path: Path) -> None:
    path = tmp_path / "beneficiaries.csv"
    path.write_text(
        "Beneficiary,BeneficiaryLabel,Website,WikidataID\n"
        "https://linkedopendata.eu/entity/Q2000001,Uppland by,https://by.example,http://www.wikidata.org/entity/Q999\n"
        "https://linkedopendata.eu/entity/Q2000003,Ort,,unknown\n",
        encoding="utf-8",
    )
    imported = read(path)
    assert codes(imported) == Counter({"024": 1})
    assert ("kohesio.Q2000001", "wikidata", "Q999") in set(
        imported.records["identifier"].select("subject", "scheme", "value").iter_rows()
    )


def test_a_country_file_without_its_amounts_stops(kohesio: ModuleType, tmp_path: Path) -> None:
    columns = tuple(name for name in kohesio.COLUMNS_2026 if name != "Total_Eligible_Expenditure_amount")
    path = kohesio.write(tmp_path / "latest_XX.csv", columns)
    assert recognises(path)
    with pytest.raises(SourceFormatError, match="expected a column 'Total_Eligible_Expenditure_amount'"):
        read(path)


@pytest.mark.shared
def test_the_real_beneficiaries_keep_their_sums_and_countries(shared: Path, keeps_the_contract: Check) -> None:
    path = shared / "data" / "kohesio" / "beneficiaries.tsv.gz"
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    imported = read(path)
    keeps_the_contract(imported)
    assert imported.rows_read == len(rows) == 27_222
    # Rows that lack a name, have xxx or repeat another one word for word are reported, so they are no part of the sums.
    kept = list(dict.fromkeys(tuple(row[:5] + row[6:7]) for row in rows if row[2].strip() not in {"", "xxx"}))
    assert imported.rows_mapped == len(kept)
    for position, kind in ((3, "all-projects-total"), (4, "all-projects-eu")):
        cells = [Decimal(row[position]) for row in kept if row[position]]
        expected = sum((cell.quantize(Decimal("0.01"), ROUND_HALF_UP) for cell in cells), Decimal(0))
        amounts = imported.records["amount"].filter(kind=kind)
        assert amounts["value"].sum() == expected
        assert amounts.height == len(cells)
    countries = Counter(row[0] for row in kept)
    found = Counter(dict(imported.records["organisation"].group_by("country").len().iter_rows()))
    assert sorted(countries.values()) == sorted(found.values())
    assert found["HU"] == countries["Hungary"]
    assert imported.records["text"].height == sum(bool(row[5]) for row in kept)


def test_no_text_of_a_project_is_empty(sample: Imported) -> None:
    assert sample.records["text"].filter(pl.col("text").str.strip_chars() == "").is_empty()
