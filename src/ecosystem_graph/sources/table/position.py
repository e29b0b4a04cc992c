"""Positions on the map: decimal degrees that are on the globe, and doubts about those that seem exchanged."""

import polars as pl

from ecosystem_graph.resources import resource
from ecosystem_graph.sources.number import PLAIN, parse_number
from ecosystem_graph.sources.table.definition import Position, Rule
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.record import Rows
from ecosystem_graph.sources.table.sheet import PLACE
from ecosystem_graph.sources.table.value import field_name, published

__all__ = ["geometry_table"]

_HIGHEST, _FARTHEST = 90, 180
"""Degrees of latitude and longitude."""
_EXACT = pl.Decimal(38, 15)
_DEGREES = r"^-?[0-9]{1,3}(?:\.[0-9]{1,15})?$"


def geometry_table(rows: Rows, countries: pl.Series, findings: Findings) -> pl.DataFrame:
    """Return the ``geometry`` table: one point per entity, with the digits that the source publishes.

    Args:
        rows: Keyed rows.
        countries: ISO 3166-1 code of each row, or null.
        findings: Told of what is no position, and of latitudes and longitudes that seem exchanged.
    """
    position, kind = rows.definition.position, rows.definition.subject_class
    if position is None:
        return pl.DataFrame()
    field = f"{field_name(position.latitude)}, {field_name(position.longitude)}"
    told = _degrees(rows, position).with_columns(countries.alias("country"))
    stated = told.filter(pl.any_horizontal(pl.col("north_raw", "east_raw").is_not_null()))
    found = pl.concat_str(pl.col("north_raw", "east_raw").fill_null("nothing"), separator=", ")
    whole = pl.all_horizontal(pl.col("north_raw", "east_raw").is_not_null())
    findings.add_rows("EG-TAB-032", stated.filter(~whole), field=field, found=found)
    stated = stated.filter(whole)
    on_globe = (_number("north").abs() <= _HIGHEST) & (_number("east").abs() <= _FARTHEST)
    good = on_globe.fill_null(value=False)
    findings.add_rows("EG-TAB-030", stated.filter(~good), field=field, found=found)
    stated = stated.filter(good)
    findings.add_rows("EG-TAB-031", _exchanged(stated), field=field, found=found)
    table = stated.select(
        "record",
        "gazetteer",
        subject="entity",
        subject_class=pl.lit(kind),
        key=pl.format(f"{kind}.{{}}", "entity"),
        wkt=pl.format("POINT({} {})", "east", "north"),
        basis=pl.lit(position.basis),
    )
    others = [column for column in table.columns if column != "record"]
    return table.sort("record").unique(others, keep="first", maintain_order=True).sort("key", "record")


def _degrees(rows: Rows, position: Position) -> pl.DataFrame:
    """Return rows with ``north`` and ``east``, digits with a decimal point, and both as published."""
    frame = rows.frame.select(
        PLACE,
        "record",
        "entity",
        north_raw=published(position.latitude),
        east_raw=published(position.longitude),
        gazetteer=published(position.gazetteer) if position.gazetteer else pl.lit(None, pl.String),
    )

    def digits(column: str, rule: Rule) -> pl.Expr:
        notation = PLAIN if rows.typed or rows.is_plain(rule) else position.notation
        number = parse_number(pl.col(column), notation)
        return pl.when(number.str.contains(_DEGREES)).then(number)

    return frame.with_columns(north=digits("north_raw", position.latitude), east=digits("east_raw", position.longitude))


def _number(column: str) -> pl.Expr:
    return pl.col(column).cast(_EXACT)


def _exchanged(stated: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose position is outside their country, and inside it when north and east are exchanged."""
    boxes = pl.read_csv(resource("data", "reference", "country-boxes.csv"), infer_schema=False)
    bounded = stated.join(boxes.cast(dict.fromkeys(("south", "west", "north_end", "east_end"), _EXACT)),
                          left_on="country", right_on="alpha2")  # fmt: skip

    def inside(north: str, east: str) -> pl.Expr:
        return _number(north).is_between("south", "north_end") & _number(east).is_between("west", "east_end")

    return bounded.filter(~inside("north", "east") & inside("east", "north"))
