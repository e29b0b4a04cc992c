"""Codes of places: regions, editions of their classification, countries."""

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from ecosystem_graph.resolve.rule import COUNTRY, REGION, Rule

__all__ = ["use_known_places"]

# Two letters for the country and a character per level: Regulation (EC) No 1059/2003, Article 3.
_REGION_CODE = "^[A-Z]{2}[A-Z0-9]{0,3}$"
_EDITION = "^[12][0-9]{3}$"


def use_known_places(
    tables: Mapping[str, pl.DataFrame], countries: pl.DataFrame
) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Return the tables with null in place of codes that are none, and the findings.

    Args:
        tables: Record tables.
        countries: ``alpha2`` and more; one row per country.

    Returns:
        The tables, those without odd codes as they were. Rows of ``region`` and relations to regions whose own code is
        odd are left out whole.
    """
    known = countries["alpha2"].implode()
    checks: tuple[tuple[Rule, Callable[[str], pl.Expr], frozenset[str]], ...] = (
        (REGION, lambda column: pl.col(column).str.contains(_REGION_CODE), frozenset({"region", "parent", "key"})),
        (REGION, lambda column: pl.col(column).str.contains(_EDITION), frozenset({"region_edition", "edition"})),
        (COUNTRY, lambda column: pl.col(column).is_in(known), frozenset({"country"})),
    )
    checked, findings = dict(tables), []
    for rule, is_valid, columns in checks:
        for name, column in _columns(checked, columns):
            invalid = checked[name].filter(~is_valid(column))
            if invalid.height:
                checked[name] = _without(checked[name], column, is_valid(column))
                findings.append(rule.findings(invalid, f"{name}.{column}", column))
    checked["relation"], found = _known_objects(checked["relation"])
    return checked, [*findings, *found]


def _columns(tables: Mapping[str, pl.DataFrame], columns: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield table and column; ``key`` and ``parent`` hold region codes only in the table of regions."""
    for name, table in list(tables.items()):
        here = columns if name == "region" else columns - {"key", "parent"}
        yield from ((name, column) for column in table.columns if column in here)


def _without(table: pl.DataFrame, column: str, is_valid: pl.Expr) -> pl.DataFrame:
    if column == "key":
        return table.filter(is_valid)
    return table.with_columns(pl.when(is_valid).then(pl.col(column)).alias(column))


def _known_objects(relations: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    odd = (pl.col("object_class") == "region") & ~pl.col("object").str.contains(_REGION_CODE)
    invalid = relations.filter(odd)
    if invalid.is_empty():
        return relations, []
    return relations.filter(~odd), [REGION.findings(invalid, "relation.object", "object")]
