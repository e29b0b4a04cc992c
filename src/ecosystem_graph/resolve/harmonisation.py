"""All regions of a build in one edition, for analysis, and how many rows get there."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resolve.edition import convert_codes, link_shares
from ecosystem_graph.resolve.placement import PLACED_CLASSES, distinct_addresses, used_regions, usual_edition

__all__ = ["analysis_edition", "harmonise_regions", "region_coverage"]


def analysis_edition(tables: Mapping[str, pl.DataFrame]) -> str:
    """Return the newest edition that codes can be brought to, else the one most of them are in."""
    newest = tables["change"]["target_edition"].max() or tables["validity"]["edition"].max()
    return str(newest) if newest is not None else usual_edition(distinct_addresses(tables), tables["locality"])


def harmonise_regions(tables: Mapping[str, pl.DataFrame], edition: str) -> pl.DataFrame:
    """Bring the regions of participations, organisations, clusters and infrastructures to one edition.

    Args:
        tables: Tables with one row per key; ``change`` and ``validity`` hold the official lists.
        edition: Year of the edition wanted.

    Returns:
        ``region`` and ``edition`` as stated, ``target`` and ``target_edition``, ``share`` (0-1, of the inhabitants),
        ``rows`` (that state the region) and ``record`` (the smallest of theirs). One row per link; regions without
        counterpart have one row with null. A number of a region is split in proportion to the shares.
    """
    counted = used_regions(tables)
    converted = convert_codes(counted, link_shares(tables["change"]), tables["validity"], edition)
    joined = converted.join(counted, on=["region", "edition"], nulls_equal=True, maintain_order="left")
    columns = ["region", "edition", "target", "target_edition", "share", "rows", "record"]
    return joined.with_columns(target_edition=pl.lit(edition)).select(columns)


def region_coverage(tables: Mapping[str, pl.DataFrame], harmonised: pl.DataFrame) -> dict[str, int]:
    """Count how rows come to their region, and how many of the regions reach the edition used for analysis.

    Returns:
        Rows per class and basis (``participation postcode``; ``participation without`` for none), and of all rows with
        a region: ``moved whole``, ``split`` (over several regions) and ``not mapped``.
    """
    counts: dict[str, int] = {}
    for name in PLACED_CLASSES:
        basis = pl.col("region_basis").cast(pl.String).fill_null("without")
        of_class = tables[name].group_by("region_basis").len().with_columns(basis).sort("region_basis")
        counts |= {f"{name} {each}": number for each, number in of_class.iter_rows()}
    per_code = harmonised.group_by("region", "edition").agg(pl.col("rows").first(), mapped=pl.col("target").count())
    number = pl.col("rows").sum()
    kinds = {"moved whole": pl.col("mapped") == 1, "split": pl.col("mapped") > 1, "not mapped": pl.col("mapped") == 0}
    return counts | {kind: int(per_code.filter(is_kind).select(number).item()) for kind, is_kind in kinds.items()}
