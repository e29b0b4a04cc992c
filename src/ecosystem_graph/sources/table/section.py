"""Sections about projects, and what every row may have: texts, topics, further names, rows that are no data."""

from ecosystem_graph.sources.number import Notation
from ecosystem_graph.sources.table.definition import Amount, Drop, Name, Programme, Project, Rule, Text, Topic
from ecosystem_graph.sources.table.keyed import KeyedTable
from ecosystem_graph.sources.table.layout import read_currency, read_notation
from ecosystem_graph.sources.table.rule import (
    YEAR,
    read_fields,
    read_identifiers,
    read_language,
    read_matching,
    read_rule,
    read_rule_of,
)
from ecosystem_graph.terms import CONCEPTS

__all__ = [
    "read_amount", "read_drop", "read_name", "read_programme", "read_project", "read_text", "read_title_and_summary",
    "read_topic",
]  # fmt: skip

_PROJECT_FIELDS = ("acronym", "start", "end", "website", "status", "priority", "objective", "call", "partner_count")
_PROGRAMME_FIELDS = ("period", "strand", "cci")
_NAME_KINDS = ("label", "alias", "acronym")


def read_project(table: KeyedTable) -> Project:
    """Return the section ``[project]``.

    Raises:
        ConfigError: A key is unknown, of the wrong type or contradicts another one.
    """
    key = read_rule(table, "id")
    columns = table.texts("key")
    if key is not None and columns:
        raise table.error("key", expected="either id or key")
    project = Project(
        key=Rule(columns=columns, join="\x1f") if columns else key,
        fields=read_fields(table, _PROJECT_FIELDS),
        regions=read_rule(table, "region"),
        edition=read_matching(table, "region_edition", YEAR, "a year"),
        identifiers=read_identifiers(table),
    )
    table.finish(("title", "summary"))
    return project


def read_title_and_summary(project: KeyedTable | None, language: str) -> tuple[Text, ...]:
    """Return the texts that the section ``[project]`` names."""
    rules = read_fields(project, ("title", "summary")) if project else {}
    return tuple(Text(rule, role, language) for role, rule in rules.items())


def read_programme(top: KeyedTable) -> Programme | None:
    """Return the section ``[programme]``.

    Raises:
        ConfigError: It has no name.
    """
    table = top.table("programme")
    if table is None:
        return None
    name = read_rule(table, "name")
    if name is None:
        raise table.error("name", expected="a column, or { value = … }")
    programme = Programme(name, read_fields(table, _PROGRAMME_FIELDS))
    table.finish()
    return programme


def read_amount(table: KeyedTable, notation: Notation, currency: Rule | None) -> Amount:
    """Return one ``[[amount]]``; notation and currency are those of all amounts unless it states its own."""
    own = ("of", "kind", "phase", "currency", "decimal", "group", "marks", "rows", "scale")
    return Amount(
        subject=table.choice("of", ("project", "participant", "organisation"), "project"),
        kind=table.choice("kind", CONCEPTS["budget-kind"]),
        phase=table.choice("phase", CONCEPTS["budget-phase"], "unknown"),
        currency=read_currency(table, currency),
        notation=read_notation(table, notation),
        rows=table.choice("rows", ("repeats", "parts"), "repeats"),
        scale=table.whole("scale", 1) or 1,
        rule=read_rule_of(table, "", own),
    )


def read_text(table: KeyedTable, language: str) -> Text:
    """Return one ``[[text]]``."""
    role, own = table.choice("role", CONCEPTS["text-role"]), read_language(table, language)
    return Text(read_rule_of(table, "", ("role", "language")), role, own)


def read_topic(table: KeyedTable) -> Topic:
    """Return one ``[[topic]]``."""
    scheme = table.required("scheme")
    return Topic(read_rule_of(table, "", ("scheme",)), scheme)


def read_drop(table: KeyedTable) -> Drop:
    """Return one ``[[drop]]``.

    Raises:
        ConfigError: It has no column or no pattern, and no number of filled cells.
    """
    if "filled" in table:
        filled = table.whole("filled", 0)
        table.finish()
        return Drop(Rule(), "", filled)
    columns, pattern = table.texts("columns") or table.texts("column"), table.pattern("pattern")
    if not columns or pattern is None:
        raise table.error("pattern", expected="a column and a pattern")
    table.finish()
    return Drop(Rule(columns=columns), pattern)


def read_name(table: KeyedTable, language: str) -> Name:
    """Return one ``[[name]]``."""
    kind, own = table.choice("kind", _NAME_KINDS, "label"), read_language(table, language)
    return Name(read_rule_of(table, "", ("kind", "language")), kind, own)
