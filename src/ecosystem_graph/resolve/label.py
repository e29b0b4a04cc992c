"""What an organisation is called where no source names it: its strongest identifier."""

import polars as pl

from ecosystem_graph.resolve.identity import SCHEME_STRENGTH

__all__ = ["label_by_identifier"]


def label_by_identifier(organisations: pl.DataFrame, identifiers: pl.DataFrame) -> pl.DataFrame:
    """Return organisations with a label for those that have no name: ``PIC 999586359``.

    The label is derived, so it stands in the consolidated view only; ``name`` stays null.

    Args:
        organisations: Rows with ``key``, ``name`` and ``name_untagged``, the label.
        identifiers: Record table ``identifier``.
    """
    nameless = organisations.filter(pl.col("name").is_null()).select(subject="key")
    rank = {scheme: position for position, scheme in enumerate(SCHEME_STRENGTH)}
    theirs = identifiers.filter(pl.col("subject_class") == "organisation").join(nameless, on="subject", how="semi")
    ranked = theirs.with_columns(rank=pl.col("scheme").replace_strict(rank, default=len(rank), return_dtype=pl.Int64))
    best = ranked.sort("rank", "scheme", "value").unique("subject", keep="first", maintain_order=True)
    labels = best.select(key="subject", label=pl.format("{} {}", pl.col("scheme").str.to_uppercase(), "value"))
    joined = organisations.join(labels, on="key", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("name_untagged", "label").alias("name_untagged")).drop("label")
