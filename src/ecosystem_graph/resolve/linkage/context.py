"""What else a name could be linked to: a pair counts for less where one of its names has a better candidate."""

import polars as pl

__all__ = ["add_context"]

_OTHER_CITY = 0.5


def add_context(measures: pl.DataFrame) -> pl.DataFrame:
    """Add how a pair stands beside the other candidates of its names.

    Args:
        measures: Measures of all candidate pairs of a data set, as `compare_pairs` returns them.

    Returns:
        The same rows with symmetric measures: cover_min, cover_max, missing_min, missing_max, and from competition
        gap_min and gap_max (likeness below that of the best candidate of each name, at most 0) and margin
        (least lead of the best candidate over the second one).
    """
    # Who is in another city is no rival of who is in the same one.
    alike = pl.col("cover_left") + pl.col("cover_right") - _OTHER_CITY * (pl.col("city") == 0)
    both = pl.concat([measures.select(row="left", alike=alike), measures.select(row="right", alike=alike)])
    best = both.group_by("row").agg(best=pl.col("alike").max(), second=pl.col("alike").top_k(2).min())
    sides = [
        best.rename({"row": side, "best": f"best_{side}", "second": f"second_{side}"}) for side in ("left", "right")
    ]
    joined = measures.join(sides[0], on="left", maintain_order="left").join(sides[1], on="right", maintain_order="left")
    gaps = [alike - pl.col(f"best_{side}") for side in ("left", "right")]
    leads = [pl.col(f"best_{side}") - pl.col(f"second_{side}") for side in ("left", "right")]
    return joined.with_columns(
        cover_min=pl.min_horizontal("cover_left", "cover_right"),
        cover_max=pl.max_horizontal("cover_left", "cover_right"),
        missing_min=pl.min_horizontal("missing_left", "missing_right"),
        missing_max=pl.max_horizontal("missing_left", "missing_right"),
        gap_min=pl.min_horizontal(gaps),
        gap_max=pl.max_horizontal(gaps),
        margin=pl.min_horizontal(leads),
    ).drop("best_left", "best_right", "second_left", "second_right")
