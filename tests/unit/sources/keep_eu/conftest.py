"""A small export to change, write and read."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.keep_eu.importer import read


@pytest.fixture(scope="session")
def keep(root: Path) -> ModuleType:
    """Return the module that makes exports."""
    spec = importlib.util.spec_from_file_location(
        "keep_eu_export", root / "tests" / "fixtures" / "keep_eu" / "export.py"
    )
    if spec is None or spec.loader is None:
        pytest.fail("the maker of exports is gone")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def export(keep: ModuleType) -> Any:
    """Return a fresh sample export."""
    return keep.sample()


@pytest.fixture
def read_back(tmp_path: Path) -> Callable[[Any], Imported]:
    """Return a function that writes an export as a workbook and reads it."""
    return lambda export: read(export.write_xlsx(tmp_path / "export.xlsx"))


def row_of(imported: Imported, table: str, **cells: object) -> dict[str, Any]:
    """Return the one row of a table whose cells are as given."""
    rows = imported.records[table].filter(*(pl.col(name) == value for name, value in cells.items()))
    return rows.row(0, named=True) if rows.height == 1 else pytest.fail(f"{rows.height} rows of {table} with {cells}")


def issues_of(imported: Imported, code: str) -> list[Issue]:
    """Return the issues with a code."""
    return [issue for issue in imported.issues if issue.code == code]


@pytest.fixture
def the() -> Callable[..., dict[str, Any]]:
    return row_of


@pytest.fixture
def found() -> Callable[[Imported, str], list[Issue]]:
    return issues_of
