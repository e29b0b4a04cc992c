"""Words as they are compared."""

import polars as pl

from ecosystem_graph.resolve.fold import folded


def test_case_accents_and_signs_do_not_count() -> None:
    words = pl.DataFrame({"word": ["S3-4AlpClusters", "s3 4ALPCLÚSTERS", "+++", None]})
    assert words.select(folded("word")).to_series().to_list() == ["s34alpclusters", "s34alpclusters", None, None]
