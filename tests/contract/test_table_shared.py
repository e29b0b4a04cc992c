"""The real lists: rows and sums by an independent reading (`evaluation.totals`)."""

import csv
import gzip
import io
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from evaluation.totals.operations import LISTS

from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.registry import find_importer, importer_of

pytestmark = pytest.mark.shared

Sums = Mapping[tuple[str, ...], Decimal]
CENT = Decimal("0.01")
ROWS = {
    "operations-be-wallonie": 660, "operations-bg": 6_503, "operations-de-thueringen": 1_149, "operations-dk": 598,
    "operations-el": 2_029, "operations-hr": 2_532, "operations-hu": 2_037, "operations-mt": 251,
    "operations-pl": 2_437, "operations-si": 5_041,
}  # fmt: skip
"""Rows of the files, counted once by a reader of their own (csv, json, openpyxl)."""


@pytest.fixture(params=sorted(ROWS))
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def list_file(shared: Path, slug: str) -> Path:
    (path,) = (shared / "data" / "operations").glob(f"{slug.split('-')[1].upper()}.*")
    return path


def rows_of(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()).decode(encoding)
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [dict(zip(header, row, strict=True)) for row in rows]


def number(text: str, decimal: str) -> Decimal:
    kept = re.sub(rf"[^0-9{decimal}-]", "", text.replace(".- HUF", ""))
    return Decimal(kept.replace(",", "."))


def added(values: Iterable[Decimal]) -> Decimal:
    return sum((value.quantize(CENT, ROUND_HALF_UP) for value in values), Decimal(0))


def totals(imported: Imported) -> Counter[tuple[str, ...]]:
    sums: Counter[tuple[str, ...]] = Counter()
    columns = imported.records["amount"].select("subject_class", "kind", "phase", "currency", "value")
    for *about, value in columns.iter_rows():
        sums[tuple(about)] += value
    return sums


def test_a_real_list_gives_the_sums_of_an_independent_reading(shared: Path, slug: str) -> None:
    path = list_file(shared, slug)
    figures = LISTS[slug](shared / "data").figures()
    assert find_importer(path) == slug
    imported = importer_of(slug).read(path)
    assert imported.rows_read == ROWS[slug] == imported.rows_mapped + imported.rows_reported
    assert totals(imported) == {name[1:]: value for name, value in figures.items() if name[0] == "sum"}


def test_a_real_list_names_one_country(shared: Path, slug: str) -> None:
    imported = importer_of(slug).read(list_file(shared, slug))
    assert len(set(imported.records["organisation"]["country"])) == 1


def test_participations_of_horizon_2020_have_the_sums_of_an_independent_reading(shared: Path) -> None:
    path = shared / "data" / "cordis" / "h2020_participations_named.csv.gz"
    rows = rows_of(path)
    started = time.process_time()
    imported = importer_of("cordis-h2020-participations").read(path)
    seconds = time.process_time() - started
    projects = {row["rcn"]: row for row in rows}
    assert imported.rows_read == imported.rows_mapped == len(rows) == 144_726
    assert imported.records["project"].height == len(projects) == 31_451
    assert imported.records["organisation"]["key"].n_unique() == len({row["pic"] for row in rows}) == 35_871
    assert imported.records["participation"]["name"].null_count() == sum(not row["name"] for row in rows) == 34_030
    assert totals(imported) == {
        ("participation", "eu", "approved", "EUR"): added(
            Decimal(row["contribution"]) for row in rows if row["contribution"]
        ),
        ("project", "eu", "approved", "EUR"): added(Decimal(row["max_contribution"]) for row in projects.values()),
        ("project", "total", "approved", "EUR"): added(
            Decimal(row["total_cost"]) for row in projects.values() if row["total_cost"]
        ),
    }
    eurostat = {"EL": "GR", "UK": "GB", "": None}
    stated = Counter(eurostat.get(row["country"], row["country"]) for row in rows)
    assert Counter(imported.records["participation"]["country"].to_list()) == stated
    assert seconds < 60
