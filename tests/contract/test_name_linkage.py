"""How well names of organisations never seen are linked, on the test half of real names: bars that linkage keeps."""

from pathlib import Path

import polars as pl
import pytest
from benchmarks.linkage import group_names, measure_groups, measure_reference, read_names, vary_names

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def names(shared: Path) -> pl.DataFrame:
    return read_names(shared / "data" / "ror" / "ror_records_half.jsonl.gz")


@pytest.fixture(scope="module")
def unseen(names: pl.DataFrame) -> pl.DataFrame:
    """Return the names of the organisations from which nothing was learnt; acronyms say nothing to names."""
    return names.filter((pl.col("half") == "test") & ~pl.col("is_acronym"))


def test_names_with_a_city_reach_the_bar(unseen: pl.DataFrame) -> None:
    figures = measure_groups(group_names(unseen), unseen)
    assert figures.precision >= 0.95
    assert figures.recall >= 0.60


def test_names_without_a_city_reach_the_bar(unseen: pl.DataFrame) -> None:
    nowhere = unseen.with_columns(city=pl.lit(""))
    figures = measure_groups(group_names(nowhere), nowhere)
    assert figures.precision >= 0.95
    assert figures.recall >= 0.45


def test_names_looked_up_in_a_reference_list_reach_the_bar(names: pl.DataFrame) -> None:
    figures = measure_reference(names)
    assert figures.precision >= 0.97
    assert figures.recall >= 0.75


def test_spelling_variants_in_one_language_reach_the_bar(unseen: pl.DataFrame) -> None:
    rows = vary_names(unseen)
    figures = measure_groups(group_names(rows), rows)
    assert figures.precision >= 0.99
    assert figures.recall >= 0.95
