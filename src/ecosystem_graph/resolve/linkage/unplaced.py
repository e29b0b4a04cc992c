"""Names that state no town, in lists of all kinds of bodies: more of them are alike than weights know."""

import polars as pl

from ecosystem_graph.resolve.linkage.compared import Compared

__all__ = ["LESS_BITS", "doubt_unplaced"]

LESS_BITS = (0.0, 1.0, 3.0)
"""Bits that a pair counts for less, by how many of its two names state no town.

Weights are learnt from research organisations, of which few in one country are called alike. Among the beneficiaries
of funds are hundreds of labour offices, schools and municipalities, and companies of one trade: of pairs of 2 bits and
more without any town a fifth were right when read one by one, of those of 5 bits and more four in five; with one
town it takes 3 bits (``docs/decisions/0067-no-town-stated.md``)."""


def doubt_unplaced(compared: Compared, mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of names with less weight where one or both state no town.

    Args:
        compared: Mentions with the name of each, and weights of pairs of names.
        mentions: What was compared: key, name, country, city. Pairs of which no country is known stay as they are,
            since weights for those were learnt with more doubt.

    Returns:
        Columns of ``compared.pairs``, in the same order.

    Examples:
        >>> mentions = pl.DataFrame({"key": ["a", "b"], "name": ["A", "B"], "country": "PL", "city": ["", "Opole"]})
        >>> rows = mentions.select("key", "name", saying=pl.int_range(2))
        >>> pairs = pl.DataFrame({"left": [0], "right": [1], "weight": [4.5]})
        >>> doubt_unplaced(Compared(rows, mentions["key"], pairs, ()), mentions)["weight"].to_list()
        [3.5]
    """
    unplaced = (pl.col("city") == "") & (pl.col("country") != "")
    stated = mentions.group_by("key", "name").agg(unplaced=unplaced.all())
    named = compared.rows.drop_nulls("saying").join(stated, on=["key", "name"])
    is_unplaced = named.group_by("saying").agg(pl.col("unplaced").all().cast(pl.Int64)).sort("saying")["unplaced"]
    pairs = compared.pairs
    count = is_unplaced.gather(pairs["left"]) + is_unplaced.gather(pairs["right"])
    return pairs.with_columns(pl.col("weight") - pl.Series(LESS_BITS).gather(count))
