"""What the importer of keep.eu promises, on a small export and on the real one."""

import importlib.util
import itertools
import random
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pytest

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.records.collection import TABLES
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.keep_eu.description import columns, ignored
from ecosystem_graph.sources.keep_eu.importer import read, recognises
from ecosystem_graph.terms import CONCEPTS

NUTS = [f"NUTS{level} (or equivalent)" for level in (1, 2, 3)]


@pytest.fixture(scope="module")
def keep(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "keep_eu_export", root / "tests" / "fixtures" / "keep_eu" / "export.py"
    )
    if spec is None or spec.loader is None:
        pytest.fail("the maker of exports is gone")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sample(keep: ModuleType, tmp_path: Path) -> Imported:
    return read(keep.sample().write_xlsx(tmp_path / "export.xlsx"))


def _without_rows(imported: Imported) -> dict[str, pl.DataFrame]:
    """All tables without what tells one file from another: checksum, and the row number in the locator."""
    return dict(imported.records) | {"record": imported.records["record"].drop("locator", "checksum")}


def _check_references(imported: Imported) -> None:
    """Every row names a record, keys are unique, and every key that is referred to exists."""
    tables = imported.records
    records = set(tables["record"]["key"])
    for name in TABLES:
        if name != "dataset":
            assert set(tables[name]["record"]) <= records, name
    for name in ("record", "programme", "call", "project", "text", "participation", "amount", "region"):
        assert tables[name]["key"].is_unique().all(), name
    for name, column, target in (
        ("participation", "project", "project"),
        ("participation", "organisation", "organisation"),
        ("participation", "region", "region"),
        ("project", "programme", "programme"),
        ("project", "call", "call"),
        ("call", "programme", "programme"),
        ("region", "parent", "region"),
    ):
        assert set(tables[name][column].drop_nulls()) <= set(tables[target]["key"]), (name, column)


def _check_codes(imported: Imported) -> None:
    """Every code is in the vocabulary of its column."""
    tables = imported.records
    for name, column, scheme in (
        ("participation", "role", "role"),
        ("participation", "region_basis", "region-basis"),
        ("organisation", "legal_status", "legal-status"),
        ("amount", "kind", "budget-kind"),
        ("amount", "phase", "budget-phase"),
        ("amount", "state", "amount-state"),
        ("text", "role", "text-role"),
        ("text", "translation_status", "translation-status"),
        ("programme", "period", "programming-period"),
        ("programme", "strand", "strand"),
    ):
        assert set(tables[name][column].drop_nulls()) <= CONCEPTS[scheme], (name, column)


def test_rows_read_are_rows_mapped_and_rows_reported(keep: ModuleType, sample: Imported) -> None:
    rows = sum(len(keep.sample().rows(kind)) for kind in ("projects", "partners", "calls"))
    assert (sample.rows_read, sample.rows_mapped, sample.rows_reported) == (rows, rows, 0)
    assert sample.records["record"].height == rows


def test_totals_are_those_of_the_file(sample: Imported) -> None:
    counts = sample.records.counts()
    assert {name: counts[name] for name in ("project", "participation", "call", "programme")} == {
        "project": 5, "participation": 9, "call": 4, "programme": 4,
    }  # fmt: skip
    totals = sample.records["amount"].group_by("kind").agg(pl.col("value").sum())
    assert dict(totals.iter_rows())["total"] == Decimal("42306522.50")


def test_references_and_codes_hold(sample: Imported) -> None:
    _check_references(sample)
    _check_codes(sample)


def test_values_are_unchanged(keep: ModuleType, sample: Imported) -> None:
    for partner in keep.sample().partners:
        rows = sample.records["participation"].filter(name=partner["Project Partner"])
        assert rows["town"].to_list() == [partner["Town"]]
        assert rows["country_raw"].to_list() == [partner["Country"]]
        assert rows["region_raw"].to_list() == [partner.get("NUTS3 (or equivalent)")]
    texts = set(sample.records["text"]["text"])
    for project in keep.sample().projects:
        stated = {project.get(column) for column in ("Project Name", "Project Name language 2", "Description EN")}
        assert stated - {None} <= texts


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_does_not_matter(seed: int, keep: ModuleType, sample: Imported, tmp_path: Path) -> None:
    export = keep.sample()
    export.partners.append(dict(export.partners[1]))
    expected = _without_rows(read(export.write_xlsx(tmp_path / "export.xlsx")))
    for kind in ("projects", "partners", "calls"):
        random.Random(seed).shuffle(export.rows(kind))
    shuffled = _without_rows(read(export.write_xlsx(tmp_path / "export.xlsx")))
    for name, table in expected.items():
        assert table.equals(shuffled[name]), name


