"""Parts of names: the organisation, its unit, and who hosts it; three things that one field often holds."""

import polars as pl

__all__ = ["PART_SCHEMA", "part_names"]

PART_SCHEMA = pl.Schema({"name": pl.String, "unit": pl.String, "hosted_by": pl.String})

_HOST = r"(?i)^(?<name>.{3,}?)[\s,(]+(?:hosted by|gehostet von|hébergée? par|ospitato da|c/o)\s+(?<host>.{3,}?)\)?$"
_UNIT_WORD = (
    r"units?|unità|unité|unidade?|einheit|departments?|dept|dipartimento|département|departamento|abteilung|referat|"
    r"direct(?:orate|ion)s?|direzione|direction|direcció[n]?|direção|direktion|sections?|sezione|sektion|section|"
    r"servi(?:zio|ce|cio|ço)|office|ufficio|bureau|segreteria|secretariat|secretariado|fachbereich|faculty|facoltà|"
    r"faculté|fakult\p{L}*|divisi\p{L}+|oddelek|odbor|wydział|osztály|avdeling\p{L}*|afdeling|giunta|osasto|τμήμα|διεύθυνση|"
    r"отдел|дирекция"
)
_UNIT = rf"(?i)^(?<name>.{{6,}}?)\s*(?:\s[-–—_/]\s|[–—,:/]\s*|-\s+)(?<unit>.*\b(?:{_UNIT_WORD})\b.*)$"


def part_names(names: pl.Series) -> pl.DataFrame:
    """Part names into organisation, unit and host where the name itself does so.

    A unit is what stands behind a dash, comma or slash and calls itself one (department, Direzione, Referat…).

    Args:
        names: Names as published.

    Returns:
        Columns of `PART_SCHEMA` in the order of the names; unit and hosted_by are null where none is named.

    Examples:
        >>> part_names(pl.Series(["Veneto Region, Research Unit", "Poly4EmI hosted by Anteja d.o.o."])).rows()
        [('Veneto Region', 'Research Unit', None), ('Poly4EmI', None, 'Anteja d.o.o.')]
    """
    host = names.to_frame("name").select(
        pl.coalesce(pl.col("name").str.extract_groups(_HOST).struct.field("name"), "name"),
        hosted_by=pl.col("name").str.extract_groups(_HOST).struct.field("host"),
    )
    unit = pl.col("name").str.extract_groups(_UNIT)
    parted = host.with_columns(whole=unit.struct.field("name"), unit=unit.struct.field("unit"))
    return parted.select(pl.coalesce("whole", "name").str.strip_chars().alias("name"), "unit", "hosted_by")
