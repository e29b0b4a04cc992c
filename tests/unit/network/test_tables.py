"""Tables of analyses as files, with their recipe."""

import json
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pytest

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.tables import write_tables

TABLES = {"figures": pl.DataFrame({"figure": ["share"], "value": [float("nan")]}), "nodes": pl.DataFrame({"id": ["a"]})}
RECIPE: dict[str, str | int | float] = {"weighting": "newman"}


def test_csv_has_a_file_per_table_and_the_recipe(tmp_path: Path) -> None:
    written = write_tables(TABLES, RECIPE, tmp_path / "change.csv")
    assert [path.name for path in written] == ["change.figures.csv", "change.nodes.csv", "change.recipe.json"]
    assert written[0].read_text() == "figure,value\nshare,\n"
    assert json.loads(written[2].read_text()) == RECIPE


def test_a_workbook_begins_with_a_readme_and_json_is_one_object(tmp_path: Path) -> None:
    (path,) = write_tables(TABLES, RECIPE, tmp_path / "change.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["README", "figures", "nodes"]
    assert ("weighting", "newman") in list(book["README"].iter_rows(values_only=True))
    (path,) = write_tables(TABLES, RECIPE, tmp_path / "change.json")
    assert json.loads(path.read_text()) == {
        "recipe": RECIPE, "figures": [{"figure": "share", "value": None}], "nodes": [{"id": "a"}]
    }  # fmt: skip


def test_another_ending_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(QueryParameterError, match=r"change\.pdf: cannot write .* \.csv, \.xlsx, \.json"):
        write_tables(TABLES, RECIPE, tmp_path / "change.pdf")
