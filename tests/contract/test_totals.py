"""What source files hold is what the graph of a whole build holds, by readers that share no code with the build."""

import dataclasses
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from evaluation.totals.compare import Comparison, compare

from ecosystem_graph.pipeline import build
from ecosystem_graph.settings import BuildSettings

pytestmark = pytest.mark.shared

LISTS = ("operations/MT.*", "operations/DE.*", "operations/DK.*", "infrastructures/*", "s3/*.json")
SOURCES = {
    "befide-facilities", "befide-organisations", "esfri-roadmap", "ford", "meril-map", "nabs",
    "operations-de-thueringen", "operations-dk", "operations-mt", "s3-czechia",
}  # fmt: skip


@pytest.fixture(scope="module")
def compared(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Comparison]:
    """Build the small files in one graph and compare them; `python -m evaluation.totals` does so with all files."""
    folder = tmp_path_factory.mktemp("totals")
    (folder / "in").mkdir()
    for pattern in LISTS:
        for path in (shared / "data").glob(pattern):
            shutil.copy(path, folder / "in" / path.name)
    build([folder / "in"], folder / "out", BuildSettings(store=False))
    return compare(folder / "out", shared / "data")


def test_every_figure_of_the_files_is_that_of_the_graph(compared: Sequence[Comparison]) -> None:
    assert {one.source for one in compared} == SOURCES
    assert [line for one in compared for line in one.differing()] == []
    assert sum(len(one.expected) for one in compared) >= 50


def test_a_cent_too_much_is_told(compared: Sequence[Comparison]) -> None:
    (malta,) = (one for one in compared if one.source == "operations-mt")
    name = ("sum", "project", "total", "unknown", "EUR")
    more = Decimal(malta.expected[name]) + Decimal("0.01")
    wrong = dataclasses.replace(malta, found={**malta.found, name: more, ("participations", "IT"): 1})
    assert [line.split(":")[0] for line in wrong.differing()] == [
        "participations, IT", "sum, project, total, unknown, EUR",
    ]  # fmt: skip
