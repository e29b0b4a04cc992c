"""Table checks beside the shapes whose constraint is a SPARQL query: written by hand, tested to find the same."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.namespaces import COUNTRY, DEF, NUTS, SHAPES, XSD
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.columns.money import (
    check_eu_share,
    check_once,
    check_partner_sum,
    check_partner_total,
    check_public_share,
)
from ecosystem_graph.validate.columns.statement import StatementColumn, Statements, node_iris
from ecosystem_graph.validate.columns.suspect import DATE, IRI, Tables, TwinCheck, entity_iri, suspects
from ecosystem_graph.validate.columns.total import (
    check_countries,
    check_members,
    check_months,
    check_national,
    check_partners,
)
from ecosystem_graph.validate.columns.value import value_text, value_type
from ecosystem_graph.validate.shapes import QueryShape

__all__ = ["check_twin"]

_TITLE = "http://purl.org/dc/terms/title"
_EMAIL = "[^ @]@[^ @]+[.][A-Za-z]{2}"
_EMAIL_SHAPE = "Privacy-email"
_YEARS_AFTER = 3
"""Projects may start until three years after their period: Regulation (EU) No 1303/2013, Article 65(2)."""


def check_twin(query: QueryShape, tables: Tables, statements: Statements, base: str) -> pl.DataFrame:
    """Return a table of findings of a shape whose constraint is a query.

    Args:
        query: The shape.
        tables: Consolidated tables.
        statements: Statements of the same tables.
        base: Base of data IRIs.

    Raises:
        ConfigError: No check over tables is known for this shape.
    """
    name = query.shape.removeprefix(SHAPES)
    if name == _EMAIL_SHAPE:
        found = _find_emails(statements)
    elif name in _TWINS:
        found = _TWINS[name](tables, base)
    else:
        raise ConfigError(f"shapes: no check over tables is written for the query of {query.shape}")
    return found.select(
        shape=pl.lit(str(query.shape)),
        severity=pl.lit(query.severity),
        focus_node="node",
        path="path",
        value="value",
        message=_fill(query.message),
        component=pl.lit("SPARQLConstraintComponent"),
        value_type="value_type",
    )


def _fill(message: str) -> pl.Expr:
    """Return a message with columns in the place of ``{?column}``."""
    pieces = re.split(r"\{\?(\w+)\}", message)
    return pl.concat_str(
        [pl.col(piece).fill_null("") if number % 2 else pl.lit(piece) for number, piece in enumerate(pieces)]
    )


def _find_emails(statements: Statements) -> pl.DataFrame:
    nothing = pl.DataFrame(schema=dict.fromkeys(("path", "value", "value_type", "node"), pl.String))
    return pl.concat([nothing, *map(_emails_of, statements.literals())], how="diagonal")


def _emails_of(column: StatementColumn) -> pl.DataFrame:
    text = value_text(column.object)
    suspect = text.str.contains("@", literal=True)
    rows = column.table.filter(column.present).filter(suspect).filter(text.str.contains(_EMAIL))
    shown = rows.select(path=pl.lit(column.predicate), value=text, value_type=value_type(column.object))
    return shown.select(pl.Series("node", node_iris(column.subject, rows), dtype=pl.String), pl.all())


def _check_region_of_country(tables: Tables, base: str) -> pl.DataFrame:
    regions = tables["region"].select(region="key", other="country_authority").drop_nulls().unique()
    found = []
    for folder in ("participation", "organisation", "cluster", "infrastructure"):
        placed = tables[folder].select("key", "region", "country_authority").unique()
        wrong = placed.join(regions, on="region").filter(pl.col("country_authority") != pl.col("other"))
        country, region = pl.lit(COUNTRY) + pl.col("country_authority"), pl.lit(NUTS) + pl.col("region")
        node = entity_iri(base, folder, "key")
        found.append(suspects(wrong, node, EG.country, country, IRI, region=region))
    return pl.concat(found)


def _check_circles(tables: Tables, _: str) -> pl.DataFrame:
    circles = tables["containment"].filter(pl.col("region") == pl.col("within")).select("region").unique()
    region = pl.lit(NUTS) + pl.col("region")
    return suspects(circles, region, EG.within, region, IRI)


def _check_period(tables: Tables, base: str) -> pl.DataFrame:
    periods = tables["programme"].select(programme="key", period="period").drop_nulls().unique()
    dated = tables["project"].select("key", "start", "programme").drop_nulls().unique().join(periods, on="programme")
    first, last = (pl.col("period").str.slice(offset, 4).cast(pl.Int32) for offset in (0, 5))
    year = pl.col("start").dt.year()
    outside = dated.filter((year < first) | (year > last + _YEARS_AFTER))
    node = entity_iri(base, "project", "key")
    return suspects(outside, node, EG.startDate, "start", DATE, period=pl.col("period"))


def _check_machine_translations(tables: Tables, base: str) -> pl.DataFrame:
    about = ["subject_class", "subject", "role"]
    status = pl.col("translation_status")
    originals = tables["text"].filter(status == "original").select(about).unique()
    alone = tables["text"].filter(status == "machine").join(originals, on=about, how="anti").select("key").unique()
    machine = pl.lit(f"{DEF}translation-status/machine")
    return suspects(alone, entity_iri(base, "text", "key"), EG.translationStatus, machine, IRI)


def _check_titles(tables: Tables, base: str) -> pl.DataFrame:
    titles = tables["title"].filter(pl.col("subject_class") == "project", pl.col("language") != "und")
    tagged = titles.with_columns(pl.col("language").str.to_lowercase()).drop_nulls("text")
    numbers = tagged.group_by("subject", "language").agg(pl.col("text").n_unique())
    repeated = numbers.filter(pl.col("text") > 1).join(
        tables["project"].select(subject="key"), on="subject", how="semi"
    )
    node = entity_iri(base, "project", "subject")
    return suspects(repeated, node, _TITLE, "language", f"{XSD}string")


def _find_nothing(tables: Tables, _: str) -> pl.DataFrame:
    """Find nothing: figures of analyses are in their own graphs and in no table of a release."""
    return suspects(tables["region"].clear(), pl.col("key"), "", "key", IRI)


_TWINS: Mapping[str, TwinCheck] = MappingProxyType(
    {
        "Budget-eu-share": check_eu_share,
        "Budget-partner-sum": check_partner_sum,
        "Budget-partner-total": check_partner_total,
        "Budget-public-share": check_public_share,
        "BudgetItem-once": check_once,
        "Cluster-member-count": check_members,
        "Observation-dimensions": _find_nothing,
        "Place-country-of-region": _check_region_of_country,
        "Project-country-count": check_countries,
        "Project-months": check_months,
        "Project-national-partner-count": check_national,
        "Project-partner-count": check_partners,
        "Project-period": _check_period,
        "Project-title-once": _check_titles,
        "Region-circle": _check_circles,
        "Text-machine": _check_machine_translations,
    }
)
"""Check of each SPARQL shape, by the name of the shape."""
