"""Keys of everything a sheet row states, from raw cells only.

The export has no identifiers, so keys are digests of the cells that name a thing: of a project its programme, acronym,
name and lead partner; of an organisation its name, country prefix and town; of a participation the cells of the partner
that do not change when the project does. Row order never counts. Digests are made of the raw cells, before contact data
are masked in them.
"""

import polars as pl

from ecosystem_graph.records.key import digest, digest_rows
from ecosystem_graph.sources.keep_eu.description import SLUG, columns
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import Sheet

__all__ = ["add_digests", "key_calls", "key_partners", "key_projects", "programme_key"]

_PROJECT = ("Programme", "Acronym", "Project Name", "Lead Partner")
_CALL = ("Programme", "Serial Number")
_PARTICIPATION = (
    "Project Partner", "Lead Partner", "Street", "Postal code", "Town", "Department", "Country code",
)  # fmt: skip
_PREFIX = pl.col("Country code").str.extract(r"^\s*([A-Z]{2})\b")


def programme_key(name: str) -> str:
    """Return the key of a programme; blanks at both ends of its name do not count."""
    return f"{SLUG}.{digest(name.strip())}"


def add_digests(sheet: Sheet) -> Sheet:
    """Add ``digest`` (of what the row is about) and, for partners, ``organisation`` (key)."""
    named = {"projects": _PROJECT, "partners": _PARTICIPATION, "calls": _CALL}[sheet.kind]
    rows = sheet.rows.with_columns(digest=digest_rows(sheet.rows.select(named)))
    if sheet.kind == "partners":
        parts = rows.select("Project Partner", _PREFIX, "Town")
        rows = rows.with_columns(organisation=f"{SLUG}." + digest_rows(parts))
    return sheet.with_rows(rows)


def key_projects(sheet: Sheet, findings: Findings) -> Sheet:
    """Keep one row per project and add ``key`` and ``record``, which are the same."""
    named = _named(sheet, ~pl.all_horizontal(pl.col(_PROJECT).is_null()), findings)
    return _unique(sheet, named, "EG-KEEP-005", findings)


def key_calls(sheet: Sheet, findings: Findings) -> Sheet:
    """Keep one row per call and add ``key`` and ``record``, which are the same."""
    named = _named(sheet, pl.all_horizontal(pl.col(_CALL).is_not_null()), findings)
    return _unique(sheet, named, "EG-KEEP-006", findings)


def key_partners(sheet: Sheet, projects: Sheet, findings: Findings) -> Sheet:
    """Find the project of each partner row and add ``key``, ``record`` (the same) and ``project``.

    Programme and acronym tell the project. Where several projects share both, the rows of lead partners are told apart
    by the project's lead partner; a row that still fits none or several projects is reported and left out.

    Args:
        sheet: Partner rows with digests.
        projects: Project rows with keys.
        findings: Told of rows that are left out or repeated.
    """
    named = _named(sheet, pl.col("Project Partner").is_not_null(), findings)
    pair = ["Programme", "Acronym"]
    known = projects.rows.select(*pair, "key", lead="Lead Partner", several=pl.len().over(pair) > 1)
    single = known.filter(~pl.col("several")).select(*pair, "key")
    several = known.filter("several")
    in_several = named.join(several, on=pair, how="semi", nulls_equal=True)
    is_lead = pl.col("Lead Partner").str.strip_chars() == "Yes"
    by_lead = in_several.filter(is_lead).join(
        several.select(*pair, "lead", "key"),
        left_on=[*pair, "Project Partner"],
        right_on=[*pair, "lead"],
        how="inner",
        nulls_equal=True,
    )
    told = by_lead.filter(~pl.col("row").is_duplicated())
    found = pl.concat([named.join(single, on=pair, how="inner", nulls_equal=True), told.select(*named.columns, "key")])
    lost = named.join(found, on="row", how="anti")
    ambiguous = pl.col("row").is_in(by_lead["row"].implode()) | (
        pl.col("row").is_in(in_several["row"].implode()) & ~is_lead.fill_null(False)
    )
    findings.add_rows("EG-KEEP-008", sheet, lost.filter(ambiguous), field="Acronym")
    findings.add_rows("EG-KEEP-007", sheet, lost.filter(~ambiguous), field="Acronym")
    return _numbered(sheet, found.rename({"key": "project"}), findings)


def _named(sheet: Sheet, has_name: pl.Expr, findings: Findings) -> pl.DataFrame:
    findings.add_rows("EG-KEEP-004", sheet, sheet.rows.filter(~has_name))
    return sheet.rows.filter(has_name)


def _unique(sheet: Sheet, rows: pl.DataFrame, code: str, findings: Findings) -> Sheet:
    """Keep the row that comes first in the order of its cells, so that the order in the file does not matter."""
    ordered = rows.sort(columns(sheet.kind), nulls_last=True) if rows["digest"].is_duplicated().any() else rows
    first = ordered["digest"].is_first_distinct()
    key = f"{SLUG}." + ordered["digest"]
    keyed = ordered.with_columns(key=key, record=key)
    findings.add_rows(code, sheet, keyed.filter(~first), field=columns(sheet.kind)[1])
    return sheet.with_rows(keyed.filter(first).sort("row"))


def _numbered(sheet: Sheet, rows: pl.DataFrame, findings: Findings) -> Sheet:
    """Tell repeated partner rows apart by a number, in the order of their cells."""
    local = rows.with_columns(local=pl.col("project") + "." + pl.col("digest"))
    if local["local"].is_duplicated().any():
        local = local.sort(columns(sheet.kind), nulls_last=True)
    number = pl.int_range(pl.len()).over("local") + 1
    key = pl.when(number == 1).then("local").otherwise(pl.format("{}.{}", "local", number))
    keyed = local.with_columns(key=key, record=key)
    repeated = keyed.filter(pl.col("key") != pl.col("local"))
    findings.add_rows("EG-KEEP-009", sheet, repeated, field="Project Partner")
    return sheet.with_rows(keyed.drop("local").sort("row"))
