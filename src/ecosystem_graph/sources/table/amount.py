"""Amounts of money, by the notation and the currency that the definition states; never converted."""

from decimal import Decimal

import polars as pl

from ecosystem_graph.sources.number import PLAIN, currency_mark, parse_number
from ecosystem_graph.sources.table.definition import Amount
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.record import Rows
from ecosystem_graph.sources.table.sheet import PLACE
from ecosystem_graph.sources.table.value import by_value, digests, field_name, published

__all__ = ["read_amounts"]

_EXACT, _MONEY = pl.Decimal(38, 12), pl.Decimal(20, 2)
_LARGEST = Decimal(10) ** 12
"""More than any programme of the Union has ever had in any currency but the smallest; such amounts are doubted, not
lost."""
_REPRESENTABLE = r"^-?[0-9]{1,17}(?:\.[0-9]+)?$"
_TYPED = r"^-?(?:[0-9]+(?:\.[0-9]{1,2}|\.[0-9]{4,})?|(?:0|[0-9]{4,})\.[0-9]{3})$"
"""Numbers of a workbook that no notation with groups of three digits could mean otherwise."""
_DOUBTFUL, _GROUPED = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$", r"[0-9]\.[0-9]{3}[.,]"
_CURRENCY = r"^[A-Z]{3}$"


def read_amounts(rows: Rows, first: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Return the ``amount`` table. Empty cells give no row: absence is not zero. A published 0 is kept as such.

    Args:
        rows: Keyed rows.
        first: Keys of the first participant, by record.
        findings: Told of cells that are no amount.
    """
    tables: list[pl.DataFrame] = []
    seen: set[tuple[str, str, int]] = set()
    for amount in rows.definition.amounts:
        local = amount.kind if amount.phase == "unknown" else f"{amount.kind}.{amount.phase}"
        number = sum(each[:2] == (amount.subject, local) for each in seen) + 1
        seen.add((amount.subject, local, number))
        suffix = local if number == 1 else f"{local}.{number}"
        read = _read(rows, amount, first, findings)
        tables.append(_combine(read, amount, findings).with_columns(suffix=pl.lit(f".{suffix}")))
    if not tables:
        return pl.DataFrame()
    stacked = pl.concat(tables, how="diagonal")
    return stacked.select(
        "record",
        "subject_class",
        "subject",
        "kind",
        "phase",
        "value",
        "currency",
        "raw",
        key=pl.col("subject") + pl.col("suffix") + pl.col("variant"),
        state=pl.when(pl.col("value") == Decimal(0)).then(pl.lit("published-zero")).otherwise(pl.lit("published")),
    ).sort("key")


def _read(rows: Rows, amount: Amount, first: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Return the amounts of one column: record, subject, raw, value, currency and place."""
    field = field_name(amount.rule)
    frame = rows.frame.with_columns(raw=published(amount.rule)).filter(pl.col("raw").is_not_null())
    digits = parse_number(pl.col("raw"), PLAIN if rows.is_plain(amount.rule) else amount.notation)
    if rows.typed:
        digits = pl.coalesce(digits, pl.when(pl.col("raw").str.contains(_TYPED)).then("raw"))
        if not rows.is_plain(amount.rule) and not frame["raw"].str.contains(_GROUPED).any():
            # 186.485 is a number with three decimal places, or text for 186485: the workbook was not asked which.
            digits = pl.when(~pl.col("raw").str.contains(_DOUBTFUL) | ("." not in amount.notation.group)).then(digits)
    found = by_value(frame["raw"], digits=digits, mark=currency_mark(pl.col("raw"), amount.notation))
    stated = published(amount.currency) if amount.currency else pl.lit(None, pl.String)
    frame = frame.with_columns(found["digits"], found["mark"], stated=stated.str.to_uppercase())
    frame = _take(frame, pl.col("digits").is_not_null(), "EG-TAB-017", field, findings)
    frame = _take(frame, pl.col("digits").str.contains(_REPRESENTABLE), "EG-TAB-018", field, findings)
    agree = pl.col("mark").is_null() | pl.col("stated").is_null() | (pl.col("mark") == pl.col("stated"))
    frame = _take(frame, agree, "EG-TAB-019", field, findings)
    frame = frame.with_columns(currency=pl.coalesce("mark", "stated"))
    frame = _take(
        frame, pl.col("currency").str.contains(_CURRENCY).fill_null(value=False), "EG-TAB-020", field, findings
    )
    exact = pl.col("digits").cast(_EXACT) * pl.lit(amount.scale)
    frame = frame.with_columns(value=exact.round(2, mode="half_away_from_zero").cast(_MONEY))
    findings.add_rows("EG-TAB-021", frame.filter(pl.col("digits").str.contains(r"\.[0-9]{2}[0-9]*[1-9]")), field=field)
    findings.add_rows("EG-TAB-022", frame.filter(pl.col("value") < 0), field=field, found="raw")
    findings.add_rows("EG-TAB-025", frame.filter(pl.col("value") > _LARGEST), field=field, found="raw")
    return _with_subject(frame, amount, first)


def _take(frame: pl.DataFrame, good: pl.Expr, code: str, field: str, findings: Findings) -> pl.DataFrame:
    findings.add_rows(code, frame.filter(~good), field=field, found="raw")
    return frame.filter(good)


def _with_subject(frame: pl.DataFrame, amount: Amount, first: pl.DataFrame) -> pl.DataFrame:
    """Add what the money is for; amounts of participants that were left out go with them."""
    folder = {"participant": "participation"}.get(amount.subject, amount.subject)
    if folder != "project":
        frame = frame.join(first.select("record", subject=folder), on="record", maintain_order="left")
    else:
        frame = frame.with_columns(subject="entity")
    return frame.select(
        "record", "subject", "raw", "value", "currency", PLACE, subject_class=pl.lit(folder), kind=pl.lit(amount.kind),
        phase=pl.lit(amount.phase),
    )  # fmt: skip


def _combine(read: pl.DataFrame, amount: Amount, findings: Findings) -> pl.DataFrame:
    """Return one row per subject and currency: the same amount once, or the sum of parts; differing ones stay apart."""
    about = ["subject", "subject_class", "kind", "phase", "currency"]
    if amount.rows == "parts":
        several = read.filter(pl.col("subject").is_duplicated())
        findings.add_rows(
            "EG-TAB-026", several.unique("subject", keep="first", maintain_order=True), field=field_name(amount.rule)
        )
        summed = read.group_by(about, maintain_order=True).agg(
            pl.col("record").min(),
            pl.col(PLACE).first(),
            pl.col("value").sum().cast(_MONEY),
            pl.col("raw").str.join(" + "),
        )
        return _with_variants(summed)
    once = read.sort("record").unique([*about, "value"], keep="first", maintain_order=True)
    differing = once.filter(pl.col("subject").is_duplicated())
    findings.add_rows("EG-TAB-027", differing, field=field_name(amount.rule), found="raw")
    return _with_variants(once)


def _with_variants(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what tells several amounts of one subject apart in their keys: nothing for the only one."""
    several = rows.filter(pl.col("subject").is_duplicated())
    alone = rows.filter(~pl.col("subject").is_duplicated()).with_columns(variant=pl.lit(""))
    keys = pl.lit(".") + digests(several, [pl.col("value").cast(pl.String), pl.col("currency")])
    return pl.concat([alone, several.with_columns(variant=keys)])
