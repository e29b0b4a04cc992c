"""A list of one's own against a reference list: the best entry for each row, how sure it is, and the alternatives."""

import numpy as np
import polars as pl

from ecosystem_graph.resolve.linkage.name import MENTION_SCHEMA
from ecosystem_graph.resolve.linkage.weighing import weigh_pairs

__all__ = ["LEAST_LEAD", "LEAST_MATCH", "MATCH_SCHEMA", "match_mentions"]

LEAST_MATCH = 1.5
"""Bits from which the best entry is taken, if it leads."""
LEAST_LEAD = 2.0
"""Bits by which it must lead over the next organisation."""
_AS_LIKELY = 2.0
"""Bits within which names of an entry are as likely as its best one; the one spelt most alike is shown."""
_REPEATED = 0.15
"""Share of the evidence of further names of an entry that adds to that of its best name."""

MATCH_SCHEMA = pl.Schema(
    {
        "key": pl.String,
        "rank": pl.UInt32,
        "organisation": pl.String,
        "reference_name": pl.String,
        "weight": pl.Float64,
        "lead": pl.Float64,
        "is_match": pl.Boolean,
    }
)


def match_mentions(
    mentions: pl.DataFrame,
    reference: pl.DataFrame,
    *,
    least_match: float = LEAST_MATCH,
    least_lead: float = LEAST_LEAD,
    alternatives: int = 3,
) -> pl.DataFrame:
    """Find for each mention the organisation of a reference list that it means.

    Args:
        mentions: Columns of name.MENTION_SCHEMA.
        reference: The same columns for each name of each organisation, and organisation (its key).
        least_match: Bits from which the best organisation is taken.
        least_lead: Bits by which it must lead over the second.
        alternatives: How many organisations per mention are returned.

    Returns:
        Columns of `MATCH_SCHEMA`, by key and rank; at most one row per key is a match.
    """
    asked, known = mentions.select(list(MENTION_SCHEMA)).sort("key"), reference.sort("organisation", "name", "key")
    names = pl.concat([asked, known.select(list(MENTION_SCHEMA))])
    # Numbers of both sides differ: a name is never compared with others of its list.
    sides = np.concatenate([np.zeros(asked.height, np.int8), np.ones(known.height, np.int8)])
    weighed = weigh_pairs(names, sides=sides)
    pairs = weighed.pairs.filter(~pl.col("left").is_in(weighed.vague)).select(
        pl.col("left", "weight", "text"), entry=pl.col("right") - asked.height
    )
    scored = _score(pairs, known)
    ranked = scored.with_columns(
        rank=pl.int_range(1, pl.len() + 1).over("left").cast(pl.UInt32),
        second=pl.col("weight").shift(-1).over("left"),
    ).with_columns(lead=(pl.col("weight") - pl.col("second")).fill_null(99.0).round(3))
    is_match = (pl.col("rank") == 1) & (pl.col("weight") >= least_match) & (pl.col("lead") >= least_lead)
    return (
        ranked.filter(pl.col("rank") <= alternatives)
        .with_columns(
            key=asked["key"].gather(pl.Series(ranked.filter(pl.col("rank") <= alternatives)["left"])), is_match=is_match
        )
        .select(list(MATCH_SCHEMA))
        .sort("key", "rank")
    )


def _score(pairs: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return left, organisation, reference_name, weight: weight of its best name, the others adding a little."""
    entries = known.select("organisation", reference_name="name").with_row_index("entry").cast({"entry": pl.Int64})
    joined = pairs.join(entries, on="entry").sort(["left", "weight", "reference_name"], descending=[False, True, False])
    more = (pl.col("weight").clip(lower_bound=0).sum() - pl.col("weight").first().clip(lower_bound=0)) * _REPEATED
    # The same spelling is shown even where a translation weighs a little more.
    best = pl.col("weight").max().over("left", "organisation")
    is_likely = (pl.col("weight") >= best - _AS_LIKELY) | (pl.col("text") >= 1)
    shown = (
        joined.with_columns(spelling=pl.when(is_likely).then("text").otherwise(-1.0))
        .sort(["left", "spelling"], descending=[False, True], maintain_order=True)
        .select("left", "organisation", "reference_name")
        .unique(["left", "organisation"], keep="first", maintain_order=True)
    )
    scored = (
        joined.group_by("left", "organisation", maintain_order=True)
        .agg(weight=(pl.col("weight").first() + more).round(3))
        .join(shown, on=["left", "organisation"])
    )
    return scored.sort(["left", "weight", "organisation"], descending=[False, True, False])
