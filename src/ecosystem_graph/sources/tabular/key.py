"""Records of rows: one key each, from what the source itself calls the row."""

import polars as pl

from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.layout import Table

__all__ = ["key_rows", "record_rows"]


def key_rows(table: Table, local: pl.Expr, findings: Findings, *, slug: str) -> Table:
    """Add ``local``, the key inside the source, and ``record``; leave out rows that cannot have one.

    Rows that repeat another one word for word are taken once. Rows that share a key and differ are told apart by a
    number, in the order of their cells, so that the order in the file does not matter.

    Args:
        table: Named rows.
        local: Key inside the source, null for rows that lack what names them.
        findings: Told of rows that are left out or share a key.
        slug: Of the source.
    """
    rows = table.rows.with_columns(local=local)
    findings.add_rows("no-key", table.origin, rows.filter(pl.col("local").is_null()))
    rows = rows.drop_nulls("local")
    if rows["local"].is_duplicated().any():
        rows = _tell_apart(table.with_rows(rows), findings)
    else:
        rows = rows.with_columns(number=pl.lit(1, dtype=pl.UInt32))
    start = f"{slug}.{table.layout.kind}."
    numbered = pl.when(pl.col("number") == 1).then("local").otherwise(pl.format("{}~{}", "local", "number"))
    return table.with_rows(rows.with_columns(record=start + numbered, local=numbered))


def record_rows(table: Table, *, slug: str, checksum: str, source_key: str) -> pl.DataFrame:
    """Return the ``record`` table.

    Args:
        table: Keyed rows.
        slug: Of the source.
        checksum: SHA-256 of the file.
        source_key: Column with the identifier inside the source.
    """
    return table.rows.select(
        "record",
        key="record",
        source=pl.lit(slug),
        kind=pl.lit(table.layout.kind.lower()),
        source_key=source_key,
        file=pl.lit(table.origin.file.name),
        checksum=pl.lit(checksum),
        locator=pl.format("{}{}", pl.lit(table.origin.prefix), "row"),
    )


def _tell_apart(table: Table, findings: Findings) -> pl.DataFrame:
    cells = [name for name in table.layout.columns if name in table.rows.columns]
    once = table.rows.unique([*cells, "local"], keep="first", maintain_order=True)
    copies = table.rows.join(once.select("row"), on="row", how="anti")
    findings.add_rows("copied-row", table.origin, copies, found="local")
    shared = once.filter(pl.col("local").is_duplicated()).sort("local", *cells, nulls_last=True)
    shared = shared.with_columns(number=(pl.int_range(pl.len()).over("local") + 1).cast(pl.UInt32))
    findings.add_rows("shared-key", table.origin, shared.filter(pl.col("number") > 1), found="local")
    numbers = shared.select("row", "number")
    return once.join(numbers, on="row", how="left", maintain_order="left").with_columns(pl.col("number").fill_null(1))
