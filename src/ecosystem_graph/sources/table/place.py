"""Countries and regions that rows state."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.sources.country import country_code
from ecosystem_graph.sources.table.definition import Rule
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.sheet import PLACE
from ecosystem_graph.sources.table.value import coded, field_name, published, translate

__all__ = ["REGION_CODE", "read_places", "region_rows"]

REGION_CODE = r"^[A-Z]{2}[A-Z0-9]{0,3}$"
"""Two letters for the country and a character per level: Regulation (EC) No 1059/2003, Article 3."""


def read_places(
    frame: pl.DataFrame, fields: Mapping[str, Rule], country_default: str | None, findings: Findings
) -> pl.DataFrame:
    """Return ``country_raw``, ``country``, ``region_raw`` and ``region`` of each row.

    Args:
        frame: Rows with the columns of the rules, `PLACE` and ``record``.
        fields: Rules of ``country`` and ``region``, if there are any.
        country_default: Country of rows that state none.
        findings: Told of countries and regions that are none; their codes are left out.
    """
    nothing = pl.lit(None, pl.String)
    country, region = fields.get("country"), fields.get("region")
    placed = frame.select(
        PLACE,
        "record",
        country_raw=published(country) if country else nothing,
        region_raw=published(region) if region else nothing,
    )
    codes = coded(placed, country, findings, "country_raw") if country and country.codes else placed["country_raw"]
    placed = placed.with_columns(translate(codes, country_code).alias("country"))
    unstated = pl.col("country_raw").is_null()
    if country:
        lost = placed.filter(~unstated & pl.col("country").is_null())
        findings.add_rows("EG-TAB-015", lost, field=field_name(country), found="country_raw")
    placed = placed.with_columns(
        country=pl.when(unstated).then(pl.lit(country_default, pl.String)).otherwise(pl.col("country"))
    )
    code = coded(placed, region, findings, "region_raw") if region else placed["region_raw"]
    placed = placed.with_columns(code.alias("region"))
    is_code = pl.col("region").str.contains(REGION_CODE)
    if region:
        findings.add_rows("EG-TAB-013", placed.filter(~is_code), field=field_name(region), found="region_raw")
    return placed.with_columns(region=pl.when(is_code).then("region")).drop(PLACE, "record")


def region_rows(stated: pl.DataFrame, edition: str | None) -> pl.DataFrame:
    """Return the ``region`` table of codes that rows state, each from its smallest record.

    Args:
        stated: ``record`` and ``region``.
        edition: NUTS edition of the codes, if the definition says it.
    """
    known = stated.filter(pl.col("region").is_not_null()).sort("record")
    return known.unique("region", keep="first", maintain_order=True).select(
        "record", key="region", edition=pl.lit(edition, pl.String),
        level=pl.col("region").str.len_chars().cast(pl.Int64) - 2,
    )  # fmt: skip
