"""Rows of an official list as record tables; rows that cannot be taken are told with the reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from ecosystem_graph.sources.nuts.description import DESCRIPTION

__all__ = ["CONVERSIONS", "Converted"]

# Two letters for the country and a character per level: Regulation (EC) No 1059/2003, Article 3.
_CODE = "^[A-Z]{2}[A-Z0-9]{0,3}$"
_HECTARES = 100.0
_ENDS, _EDITIONS = ("code", "source"), ("edition", "source_edition")
# Words of Eurostat for what happened to a code: in these cases all inhabitants of the old region live in the new one.
_WHOLE = "recoded|relabelled|code change|name change|merge"
_PARTS = "shift|split|boundary|partial"
_COUNTRIES: Mapping[str, str] = DESCRIPTION["countries"]


@dataclass(frozen=True, slots=True)
class Converted:
    """What the rows of one file became.

    Attributes:
        tables: Record tables without the column ``record``.
        reported: ``row``, ``code`` (of the issue), ``field`` and ``found``; one row per row not taken.
    """

    tables: Mapping[str, pl.DataFrame]
    reported: pl.DataFrame


def _split(rows: pl.DataFrame, checks: Mapping[str, tuple[str, pl.Expr]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that pass all checks, and the first reason of each other row.

    Args:
        rows: Numbered rows.
        checks: Column to issue code and what must hold for it; null does not hold.
    """
    left, reported = rows, []
    for column, (code, holds) in checks.items():
        failed = left.filter(~holds.fill_null(value=False))
        found = pl.col(column).fill_null("")
        reported.append(failed.select("row", code=pl.lit(code), field=pl.lit(column), found=found))
        left = left.filter(holds)
    return left, pl.concat(reported)


def _code(column: str) -> tuple[str, pl.Expr]:
    return "EG-NUTS-001", pl.col(column).str.contains(_CODE)


def _edition(column: str) -> tuple[str, pl.Expr]:
    year = pl.col(column).str.strip_prefix("code_")
    return "EG-NUTS-002", year.is_in(DESCRIPTION["editions"]["known"])


def _country(code: str) -> pl.Expr:
    return pl.col(code).str.head(2).replace(dict(_COUNTRIES))


def _convert_list(rows: pl.DataFrame, edition: str) -> Converted:
    taken, reported = _split(rows, {"code": _code("code")})
    dated = taken.with_columns(edition=pl.lit(edition))
    validity = dated.select("edition", region="code")
    return Converted({"region": _regions(dated), "validity": validity}, reported)


def _regions(listed: pl.DataFrame) -> pl.DataFrame:
    level = pl.col("code").str.len_chars().cast(pl.Int64) - 2
    return listed.select(
        "name",
        "edition",
        key="code",
        level=level,
        parent=pl.when(level > 0).then(pl.col("code").str.head(-1)),
        country=_country("code"),
    )


def _convert_gisco_table(rows: pl.DataFrame, edition: str) -> Converted:
    national = pl.col("NUTS_NAME") if "NUTS_NAME" in rows.columns else pl.lit(None, pl.String)
    return _convert_list(rows.select("row", code="NUTS_ID", name=pl.coalesce(national, "NAME_LATN")), edition)


def _convert_codes(rows: pl.DataFrame, edition: str) -> Converted:
    del edition
    taken, reported = _split(rows, {"geo": _code("geo"), "nuts": _edition("nuts")})
    validity = taken.select(region="geo", edition=pl.col("nuts").str.strip_prefix("code_"))
    return Converted({"validity": validity}, reported)


def _convert_crosswalk(rows: pl.DataFrame, edition: str) -> Converted:
    del edition
    people, area = (pl.col(column).cast(pl.Float64, strict=False) for column in ("pop21", "areaKm"))
    level = pl.col("level").cast(pl.Float64, strict=False)
    has_area = pl.col("pop21").is_null() & area.is_finite() & (area >= 0)
    is_number = (people.is_finite() & (people >= 0)).fill_null(value=False) | has_area
    checks = {
        "from_code": _code("from_code"),
        "to_code": _code("to_code"),
        "from_version": _edition("from_version"),
        "to_version": _edition("to_version"),
        "level": ("EG-NUTS-001", level.is_in([1.0, 2.0, 3.0])),
        "pop21": ("EG-NUTS-005", is_number),
    }
    taken, reported = _split(rows, checks)
    changes = taken.select(
        source="from_code",
        source_edition="from_version",
        target="to_code",
        target_edition="to_version",
        level=level.cast(pl.Int64),
        population=people.round().cast(pl.Int64, strict=False),
        area=(area * _HECTARES).round().cast(pl.Int64, strict=False),
    )
    return Converted({"change": changes}, reported)


