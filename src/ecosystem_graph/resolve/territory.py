"""Regions and countries that the tables refer to."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resolve.hierarchy import parent_by_code

__all__ = [
    "border_table", "complete_regions", "country_table", "named_countries", "referred_regions",
    "with_country_authority",
]  # fmt: skip

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


def complete_regions(regions: pl.DataFrame, referred: pl.DataFrame, countries: pl.DataFrame) -> pl.DataFrame:
    """Return one row per region that any table names, wider regions included, sorted by key.

    A NUTS code holds its own hierarchy: each level adds one character to the next wider region's code (Regulation (EC)
    No 1059/2003, Article 3). Regions known by code alone have no name. A region stated by several records is taken from
    the one with the smallest key; of several editions the first is shown.

    Args:
        regions: Record table ``region``.
        referred: What `referred_regions` found in all tables; codes are two letters and up to three characters.
        countries: ``alpha2``, ``eurostat`` and more; one row per country.
    """
    in_order = regions.sort("key", "record", *regions.columns, nulls_last=True)
    stated = in_order.unique("key", keep="first", maintain_order=True)
    named = pl.concat([stated.select("key", "edition"), referred]).drop_nulls("key").unique()
    length = pl.col("key").str.len_chars()
    codes = [named.filter(length >= width).with_columns(pl.col("key").str.slice(0, width)) for width in _CODE_LENGTHS]
    editions = pl.concat(codes).sort("key", "edition", nulls_last=True).unique("key", keep="first", maintain_order=True)
    joined = editions.join(stated.drop("edition"), on="key", how="left").sort("key")
    # The first editions began the codes of Greece with the letters of ISO 3166-1, later ones with those of Eurostat.
    alpha2 = dict(countries.select("alpha2", pl.col("alpha2").alias("same")).iter_rows())
    alpha2 |= dict(countries.select("eurostat", "alpha2").iter_rows())
    return joined.with_columns(
        pl.col("level").fill_null(length.cast(pl.Int64) - 2),
        pl.col("parent").fill_null(parent_by_code()),
        pl.col("country").fill_null(pl.col("key").str.slice(0, 2).replace_strict(alpha2, default=None)),
    ).select(regions.columns)


def referred_regions(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the distinct codes that tables name outside the rows of regions: key, edition."""
    with_edition = (table for table in tables.values() if {"region", "region_edition"} <= set(table.columns))
    places = [table.select(key="region", edition="region_edition") for table in with_edition]
    without = pl.lit(None, dtype=pl.String)
    parents = tables["region"].select(key="parent", edition=without)
    targets = tables["relation"].filter(pl.col("object_class") == "region").select(key="object", edition=without)
    listed = tables["validity"].select(key="region", edition="edition")
    changed = [tables["change"].select(key=end, edition=f"{end}_edition") for end in ("source", "target")]
    return pl.concat([each.unique() for each in (*places, parents, targets, listed, *changed)]).unique()


def country_table(named: pl.Series, countries: pl.DataFrame) -> pl.DataFrame:
    """Return countries by their ISO 3166-1 alpha-2 codes: key (authority code), code (alpha-2), name."""
    referred = countries.filter(pl.col("alpha2").is_in(named.implode()))
    return referred.select(key="authority", code="alpha2", name="name").sort("key")


def border_table(countries: pl.DataFrame, borders: pl.DataFrame) -> pl.DataFrame:
    """Return the land borders between some countries, each from both sides, sorted: key, other (authority codes).

    Args:
        countries: What [`country_table`][ecosystem_graph.resolve.territory.country_table] gives.
        borders: ``one``, ``other`` (alpha-2); one row per border.
    """
    both = pl.concat([borders.select("one", "other"), borders.select(one="other", other="one")])
    keys = countries.select("code", "key")
    joined = both.join(keys, left_on="one", right_on="code").join(
        keys.select("code", neighbour="key"), left_on="other", right_on="code"
    )
    return joined.select("key", other="neighbour").unique().sort("key", "other")


def named_countries(tables: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Return the distinct codes in all columns ``country`` but those of the lists of places."""
    with_country = (table for name, table in tables.items() if name != "locality" and "country" in table.columns)
    named = [table["country"].unique() for table in with_country]
    return pl.concat([pl.Series("country", [], dtype=pl.String), *named]).drop_nulls().unique()
