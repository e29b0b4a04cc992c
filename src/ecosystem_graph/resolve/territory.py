"""Regions and countries that the tables refer to, with their hierarchy."""

from collections.abc import Mapping

import polars as pl

__all__ = ["complete_regions", "containment", "country_table", "with_country_authority"]

_CODE_LENGTHS = range(2, 6)


def with_country_authority(tables: Mapping[str, pl.DataFrame], countries: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Add to each table with a country its code in the EU authority table (``AT`` becomes ``AUT``).

    Args:
        tables: Tables by name.
        countries: ``alpha2``, ``authority``, ``eurostat``, ``name``; one row per country.
    """
    codes = dict(countries.select("alpha2", "authority").iter_rows())
    authority = pl.col("country").replace_strict(codes, default=None, return_dtype=pl.String)
    return {
        name: table.with_columns(country_authority=authority) if "country" in table.columns else table
        for name, table in tables.items()
    }


def complete_regions(tables: Mapping[str, pl.DataFrame], countries: pl.DataFrame) -> pl.DataFrame:
    """Return one row per region that any table names, wider regions included.

    A NUTS code holds its own hierarchy: each level adds one character to the next wider region's code (Regulation (EC)
    No 1059/2003, Article 3). Regions known by code alone have no name. A name stated by several records is taken from
    the one with the smallest key.
    """
    stated = tables["region"].sort("key", "record").unique("key", keep="first", maintain_order=True)
    named = [
        table.select(key="region", edition="region_edition")
        for name, table in tables.items()
        if {"region", "region_edition"} <= set(table.columns) and name != "region"
    ]
    referred = pl.concat([stated.select("key", "edition"), *named]).drop_nulls("key")
    length = pl.col("key").str.len_chars()
    codes = pl.concat(
        [referred.filter(length >= width).with_columns(pl.col("key").str.slice(0, width)) for width in _CODE_LENGTHS]
    )
    editions = codes.sort("key", "edition", nulls_last=True).unique("key", keep="first", maintain_order=True)
    joined = editions.join(stated.drop("edition"), on="key", how="left").sort("key")
    prefix = pl.col("key").str.slice(0, 2)
    alpha2 = prefix.replace_strict(dict(countries.select("eurostat", "alpha2").iter_rows()), default=None)
    return joined.with_columns(
        pl.col("level").fill_null(length.cast(pl.Int64) - 2),
        pl.col("parent").fill_null(pl.when(length > 2).then(pl.col("key").str.head(-1))),
        pl.col("country").fill_null(alpha2),
    ).select(tables["region"].columns)


def containment(regions: pl.DataFrame) -> pl.DataFrame:
    """Return each region with every wider region around it: region, within. At most one row per level."""
    parents = regions.select("key", "parent").drop_nulls()
    step = parents.rename({"key": "region", "parent": "within"})
    steps = []
    while step.height:
        steps.append(step)
        step = step.join(parents, left_on="within", right_on="key").select("region", within="parent")
        if len(steps) > regions.height:  # a cycle in stated parents would never end
            break
    empty = pl.DataFrame(schema={"region": pl.String, "within": pl.String})
    return pl.concat([empty, *steps]).unique().sort("region", "within")


def country_table(tables: Mapping[str, pl.DataFrame], countries: pl.DataFrame) -> pl.DataFrame:
    """Return the countries that any table refers to: key (authority code), code (alpha-2), name."""
    named = [table["country"] for table in tables.values() if "country" in table.columns]
    used = pl.concat(named).drop_nulls().unique() if named else pl.Series([], dtype=pl.String)
    referred = countries.filter(pl.col("alpha2").is_in(used.implode()))
    return referred.select(key="authority", code="alpha2", name="name").sort("key")
