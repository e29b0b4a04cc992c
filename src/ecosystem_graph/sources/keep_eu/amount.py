"""Amounts of money in the two number styles of the export.

In one and the same row, `Budget` is written ``2,521,964.00`` and `EU Funding` ``1929500`` or ``758394.29``. Both styles
are read by explicit patterns and nothing else is: ``1.234`` or ``1.234,56`` would have to be guessed.
"""

from decimal import Decimal

import polars as pl

from ecosystem_graph.sources.keep_eu.description import DESCRIPTION, targets
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import Sheet
from ecosystem_graph.sources.tabular.amount import ABSURD_AMOUNT

__all__ = ["check_shares", "read_amounts"]

_MONEY = pl.Decimal(20, 2)
_COMMAS = r"^\d{1,3}(?:,\d{3}){0,5}\.\d{2}$"
_PLAIN = r"^\d{1,18}(?:\.\d{1,2})?$"
# 1929499.9999999998: a binary number written with all its digits. Fewer than six decimals would be a typing error.
_BINARY = r"^\d{1,18}\.\d{6,}$"


def read_amounts(sheet: Sheet, subject_class: str, findings: Findings) -> pl.DataFrame:
    """Return the amounts of all amount columns of a sheet as rows of the ``amount`` table.

    Empty cells give no row: absence is not zero. A published ``0`` is kept as such.

    Args:
        sheet: Keyed rows.
        subject_class: ``project`` or ``call``.
        findings: Told of cells that are no amount, and of rounding.
    """
    tables = [
        _read_column(sheet, column, target[0], target[1], findings).with_columns(subject_class=pl.lit(subject_class))
        for column, target in targets(sheet.kind, "amount").items()
    ]
    return pl.concat(tables).sort("key")


def check_shares(sheet: Sheet, amounts: pl.DataFrame, findings: Findings) -> None:
    """Report projects whose EU funding is higher than their total budget."""
    stated = amounts.filter(pl.col("phase") == "unknown")
    total, eu = (stated.filter(pl.col("kind") == kind).select("record", "value", "raw") for kind in ("total", "eu"))
    high = eu.join(total, on="record", suffix="_total").filter(pl.col("value") > pl.col("value_total"))
    rows = high.join(sheet.rows.select("record", "row"), on="record").with_columns(
        both=pl.format("{} of {}", "raw", "raw_total")
    )
    findings.add_rows("EG-KEEP-019", sheet, rows, field="EU Funding", found="both")


def _read_column(sheet: Sheet, column: str, kind: str, phase: str, findings: Findings) -> pl.DataFrame:
    raw = pl.col(column).str.strip_chars()
    digits = (
        pl.when(raw.str.contains(_COMMAS))
        .then(raw.str.replace_all(",", "", literal=True))
        .when(raw.str.contains(f"{_PLAIN}|{_BINARY}"))
        .then(raw)
    )
    filled = sheet.rows.filter(pl.col(column).is_not_null()).with_columns(digits=digits)
    findings.add_rows("EG-KEEP-017", sheet, filled.filter(pl.col("digits").is_null()), field=column)
    findings.add_rows("EG-KEEP-018", sheet, filled.filter(raw.str.contains(_BINARY)), field=column)
    absurd = filled.filter(pl.col("digits").cast(_MONEY) > ABSURD_AMOUNT)
    findings.add_rows("EG-KEEP-061", sheet, absurd, field=column)
    local = kind if phase == "unknown" else f"{kind}.{phase}"
    return filled.filter(pl.col("digits").is_not_null()).select(
        "record",
        key=pl.col("key") + f".{local}",
        subject="key",
        kind=pl.lit(kind),
        phase=pl.lit(phase),
        value=pl.col("digits").cast(_MONEY),
        currency=pl.lit(DESCRIPTION["constants"]["currency"]),
        state=pl.when(pl.col("digits").cast(_MONEY) == Decimal(0))
        .then(pl.lit("published-zero"))
        .otherwise(pl.lit("published")),
        raw=raw,
    )
