"""Parts of names: the organisation, its unit, and who hosts it; three things that one field often holds."""

import polars as pl

__all__ = ["PART_SCHEMA", "part_names"]

PART_SCHEMA = pl.Schema({"name": pl.String, "unit": pl.String, "hosted_by": pl.String})

_HOST = r"(?i)^(?<name>.{3,}?)[\s,(]+(?:hosted by|gehostet von|hébergée? par|ospitato da|c/o)\s+(?<host>.{3,}?)\)?$"
_UNIT_WORD = (
    r"units?|unità|unité|unidade?|einheit|departe?ments?|dept|dipartimento|département|departamento|abteilung|referat|"
    r"direct(?:orate|ion)s?|direzione|direction|direcció[n]?|direção|direktion|sections?|sezione|sektion|section|"
    r"servi(?:zio|ce|cio|ço)|office|ufficio|bureau|segreteria|secretariat|secretariado|fachbereich|faculty|facoltà|"
    r"faculté|fakult\p{L}*|divisi\p{L}+|oddelek|odbor|wydział|osztály|avdeling\p{L}*|afdeling|giunta|osasto|τμήμα|διεύθυνση|"
    r"отдел|дирекция|abt|uabt|giunta regionale"
)
_BEHIND = rf"(?<unit>.*\b(?:{_UNIT_WORD})\b.*)$"
_SEPARATED = (
    rf"(?i)^(?<name>.{{6,}}?)\s*(?:\s[-–—_/]\s|[–—,:/]\s*|-\s+|\s?_x00[01]\p{{Hex_Digit}}_\s?)"
    rf"(?<unit>.*\b(?:{_UNIT_WORD})\b.*)$"
)
"""A unit behind a dash, comma or slash; workbooks write a control character, a lost dash, as ``_x0013_``."""
_SHARED_END, _JOINT, _JOINED = r"- ((?:und|u\.|oder|og|och|en|y|e|et)\s)", "-\u2060$1", "-\u2060"
"""In *Land- und Forstwirtschaft* the dash parts nothing."""
_BODY = (
    r"autonomous region of|region of|regione|région|región|region|university of|università|université|universidad|"
    r"universität|ministry of|ministero|ministère|ministerio|ministerium|municipality of|comune di|province of|"
    r"provincia"
)
_CLEAR_UNIT = (
    r"department|dept|dipartimento|département|departamento|abt|abteilung|faculty|facoltà|faculté|facultad|direzione|"
    r"directorate|dirección|segreteria|unità|giunta"
)
_FOLLOWING = rf"(?i)^(?<name>(?:{_BODY})\s+\S.{{1,60}}?)\s+(?<unit>(?:{_CLEAR_UNIT})\b.*)$"
"""A unit right behind the name of a body: ``Region of Veneto Department of Health``."""
_WITHIN = (
    r"(?i)^(?<name>\p{L}\S+(?: \p{L}\S+){0,2}? region)\s+(?<unit>(?-i:\p{Lu}).*\b(?:department|unit|section|division))$"
)
"""``Veneto Region Logistics Unit``; an Environment Directorate named after a region is mostly a body of its own."""
_LEADING = (
    rf"(?i)^(?<unit>[^–—,:]*\b(?:{_UNIT_WORD})\b[^–—,:]*?)(?:\s+[-–—]\s+|,\s*|\s+(?:della|of the|der|de la)\s+)"
    rf"(?<name>(?:(?:{_BODY})\s+\S[^–—,:-]*|\p{{L}}\S+(?: \p{{L}}\S+){{0,2}} region))$"
)
"""``Logistics Unit - Veneto Region``: the unit first, then the body as a whole."""
_SIGNS = " -–—,;:/("
_UNITS = (_SEPARATED, _FOLLOWING, _WITHIN, _LEADING)


def part_names(names: pl.Series) -> pl.DataFrame:
    """Part names into organisation, unit and host where the name itself does so.

    A unit is what stands behind a dash, comma or slash and calls itself one (department, Direzione, Referat…). Behind
    or before the name of a region, university, ministry, municipality or province it needs no dash.

    Args:
        names: Names as published.

    Returns:
        Columns of `PART_SCHEMA` in the order of the names; unit and hosted_by are null where none is named.

    Examples:
        >>> part_names(pl.Series(["Veneto Region, Research Unit", "Poly4EmI hosted by Anteja d.o.o."])).rows()
        [('Veneto Region', 'Research Unit', None), ('Poly4EmI', None, 'Anteja d.o.o.')]
    """
    host = (
        names.str.replace_all(_SHARED_END, _JOINT)
        .to_frame("name")
        .select(
            pl.coalesce(pl.col("name").str.extract_groups(_HOST).struct.field("name"), "name"),
            hosted_by=pl.col("name").str.extract_groups(_HOST).struct.field("host"),
        )
    )
    found = [pl.col("name").str.extract_groups(pattern).struct for pattern in _UNITS]
    parted = host.with_columns(
        whole=pl.coalesce(groups.field("name") for groups in found),
        unit=pl.coalesce(groups.field("unit") for groups in found),
    )
    whole = pl.coalesce(pl.col("whole").str.strip_chars_end(_SIGNS), "name").str.strip_chars()
    chosen = parted.select(whole.alias("name"), "unit", "hosted_by")
    return chosen.with_columns(pl.all().str.replace_all(_JOINED, "- ", literal=True))