def _convert_correspondence(rows: pl.DataFrame, edition: str) -> Converted:
    codes = pl.concat_str(*reversed(_ENDS), separator=" ", ignore_nulls=True)
    dated = rows.with_columns(pl.col("edition").fill_null(edition), codes=codes)
    are_codes = pl.all_horizontal(_empty_or(column, pl.col(column).str.contains(_CODE)) for column in _ENDS)
    known = DESCRIPTION["editions"]["known"]
    checks = {
        "codes": ("EG-NUTS-001", (pl.col("codes") != "") & are_codes),
        "edition": ("EG-NUTS-002", pl.all_horizontal(_empty_or(each, pl.col(each).is_in(known)) for each in _EDITIONS)),
    }
    taken, reported = _split(dated, checks)
    ends = [taken.select("edition", region="code"), taken.select(edition="source_edition", region="source")]
    tables = {
        "region": _regions(taken.filter(pl.col("source_edition").is_null()).drop_nulls(["code", "name"])),
        "validity": pl.concat(ends).drop_nulls().unique(maintain_order=True),
        "change": _whole_moves(taken),
    }
    return Converted(tables, reported)


def _whole_moves(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of codes of which the newer region holds all inhabitants of the older one; figures are unknown.

    Of a border that moved, or a region in parts, the workbooks tell no shares: the correspondence with inhabitants has
    them.
    """
    level, words = pl.col("code").str.len_chars().cast(pl.Int64) - 2, pl.col("change").str.to_lowercase()
    words = words.fill_null("").str.strip_chars()
    is_whole = (words == "") | (words.str.contains(_WHOLE) & ~words.str.contains(_PARTS))
    same_level = pl.col("source").str.len_chars() == pl.col("code").str.len_chars()
    unknown = pl.lit(None, pl.Int64)
    return (
        rows.drop_nulls(list(_ENDS))
        .filter(is_whole & same_level & (level > 0))
        .select(
            "source", "source_edition", target="code", target_edition="edition", level=level,
            population=unknown, area=unknown,
        )
    )  # fmt: skip


def _empty_or(column: str, holds: pl.Expr) -> pl.Expr:
    return pl.col(column).is_null() | holds


def _convert_labels(rows: pl.DataFrame, edition: str) -> Converted:
    del edition
    languages: Mapping[str, str] = DESCRIPTION["languages"]
    tag = pl.col("language").replace_strict(dict(languages), default=None, return_dtype=pl.String)
    checks = {
        "code": _code("code"),
        "language": ("EG-NUTS-004", tag.is_not_null()),
        "label": ("EG-NUTS-003", pl.col("label").str.len_chars() > 0),
    }
    taken, reported = _split(rows, checks)
    return Converted({"label": taken.select("label", region="code", language=tag)}, reported)


def _convert_municipalities(rows: pl.DataFrame, edition: str) -> Converted:
    return _name_places(rows, "code_2016", ("lau_name_national", "lau_name_latin", "city_name"), edition)


def _convert_workbook(rows: pl.DataFrame, edition: str) -> Converted:
    return _name_places(rows, "NUTS 3 CODE", ("LAU NAME NATIONAL", "LAU NAME LATIN"), edition)


def _name_places(rows: pl.DataFrame, region: str, names: tuple[str, ...], edition: str) -> Converted:
    any_name = pl.any_horizontal((pl.col(name).str.len_chars() > 0).fill_null(value=False) for name in names)
    taken, reported = _split(rows, {region: _code(region), names[0]: ("EG-NUTS-003", any_name)})
    each = [taken.select(country=_country(region), town=name, region=region) for name in names]
    towns = pl.concat(each).filter(pl.col("town").str.len_chars() > 0).unique(maintain_order=True)
    return Converted({"locality": towns.with_columns(edition=pl.lit(edition))}, reported)


def _convert_postcodes(rows: pl.DataFrame, edition: str) -> Converted:
    return _locate(rows, region="NUTS3", postcode="CODE", edition=edition)


def _convert_sqlite(rows: pl.DataFrame, edition: str) -> Converted:
    return _locate(rows, region="nuts_3", postcode="zip", edition=edition)


def _locate(rows: pl.DataFrame, *, region: str, postcode: str, edition: str) -> Converted:
    checks = {region: _code(region), postcode: ("EG-NUTS-003", pl.col(postcode).str.len_chars() > 0)}
    taken, reported = _split(rows, checks)
    localities = taken.select(country=_country(region), postcode=postcode, region=region, edition=pl.lit(edition))
    return Converted({"locality": localities}, reported)


CONVERSIONS: Mapping[str, Callable[[pl.DataFrame, str], Converted]] = MappingProxyType(
    {
        "list-yaml": _convert_list,
        "list-geojson": _convert_list,
        "list-csv": _convert_gisco_table,
        "codes": _convert_codes,
        "crosswalk": _convert_crosswalk,
        "correspondence-workbook": _convert_correspondence,
        "labels": _convert_labels,
        "municipalities": _convert_municipalities,
        "municipalities-workbook": _convert_workbook,
        "postcodes": _convert_postcodes,
        "postcodes-sqlite": _convert_sqlite,
    }
)
"""How the rows of each layout become tables; the text is the edition of the file, empty where each row has its own."""
