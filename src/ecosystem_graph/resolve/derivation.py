"""Regions derived from addresses: what official lists say first, then what the other rows of the build teach."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from ecosystem_graph.resolve.evidence import CLEAR, by_postcode, by_town

__all__ = ["DERIVED_SCHEMA", "derive_regions"]

DERIVED_SCHEMA: Final = pl.Schema(
    {"place": pl.UInt32, "region": pl.String, "basis": pl.String, "evidence": pl.String, "share": pl.Float64}
)
"""``basis``: `postcode` or `town`; ``evidence``: `list` (official) or `rows` (of the same build, which state a region);
``share``: part of the evidence that speaks for the region, 0-1."""

_LISTED: Final = 0.95
"""Share of the listed postal codes with one beginning that must lie in one region."""

_NUTS2: Final = 4
_DISTRICT: Final = 3
"""Characters of a postal code that say more than the name of a town: fewer are shared by regions side by side."""

_ADDRESS: Final = ("country", "postcode", "town")


def derive_regions(places: pl.DataFrame, listed: pl.DataFrame, stated: pl.DataFrame) -> pl.DataFrame:
    """Return the region of each place that the evidence speaks for.

    The order of trust: the official list of postal codes; the official list of municipalities, for names that only one
    region has, unless rows with such a postal code (three characters of it at least) are in another NUTS 2 region
    (there are two Freiburgs, and the list calls only one of them that); towns, then postal codes, of rows that state
    their region.

    Args:
        places: ``place`` (a number), ``country`` (ISO 3166-1 alpha-2), ``postcode`` and ``town`` as published.
        listed: ``country``, ``postcode``, ``town`` and ``region``: official lists, in the edition wanted.
        stated: The same columns, of rows that state a region, in the same edition; ``rows`` counts those that are
            alike, where there is such a column.

    Rows with one address are looked at once: memory grows with the number of addresses, time with that of rows.

    Returns:
        Columns of `DERIVED_SCHEMA`, sorted by place; places without evidence have no row.
    """
    addresses = places.select(_ADDRESS).unique().with_row_index("place")
    number = pl.col("rows").sum() if "rows" in stated.columns else pl.len()
    taught = stated.group_by(*_ADDRESS, "region").agg(rows=number)
    found = [part.cast(DERIVED_SCHEMA) for part in _evidence(addresses, listed.with_columns(rows=pl.lit(1)), taught)]
    first = pl.concat(found).unique("place", keep="first", maintain_order=True)
    of_address = addresses.join(first, on="place").drop("place")
    # Lazily, so that columns which the result does not have are not made for all rows.
    joined = places.lazy().select("place", *_ADDRESS).join(of_address.lazy(), on=_ADDRESS, nulls_equal=True)
    return joined.select(DERIVED_SCHEMA.names()).sort("place").collect()


def _evidence(places: pl.DataFrame, listed: pl.DataFrame, stated: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield what each kind of evidence says, most trusted first."""
    of_postcode = by_postcode(places, listed.drop_nulls("postcode"), least_share=_LISTED)
    # A municipality is one fact, however many rows repeat it.
    municipalities = listed.drop_nulls("town").unique(["country", "town", "region"])
    taught_postcode = by_postcode(places, stated, least_share=CLEAR)
    of_town = _without_namesakes(by_town(places, municipalities, least_share=1.0), taught_postcode)
    kinds = (
        (of_postcode, "postcode", "list"),
        (of_town, "town", "list"),
        (by_town(places, stated, least_share=CLEAR), "town", "rows"),
        (taught_postcode, "postcode", "rows"),
    )
    for found, basis, evidence in kinds:
        yield found.select("place", "region", basis=pl.lit(basis), evidence=pl.lit(evidence), share="share")


def _without_namesakes(of_town: pl.DataFrame, of_postcode: pl.DataFrame) -> pl.DataFrame:
    """Leave out towns that the postal code puts into another NUTS 2 region."""
    nuts2 = pl.col("region").str.head(_NUTS2)
    known = of_postcode.filter(pl.col("length") >= _DISTRICT).select("place", near=nuts2)
    near = of_town.join(known, on="place", how="left")
    return near.filter((nuts2 == pl.col("near")).fill_null(value=True)).drop("near")
