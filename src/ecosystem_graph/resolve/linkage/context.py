"""What else a name could be linked to: a pair counts for less where one of its names has a better candidate."""

import polars as pl

__all__ = ["add_context", "find_rivals"]

_MISSING = ("missing", "missing_word", "missing_kind")
_OTHER_CITY = 0.5
_SAME = 2.0
# Who is in another city is no rival of who is in the same one.
_ALIKE = pl.col("cover_left") + pl.col("cover_right") - _OTHER_CITY * (pl.col("city") == 0)


def find_rivals(measures: pl.DataFrame, spellings: pl.Series | None = None) -> pl.DataFrame:
    """Return how alike the two best candidates of each name are.

    Args:
        measures: Measures of all candidate pairs of a data set: left, right, cover_left, cover_right, city.
        spellings: How many spellings each name stands for; to one of them, the others are candidates that say all.
            ``None`` where each is one.

    Returns:
        row, best, second: one row per name that has a candidate.
    """
    both = pl.concat([measures.select(row=side, alike=_ALIKE) for side in ("left", "right")])
    if spellings is not None:
        counted = spellings.to_frame("n").with_row_index("row").cast({"row": both.schema["row"]})
        others = [counted.filter(pl.col("n") > more).select("row") for more in (1, 2)]
        same = pl.concat(others).with_columns(alike=pl.lit(_SAME, both.schema["alike"]))
        both = pl.concat([both, same])
    return both.group_by("row").agg(best=pl.col("alike").max(), second=pl.col("alike").top_k(2).min())


def add_context(measures: pl.DataFrame, rivals: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add how a pair stands beside the other candidates of its names.

    Args:
        measures: Measures of candidate pairs, as `compare_pairs` returns them.
        rivals: What `find_rivals` says of all pairs of the data set; ``None`` where these are all.

    Returns:
        The same rows with symmetric measures: cover_min, cover_max, missing_min, missing_max (also of proper words and
        of kinds: missing_word_min…), and from competition
        gap_min and gap_max (likeness below that of the best candidate of each name, at most 0) and margin
        (least lead of the best candidate over the second one).
    """
    best = find_rivals(measures) if rivals is None else rivals
    sides = [
        best.rename({"row": side, "best": f"best_{side}", "second": f"second_{side}"}) for side in ("left", "right")
    ]
    joined = measures.join(sides[0], on="left", maintain_order="left").join(sides[1], on="right", maintain_order="left")
    gaps = [_ALIKE - pl.col(f"best_{side}") for side in ("left", "right")]
    leads = [pl.col(f"best_{side}") - pl.col(f"second_{side}") for side in ("left", "right")]
    return joined.with_columns(
        cover_min=pl.min_horizontal("cover_left", "cover_right"),
        cover_max=pl.max_horizontal("cover_left", "cover_right"),
        **{f"{name}_min": pl.min_horizontal(f"{name}_left", f"{name}_right") for name in _MISSING},
        **{f"{name}_max": pl.max_horizontal(f"{name}_left", f"{name}_right") for name in _MISSING},
        gap_min=pl.min_horizontal(gaps),
        gap_max=pl.max_horizontal(gaps),
        margin=pl.min_horizontal(leads),
    ).drop("best_left", "best_right", "second_left", "second_right")
