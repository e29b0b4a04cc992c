"""Operations of cohesion policy: one row per operation and beneficiary."""

import polars as pl

from ecosystem_graph.sources.kohesio.description import CURRENCY, SLUG
from ecosystem_graph.sources.kohesio.topic import topics
from ecosystem_graph.sources.tabular.amount import Money, amount_rows
from ecosystem_graph.sources.tabular.code import add_countries, add_regions
from ecosystem_graph.sources.tabular.day import check_days, parse_day
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece, identifier_rows
from ecosystem_graph.terms import CONCEPTS

__all__ = ["item_of", "read_projects"]

_TEXTS = {
    "Operation_Name_English": ("title", "en", "stated"),
    "Operation_Name_Programme_Language": ("title", "und", "detected"),
    "Operation_Summary_English": ("summary", "en", "stated"),
    "Operation_Summary_Programme_Language": ("summary", "und", "detected"),
}
_LEVELS = ("NUTS3_Code", "NUTS2_Code", "NUTS1_Code")


def item_of(column: str) -> pl.Expr:
    """Return the item (``Q2757713``) at the end of an address, or the cell when it is one."""
    return pl.col(column).str.extract(r"(?:^|/)(Q[0-9]+)$")


def read_projects(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of a country file.
        findings: Told of rows and cells that are not taken.
    """
    table = _key(named, findings)
    table = add_countries(table, "Country", findings)
    check_days(table, "Operation_Start_Date", "Operation_End_Date", findings)
    once = table.with_rows(table.rows.sort("record").unique(_facts(table), keep="first", maintain_order=True))
    identified = once.rows.with_columns(cci="Programme_Code")
    pieces: list[Piece] = [
        {"project": _projects(once.rows), "text": _texts(once.rows), "programme": _programmes(once, findings)},
        {"identifier": identifier_rows(identified, "project", "project", "kohesio", "item")},
        {"identifier": identifier_rows(identified, "programme", "programme", "cci", "cci")},
        {"identifier": identifier_rows(table.rows, "organisation", "organisation", "kohesio", "beneficiary")},
        {"participation": _participations(table.rows), "organisation": _organisations(table.rows)},
        {"relation": _targets(once, findings), "topic": topics(once, findings)},
        *_money(once, findings),
    ]
    return table, pieces


def _key(named: Table, findings: Findings) -> Table:
    rows = named.rows.with_columns(
        item=item_of("Operation_Unique_Identifier"), beneficiary=item_of("Beneficiary_Unique_Identifier")
    )
    local = pl.concat_str(pl.col("item"), "." + pl.col("beneficiary").fill_null("none"))
    keyed = key_rows(named.with_rows(rows), local, findings, slug=SLUG)
    start = f"{SLUG}."
    rows = keyed.rows.with_columns(
        project=start + pl.col("item"),
        organisation=start + pl.col("beneficiary"),
        programme=start + pl.col("Programme_Code"),
        participation=start + pl.col("local"),
        source_key=pl.coalesce("Operation_Local_Identifier", "item"),
    )
    without = rows.filter(pl.col("organisation").is_null())
    findings.add_rows("no-beneficiary", keyed.origin, without, field="Beneficiary_Unique_Identifier")
    return keyed.with_rows(rows)


def _facts(table: Table) -> list[str]:
    """Return the columns that are about the operation, whoever the beneficiary is."""
    return ["project", *(name for name in table.layout.columns if not name.startswith("Beneficiary_"))]


def _projects(rows: pl.DataFrame) -> pl.DataFrame:
    start, end = parse_day("Operation_Start_Date"), parse_day("Operation_End_Date")
    return rows.select(
        "record",
        "programme",
        key="project",
        start=start,
        start_raw="Operation_Start_Date",
        end=end,
        end_raw="Operation_End_Date",
        date_precision=pl.when(start.is_not_null() | end.is_not_null()).then(pl.lit("day")),
    )


def _texts(rows: pl.DataFrame) -> pl.DataFrame:
    first = rows.unique("project", keep="first", maintain_order=True)
    tables = [
        first.filter(pl.col(column).str.contains(r"[\p{L}\p{N}]")).select(
            "record",
            key=pl.format("{}.{}.{}", "project", pl.lit(role), pl.lit(language)),
            subject_class=pl.lit("project"),
            subject="project",
            role=pl.lit(role),
            language=pl.lit(language),
            language_basis=pl.lit(basis),
            text=column,
        )
        for column, (role, language, basis) in _TEXTS.items()
    ]
    return pl.concat(tables)


def _programmes(table: Table, findings: Findings) -> pl.DataFrame:
    period = pl.col("Programming_Period").str.replace_all(r"\s", "")
    known = pl.when(period.is_in(sorted(CONCEPTS["programming-period"]))).then(period)
    odd = table.rows.filter(pl.col("Programming_Period").is_not_null() & known.is_null())
    findings.add_rows("unknown-period", table.origin, odd, field="Programming_Period")
    stated = table.rows.drop_nulls("programme").with_columns(period=known)
    named = stated.group_by("programme", "Programme_Name", "period").agg(pl.col("record").min())
    return named.select(
        "record",
        "period",
        key="programme",
        name=pl.coalesce("Programme_Name", pl.col("programme").str.strip_prefix(f"{SLUG}.")),
    )


def _participations(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.drop_nulls("organisation").select(
        "record",
        "project",
        "organisation",
        key="participation",
        name="Beneficiary_Name",
        # The one beneficiary answers for the operation (Regulation (EU) 2021/1060, Article 2, point 9); who of several
        # does so is not said.
        role=pl.when(pl.len().over("project") == 1).then(pl.lit("lead")).otherwise(pl.lit("partner")),
        role_raw=pl.lit("Beneficiary"),
        country="alpha2",
        country_raw="Country",
    )


def _organisations(rows: pl.DataFrame) -> pl.DataFrame:
    """Return organisations; their country is not stated: that of the operation may be another one."""
    stated = rows.drop_nulls("organisation").group_by("organisation", "Beneficiary_Name")
    return stated.agg(pl.col("record").min()).select("record", key="organisation", name="Beneficiary_Name")


def _targets(table: Table, findings: Findings) -> pl.DataFrame:
    """Return the region of each operation, at the narrowest level stated."""
    placed = []
    for column in _LEVELS:
        one = add_regions(table, column, findings)
        placed.append(one.rows["region"].alias(column))
    regions = table.rows.select("record", "project").with_columns(
        pl.DataFrame(placed).select(region=pl.coalesce(_LEVELS))
    )
    stated = regions.drop_nulls("region").group_by("project", "region").agg(pl.col("record").min())
    return stated.select(
        "record",
        subject_class=pl.lit("project"),
        subject="project",
        predicate=pl.lit("targetsRegion"),
        object_class=pl.lit("region"),
        object="region",
    )


def _money(table: Table, findings: Findings) -> list[Piece]:
    currency = pl.col("Total_Eligible_Expenditure_Currency").fill_null(CURRENCY)
    odd = table.rows.filter(~currency.str.contains("^[A-Z]{3}$"))
    findings.add_rows("bad-currency", table.origin, odd, field="Total_Eligible_Expenditure_Currency")
    good = table.with_rows(
        table.rows.join(odd, on="row", how="anti").unique("project", keep="first", maintain_order=True)
    )
    once = table.with_rows(table.rows.unique("project", keep="first", maintain_order=True))
    total = Money("Total_Eligible_Expenditure_amount", "total", "project", "project", currency)
    eu = Money("Project_EU_Budget", "eu", "project", "project", CURRENCY)
    return [{"amount": amount_rows(good, total, findings)}, {"amount": amount_rows(once, eu, findings)}]
