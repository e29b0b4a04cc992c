"""Contact data in the cells of a sheet are masked before anything else sees them."""

import polars as pl

from ecosystem_graph.sources.keep_eu.description import columns
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import Sheet
from ecosystem_graph.sources.personal_data import mask_column

__all__ = ["mask_sheet", "report_masked"]


def mask_sheet(sheet: Sheet) -> tuple[Sheet, pl.DataFrame]:
    """Mask all published cells of a sheet.

    Returns:
        The sheet, and one row per changed cell: ``row``, ``field``, ``count``.
    """
    masked, hits = [], [pl.DataFrame(schema={"row": pl.UInt32, "field": pl.String, "count": pl.Int64})]
    for column in columns(sheet.kind):
        cells, changed = mask_column(sheet.rows[column])
        masked.append(cells)
        if changed.height:
            rows = sheet.rows["row"].gather(changed["index"])
            hits.append(pl.DataFrame({"row": rows, "field": [column] * len(rows), "count": changed["count"]}))
    return sheet.with_rows(sheet.rows.with_columns(masked)), pl.concat(hits)


def report_masked(sheet: Sheet, hits: pl.DataFrame, findings: Findings) -> None:
    """Report each changed cell by its number of replacements only.

    Args:
        sheet: Keyed rows; rows that were left out are reported without a record.
        hits: Changed cells.
        findings: Told of each cell.
    """
    cells = hits.join(sheet.rows.select("row", "record"), on="row", how="left")
    for field in cells["field"].unique():
        rows = cells.filter(pl.col("field") == field).with_columns(replaced=pl.format("{} replaced", "count"))
        findings.add_rows("EG-KEEP-030", sheet, rows, field=field, found="replaced")
