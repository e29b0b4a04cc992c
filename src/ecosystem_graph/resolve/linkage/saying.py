"""What names say, each thing once: spellings that mean the same to the lexicon are one name before any is compared."""

import numpy as np
import polars as pl

from ecosystem_graph.resolve.linkage.name import NormalisedNames

__all__ = ["choose_names", "find_sayings"]


def find_sayings(names: NormalisedNames) -> np.ndarray:
    """Return which names say the same: equal concepts, country and place, whatever the order, language or legal form.

    ``Regione Puglia``, ``REGION OF APULIA`` and ``Puglia region`` say the same. Of 4,866 such groups among the partners
    of keep.eu, all but 38 end in one cluster anyway when their names are compared pair by pair.

    Args:
        names: Normalised names.

    Returns:
        For each name the position of the first one that says the same. O(words).
    """
    said = names.words.select("row", said=pl.concat_str("group", "concept", separator=":")).unique().sort("row", "said")
    bags = said.group_by("row", maintain_order=True).agg(bag=pl.col("said").str.join(" "))
    # A name of which nothing is understood is nobody's but its own.
    rows = names.texts.select(pl.col("row").cast(pl.Int64), "country", pl.col("city").fill_null(""))
    placed = rows.join(bags.cast({"row": pl.Int64}), on="row", how="left", maintain_order="left")
    own = pl.concat_str(pl.lit("="), pl.col("row").cast(pl.String))
    first = placed.with_columns(pl.col("bag").fill_null(own)).select(
        pl.col("row").first().over("bag", "country", "city")
    )
    found: np.ndarray = first.to_series().to_numpy().astype(np.int64)
    return found


def choose_names(names: NormalisedNames, rows: np.ndarray) -> NormalisedNames:
    """Return some of the names.

    Args:
        names: Normalised names.
        rows: Positions that are kept, rising.

    Returns:
        Names that refer to their position among the kept ones.
    """
    numbers = pl.DataFrame({"row": rows, "new": np.arange(len(rows))}).cast({"row": pl.UInt32, "new": pl.UInt32})

    def chosen(table: pl.DataFrame) -> pl.DataFrame:
        kept = table.join(numbers, on="row", maintain_order="left")
        return kept.with_columns(row="new").drop("new")

    return NormalisedNames(chosen(names.words), chosen(names.forms), chosen(names.texts))
