"""What happened to regions between one edition and the next, for the graph."""

from itertools import pairwise
from typing import Final

import polars as pl

from ecosystem_graph.resolve.edition import link_shares

__all__ = ["describe_changes"]

_PAIR: Final = ("source", "source_edition", "target", "target_edition")


def describe_changes(changes: pl.DataFrame) -> pl.DataFrame:
    """Return one row per link between regions of an edition and of the next, regions that stayed left out.

    Links between editions that are further apart repeat these; they serve to convert codes and are not described.

    Args:
        changes: Record table ``change``.

    Returns:
        ``key``, the two codes and editions, ``kind`` (code of the region-change-kind scheme), ``share`` (of the
        inhabitants of the source, 0-1, four decimals, as text) and ``record``; sorted by key.
    """
    links = link_shares(changes.filter(_is_next(changes)))
    out = pl.len().over("source", "source_edition", "target_edition")
    into = pl.len().over("target", "source_edition", "target_edition")
    stayed = (pl.col("source") == pl.col("target")) & (out == 1) & (into == 1)
    kind = (
        pl.when(pl.col("source") == pl.col("target")).then(pl.lit("shift"))
        .when((out == 1) & (into == 1)).then(pl.lit("recode"))
        .when(into == 1).then(pl.lit("split"))
        .when(out == 1).then(pl.lit("merge"))
        .otherwise(pl.lit("shift"))
    )  # fmt: skip
    moved = links.with_columns(kind=kind, stayed=stayed).filter(~pl.col("stayed"))
    records = changes.group_by(_PAIR).agg(pl.col("record").min())
    return (
        moved.join(records, on=list(_PAIR))
        .select(
            "record",
            *_PAIR,
            "kind",
            key=pl.concat_str("source_edition", "source", "target_edition", "target", separator="-"),
            share=pl.col("share").round(4).cast(pl.Decimal(5, 4)).cast(pl.String),
        )
        .sort("key")
    )


def _is_next(changes: pl.DataFrame) -> pl.Expr:
    """Tell the rows whose target edition follows the source edition directly."""
    editions = sorted({*changes["source_edition"], *changes["target_edition"]})
    following = dict(pairwise(editions))
    expected = pl.col("source_edition").replace_strict(following, default=None, return_dtype=pl.String)
    return pl.col("target_edition") == expected
