"""Stated regions that something speaks against: an address, an official list, an edition."""

from typing import Final

import polars as pl

from ecosystem_graph.resolve.rule import ELSEWHERE, NEXT_DOOR, OUTSIDE_EDITION, UNMAPPED

__all__ = ["doubt_editions", "doubt_regions", "doubtful_places", "report_unmapped"]

_NUTS2: Final = 4
_PAIR: Final = ("region", "edition", "pointed")
_SLIVER: Final = 0.01
"""Share of the inhabitants below which a link comes from drawing borders twice, not from a change."""


def doubtful_places(places: pl.DataFrame, derived: pl.DataFrame, converted: pl.DataFrame) -> pl.DataFrame:
    """Compare stated regions with what their addresses point to.

    Args:
        places: ``place``, ``subject_class``, ``country``, ``postcode``, ``town``, ``region``, ``edition``.
        derived: What [`derive_regions`][ecosystem_graph.resolve.derivation.derive_regions] returned for them.
        converted: Stated codes in the edition of the derived ones, as `convert_codes` returned them.

    Returns:
        The places whose address points elsewhere, with ``evidence``, ``pointed``, ``near`` (in one NUTS 2 region) and
        ``same``. Organisations are left out: their addresses repeat those of their participations.
    """
    own_site = places.filter(pl.col("subject_class") != "organisation").drop_nulls("region")
    both = own_site.join(derived.select("place", "evidence", pointed="region"), on="place")
    doubtful = _compare(both.select(_PAIR).unique(), converted).filter(~pl.col("same"))
    columns = ["subject_class", "country", "postcode", "town", *_PAIR, "evidence", "near", "same"]
    return both.join(doubtful, on=_PAIR, nulls_equal=True).select(columns)


def doubt_regions(judged: pl.DataFrame) -> list[pl.DataFrame]:
    """Return findings on regions of another country or NUTS 2 region, and on NUTS 3 regions that a list speaks against.

    Args:
        judged: Rows with a ``record``, of the places that `doubtful_places` returned, with its columns.
    """
    address = pl.concat_str("country", "postcode", "town", separator=" ", ignore_nulls=True)
    words = pl.format("{} stated, {} by {}", "region", "pointed", address)
    listed = pl.col("evidence") == "list"
    found = [
        (ELSEWHERE, judged.filter(~pl.col("near"))),
        (NEXT_DOOR, judged.filter(pl.col("near") & ~pl.col("same") & listed)),
    ]
    return [
        rule.findings(part, f"{name}.region", words)
        for rule, rows in found
        for (name,), part in rows.partition_by("subject_class", as_dict=True).items()
    ]


def _compare(pairs: pl.DataFrame, converted: pl.DataFrame) -> pl.DataFrame:
    """Tell which pairs of a stated code and a region are in one NUTS 2 region (``near``), and which in one (``same``).

    Pairs whose code has no counterpart have no row.
    """
    counterparts = converted.filter(pl.col("share") >= _SLIVER).select("region", "edition", "target")
    targets = pairs.join(counterparts, on=["region", "edition"], nulls_equal=True)
    common = pl.min_horizontal(pl.col("target").str.len_chars(), pl.lit(_NUTS2))
    near = (pl.col("target").str.head(common) == pl.col("pointed").str.head(common)).any()
    same = pl.col("pointed").str.starts_with(pl.col("target")).any()
    return targets.group_by(_PAIR).agg(near=near, same=same)


def doubt_editions(used: pl.DataFrame, validity: pl.DataFrame) -> pl.DataFrame:
    """Return one finding per code that the official list of its edition lacks, with the editions that have it.

    Countries of which the list of an edition has no code are passed over: the lists of the Union have no others.

    Args:
        used: ``region``, ``edition``, ``rows`` and ``record`` of stated regions.
        validity: ``region`` and ``edition`` of the official lists.
    """
    country = pl.col("region").str.head(2)
    listed = validity.select("edition", country=country).unique()
    # Level 0 is the country itself, which some lists leave out.
    stated = used.filter(pl.col("region").str.len_chars() > 2).with_columns(country=country)
    checked = stated.join(listed, on=["country", "edition"], how="semi")
    odd = checked.join(validity, on=["region", "edition"], how="anti")
    editions = validity.group_by("region").agg(pl.col("edition").unique().sort().str.join(", ").alias("listed"))
    counted = odd.group_by("region", "edition").agg(pl.col("record").min(), n=pl.col("rows").sum())
    joined = counted.join(editions, on="region", how="left")
    words = pl.format(
        "{} of {}, {} rows; listed in: {}", "region", "edition", "n", pl.col("listed").fill_null("no edition")
    )
    return OUTSIDE_EDITION.findings(joined, "region", words)


def report_unmapped(harmonised: pl.DataFrame) -> pl.DataFrame:
    """Return one finding per code without counterpart in the edition used for analysis.

    Args:
        harmonised: ``region``, ``edition``, ``target``, ``target_edition``, ``rows`` and ``record``.
    """
    words = pl.format(
        "{} of {} in edition {}, {} rows",
        "region", pl.col("edition").fill_null("an edition that is not stated"), "target_edition", "rows",
    )  # fmt: skip
    return UNMAPPED.findings(harmonised.filter(pl.col("target").is_null()), "region", words)
