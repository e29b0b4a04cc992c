"""Projects as the JSON interface itself gives them, with their partnerships inside."""

import json

import polars as pl

from ecosystem_graph.sources.keep_eu.current.entity import texts
from ecosystem_graph.sources.keep_eu.current.interface import operation_pieces, partnership_pieces
from ecosystem_graph.sources.keep_eu.description import DESCRIPTION, SLUG
from ecosystem_graph.sources.tabular.code import add_codes
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece

__all__ = ["read_nested"]

_NUMBER = r"^[0-9]{1,12}$"
_PARTNERSHIP = {
    "keepPartnershipId": "$.id", "type": "$.type", "legalStatus": "$.legal_status", "orgType": "$.organisation_type",
    "pic": "$.pic", "eik": "$.beneficiary_id", "town": "$.town", "postcode": "$.postcode",
    "budgetEur": "$.total_budget", "euFundingEur": "$.co_financing_eur", "keepPartnerId": "$.partner.id",
    "partnerName": "$.partner.name", "partnerNameEn": "$.partner.translations.en.name_translated",
    "country": "$.partner.country.title", "countryDepartment": "$.country_department.title",
}  # fmt: skip
_NAMED = ("keepPartnershipId", "keepPartnerId", "partnerName")


def read_nested(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, one per project, and the record tables that they and their partnerships fill.

    Args:
        named: Rows of projects; what they hold inside is JSON text.
        findings: Told of rows, partnerships and cells that are not taken.
    """
    number = pl.when(pl.col("id").str.contains(_NUMBER)).then("id")
    keyed = key_rows(named, number, findings, slug=SLUG)
    rows = keyed.rows.with_columns(
        key=f"{SLUG}." + pl.col("id"),
        source_key=pl.coalesce("project_id", "id"),
        keepId="id",
        startDate="start_date",
        endDate="end_date",
        totalBudgetEur="total_budget",
        euFundingEur="eu_funding",
        programmeCode=_inside("programme", "$.title"),
        period=_inside("programme", "$.period.title"),
        titleEn=_inside("translations", "$.en.name"),
        summary=_inside("translations", "$.en.description"),
        titleBg=pl.lit(None, pl.String),
        partnerCount=pl.lit(None, pl.String),
    )
    table = keyed.with_rows(rows)
    summaries = texts(table.rows, "key", "project", [("summary", "summary", "en")])
    return table, [
        {"text": summaries, "topic": _themes(table, findings)},
        *operation_pieces(table, findings),
        *partnership_pieces(_partnerships(table, findings), findings),
    ]


def _inside(column: str, path: str) -> pl.Expr:
    """Return what stands at a path inside JSON text; empty strings and the word null state nothing."""
    found = pl.col(column).str.json_path_match(path)
    return pl.when(~found.is_in(["", "null"])).then(found)


def _elements(column: str) -> pl.Expr:
    """Return the elements of a JSON array, each as JSON text."""
    decoded = pl.col(column).map_batches(_split_arrays, return_dtype=pl.List(pl.String))
    return decoded.alias(column)


def _partnerships(table: Table, findings: Findings) -> Table:
    rows = table.rows.select("row", "record", "keepId", inner=_elements("partnerships")).explode("inner").drop_nulls()
    told = rows.with_columns(**{name: _inside("inner", path) for name, path in _PARTNERSHIP.items()}).with_columns(
        isLead=pl.when(pl.col("type") == "lead").then(pl.lit("true")).otherwise(pl.lit("false"))
    )
    complete = pl.all_horizontal(pl.col(_NAMED).is_not_null())
    findings.add_rows("no-key", table.origin, told.filter(~complete), field="partnerships", found="inner")
    whole = told.filter(complete).unique(["keepId", "keepPartnershipId"], keep="first", maintain_order=True)
    return table.with_rows(whole.with_columns(local="keepPartnershipId"))


def _themes(table: Table, findings: Findings) -> pl.DataFrame:
    codes = DESCRIPTION["topics"]["keep-theme"]["codes"]
    rows = table.rows.select("row", "record", "key", inner=_elements("themes")).explode("inner").drop_nulls("inner")
    label = pl.coalesce(_inside("inner", "$.title"), pl.col("inner").str.strip_chars('"'))
    coded = add_codes(table.with_rows(rows.with_columns(themes=label)), "themes", codes, findings, "unknown-theme").rows
    once = coded.drop_nulls("themes_code").unique(["key", "themes_code"], keep="first", maintain_order=True)
    return once.select(
        "record", subject_class=pl.lit("project"), subject="key", scheme=pl.lit("keep-theme"), code="themes_code",
        raw="themes", basis=pl.lit("stated"),
    )  # fmt: skip


def _split_arrays(cells: pl.Series) -> pl.Series:
    return pl.Series([_split_array(cell) for cell in cells], dtype=pl.List(pl.String))


def _split_array(cell: str | None) -> list[str]:
    try:
        whole = json.loads(cell or "[]")
    except ValueError:
        return [cell or ""]
    return [json.dumps(each, ensure_ascii=False) for each in whole] if isinstance(whole, list) else [cell or ""]
