"""Which pairs of projects are one: a rule must hold, the evidence weigh enough, and no other candidate rival."""

from typing import Final

import polars as pl

from ecosystem_graph.resolve.project.candidate import PAIR

__all__ = ["LEAST_BITS", "confidence", "decide", "uncertain", "unrivalled", "weigh"]

LEAST_BITS: Final = 12.0
"""Evidence from which a pair is one project: about the logarithm of the number of projects of one programme family."""

_UNCERTAIN_BITS: Final = 8.0
"""Evidence from which a pair is offered to people."""
_CLEAR: Final = 6.0
"""Bits by which the best of several candidates must lead."""

_BITS: Final = {
    "acronym": {True: 6.0},
    "title": {True: 9.0},
    "programme": {True: 4.0, False: -12.0},
    "period": {True: 1.0, False: -8.0},
    "start": {True: 4.0, False: -2.0},
    "end": {True: 3.0, False: -1.0},
    "overlaps": {False: -12.0},
}
"""Bits for a fact that both share or in which they differ."""
_AMOUNT_BITS: Final = {"equal": 9.0, "rounded": 5.0, "unlike": -4.0}
_PARTNER_BITS: Final = 3.0
_MOST_PARTNERS: Final = 4
_NO_PARTNER_BITS: Final = -4.0
_INDICATOR_BITS: Final = 3.0
_MOST_INDICATORS: Final = 3
"""Numbers promised alike that make a project, and most that count."""
_LEAST_LISTED: Final = 3
"""Partners that both must list before none in common speaks against them."""
_LEAST_SHARED: Final = 2
_PRIOR: Final = 8.0


def weigh(compared: pl.DataFrame) -> pl.DataFrame:
    """Add ``bits``, the sum of what speaks for and against each pair, in log2.

    Args:
        compared: What [`compare`][ecosystem_graph.resolve.project.evidence.compare] returned.
    """
    facts = [
        pl.col(name).replace_strict(levels, default=0.0, return_dtype=pl.Float64) for name, levels in _BITS.items()
    ]
    amounts = [
        pl.col(kind).replace_strict(_AMOUNT_BITS, default=0.0, return_dtype=pl.Float64) for kind in ("total", "eu")
    ]
    shared = pl.col("partners").cast(pl.Float64).clip(0, _MOST_PARTNERS) * _PARTNER_BITS
    none = (pl.col("partners") == 0) & (pl.col("listed") >= _LEAST_LISTED)
    partners = pl.when(none).then(_NO_PARTNER_BITS).otherwise(shared)
    promised = pl.col("indicators").cast(pl.Float64).clip(0, _MOST_INDICATORS) * _INDICATOR_BITS
    return compared.with_columns(bits=pl.sum_horizontal(*facts, *amounts, partners, promised))


def decide(weighed: pl.DataFrame) -> pl.DataFrame:
    """Keep the pairs that a rule makes one project.

    One acronym and no contradiction of programme, period or identifiers, with an equal amount, or overlapping time and
    common partners, or the same first and last day in one programme, or three equal indicators, or one title; or one
    title in one programme and nothing against one period. An acronym alone is never enough.
    """
    agrees = {kind: pl.col(kind).is_in(["equal", "rounded"]).fill_null(value=False) for kind in ("total", "eu")}
    amount = agrees["total"] | (agrees["eu"] & (pl.col("total").fill_null("") != "unlike"))
    same_programme, same_period = pl.col("programme").fill_null(value=False), pl.col("period").fill_null(value=False)
    in_time = pl.col("overlaps").fill_null(same_period & same_programme)
    shared = (pl.col("partners") >= _LEAST_SHARED) | (pl.col("partners") * 2 >= pl.col("listed")).fill_null(value=False)
    shared &= pl.col("partners") > 0
    days = pl.col("start").fill_null(value=False) & pl.col("end").fill_null(value=False) & same_programme
    promised = pl.col("indicators") >= _MOST_INDICATORS
    by_acronym = pl.col("acronym") & (amount | (in_time & shared) | days | promised | pl.col("title"))
    by_title = pl.col("title") & same_programme
    return weighed.filter((by_acronym | by_title) & ~_contradicted() & (pl.col("bits") >= LEAST_BITS))


def uncertain(weighed: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs that nothing contradicts and much speaks for: a person may decide about those not taken."""
    return weighed.filter(~_contradicted() & (pl.col("bits") >= _UNCERTAIN_BITS))


def _contradicted() -> pl.Expr:
    unlike = [~pl.col(name).fill_null(value=True) for name in ("programme", "period", "overlaps")]
    return pl.any_horizontal(pl.col("forbidden"), *unlike)


def unrivalled(edges: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Keep the pairs that are clearly the best for both projects, seen from each list.

    Where two rows of one list fit one project of another about equally well, neither is taken: better two projects too
    many than one too few.

    Args:
        edges: Pairs with ``bits``.
        listed: ``node`` and ``listing``.
    """
    kept = edges
    for here, there in (PAIR, PAIR[::-1]):
        seen = edges.select(*PAIR, "bits").join(listed.rename({"node": there}), on=there)
        ranked = seen.with_columns(
            rank=pl.col("bits").rank("ordinal", descending=True).over(here, "listing"),
            best=pl.col("bits").max().over(here, "listing"),
        )
        second = ranked.filter(pl.col("rank") > 1).group_by(here, "listing").agg(second=pl.col("bits").max())
        judged = ranked.join(second, on=[here, "listing"], how="left")
        lost = (pl.col("bits") < pl.col("best")) | (pl.col("second") > pl.col("bits") - _CLEAR).fill_null(value=False)
        kept = kept.join(judged.filter(lost), on=PAIR, how="anti")
    return kept.sort(PAIR)


def confidence(bits: str | pl.Expr) -> pl.Expr:
    """Return the share of right decisions that the evidence makes one expect, 0-1 with two decimals, as text.

    Not measured: one half at eight bits, twice the odds per bit, never more than 0.99.
    """
    weight = pl.col(bits) if isinstance(bits, str) else bits
    share = 1 / (1 + (2.0 ** (_PRIOR - weight)))
    return share.clip(0, 0.99).mul(100).floor().cast(pl.Int64).truediv(100).cast(pl.Decimal(4, 2)).cast(pl.String)
