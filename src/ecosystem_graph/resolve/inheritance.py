"""Regions handed on between an organisation, its parent and its participations."""

import polars as pl

from ecosystem_graph.resolve.coding import plain, plain_slices

__all__ = ["inherit_regions"]

_PLACE = ("region", "region_edition", "region_basis")


def inherit_regions(organisations: pl.DataFrame, participations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Fill regions that neither a source nor an address gives; a region that is there stays.

    An organisation takes the region in which all its participations with a region are, when it is one, else the region
    of its parent; then a participation takes the region of its organisation. Nothing is handed on between countries.

    Args:
        organisations: ``key``, ``parent``, ``country`` and the three columns of a region, as texts or
            [`coded`][ecosystem_graph.resolve.coding.coded]; one row per key.
        participations: ``organisation``, ``country`` and the three columns of a region.

    Returns:
        Both tables, rows and columns in the same order.
    """
    near = _near(participations)
    one = near.group_by("key", "country").agg(
        pl.col("region").unique(), pl.col("region_edition").sort(nulls_last=True).first()
    )
    only = one.filter(pl.col("region").list.len() == 1).with_columns(pl.col("region").list.first())
    # An organisation of no country takes a region only when all its participations are in one country.
    alone = only.filter(~pl.col("key").is_in(one.filter(pl.col("key").is_duplicated())["key"].implode()))
    own = _take(_take(plain(organisations), only, "key"), alone.with_columns(country=pl.lit(None, pl.String)), "key")
    filled = _take(own, _regions(own), "parent")
    regions = _regions(filled)
    taken = [_take(rows, regions, "organisation").select(_PLACE) for rows in plain_slices(participations)]
    handed_on = pl.concat(taken).cast({name: participations.schema[name] for name in _PLACE})
    return filled.cast(organisations.schema), participations.with_columns(handed_on)


def _near(participations: pl.DataFrame) -> pl.DataFrame:
    """Return the distinct regions of the participations of each organisation."""
    some = [
        rows.drop_nulls("region").select("country", "region", "region_edition", key="organisation").unique()
        for rows in plain_slices(participations)
    ]
    return pl.concat(some).unique()


def _regions(organisations: pl.DataFrame) -> pl.DataFrame:
    """Return the regions of organisations, for things of the same country and for those of none."""
    stated = organisations.drop_nulls("region").select("key", "country", "region", "region_edition")
    anywhere = stated.with_columns(country=pl.lit(None, pl.String))
    return pl.concat([stated, anywhere]).unique(["key", "country"], keep="first", maintain_order=True)


def _take(table: pl.DataFrame, regions: pl.DataFrame, column: str) -> pl.DataFrame:
    """Fill missing regions of a table from rows with the same country and the key in a column."""
    given = regions.select("key", "country", "region", "region_edition")
    asked = table.select(pl.col(column).alias("key"), "country")
    found = asked.join(given, on=["key", "country"], how="left", nulls_equal=True, maintain_order="left")
    beside = table.hstack(found.select(given="region", given_edition="region_edition"))
    is_taken = pl.col("region").is_null() & pl.col("given").is_not_null() & pl.col(column).is_not_null()
    taken = (pl.col("given"), pl.col("given_edition"), pl.lit("inherited"))
    filled = [
        pl.when(is_taken).then(value).otherwise(pl.col(name)).alias(name)
        for name, value in zip(_PLACE, taken, strict=True)
    ]
    return beside.with_columns(filled).select(table.columns)
