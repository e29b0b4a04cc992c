"""Rules of fields, read from TOML: a column, or a table that says how the value is taken from a row."""

import re
from collections.abc import Collection, Mapping

from ecosystem_graph.sources.table.definition import Rule
from ecosystem_graph.sources.table.keyed import KeyedTable, definition_error
from ecosystem_graph.terms import CONCEPTS

__all__ = [
    "COUNTRY", "YEAR", "read_fields", "read_identifiers", "read_language", "read_matching", "read_rule", "read_rule_of",
]  # fmt: skip

COUNTRY, YEAR = re.compile(r"[A-Z]{2}"), re.compile(r"[12][0-9]{3}")
"""Country codes of ISO 3166-1 alpha-2, and years."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_IDENTIFIER_SCHEMES = CONCEPTS["identifier-scheme"]
_CODED = {
    "status": "project-status", "period": "programming-period", "strand": "strand", "type": "organisation-type",
    "legal_status": "legal-status", "role": "role", "member_type": "organisation-type", "access_mode": "access-mode",
    "infrastructure.type": "infrastructure-type", "infrastructure.status": "infrastructure-status",
}  # fmt: skip
"""Concept scheme of the codes of a field; a field of one section goes before one of all."""

_RULE_KEYS = (
    "column", "columns", "value", "join", "pattern", "split", "item", "codes", "otherwise", "absent", "prefix", "pad",
    "source",
)  # fmt: skip


def read_matching(table: KeyedTable, key: str, pattern: re.Pattern[str], expected: str) -> str | None:
    """Return a text that matches a pattern, or None.

    Raises:
        ConfigError: It does not match.
    """
    value = table.text(key)
    if value is not None and not pattern.fullmatch(value):
        raise table.error(key, expected=expected)
    return value


def read_language(table: KeyedTable, default: str) -> str:
    """Return the language that a table states, or the default."""
    return read_matching(table, "language", _LANGUAGE, "a language tag such as de") or default


def read_rule(table: KeyedTable, key: str) -> Rule | None:
    """Return the rule of a field: a column, or a table that says more; None when the field is not named.

    Raises:
        ConfigError: It is neither, or says something unknown.
    """
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        return Rule(columns=(value,))
    if not isinstance(value, dict):
        raise table.error(key, expected="the name of a column, or a table such as { column = …, pattern = … }")
    return read_rule_of(KeyedTable(table.file, table.name(key), value), key)


def read_rule_of(table: KeyedTable, field: str, further: Collection[str] = ()) -> Rule:
    """Return the rule that a table of keys states.

    Args:
        table: The keys.
        field: Field that the rule fills, which may have codes of its own.
        further: Keys that say more than the rule; others are an error.

    Raises:
        ConfigError: A key is unknown or of the wrong type.
    """
    columns = table.texts("columns") or table.texts("column")
    value = table.text("value")
    if bool(columns) == (value is not None):
        expected = "either a column or a value"
        raise definition_error(table.file, table.key, expected=expected, found=table.keys())
    if "item" in table and "split" not in table:
        raise table.error("item", expected="split beside it, as it is a pattern of each item")
    codes = table.mapping("codes")
    _check_codes(table, codes, value, field)
    rule = Rule(
        columns=columns,
        value=value,
        join=table.text("join", " ") or "",
        pattern=table.pattern("pattern"),
        split=table.pattern("split") or "",
        item=table.pattern("item"),
        codes={" ".join(said.split()).casefold(): code for said, code in codes.items()},
        otherwise=table.choice("otherwise", ("report", "keep", "ignore"), "report"),
        absent=table.texts("absent"),
        prefix=table.text("prefix", "") or "",
        pad=table.whole("pad", 0),
        source=table.text("source", "") or "",
    )
    table.finish((*further, *_RULE_KEYS))
    return rule


def _check_codes(table: KeyedTable, codes: Mapping[str, str], value: str | None, field: str) -> None:
    scheme = _CODED.get(f"{table.key.partition('.')[0]}.{field}") or _CODED.get(field)
    if scheme is None:
        return
    for code in [*codes.values(), *([] if value is None else [value])]:
        if code not in CONCEPTS[scheme]:
            expected = f"codes of the scheme {scheme}: {', '.join(sorted(CONCEPTS[scheme]))}"
            raise definition_error(table.file, table.name("codes"), expected=expected, found=code)


def read_fields(table: KeyedTable, names: Collection[str]) -> dict[str, Rule]:
    """Return the rules of those of some fields that a table names."""
    return {name: rule for name in names if (rule := read_rule(table, name)) is not None}


def read_identifiers(parent: KeyedTable) -> dict[str, Rule]:
    """Return the rules under ``identifiers`` by identifier scheme.

    Raises:
        ConfigError: A scheme is unknown.
    """
    table = parent.table("identifiers")
    if table is None:
        return {}
    for scheme in table.keys():  # noqa: SIM118 - no mapping
        if scheme not in _IDENTIFIER_SCHEMES:
            expected = f"identifier schemes: {', '.join(sorted(_IDENTIFIER_SCHEMES))}"
            raise definition_error(table.file, table.key, expected=expected, found=scheme)
    return read_fields(table, table.keys())
