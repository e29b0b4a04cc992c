"""Files hold the tables as they are, and the recipe with them."""

import json
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pytest

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.specialisation.analysis import Specialisation
from ecosystem_graph.specialisation.export import write_tables
from ecosystem_graph.specialisation.table import TABLES, tabulate


@pytest.fixture(scope="module")
def tables(worked: Specialisation) -> dict[str, pl.DataFrame]:
    return {name: tabulate(worked, name) for name in ("rca", "complexity")}


def test_a_workbook_has_a_readme_and_a_sheet_per_table(
    tables: dict[str, pl.DataFrame], worked: Specialisation, tmp_path: Path
) -> None:
    write_tables(tables, worked.recipe, tmp_path / "a.xlsx")
    write_tables(tables, worked.recipe, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["README", "rca", "complexity"]
    assert ("scheme", "s3-domain") in list(book["README"].iter_rows(values_only=True))
    assert book["rca"].max_row == 17


def test_every_table_has_a_meaning_for_its_sheet(worked: Specialisation, tmp_path: Path) -> None:
    write_tables({name: tabulate(worked, name, region="AT11") for name in TABLES}, worked.recipe, tmp_path / "all.xlsx")


def test_csv_parquet_and_json_give_back_the_table(
    tables: dict[str, pl.DataFrame], worked: Specialisation, tmp_path: Path
) -> None:
    names = [path.name for path in write_tables(tables, worked.recipe, tmp_path / "s.csv")]
    assert names == ["s.rca.csv", "s.complexity.csv", "s.recipe.json"]
    one = {"rca": tables["rca"]}
    write_tables(one, worked.recipe, tmp_path / "s.parquet")
    write_tables(one, worked.recipe, tmp_path / "s.json")
    document = json.loads((tmp_path / "s.json").read_text())
    assert pl.read_csv(tmp_path / "s.rca.csv").equals(tables["rca"])
    assert pl.read_parquet(tmp_path / "s.parquet").equals(tables["rca"])
    assert document["tables"]["rca"] == tables["rca"].to_dicts()
    stored = [
        json.loads((tmp_path / "s.recipe.json").read_text()), document["recipe"],
        json.loads(pl.read_parquet_metadata(tmp_path / "s.parquet")["recipe"]),
    ]  # fmt: skip
    assert stored == [worked.recipe] * 3


def test_an_unknown_ending_is_refused(worked: Specialisation, tmp_path: Path) -> None:
    with pytest.raises(QueryParameterError, match=r"use \.csv, \.xlsx, \.parquet, \.json"):
        write_tables({}, worked.recipe, tmp_path / "s.docx")
