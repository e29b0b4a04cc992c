"""What the contract tests of importers share."""

import importlib.util
from collections.abc import Callable, Collection
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from ecosystem_graph.resolve.concept import CODES
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.sources.importer import Imported


@pytest.fixture(scope="session")
def maker(root: Path) -> Callable[[str], ModuleType]:
    """Return a function that loads a maker of small files, ``cordis/release`` for instance."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(
            name.replace("/", "_"), root / "tests" / "fixtures" / f"{name}.py"
        )
        if spec is None or spec.loader is None:
            pytest.fail(f"the maker {name} is gone")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def keeps_the_contract() -> Callable[..., None]:
    """Return a check of what every importer promises about rows, keys, codes and references.

    ``doubts`` are the codes of what resolution may find in data that states wrong places; otherwise it finds nothing.
    """

    def check(imported: Imported, doubts: Collection[str] = ()) -> None:
        assert imported.rows_read == imported.rows_mapped + imported.rows_reported
        assert imported.records["record"].height == imported.rows_mapped
        assert list(imported.issues) == sorted(set(imported.issues))
        resolved = resolve(imported.records, imported.issues)
        assert {issue.code for issue in resolved.issues} == set(doubts)
        for name, columns in CODES.items():
            assert set(columns) <= set(imported.records[name].columns)
        for name in ("record", "participation", "amount", "text", "call"):
            assert imported.records[name]["key"].is_unique().all(), name
        for name, table in imported.records.items():
            assert table.equals(table.sort(table.columns, nulls_last=True)), name

    return check


def column(table: pl.DataFrame, name: str, **where: object) -> list[object]:
    """Return the values of a column in the rows that fit."""
    return table.filter(**where)[name].to_list()
