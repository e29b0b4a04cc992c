"""Region codes of one edition in another edition, with the share of the inhabitants that moves with each link."""

from typing import Final

import polars as pl

__all__ = ["CERTAIN", "LINK_SCHEMA", "convert_codes", "link_shares", "main_counterpart"]

LINK_SCHEMA: Final = pl.Schema(
    {
        "source": pl.String,
        "source_edition": pl.String,
        "target": pl.String,
        "target_edition": pl.String,
        "level": pl.Int64,
        "share": pl.Float64,
    }
)
"""One row per pair of regions that share inhabitants; the shares of one source in one target edition sum to 1."""

CERTAIN: Final = 0.9
"""Share of the inhabitants from which one counterpart may stand for the whole region."""


def link_shares(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how much of each region lies in which region of another edition.

    The weight is the population of what the two share; where nobody lives there (or no figure is given for any part of
    the region) it is the area. A region whose only counterpart is stated without figures lies wholly in it.

    Args:
        changes: Record table ``change``; pairs that several records state count once, with the larger figures.

    Returns:
        Columns of `LINK_SCHEMA`, sorted; pairs that share nothing are left out. O(n log n).
    """
    pair = ["source", "source_edition", "target", "target_edition"]
    whole = ["source", "source_edition", "target_edition"]
    once = changes.group_by(*pair, "level").agg(pl.col("population").max(), pl.col("area").max())
    inhabited = pl.col("population").sum().over(whole) > 0
    weight = pl.when(inhabited).then(pl.col("population").fill_null(0)).otherwise(pl.col("area").fill_null(0))
    unmeasured = pl.col("population").is_null() & pl.col("area").is_null() & (pl.len().over(whole) == 1)
    weight = pl.when(unmeasured).then(1).otherwise(weight)
    weighed = once.with_columns(weight=weight.cast(pl.Float64)).filter(pl.col("weight") > 0)
    shares = weighed.sort(pair).with_columns(share=pl.col("weight") / pl.col("weight").sum().over(whole))
    return shares.select(list(LINK_SCHEMA))


def convert_codes(codes: pl.DataFrame, links: pl.DataFrame, validity: pl.DataFrame, edition: str) -> pl.DataFrame:
    """Bring region codes to one edition.

    Codes of the edition itself stay. Others follow the links. A code that no link knows stays where the official list
    of the edition has it (such as those of statistical regions, which the lists of correspondence leave out). All
    others have no counterpart.

    Args:
        codes: ``region`` and ``edition``. A code whose edition nobody states is taken for one of the edition wanted,
            unless the list of that edition has codes of its country and not this one.
        links: Columns of `LINK_SCHEMA`.
        validity: ``region`` and ``edition`` of the official lists.
        edition: Year of the edition wanted.

    Returns:
        ``region``, ``edition``, ``target`` and ``share`` (0-1), one row per link; codes without counterpart have one
        row with null. Sorted. The shares of each code sum to 1.
    """
    distinct = codes.select("region", "edition").unique()
    here = pl.col("edition").fill_null(edition) == edition
    of_edition = validity.filter(pl.col("edition") == edition)["region"].unique()
    listed = pl.col("region").is_in(of_edition.implode())
    refuted = pl.col("edition").is_null() & ~listed & pl.col("region").str.head(2).is_in(_countries(of_edition))
    stay = distinct.filter(here).with_columns(
        target=pl.when(~refuted).then("region"), share=pl.when(~refuted).then(1.0)
    )
    elsewhere = distinct.filter(~here)
    to_here = links.filter(pl.col("target_edition") == edition).select(
        "target", "share", region="source", edition="source_edition"
    )
    linked = elsewhere.join(to_here, on=["region", "edition"])
    rest = elsewhere.join(linked, on=["region", "edition"], how="anti")
    kept = rest.with_columns(target=pl.when(listed).then("region"), share=pl.when(listed).then(1.0))
    columns = ["region", "edition", "target", "share"]
    return pl.concat([part.select(columns) for part in (stay, linked, kept)]).sort(columns, nulls_last=True)


def _countries(codes: pl.Series) -> pl.Series:
    """Return the countries that a list has regions of, not only a code for the whole, as one list."""
    return codes.filter(codes.str.len_chars() > 2).str.head(2).unique().implode()


def main_counterpart(converted: pl.DataFrame, *, least: float = CERTAIN) -> pl.DataFrame:
    """Return the one counterpart of each code that holds at least a given share of it: region, edition, target.

    Args:
        converted: What `convert_codes` returned.
        least: Least share, 0-1; codes whose largest part is smaller have no row.
    """
    heaviest = converted.drop_nulls("target").sort("share", "target", descending=[True, False])
    first = heaviest.unique(["region", "edition"], keep="first", maintain_order=True).filter(pl.col("share") >= least)
    return first.select("region", "edition", "target").sort("region", "edition", nulls_last=True)
