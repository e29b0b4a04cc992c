"""Regions for what states none: from its address, or handed on; with the reason, and doubts about stated ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from ecosystem_graph.resolve.coding import plain_slices
from ecosystem_graph.resolve.derivation import derive_regions
from ecosystem_graph.resolve.doubt import doubt_regions, doubtful_places
from ecosystem_graph.resolve.edition import convert_codes, link_shares, main_counterpart
from ecosystem_graph.resolve.inheritance import inherit_regions

__all__ = [
    "PLACED_CLASSES", "Placed", "distinct_addresses", "listed_places", "place_entities", "stated_places",
    "used_regions", "usual_edition",
]  # fmt: skip

PLACED_CLASSES: Final = ("participation", "cluster", "infrastructure", "organisation")
"""Tables whose rows are in a region."""

_ADDRESS: Final = ("country", "postcode", "town")
_REGION: Final = ("region", "region_edition", "region_basis")
_OWN_SITE: Final = ("participation", "cluster", "infrastructure")
"""Tables whose addresses are facts of their own; that of an organisation repeats those of its participations."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Tables with regions, and how they came to them.

    Attributes:
        tables: All tables; in those of `PLACED_CLASSES`, ``region``, ``region_edition`` and ``region_basis`` are filled
            where something speaks for a region. Stated regions are unchanged.
        placement: One row per derived or handed-on region: subject_class, subject, region, edition, basis, evidence
            (`list`, `rows`, or null for handed-on ones), share (of the evidence, 0-1).
        findings: Doubts about stated regions, with the columns of `FINDING_SCHEMA`.
    """

    tables: dict[str, pl.DataFrame]
    placement: pl.DataFrame
    findings: list[pl.DataFrame]


def place_entities(tables: Mapping[str, pl.DataFrame], countries: pl.DataFrame) -> Placed:
    """Give a region to what states none.

    Args:
        tables: Tables with one row per key, as texts or [`coded`][ecosystem_graph.resolve.coding.coded]; ``locality``,
            ``change`` and ``validity`` hold the official lists, as texts, and may be empty: then only rows of the same
            build teach.
        countries: ``alpha2`` and ``eurostat``; one row per country.

    Returns:
        The tables with regions, of the same types. O(n log n); the order of rows does not matter. Beside the tables,
        memory grows with the number of distinct addresses and of findings, not with that of rows.
    """
    places = distinct_addresses(tables)
    edition = usual_edition(places, tables["locality"])
    links, validity = link_shares(tables["change"]), tables["validity"]
    listed = listed_places(tables["locality"], links, validity, edition)
    derived = derive_regions(places, listed, stated_places(places, countries, links, validity, edition))
    in_doubt = doubtful_places(places, derived, convert_codes(_codes(places), links, validity, edition))
    found = places.select("place", *_ADDRESS).join(derived, on="place").drop("place").unique(_ADDRESS)
    filled = dict(tables) | {name: _fill(tables[name], found, edition) for name in PLACED_CLASSES}
    filled["organisation"], filled["participation"] = inherit_regions(filled["organisation"], filled["participation"])
    doubts = doubt_regions(_rows_in_doubt(tables, in_doubt))
    return Placed(filled, _placement(tables, filled, found), doubts)


def distinct_addresses(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one row per class, address and region that entities have.

    Returns:
        ``place`` (the number of the row), ``subject_class``, ``country``, ``postcode``, ``town``, ``region``,
        ``edition`` and ``rows``, the number of entities.
    """
    columns = ("subject_class", *_ADDRESS, "region", "edition")
    counted = [
        _with_postcode(rows)
        .select(*_ADDRESS, "region", subject_class=pl.lit(name), edition="region_edition")
        .group_by(columns)
        .agg(rows=pl.len())
        for name in PLACED_CLASSES
        for rows in plain_slices(tables[name])
    ]
    return pl.concat(counted).group_by(columns).agg(pl.col("rows").sum()).with_row_index("place")


