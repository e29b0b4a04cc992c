"""What each participation received, of published amounts only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import polars as pl

from ecosystem_graph.network.choice import check_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MoneyKind", "amounts_of_participations"]

MoneyKind = Literal["eu", "total"]
"""Which amount: what the Union pays, or the whole cost."""

_PHASES = ("executed", "approved", "planned", "unknown")


def amounts_of_participations(tables: Mapping[str, pl.DataFrame], kind: MoneyKind = "eu") -> pl.DataFrame:
    """Return one amount per participation, in EUR.

    Amounts in other currencies, unpublished ones and zeros are left out: a zero in a list of partners mostly stands for
    a sum that another partner receives. Of several phases the one nearest to payment counts, then the largest amount.

    Args:
        tables: Consolidated tables with ``amount``.
        kind: Which amount.

    Returns:
        ``participation`` (key), ``amount``.

    Raises:
        QueryParameterError: The kind is unknown.
    """
    check_choice("kind of money", kind, get_args(MoneyKind))
    stated = tables["amount"].filter(
        pl.col("subject_class") == "participation", pl.col("kind") == kind, pl.col("state") == "published",
        pl.col("currency") == "EUR", pl.col("value") > 0,
    )  # fmt: skip
    phase = pl.col("phase").replace_strict({name: rank for rank, name in enumerate(_PHASES)}, default=len(_PHASES))
    ranked = stated.select(
        participation="subject", amount=pl.col("value").cast(pl.Float64), phase=phase.cast(pl.Int64)
    ).sort("participation", "phase", "amount", descending=[False, False, True])
    return ranked.unique("participation", keep="first", maintain_order=True).select("participation", "amount")
