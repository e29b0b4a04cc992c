"""The two sheets of search results: projects and partners.

A project of 2021-2027 is named by programme and number, an older one by programme and acronym; partners name their
project in the same way, so that a partner sheet can be read alone.
"""

import polars as pl

from ecosystem_graph.sources.keep_eu.current.description import CURRENCY, TYPES
from ecosystem_graph.sources.keep_eu.current.entity import (
    add_digest,
    identifiers,
    key_partners,
    leads,
    programmes,
    texts,
)
from ecosystem_graph.sources.keep_eu.description import DESCRIPTION, SLUG
from ecosystem_graph.sources.tabular.amount import Money, amount_rows
from ecosystem_graph.sources.tabular.code import add_codes, add_countries, add_regions, add_websites
from ecosystem_graph.sources.tabular.day import check_days, parse_day
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import key_rows
from ecosystem_graph.sources.tabular.layout import Table
from ecosystem_graph.sources.tabular.tables import Piece, identifier_rows

__all__ = ["read_partners", "read_projects", "without_ambiguous"]

_ID = "Project ID (2021-2027 only)"
_TITLE, _SUMMARY = "Project name in ", "Description in "
_TEXTS = (
    (f"{_TITLE}English", "title", "en"),
    (f"{_TITLE}language 2", "title", None),
    (f"{_TITLE}language 3", "title", None),
    (f"{_TITLE}language 4", "title", None),
    (f"{_SUMMARY}English", "summary", "en"),
    (f"{_SUMMARY}language 2", "summary", None),
    ("Expected Achievements in English", "expected-result", "en"),
    ("Actual Achievements in English", "achievement", "en"),
)
_NAMES = tuple(f"Organisation in {language}" for language in ("English", "language 2", "language 3", "language 4"))
_PARTNER_MONEY = {
    "Partner's total eligible budget / expenditure": "total",
    "Partner's programme co-financing (EUR) (2021-2027 only)": "eu",
    "ERDF contribution (2014-2020 only)": "erdf",
}