def test_two_readings_give_the_same_tables_and_issues(sample: Imported) -> None:
    again = read(sample.path)
    assert again.issues == sample.issues
    assert all(table.equals(again.records[name]) for name, table in sample.records.items())


def test_an_unknown_layout_stops(keep: ModuleType, tmp_path: Path) -> None:
    export = keep.sample()
    export.columns = export.columns | {"projects": ("Programme", "Title", "Money")}
    with pytest.raises(SourceFormatError, match="expected a column 'Acronym'"):
        read(export.write_xlsx(tmp_path / "export.xlsx"))


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("projects", "Budget"), ("projects", "EU Funding"), ("projects", "ERDF budget"), ("projects", "Project start"),
        ("projects", "Thematic1"), ("projects", "Thematic Obj"), ("projects", "Inv. Priority"),
        ("projects", "Strategy"), ("projects", "Co-Financing sources"), ("projects", "Call SN"),
        ("projects", "Website"), ("projects", "Period"),
        ("partners", "Lead Partner"), ("partners", "Legal Status"), ("partners", "Country code"),
        ("partners", "NUTS1 (or equivalent)"), ("partners", "NUTS3 (or equivalent)"), ("partners", "Country"),
        ("partners", "Programme"), ("calls", "Start Date"), ("calls", "End Date"), ("calls", "Budget"),
    ],
)  # fmt: skip
def test_an_unknown_value_becomes_an_issue_at_its_row(
    kind: str, column: str, keep: ModuleType, sample: Imported, tmp_path: Path
) -> None:
    export = keep.sample()
    export.rows(kind)[0][column] = "??"
    imported = read(export.write_xlsx(tmp_path / "export.xlsx"))
    new = set(imported.issues) - set(sample.issues)
    assert [issue for issue in new if issue.place.endswith("row 2") and issue.file == "export.xlsx"]
    assert imported.rows_read == imported.rows_mapped + imported.rows_reported


