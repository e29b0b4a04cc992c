"""Rows that several of these tables fill alike: programmes, texts, organisations' identifiers."""

from collections.abc import Iterable

import polars as pl

from ecosystem_graph.records.key import digest_rows
from ecosystem_graph.sources.keep_eu.description import SLUG
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.terms import CONCEPTS

__all__ = ["add_digest", "identifiers", "key_partners", "leads", "programmes", "texts"]

_PIC = r"^[0-9]{9}$"
# keep.eu's own number of an organisation without any, not one of a register.
_INTERNAL = r"^[A-Z]{2}[0-9]{3}000[0-9]{3}$"
_REGISTER = r"^([A-Z]{2})[ -]?([0-9][0-9A-Z./-]{4,20})(?:\s*\|.*)?$"


def add_digest(rows: pl.DataFrame, name: str, columns: Iterable[str]) -> pl.DataFrame:
    """Add a column with the digest of others; null where all are null."""
    parts = list(columns)
    digests = rows.with_columns(digest_rows(rows.select(parts)).alias(name))
    return digests.with_columns(pl.when(pl.any_horizontal(pl.col(parts).is_not_null())).then(name).alias(name))


def key_partners(table: Table, local: pl.Expr, findings: Findings) -> Table:
    """Add ``key``, ``project`` and ``organisation``, and leave out rows that cannot have a key.

    Args:
        table: Partner rows with ``project_digest`` and ``name_digest``.
        local: Key inside the source, null for rows that lack what names them.
        findings: Told of rows that are left out or share a key.
    """
    keyed, start = key_rows(table, local, findings, slug=SLUG), f"{SLUG}."
    return keyed.with_rows(
        keyed.rows.with_columns(
            key=start + pl.col("local"),
            project=start + pl.col("project_digest"),
            organisation=start + pl.col("name_digest"),
            source_key=pl.lit(None, pl.String),
        )
    )


def programmes(table: Table, name: str, findings: Findings) -> tuple[Table, pl.DataFrame]:
    """Add ``programme`` (key), and return the programmes, each from its smallest record.

    Args:
        table: Keyed rows.
        name: Column with the name of the programme.
        findings: Told of unknown periods.
    """
    rows = add_digest(table.rows, "programme", [name]).with_columns(programme=f"{SLUG}." + pl.col("programme"))
    years = pl.col(name).str.extract_groups(r"^([0-9]{4}) ?[-–] ?([0-9]{4})\b")
    in_name = pl.format("{}-{}", years.struct.field("1"), years.struct.field("2"))
    stated = [pl.col(column).str.replace_all(r"\s", "") for column in ("Period", "period") if column in rows.columns]
    period = pl.coalesce(*stated, in_name)
    known = pl.when(period.is_in(sorted(CONCEPTS["programming-period"]))).then(period)
    rows = rows.with_columns(known_period=known, stated_period=period)
    odd = rows.filter(pl.col("stated_period").is_not_null() & pl.col("known_period").is_null())
    findings.add_rows("unknown-period", table.origin, odd, field=name, found="stated_period")
    named = rows.drop_nulls("programme").group_by("programme", name, "known_period").agg(pl.col("record").min())
    return table.with_rows(rows), named.select("record", key="programme", name=name, period="known_period")


def texts(
    rows: pl.DataFrame, subject: str, subject_class: str, columns: Iterable[tuple[str, str, str | None]]
) -> pl.DataFrame:
    """Return the ``text`` table.

    Args:
        rows: Keyed rows, one per subject.
        subject: Column with the key of the subject.
        subject_class: Its class.
        columns: Column, role, and language; None where the column names none, which gives `und`.
    """
    tables = [
        rows.filter(pl.col(column).str.contains(r"[\p{L}\p{N}]")).select(
            "record",
            key=pl.format("{}.{}.{}", subject, pl.lit(role), pl.lit(language or f"slot-{place}")),
            subject_class=pl.lit(subject_class),
            subject=subject,
            role=pl.lit(role),
            language=pl.lit(language or "und"),
            language_basis=pl.lit("stated" if language else "detected"),
            text=column,
        )
        for place, (column, role, language) in enumerate(columns)
    ]
    return pl.concat(tables)


def leads(table: Table, column: str, findings: Findings) -> Table:
    """Add ``role``: that of the lead partner for Yes or true, of a partner for anything else."""
    flag = pl.col(column).str.to_lowercase()
    lead = flag.is_in(["yes", "true"]).fill_null(value=False)
    odd = table.rows.filter(~flag.is_in(["yes", "no", "true", "false"]).fill_null(value=False))
    findings.add_rows("unknown-lead", table.origin, odd, field=column)
    role = pl.when(lead).then(pl.lit("lead")).otherwise(pl.lit("partner"))
    return table.with_rows(table.rows.with_columns(role=role))


def identifiers(table: Table, pic: str, register: str, findings: Findings) -> Table:
    """Add ``pic`` and ``register_number``, the identifiers that can be told.

    A number of a register counts only with its country before it (``SE 212000-1157``), since registers of two countries
    may give one number to two organisations; it is written without a blank between the two.

    Args:
        table: Keyed rows.
        pic: Column with participant identification codes.
        register: Column with other identifiers, free text.
        findings: Told of cells that are not taken.
    """
    code, other = pl.col(pic), pl.col(register)
    parts = other.str.extract_groups(_REGISTER)
    number = pl.when(~other.str.contains(_INTERNAL)).then(parts.struct.field("1") + parts.struct.field("2"))
    rows = table.rows.with_columns(pic_code=pl.when(code.str.contains(_PIC)).then(code), register_number=number)
    findings.add_rows(
        "bad-pic", table.origin, rows.filter(code.is_not_null() & pl.col("pic_code").is_null()), field=pic
    )
    untold = rows.filter(other.is_not_null() & pl.col("register_number").is_null())
    findings.add_rows("other-identifier", table.origin, untold, field=register)
    return table.with_rows(rows)