def read_projects(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of the sheet of projects.
        findings: Told of rows and cells that are not taken.
    """
    keyed = key_rows(_name_project(named), pl.col("project_digest"), findings, slug=SLUG)
    rows = keyed.rows.with_columns(key=f"{SLUG}." + pl.col("local"), source_key=_ID)
    table, funding = programmes(keyed.with_rows(rows), "Programme", findings)
    table = add_websites(table, "Website", findings)
    check_days(table, "Project start", "Project end", findings)
    start, end = parse_day("Project start"), parse_day("Project end")
    projects = table.rows.select(
        "record", "key", "programme", "website", acronym="Project acronym", start=start, start_raw="Project start",
        end=end, end_raw="Project end",
        date_precision=pl.when(start.is_not_null() | end.is_not_null()).then(pl.lit("day")),
    )  # fmt: skip
    money = {"Project's total budget / expenditure": "total", "Project's EU funding": "eu"}
    pieces: list[Piece] = [
        {"project": projects, "programme": funding, "text": texts(table.rows, "key", "project", _TEXTS)},
        {"topic": _themes(table, findings)},
        *(
            {"amount": amount_rows(table, Money(column, kind, "key", "project", CURRENCY), findings)}
            for column, kind in money.items()
        ),
    ]
    return table, pieces


def read_partners(named: Table, findings: Findings) -> tuple[Table, list[Piece]]:
    """Return the keyed rows, and the record tables that they fill.

    Args:
        named: Rows of the sheet of partners, without those whose project cannot be told.
        findings: Told of rows and cells that are not taken.
    """
    table = _key_partners(_name_project(named), findings)
    table, funding = programmes(table, "Programme", findings)
    table = identifiers(table, "Participant Identification Code", "Partner's ID if not PIC", findings)
    table = leads(table, "Lead partner", findings)
    table = add_codes(table, "Type of Organisation", TYPES, findings, "unknown-type")
    cell = pl.col("Country code").str.extract(r"^([A-Z]{2})\b")
    table = add_countries(
        table.with_rows(table.rows.with_columns(country_cell=pl.coalesce(cell, "Country code"))),
        "country_cell",
        findings,
    )
    table = _add_region(table, findings)
    others = [(column, "other-name", None) for column in _NAMES[1:]]
    organisations = table.rows.unique("organisation", keep="first", maintain_order=True)
    identified = {"pic": "pic_code", "national-register": "register_number"}
    pieces: list[Piece] = [
        {"project": _stubs(table.rows), "programme": funding},
        {"participation": _participations(table.rows), "organisation": _organisations(table.rows)},
        {"text": texts(organisations, "organisation", "organisation", others)},
        *(
            {"identifier": identifier_rows(table.rows, "organisation", "organisation", *each)}
            for each in identified.items()
        ),
        *(
            {"amount": amount_rows(table, Money(column, kind, "key", "participation", CURRENCY), findings)}
            for column, kind in _PARTNER_MONEY.items()
        ),
    ]
    return table, pieces


def without_ambiguous(partners: Table, projects: Table, findings: Findings) -> Table:
    """Leave out partners whose programme and acronym several projects share; they are reported.

    Args:
        partners: Named rows of partners.
        projects: Keyed rows of projects.
        findings: Told of each partner that is left out.
    """
    several = projects.rows.filter(pl.col("project_digest").is_duplicated()).select("project_digest").unique()
    rows = _name_project(partners).rows
    lost = rows.join(several, on="project_digest", how="semi")
    findings.add_rows("ambiguous-project", partners.origin, lost, field="Project acronym")
    return partners.with_rows(partners.rows.join(lost, on="row", how="anti", maintain_order="left"))


def _name_project(table: Table) -> Table:
    rows = table.rows.with_columns(by_number=pl.when(pl.col(_ID).is_null()).then("Project acronym"))
    named = add_digest(rows, "project_digest", ["Programme", _ID, "by_number"])
    complete = pl.col("Programme").is_not_null() & pl.coalesce(_ID, "by_number").is_not_null()
    return table.with_rows(named.with_columns(pl.when(complete).then("project_digest").alias("project_digest")))


def _key_partners(table: Table, findings: Findings) -> Table:
    """Add ``name``, ``project``, ``organisation`` and ``key``."""
    name = pl.coalesce(_NAMES)
    rows = table.rows.with_columns(name=name, language=pl.when(pl.col(_NAMES[0]).is_not_null()).then(pl.lit("en")))
    rows = add_digest(rows, "name_digest", ["name", "Country code", "Town"])
    complete = pl.col("name").is_not_null() & pl.col("project_digest").is_not_null()
    local = pl.when(complete).then(pl.format("{}.{}", "project_digest", "name_digest"))
    return key_partners(table.with_rows(rows), local, findings)


def _add_region(table: Table, findings: Findings) -> Table:
    for level in ("NUTS2", "NUTS3"):
        column = f"{level} code (or equivalent)"
        code = pl.col(column).str.extract(r"^([A-Z]{2}[A-Z0-9]{1,3})\b")
        cell = table.rows.with_columns(pl.coalesce(code, column).alias(column))
        table = add_regions(table.with_rows(cell), column, findings)
        table = table.with_rows(table.rows.rename({"region": level}))
    return table.with_rows(table.rows.with_columns(region=pl.coalesce("NUTS3", "NUTS2")))


def _stubs(rows: pl.DataFrame) -> pl.DataFrame:
    stated = rows.group_by("project", "Project acronym", "programme").agg(pl.col("record").min())
    return stated.select("record", "programme", key="project", acronym="Project acronym")


def _participations(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "record", "key", "project", "organisation", "name", "role", "region", role_raw="Lead partner", town="Town",
        country="alpha2", country_raw="Country code",
        region_basis=pl.when(pl.col("region").is_not_null()).then(pl.lit("stated")),
    )  # fmt: skip


def _organisations(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "record", "name", "language", "region", key="organisation", type="Type of Organisation_code",
        type_raw="Type of Organisation", country="alpha2", town="Town",
    )  # fmt: skip


def _themes(table: Table, findings: Findings) -> pl.DataFrame:
    codes = DESCRIPTION["topics"]["keep-theme"]["codes"]
    parts = []
    for column in ("Theme 1", "Theme 2", "Theme 3"):
        coded = add_codes(table, column, codes, findings, "unknown-theme").rows
        parts.append(coded.select("record", subject="key", code=f"{column}_code", raw=column).drop_nulls("code"))
    once = pl.concat(parts).sort("record", "raw").unique(["subject", "code"], keep="first", maintain_order=True)
    return once.with_columns(subject_class=pl.lit("project"), scheme=pl.lit("keep-theme"), basis=pl.lit("stated"))
