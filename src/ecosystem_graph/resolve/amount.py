"""Of several amounts about one thing the one that counts; a rounded amount agrees with the exact one."""

from typing import Final

import polars as pl

from ecosystem_graph.resolve.choose import CONFLICT_SCHEMA, conflict_rows
from ecosystem_graph.resolve.precedence import RULES_OF_CHOICE, Precedence
from ecosystem_graph.resolve.rounding import is_rounding

__all__ = ["choose_amounts", "unchosen_amounts"]

_ABOUT: Final = ("subject_class", "subject", "kind", "phase", "currency")
"""Columns that say what an amount is about; of two amounts about the same thing one is chosen."""

_ORDER: Final = ("is_rounded", "kind_rank", "is_old", "fewer", "least_record", "key")
_MOST_COMPARED: Final = 100
"""Distinct amounts about one thing that are compared for rounding: more are no versions of one amount."""
_PLAIN: Final = Precedence()


def choose_amounts(amounts: pl.DataFrame, precedence: Precedence = _PLAIN) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one amount per subject, kind, phase and currency, and the conflicts of value.

    A published amount goes before an unpublished one, then `RULES_OF_CHOICE` decide. An amount that is another one
    rounded agrees with it and is less precise. A conflict is about the amount that was chosen, since that one names
    kind and phase.

    Args:
        amounts: Rows of the record table ``amount``.
        precedence: How much a record counts.
    """
    ranked = _ranked(amounts, precedence)
    chosen = ranked.unique(_ABOUT, keep="first", maintain_order=True)
    of_chosen = chosen.select(*_ABOUT, chosen_key="key", chosen_value="value")
    stated = ranked.drop_nulls("value").join(of_chosen, on=_ABOUT, nulls_equal=True)
    agrees = (pl.col("value") == pl.col("chosen_value")) | is_rounding("value", "chosen_value")
    differing = stated.filter((~agrees).any().over("chosen_key"), ~agrees | (pl.col("value") == pl.col("chosen_value")))
    conflicts = conflict_rows(
        differing.join(_rules(ranked), on=_ABOUT, nulls_equal=True).select(
            subject_class=pl.lit("amount"),
            subject="chosen_key",
            property=pl.lit("value"),
            value=pl.col("value").cast(pl.String),
            chosen=pl.col("value") == pl.col("chosen_value"),
            rule="rule",
            record="record",
        )
    )
    return chosen.select(amounts.columns), conflicts


def unchosen_amounts(
    amounts: pl.DataFrame | pl.LazyFrame, precedence: Precedence = _PLAIN
) -> tuple[pl.Series, pl.DataFrame]:
    """Return the keys of the amounts that `choose_amounts` leaves out, and the conflicts of value.

    Args:
        amounts: One row per key.
        precedence: How much a record counts.

    Returns:
        Keys and conflicts. Memory: eight bytes per amount, and the rows of those about which there are several.
    """
    lazy = amounts.lazy()
    about = lazy.select(pl.struct(_ABOUT).hash().alias("about")).collect(engine="streaming").to_series()
    # Two things with one hash are only looked at together; they stay two.
    of_several = pl.DataFrame({"row": about.is_duplicated().arg_true()}).lazy()
    rivals = lazy.with_row_index("row").join(of_several, on="row", how="semi").drop("row").collect()
    if rivals.is_empty():
        return rivals["key"], pl.DataFrame(schema=CONFLICT_SCHEMA)
    chosen, conflicts = choose_amounts(rivals, precedence)
    return rivals.join(chosen, on="key", how="anti")["key"], conflicts


def _ranked(amounts: pl.DataFrame, precedence: Precedence) -> pl.DataFrame:
    """Return the amounts, best first."""
    source = pl.col("record").str.extract(r"^([^.]*)")
    is_old = (pl.col("released") < pl.col("released").max().over(*_ABOUT, source)).fill_null(value=False)
    alike = [*_ABOUT, "value"]
    ranked = precedence.rank(amounts).with_columns(
        is_old=is_old,
        fewer=-pl.col("record").n_unique().over(alike).cast(pl.Int64),
        least_record=pl.col("record").min().over(alike),
    )
    best = [pl.col(name).min().over(alike) for name in ("kind_rank", "is_old")]
    rounded = _rounded(amounts).with_columns(is_rounded=pl.lit(value=True))
    told = ranked.with_columns(best).join(rounded, on=alike, how="left", nulls_equal=True)
    return told.with_columns(pl.col("is_rounded").fill_null(value=False)).sort(pl.col("value").is_null(), *_ORDER)


def _rounded(amounts: pl.DataFrame) -> pl.DataFrame:
    """Return the amounts that another amount about the same thing states more precisely."""
    distinct = amounts.select(*_ABOUT, "value").drop_nulls("value").unique()
    size = pl.len().over(_ABOUT)
    several = distinct.filter((size > 1) & (size <= _MOST_COMPARED))
    both = several.join(several, on=_ABOUT, nulls_equal=True, suffix="_exact")
    return both.filter(is_rounding("value", "value_exact")).select(*_ABOUT, "value").unique()


def _rules(ranked: pl.DataFrame) -> pl.DataFrame:
    """Return what decided about each thing that has several amounts: its columns and ``rule``."""
    valued = ranked.drop_nulls("value").unique([*_ABOUT, "value"], keep="first", maintain_order=True)
    firsts = [pl.col(name).first().alias(name) for name in _ORDER]
    seconds = [pl.col(name).get(1, null_on_oob=True).alias(f"{name}_second") for name in _ORDER]
    best = valued.group_by(_ABOUT, maintain_order=True).agg(*firsts, *seconds)
    rule = pl.lit(RULES_OF_CHOICE["value"])
    for name, criterion in reversed(list(zip(_ORDER[:-1], RULES_OF_CHOICE, strict=False))):
        rule = (
            pl.when(pl.col(name) != pl.col(f"{name}_second")).then(pl.lit(RULES_OF_CHOICE[criterion])).otherwise(rule)
        )
    return best.select(*_ABOUT, rule=rule)
