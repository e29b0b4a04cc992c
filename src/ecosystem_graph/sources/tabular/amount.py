"""Amounts of money as tables write them: decimal point or comma, thousands marks, exponents; kept exact."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.layout import Table

__all__ = ["ABSURD_AMOUNT", "Money", "amount_rows", "parse_amount"]

_MONEY = pl.Decimal(20, 2)
_CENT = Decimal("0.01")
_BLANKS = r"[ \x{A0}\x{202F}\x{2009}]"
_PLAIN = r"^-?[0-9]{1,18}(?:\.[0-9]+)?$"
_EXPONENT = r"^-?[0-9](?:\.[0-9]{1,17})?[eE]\+?[0-9]{1,2}$"
ABSURD_AMOUNT = Decimal(100_000_000_000)
"""More than any project has cost; in no currency of Europe is so much spent on one, so it is a slip."""


def parse_amount(column: str) -> pl.Expr:
    """Return the digits of an amount with a decimal point, or null where it is none or has two readings.

    ``1 234 567,89``, ``1,234,567.89``, ``1.234.567,89``, ``2073781,25``, ``758394.29`` and ``4.7E7`` have one reading;
    ``123,456`` has two. A point alone is a decimal point: no source that is read with this writes thousands so.
    """
    raw = pl.col(column).str.strip_chars()
    blanks = raw.str.contains(rf"^-?[0-9]{{1,3}}(?:{_BLANKS}[0-9]{{3}})+(?:[.,][0-9]+)?$")
    tight = pl.when(blanks).then(raw.str.replace_all(_BLANKS, "")).otherwise(raw)
    return (
        pl.when(tight.str.contains(f"{_PLAIN}|{_EXPONENT}"))
        .then(tight)
        .when(tight.str.contains(r"^-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+$|^-?[0-9]{1,3}(?:,[0-9]{3}){2,5}$"))
        .then(tight.str.replace_all(",", "", literal=True))
        .when(tight.str.contains(r"^-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$|^-?[0-9]{1,3}(?:\.[0-9]{3}){2,5}$"))
        .then(tight.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(tight.str.contains(r"^-?[0-9]{1,18},[0-9]+$") & ~tight.str.contains(r"^-?[0-9]{1,3},[0-9]{3}$"))
        .then(tight.str.replace(",", ".", literal=True))
    )


@dataclass(frozen=True, slots=True)
class Money:
    """What the amounts of one column are.

    Attributes:
        column: Column as published.
        kind: Code of the budget-kind scheme.
        subject: Column with the key of what the money is for.
        subject_class: Its class.
        currency: ISO 4217, or the expression that gives it.
        phase: Code of the budget-phase scheme.
    """

    column: str
    kind: str
    subject: str
    subject_class: str
    currency: pl.Expr | str = "EUR"
    phase: str = "unknown"


def amount_rows(table: Table, money: Money, findings: Findings) -> pl.DataFrame:
    """Return the amounts of one column as rows of the ``amount`` table.

    Empty cells give no row: absence is not zero. A published zero is kept as such; a negative amount too, and reported.

    Args:
        table: Keyed rows.
        money: Which column, and what it holds.
        findings: Told of cells that are no amount, and of rounded, negative and absurd ones.
    """
    column, subject = money.column, money.subject
    filled = table.rows.filter(pl.col(column).is_not_null() & pl.col(subject).is_not_null())
    filled = filled.with_columns(digits=parse_amount(column))
    findings.add_rows("bad-amount", table.origin, filled.filter(pl.col("digits").is_null()), field=column)
    valued = _with_values(filled.drop_nulls("digits"))
    for name, condition in (
        ("bad-amount", pl.col("value").is_null()),
        ("rounded-amount", pl.col("rounded")),
        ("negative-amount", pl.col("value") < 0),
        ("absurd-amount", pl.col("value") > ABSURD_AMOUNT),
    ):
        findings.add_rows(name, table.origin, valued.filter(condition), field=column)
    return valued.drop_nulls("value").select(
        "record",
        "value",
        key=pl.format("{}.{}", subject, pl.lit(money.kind)),
        subject_class=pl.lit(money.subject_class),
        subject=subject,
        kind=pl.lit(money.kind),
        phase=pl.lit(money.phase),
        currency=pl.lit(money.currency) if isinstance(money.currency, str) else money.currency,
        state=pl.when(pl.col("value") == 0).then(pl.lit("published-zero")).otherwise(pl.lit("published")),
        raw=column,
    )


def _with_values(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``value``, in cents, and ``rounded``; the few amounts with more decimal places or an exponent one by one."""
    short = pl.col("digits").str.contains(r"^-?[0-9]{1,18}(?:\.[0-9]{1,2})?$")
    odd = rows.filter(~short)["digits"].unique()
    exact = [Decimal(each) for each in odd]
    cents = [each.quantize(_CENT, ROUND_HALF_UP) if abs(each) < 10**18 else None for each in exact]
    rounded = [value is not None and value != each for value, each in zip(cents, exact, strict=True)]
    values = pl.DataFrame(
        {"digits": odd, "cents": pl.Series(cents, dtype=_MONEY), "rounded": pl.Series(rounded, dtype=pl.Boolean)}
    )
    return rows.join(values, on="digits", how="left", maintain_order="left").with_columns(
        value=pl.when(short).then(pl.col("digits")).cast(_MONEY).fill_null(pl.col("cents")),
        rounded=pl.col("rounded").fill_null(value=False),
    )
