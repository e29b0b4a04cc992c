"""What the descriptions of sources say is what their importers do."""

import re
import tomllib
from pathlib import Path

import pytest

from ecosystem_graph.sources.cordis.description import DESCRIPTION as CORDIS
from ecosystem_graph.sources.cordis.description import LAYOUTS as CORDIS_LAYOUTS
from ecosystem_graph.sources.keep_eu.current.description import ISSUES as KEEP_ISSUES
from ecosystem_graph.sources.keep_eu.current.description import LAYOUTS as KEEP_LAYOUTS
from ecosystem_graph.sources.keep_eu.current.description import STATUSES, TYPES
from ecosystem_graph.sources.kohesio.description import DESCRIPTION as KOHESIO
from ecosystem_graph.sources.kohesio.description import LAYOUTS as KOHESIO_LAYOUTS
from ecosystem_graph.sources.tabular.layout import Layout
from ecosystem_graph.terms import CONCEPTS

FOLDERS = {"cordis": CORDIS["issues"], "kohesio": KOHESIO["issues"], "keep_eu/current": KEEP_ISSUES}
_CALLS = r'(?:findings\.add(?:_rows)?\(\s*|findings, )"([a-z-]+)"'


@pytest.mark.parametrize("folder", sorted(FOLDERS))
def test_every_finding_of_the_catalogue_is_used_and_every_used_one_is_described(folder: str, root: Path) -> None:
    sources = root / "src" / "ecosystem_graph" / "sources"
    own = "".join(path.read_text() for path in (sources / folder).glob("*.py"))
    shared = "".join(path.read_text() for path in (sources / "tabular").glob("*.py"))
    described = {issue["name"] for issue in FOLDERS[folder].values()}
    assert set(re.findall(_CALLS, own)) <= described
    assert {name for name in described if f'"{name}"' not in own + shared} == set()


@pytest.mark.parametrize("folder", sorted(FOLDERS))
def test_every_finding_has_a_severity_and_a_sentence(folder: str) -> None:
    for issue in FOLDERS[folder].values():
        assert issue["severity"] in CONCEPTS["severity"]
        assert issue["meaning"].endswith(".")


@pytest.mark.parametrize("layouts", [CORDIS_LAYOUTS, KOHESIO_LAYOUTS, KEEP_LAYOUTS], ids=["cordis", "kohesio", "keep"])
def test_a_column_is_read_or_left_out_for_a_reason_and_never_both(layouts: tuple[Layout, ...]) -> None:
    for layout in layouts:
        columns, ignored = set(layout.columns), set(layout.ignored)
        assert not columns & ignored
        assert set(layout.required) | set(layout.masked) <= columns | ignored
        assert set(layout.aliases.values()) <= columns | ignored
        assert all(reason.endswith(".") for reason in layout.ignored.values())


def test_codes_are_those_of_the_vocabularies() -> None:
    assert set(CORDIS["roles"].values()) <= CONCEPTS["role"]
    assert set(CORDIS["activities"].values()) <= CONCEPTS["organisation-type"]
    assert {*CORDIS["statuses"].values(), *STATUSES.values()} <= CONCEPTS["project-status"]
    assert {each["period"] for each in CORDIS["programmes"].values() if "period" in each} <= CONCEPTS[
        "programming-period"
    ]
    assert set(KOHESIO["funds"].values()) <= CONCEPTS["fund"]
    assert set(TYPES.values()) <= CONCEPTS["organisation-type"]


def test_columns_that_name_a_kind_of_money_name_one_that_exists(root: Path) -> None:
    for folder in ("cordis/source.toml", "kohesio/source.toml", "keep_eu/current/tables.toml"):
        text = (root / "src" / "ecosystem_graph" / "sources" / folder).read_text(encoding="utf-8")
        for table in tomllib.loads(text)["tables"].values():
            kinds = {target.split()[0].split(".")[1] for target in table["columns"].values() if "amount." in target}
            assert kinds - {"currency"} <= CONCEPTS["budget-kind"]
