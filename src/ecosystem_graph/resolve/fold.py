"""Words as they are compared: without case, accents and signs."""

import polars as pl

__all__ = ["folded"]


def folded(column: str | pl.Expr) -> pl.Expr:
    """Return the letters and digits of a text, small and without accents; null where none is left.

    Examples:
        >>> pl.select(folded(pl.lit("TRÁCS-3"))).item()
        'tracs3'
    """
    text = pl.col(column) if isinstance(column, str) else column
    letters = text.str.normalize("NFKD").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    return pl.when(letters != "").then(letters)