def used_regions(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the regions that entities have: region, edition, rows (their number), record (the smallest of theirs)."""
    counted = [
        rows.drop_nulls("region")
        .group_by("region", edition="region_edition")
        .agg(rows=pl.len(), record=pl.col("record").min())
        for name in PLACED_CLASSES
        for rows in plain_slices(tables[name])
    ]
    return pl.concat(counted).group_by("region", "edition").agg(pl.col("rows").sum(), pl.col("record").min())


def usual_edition(places: pl.DataFrame, localities: pl.DataFrame) -> str:
    """Return the edition that most stated regions have, else the newest one of the lists, else an empty string.

    Args:
        places: What `distinct_addresses` returned.
        localities: Record table ``locality``.
    """
    stated = places.drop_nulls(["region", "edition"]).group_by("edition").agg(pl.col("rows").sum())
    used = stated.sort("rows", "edition", descending=True)
    newest = localities["edition"].max()
    return str(used["edition"][0]) if used.height else str(newest or "")


def listed_places(localities: pl.DataFrame, links: pl.DataFrame, validity: pl.DataFrame, edition: str) -> pl.DataFrame:
    """Return the official lists in one edition: country, postcode, town, region.

    Rows whose region has no certain counterpart in the edition are left out.
    """
    rows = localities.select(*_ADDRESS, "region", "edition").unique()
    return _in_edition(rows, links, validity, edition)


def stated_places(
    places: pl.DataFrame, countries: pl.DataFrame, links: pl.DataFrame, validity: pl.DataFrame, edition: str
) -> pl.DataFrame:
    """Return the addresses that teach: those with a region of level 3 in their own country, in one edition.

    Args:
        places: What `distinct_addresses` returned.
        countries: ``alpha2`` and ``eurostat``; one row per country.
        links: Columns of `LINK_SCHEMA`.
        validity: ``region`` and ``edition`` of the official lists.
        edition: Year of the edition wanted.

    Returns:
        Country, postcode, town, region, rows (that state it).
    """
    prefixes = dict(countries.select("alpha2", "eurostat").iter_rows())
    prefix = pl.col("country").replace_strict(prefixes, default=None, return_dtype=pl.String)
    is_whole = (pl.col("region").str.len_chars() == 5) & (pl.col("region").str.head(2) == prefix)
    rows = places.lazy().filter(pl.col("subject_class").is_in(_OWN_SITE) & is_whole)
    return _in_edition(rows.select(*_ADDRESS, "region", "edition", "rows").collect(), links, validity, edition)


def _in_edition(rows: pl.DataFrame, links: pl.DataFrame, validity: pl.DataFrame, edition: str) -> pl.DataFrame:
    counterpart = main_counterpart(convert_codes(rows, links, validity, edition))
    joined = rows.join(counterpart, on=["region", "edition"], nulls_equal=True)
    return joined.drop("region", "edition").rename({"target": "region"})


def _codes(places: pl.DataFrame) -> pl.DataFrame:
    return places.drop_nulls("region").select("region", "edition").unique()


def _fill(table: pl.DataFrame, found: pl.DataFrame, edition: str) -> pl.DataFrame:
    """Return a table with derived regions in place of missing ones, and a basis for each stated one."""
    of_address = found.select(*_ADDRESS, new="region", new_basis="basis")
    is_new = pl.col("region").is_null() & pl.col("new").is_not_null()
    basis = pl.when(is_new).then("new_basis").when(pl.col("region").is_not_null()).then(_stated_basis())
    regions = [
        _with_postcode(rows)
        .join(of_address, on=_ADDRESS, how="left", nulls_equal=True, maintain_order="left")
        .select(
            region=pl.coalesce("region", "new"),
            region_edition=pl.when(is_new).then(pl.lit(edition)).otherwise("region_edition"),
            region_basis=basis,
        )
        .cast({name: table.schema[name] for name in _REGION})
        for rows in plain_slices(table)
    ]
    return table.with_columns(pl.concat(regions))


def _stated_basis() -> pl.Expr:
    return pl.col("region_basis").fill_null("stated")


def _with_postcode(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with a postal code: only participations state one of their own."""
    return rows if "postcode" in rows.columns else rows.with_columns(postcode=pl.lit(None, pl.String))


def _rows_in_doubt(tables: Mapping[str, pl.DataFrame], in_doubt: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the places in doubt, in order."""
    keys = ["subject_class", *_ADDRESS, "region", "edition"]
    some = [
        _with_postcode(rows)
        .select("record", *_ADDRESS, "region", subject_class=pl.lit(name), edition="region_edition")
        .drop_nulls("record")
        .join(in_doubt, on=keys, nulls_equal=True, maintain_order="left")
        for name in PLACED_CLASSES
        for rows in plain_slices(tables[name])
    ]
    return pl.concat(some)


def _placement(
    tables: Mapping[str, pl.DataFrame], filled: Mapping[str, pl.DataFrame], found: pl.DataFrame
) -> pl.DataFrame:
    """Return the rows that state no region and have one now."""
    of_address = found.select(*_ADDRESS, "evidence", "share")
    columns = ["subject_class", "subject", "region", "edition", "basis", "evidence", "share"]
    given = [
        _with_postcode(rows)
        .join(of_address, on=_ADDRESS, how="left", nulls_equal=True)
        .select(
            "region", "evidence", "share",
            subject_class=pl.lit(name), subject="key", edition="region_edition", basis="region_basis",
        )
        .select(columns)
        for name in PLACED_CLASSES
        for rows in plain_slices(filled[name].filter(tables[name]["region"].is_null() & pl.col("region").is_not_null()))
    ]  # fmt: skip
    return pl.concat(given).sort(columns[:2])