def test_it_works_offline(sample: Imported, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the importer went online")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read(sample.path).rows_mapped == sample.rows_mapped


@pytest.fixture(scope="module")
def real_path(shared: Path) -> Path:
    path = shared / "data" / "keep_eu" / "keep_closed_1420.xlsx"
    return path if path.exists() else pytest.skip("needs the real export of keep.eu")


@pytest.fixture(scope="module")
def real(real_path: Path) -> Imported:
    return read(real_path)


@pytest.fixture(scope="module")
def cells(real_path: Path) -> dict[str, list[dict[str, Any]]]:
    """The cells of the real export, read by another library."""
    workbook = openpyxl.load_workbook(real_path, read_only=True)
    return {sheet.title: list(_rows(sheet.iter_rows(values_only=True))) for sheet in workbook.worksheets}


def _rows(rows: Iterator[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    header = next(rows)
    yield from (dict(zip(header, row, strict=True)) for row in rows if any(row))


@pytest.mark.shared
def test_the_real_export_is_read_whole(real_path: Path, real: Imported) -> None:
    assert recognises(real_path)
    assert (real.rows_read, real.rows_mapped, real.rows_reported) == (1891 + 8621 + 138, 1891 + 8621 + 138, 0)
    tables = real.records
    assert (tables["project"].height, tables["participation"].height, tables["call"].height) == (1891, 8621, 138)
    assert tables["participation"].filter(role="lead").height == 1891
    assert tables["participation"].filter(role="lead")["project"].n_unique() == 1891


@pytest.mark.shared
def test_real_organisations_are_told_apart_by_name_country_and_town(
    real: Imported, cells: dict[str, list[dict[str, Any]]]
) -> None:
    named = {
        (row["Project Partner"], (row["Country code"] or "")[:2], str(row["Town"] or "")) for row in cells["Partners"]
    }
    assert real.records["organisation"]["key"].n_unique() == len(named) == 7250


@pytest.mark.shared
def test_the_real_export_holds_no_broken_reference_or_unknown_code(real: Imported) -> None:
    _check_references(real)
    _check_codes(real)
    codes = Counter(issue.code for issue in real.issues if issue.severity == "violation")
    assert codes == Counter()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("column", "kind"),
    [("Budget", "total"), ("EU Funding", "eu"), ("ERDF budget", "erdf"), ("IPA budget", "ipa"), ("ENI budget", "eni"),
     ("ERDF eq. budget", "erdf-equivalent")],
)  # fmt: skip
def test_real_sums_equal_an_independent_computation_to_the_cent(
    column: str, kind: str, real: Imported, cells: dict[str, list[dict[str, Any]]]
) -> None:
    stated = [str(row[column]) for row in cells["Projects (lead partners)"] if row[column] is not None]
    expected = sum((Decimal(raw.replace(",", "")) for raw in stated), Decimal(0))
    amounts = real.records["amount"].filter(kind=kind, subject_class="project")
    assert amounts["value"].sum() == expected.quantize(Decimal("0.01"))
    assert Counter(amounts["raw"]) == Counter(stated)
    assert amounts.filter(state="published-zero").height == stated.count("0")


@pytest.mark.shared
def test_the_country_and_nuts_code_of_every_real_row_arrive(
    real: Imported, cells: dict[str, list[dict[str, Any]]]
) -> None:
    alpha2 = {"UK": "GB", "EL": "GR"}
    expected: Counter[tuple[str | None, ...]] = Counter()
    for row in cells["Partners"]:
        prefix = row["Country code"][:2] if row["Country code"] else None
        code = row[NUTS[2]].split()[0] if row[NUTS[2]] else None
        country = alpha2.get(prefix, prefix) if prefix else None
        expected[row["Project Partner"].strip(), row["Country"], country, code, "2013" if code else None] += 1
    fields = ("name", "country_raw", "country", "region", "region_edition")
    assert Counter(real.records["participation"].select(fields).iter_rows()) == expected


@pytest.mark.shared
def test_every_filled_cell_of_the_real_projects_is_in_a_table_an_issue_or_an_ignored_column(
    real: Imported, cells: dict[str, list[dict[str, Any]]]
) -> None:
    held: set[str] = {issue.found for issue in real.issues}
    for name in ("project", "programme", "call", "text", "topic", "amount", "participation", "organisation"):
        for values in real.records[name].get_columns():
            held |= {_spelt(value) for value in values.drop_nulls().unique()}
    held |= {"EUR", "2014-2020", ".", "ERDF", "IPA/IPA II, ERDF"}
    for row in cells["Projects (lead partners)"]:
        for column in set(columns("projects")) - set(ignored("projects")):
            value = str(row[column] or "").strip()
            assert not value or value in held, (column, value[:80])


def _spelt(value: object) -> str:
    return value.strftime("%Y/%m/%d") if isinstance(value, date | datetime) else str(value)


@pytest.mark.shared
def test_real_themes_and_texts_arrive_in_full(real: Imported, cells: dict[str, list[dict[str, Any]]]) -> None:
    projects = cells["Projects (lead partners)"]
    themes = Counter(theme for row in projects for theme in {row[f"Thematic{n}"] for n in (1, 2, 3)} - {None})
    assert Counter(real.records["topic"].filter(scheme="keep-theme")["raw"]) == themes
    slots = [
        column
        for column in columns("projects")
        if column.startswith(("Project Name", "Desc", "Expected", "Ach", "Del"))
    ]
    texts = Counter(str(row[column]).strip() for row, column in itertools.product(projects, slots) if row[column])
    assert texts - Counter(real.records["text"]["text"]) == Counter(["."])
    languages = Counter(real.records["text"]["language"])
    assert languages["en"] > 5000
    assert languages["und"] / sum(languages.values()) < 0.05


@pytest.mark.shared
def test_the_real_s3_4alpclusters_has_15_partners_and_a_swiss_lead(real: Imported) -> None:
    project = real.records["project"].filter(acronym="S3-4AlpClusters").row(0, named=True)
    assert (project["start"], project["end"]) == (date(2016, 11, 1), date(2019, 4, 30))
    partners = real.records["participation"].filter(project=project["key"])
    assert partners.height == 15
    assert partners.filter(role="lead").select("country", "region").rows() == [("CH", "CH022")]
    amounts = real.records["amount"].filter(subject=project["key"]).select("kind", "value", "raw")
    assert ("total", Decimal("2521964.00"), "2,521,964.00") in amounts.rows()
    assert ("eu", Decimal("1929500.00"), "1929500") in amounts.rows()


@pytest.mark.shared
def test_the_real_export_holds_no_address_of_a_person(real: Imported) -> None:
    email = r"[\w.-]+@[\w-]+\.[A-Za-z]{2,}"
    for name, table in real.records.items():
        for column in table.select(pl.col(pl.String)).get_columns():
            assert not column.str.contains(email).any(), (name, column.name)
    assert "@" not in "".join(issue.found for issue in real.issues if issue.code == "EG-KEEP-030")
