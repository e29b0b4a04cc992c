"""Countries and NUTS regions of partners.

Cells hold a code, an optional English name, a slash and a name: ``AT323  / Salzburg und Umgebung``,
``DE Germany / DEUTSCHLAND``. Countries are written as Eurostat does (`UK`, `EL`).
"""

import re

import polars as pl

from ecosystem_graph.sources.keep_eu.description import DESCRIPTION
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import Sheet

__all__ = ["EDITION", "add_places", "read_regions"]

EDITION: str = DESCRIPTION["constants"]["nuts_edition"]
_LEVELS = {level: f"NUTS{level} (or equivalent)" for level in (1, 2, 3)}
_COUNTRY_CELL = r"^\s*([A-Z]{2})\s+(?:([^/\s][^/]*?)\s+)?/\s+(\S.*?)\s*$"
_NUTS_CELL = r"^\s*([A-Z]{2}[A-Z0-9]{0,3})\s+(?:([^/\s][^/]*?)\s+)?/\s+(\S.*?)\s*$"


def add_places(partners: Sheet, findings: Findings) -> Sheet:
    """Add ``country`` (alpha-2), ``region`` (code of the narrowest level stated) and ``region_raw``.

    Args:
        partners: Keyed rows.
        findings: Told of cells that cannot be read and of places that contradict each other.
    """
    prefix = pl.col("Country code").str.extract(_COUNTRY_CELL)
    codes = {f"nuts{level}": pl.col(column).str.extract(_NUTS_CELL) for level, column in _LEVELS.items()}
    rows = partners.rows.with_columns(prefix=prefix, **codes).with_columns(
        country=_alpha2(pl.col("prefix")),
        region=pl.coalesce("nuts3", "nuts2", "nuts1"),
        region_raw=pl.coalesce(*(pl.col(_LEVELS[level]).str.strip_chars() for level in (3, 2, 1))),
    )
    placed = partners.with_rows(rows)
    _check_cells(placed, findings)
    _check_names(placed, findings)
    _check_nesting(placed, findings)
    return placed


def read_regions(partners: Sheet, findings: Findings) -> pl.DataFrame:
    """Return the ``region`` table: the stated regions of levels 1 to 3, and the countries around them (level 0).

    A region is taken from the record with the smallest key. A country of partners without NUTS regions is none of them.

    Args:
        partners: Rows with places.
        findings: Told of regions with several names.
    """
    stated = pl.concat(
        [
            partners.rows.filter(pl.col(f"nuts{level}").is_not_null()).select(
                "row", "record", key=f"nuts{level}", name=_name(column, _NUTS_CELL)
            )
            for level, column in _LEVELS.items()
        ]
    )
    around = stated.select("row", "record", key=pl.col("key").str.slice(0, 2))
    countries = partners.rows.filter(pl.col("prefix").is_in(around["key"].unique().implode())).select(
        "row", "record", key="prefix", name=_name("Country code", _COUNTRY_CELL)
    )
    named = pl.concat([stated, countries, around.with_columns(name=pl.lit(None, dtype=pl.String))])
    several = named.drop_nulls("name").unique(["key", "name"], keep="first", maintain_order=True).sort("key", "name")
    findings.add_rows(
        "EG-KEEP-033", partners, several.filter(~pl.col("key").is_first_distinct()), field="NUTS", found="name"
    )
    regions = named.group_by("key").agg(pl.col("name").min(), pl.col("record").min())
    level = pl.col("key").str.len_chars().cast(pl.Int64) - 2
    return regions.select(
        "record",
        "key",
        "name",
        edition=pl.lit(EDITION),
        level=level,
        parent=pl.when(level > 0).then(pl.col("key").str.head(-1)),
        country=_alpha2(pl.col("key").str.slice(0, 2)),
    ).sort("key")


def _alpha2(prefix: pl.Expr) -> pl.Expr:
    return prefix.replace(DESCRIPTION["countries"])


def _name(column: str, pattern: str) -> pl.Expr:
    """Return the English name in a cell, or else the other one."""
    return pl.coalesce(pl.col(column).str.extract(pattern, 2), pl.col(column).str.extract(pattern, 3))


def _check_cells(partners: Sheet, findings: Findings) -> None:
    rows = partners.rows
    findings.add_rows("EG-KEEP-020", partners, rows.filter(pl.col("prefix").is_null()), field="Country code")
    for level, column in _LEVELS.items():
        unread = rows.filter(pl.col(column).is_not_null() & pl.col(f"nuts{level}").is_null())
        findings.add_rows("EG-KEEP-022", partners, unread, field=column)


def _check_names(partners: Sheet, findings: Findings) -> None:
    pairs = partners.rows.filter(pl.col("prefix").is_not_null()).select("Country", "Country code").drop_nulls().unique()
    differing = [pair for pair in pairs.iter_rows() if not _is_name_of(*pair)]
    odd = pl.DataFrame(differing, schema={"Country": pl.String, "Country code": pl.String}, orient="row")
    rows = partners.rows.join(odd, on=["Country", "Country code"], how="semi")
    both = rows.with_columns(both=pl.format("{}; {}", "Country", "Country code"))
    findings.add_rows("EG-KEEP-021", partners, both, field="Country", found="both")


def _is_name_of(country: str, cell: str) -> bool:
    """Tell whether a country is one of the names in a country code cell, in any language and case.

    Examples:
        >>> (
        ...     _is_name_of("SUISSE", "CH Switzerland / SCHWEIZ/SUISSE/SVIZZERA"),
        ...     _is_name_of("Ireland", "UK United Kingdom / UK"),
        ... )
        (True, False)
    """
    names = {name.strip().casefold() for name in re.split(r"[/()]", cell.strip()[2:])}
    return country.strip().casefold() in names


def _check_nesting(partners: Sheet, findings: Findings) -> None:
    rows = partners.rows
    outside = pl.any_horizontal(
        ~pl.col(f"nuts{narrow}").str.starts_with(pl.col(f"nuts{wide}")) for wide, narrow in ((1, 2), (1, 3), (2, 3))
    ).fill_null(False)
    cells = [pl.col(f"nuts{level}").fill_null("-") for level in _LEVELS]
    odd = rows.with_columns(codes=pl.format("{} {} {}", *cells))
    findings.add_rows("EG-KEEP-023", partners, odd.filter(outside), field=_LEVELS[3], found="codes")
    abroad = rows.filter(pl.col("region").str.slice(0, 2) != pl.col("prefix"))
    both = abroad.with_columns(both=pl.format("{}; {}", "region_raw", "Country code"))
    findings.add_rows("EG-KEEP-024", partners, both, field=_LEVELS[3], found="both")
