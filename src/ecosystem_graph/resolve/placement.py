"""Regions for what states none: from its address, or handed on; with the reason, and doubts about stated ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from ecosystem_graph.resolve.derivation import derive_regions
from ecosystem_graph.resolve.doubt import doubt_regions
from ecosystem_graph.resolve.edition import convert_codes, link_shares, main_counterpart
from ecosystem_graph.resolve.inheritance import inherit_regions

__all__ = ["PLACED_CLASSES", "Placed", "addresses", "listed_places", "place_entities", "stated_places", "usual_edition"]

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
        tables: Tables with one row per key; ``locality``, ``change`` and ``validity`` hold the official lists, and may
            be empty: then only rows of the same build teach.
        countries: ``alpha2`` and ``eurostat``; one row per country.

    Returns:
        The tables with regions. O(n log n); the order of rows does not matter.
    """
    places = addresses(tables)
    edition = usual_edition(places, tables["locality"])
    links, validity = link_shares(tables["change"]), tables["validity"]
    listed = listed_places(tables["locality"], links, validity, edition)
    # Not kept under a name: it is as long as the tables.
    derived = derive_regions(places, listed, stated_places(places, countries, links, validity, edition))
    filled = _fill(tables, places, derived, edition)
    filled["organisation"], filled["participation"] = inherit_regions(filled["organisation"], filled["participation"])
    doubts = doubt_regions(places, derived, convert_codes(_codes(places), links, validity, edition))
    return Placed(filled, _placement(filled, places, derived), doubts)


def addresses(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one row per entity that may be in a region.

    Returns:
        ``place`` (the number of the row), ``subject_class``, ``subject``, ``record``, ``country``,
        ``postcode``, ``town``, ``region`` and ``edition``.
    """
    parts = [
        tables[name].select(
            "record", "country", "town", "region",
            subject_class=pl.lit(name), subject="key", edition="region_edition",
            postcode="postcode" if name == "participation" else pl.lit(None, pl.String),
        )
        for name in PLACED_CLASSES
    ]  # fmt: skip
    return pl.concat(parts).with_row_index("place")


def usual_edition(places: pl.DataFrame, localities: pl.DataFrame) -> str:
    """Return the edition that most stated regions have, else the newest one of the lists, else an empty string."""
    used = places.drop_nulls(["region", "edition"]).group_by("edition").len().sort("len", "edition", descending=True)
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
    """Return the addresses that teach: those with a region of level 3 in their own country, in one edition."""
    prefixes = dict(countries.select("alpha2", "eurostat").iter_rows())
    prefix = pl.col("country").replace_strict(prefixes, default=None, return_dtype=pl.String)
    is_whole = (pl.col("region").str.len_chars() == 5) & (pl.col("region").str.head(2) == prefix)
    rows = places.lazy().filter(pl.col("subject_class").is_in(_OWN_SITE) & is_whole)
    return _in_edition(rows.select(*_ADDRESS, "region", "edition").collect(), links, validity, edition)


def _in_edition(rows: pl.DataFrame, links: pl.DataFrame, validity: pl.DataFrame, edition: str) -> pl.DataFrame:
    counterpart = main_counterpart(convert_codes(rows, links, validity, edition))
    joined = rows.join(counterpart, on=["region", "edition"], nulls_equal=True)
    return joined.select(*_ADDRESS, region="target")


def _codes(places: pl.DataFrame) -> pl.DataFrame:
    return places.drop_nulls("region").select("region", "edition").unique()


def _fill(
    tables: Mapping[str, pl.DataFrame], places: pl.DataFrame, derived: pl.DataFrame, edition: str
) -> dict[str, pl.DataFrame]:
    """Return the tables with derived regions in place of missing ones, and a basis for each stated one."""
    filled, done = dict(tables), 0
    found = derived.select("place", new="region", new_basis="basis")
    of_rows = places.select("place").join(found, on="place", how="left", maintain_order="left").drop("place")
    for name in PLACED_CLASSES:  # in the order of places, which are the rows of these tables
        table = tables[name]
        is_new = pl.col("region").is_null() & pl.col("new").is_not_null()
        basis = pl.when(is_new).then("new_basis").when(pl.col("region").is_not_null()).then(_stated_basis())
        filled[name] = (
            table.hstack(of_rows.slice(done, table.height))
            .select(
                pl.exclude(*_REGION, "new", "new_basis"),
                region=pl.coalesce("region", "new"),
                region_edition=pl.when(is_new).then(pl.lit(edition)).otherwise("region_edition"),
                region_basis=basis,
            )
            .select(table.columns)
        )
        done += table.height
    return filled


def _stated_basis() -> pl.Expr:
    return pl.col("region_basis").fill_null("stated")


def _placement(filled: Mapping[str, pl.DataFrame], places: pl.DataFrame, derived: pl.DataFrame) -> pl.DataFrame:
    """Return the places that state no region and have one now."""
    given = pl.concat(
        filled[name].select(given="region", given_edition="region_edition", basis="region_basis")
        for name in PLACED_CLASSES
    )
    is_given = places["region"].is_null() & given["given"].is_not_null()
    rows = places.select("place", "subject_class", "subject").filter(is_given).hstack(given.filter(is_given))
    known = rows.join(derived.select("place", "evidence", "share"), on="place", how="left")
    columns = ["subject_class", "subject", "region", "edition", "basis", "evidence", "share"]
    return known.with_columns(region="given", edition="given_edition").select(columns).sort(columns[:2])
