"""From a TOML file to a typed definition; whatever is wrong is told with file, key, expected and found."""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path

from ecosystem_graph.errors import ConfigError, SourceUnavailableError
from ecosystem_graph.sources.calendar import check_format
from ecosystem_graph.sources.encoding import check_encoding
from ecosystem_graph.sources.number import Notation
from ecosystem_graph.sources.table.definition import (
    Amount,
    Definition,
    Drop,
    Layout,
    Participant,
    Person,
    Programme,
    Project,
    Rule,
    Text,
    Topic,
)
from ecosystem_graph.sources.table.keyed import KeyedTable, definition_error
from ecosystem_graph.terms import CONCEPTS

__all__ = ["FORMATS", "IDENTIFIER_SCHEMES", "read_definition"]

FORMATS = ("csv", "tsv", "excel", "json", "html")
"""Kinds of files that are read."""

IDENTIFIER_SCHEMES = CONCEPTS["identifier-scheme"]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY, _CURRENCY, _YEAR = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]{3}"), re.compile(r"[12][0-9]{3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_PROJECT_FIELDS = ("acronym", "start", "end", "website", "status", "priority", "objective", "call", "partner_count")
_PROGRAMME_FIELDS = ("period", "strand", "cci")
_PARTICIPANT_FIELDS = (
    "acronym", "type", "legal_status", "website", "department", "street", "postcode", "town", "country", "region",
    "joined",
    "left",
)  # fmt: skip
_CODED = {
    "status": "project-status", "period": "programming-period", "strand": "strand", "type": "organisation-type",
    "legal_status": "legal-status", "role": "role",
}  # fmt: skip
_RULE_KEYS = ("column", "columns", "value", "join", "pattern", "split", "codes", "otherwise", "absent", "prefix", "pad")


@cache
def read_definition(path: Path) -> Definition:
    """Read and check a definition.

    Raises:
        SourceUnavailableError: The file cannot be read.
        ConfigError: It is not TOML, or a key is missing, unknown or of the wrong type.
    """
    try:
        document = KeyedTable(path, "", tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, brackets or numbers without end
        hint = "Write texts with a backslash, such as patterns, in 'single quotes'."
        raise ConfigError(f"{path}: expected TOML in UTF-8, found an error: {error}", hint=hint) from error
    except OSError as error:
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror}") from error
    definition = _definition(document)
    _check_whole(definition)
    return definition


def _definition(top: KeyedTable) -> Definition:
    country, language = _matching(top, "country", _COUNTRY, "a code of two capital letters"), _language(top, "und")
    notation, currency = _numbers(top)
    project = top.table("project")
    definition = Definition(
        file=top.file,
        dataset={
            "slug": _slug(top),
            "title": top.required("title"),
            "publisher": top.required("publisher"),
            **{key: top.text(key) for key in ("url", "licence", "attribution")},
        },
        language=language,
        country=country,
        layout=_layout(top),
        formats=_formats(top),
        texts=_title_and_summary(project, language) + tuple(_text(each, language) for each in top.tables("text")),
        project=_project(project) if project else None,
        programme=_programme(top),
        participants=tuple(_participant(each, country) for each in top.tables("participant")),
        amounts=tuple(_amount(each, notation, currency) for each in top.tables("amount")),
        topics=tuple(map(_topic, top.tables("topic"))),
        url=_rule(top, "row_url"),
        ignored=top.mapping("ignored"),
        drops=tuple(map(_drop, top.tables("drop"))),
        identical=top.choice("identical_rows", ("report", "keep"), "report"),
    )
    top.finish(("issues",))
    return definition


def _check_whole(definition: Definition) -> None:
    if definition.project is None and not definition.participants:
        expected = "a section [project] or [participant]"
        raise definition_error(definition.file, "project", expected=expected, found=None)
    if definition.project is None:
        for amount in definition.amounts:
            if amount.subject != "organisation":
                expected = 'of = "organisation", as there is no section [project]'
                raise definition_error(definition.file, "amount.of", expected=expected, found=amount.subject)
    mapped = definition.mapped_columns()
    for column in definition.ignored:
        if column in mapped:
            expected = f"a column that no field takes; {mapped[column][0]} takes this one"
            raise definition_error(definition.file, "ignored", expected=expected, found=column)


def _slug(top: KeyedTable) -> str:
    slug = top.required("slug")
    if not _SLUG.fullmatch(slug):
        raise top.error("slug", expected="small letters, digits and hyphens")
    return slug


def _matching(table: KeyedTable, key: str, pattern: re.Pattern[str], expected: str) -> str | None:
    value = table.text(key)
    if value is not None and not pattern.fullmatch(value):
        raise table.error(key, expected=expected)
    return value


def _language(table: KeyedTable, default: str) -> str:
    return _matching(table, "language", _LANGUAGE, "a language tag such as de") or default


def _layout(top: KeyedTable) -> Layout:
    file = top.table("file")
    if file is None:
        return Layout()
    quote = file.get("quote")
    if not (quote is None or quote is False or (isinstance(quote, str) and len(quote) == 1)):
        raise file.error("quote", expected="one sign in quotes, or false")
    delimiter, encoding = file.text("delimiter", "") or "", file.text("encoding")
    if len(delimiter) > 1:
        raise file.error("delimiter", expected="one sign")
    layout = Layout(
        format=file.choice("format", FORMATS) if "format" in file else "",
        encoding=None if encoding is None else _checked(file, "encoding", lambda: check_encoding(encoding)),
        delimiter=delimiter,
        quote='"' if quote is None else quote or "",
        header=_header(file),
        sheets=file.texts("sheet"),
        member=file.text("member", "") or "",
        path=file.text("path", "") or "",
        footer=file.whole("footer", 0),
    )
    file.finish()
    return layout


def _checked(table: KeyedTable, key: str, check: Callable[[], str]) -> str:
    try:
        return check()
    except ConfigError as error:
        raise table.error(key, expected="the name of an encoding such as iso8859-7 or cp1250") from error


def _header(file: KeyedTable) -> tuple[int, ...]:
    value = file.get("header")
    rows = [value] if isinstance(value, int) else value or []
    is_whole = isinstance(rows, list) and all(isinstance(row, int) and row > 0 for row in rows)
    if not is_whole or list(rows) != list(range(min(rows, default=0), max(rows, default=-1) + 1)):
        raise file.error("header", expected="the number of the header row, or of several rows that follow each other")
    return tuple(rows)


def _numbers(top: KeyedTable) -> tuple[Notation, Rule | None]:
    numbers = top.table("numbers")
    if numbers is None:
        return Notation(), None
    notation, currency = _notation(numbers, Notation()), _currency(numbers)
    numbers.finish()
    return notation, currency


def _notation(table: KeyedTable, default: Notation) -> Notation:
    decimal = table.text("decimal", default.decimal) or ""
    # A sign for decimals that is stated here makes the one for groups count no more.
    group = table.text("group", "" if "decimal" in table else default.group) or ""
    if decimal not in {".", ","}:
        raise table.error("decimal", expected='"." or ","')
    if decimal in group or not set(group) <= set(".,'’ "):
        raise table.error("group", expected="signs other than the decimal one, of . , ' and blank")
    return Notation(decimal, group, table.mapping("marks") or default.marks)


def _currency(table: KeyedTable, default: Rule | None = None) -> Rule | None:
    value = table.get("currency")
    if value is None:
        return default
    if isinstance(value, str):
        if not _CURRENCY.fullmatch(value):
            raise table.error("currency", expected="a code of three capital letters such as EUR, or { column = … }")
        return Rule(value=value)
    return _rule(table, "currency")


def _formats(top: KeyedTable) -> tuple[str, ...]:
    dates = top.table("dates")
    if dates is None:
        return ()
    formats = dates.texts("formats")
    for form in formats:
        try:
            check_format(form)
        except ConfigError as error:
            raise definition_error(
                top.file, "dates.formats", expected="formats of days", found=form, hint=error.hint
            ) from error
    dates.finish()
    return formats


def _rule(table: KeyedTable, key: str) -> Rule | None:
    """Return the rule of a field: a column, or a table that says more."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        return Rule(columns=(value,))
    if not isinstance(value, dict):
        raise table.error(key, expected="the name of a column, or a table such as { column = …, pattern = … }")
    return _rule_of(KeyedTable(table.file, table.name(key), value), key)


def _rule_of(table: KeyedTable, field: str, further: Collection[str] = ()) -> Rule:
    columns = table.texts("columns") or table.texts("column")
    value = table.text("value")
    if bool(columns) == (value is not None):
        expected = "either a column or a value"
        raise definition_error(table.file, table.key, expected=expected, found=table.keys())
    codes = table.mapping("codes")
    _check_codes(table, codes, value, field)
    rule = Rule(
        columns=columns,
        value=value,
        join=table.text("join", " ") or "",
        pattern=table.pattern("pattern"),
        split=table.pattern("split") or "",
        codes={" ".join(said.split()).casefold(): code for said, code in codes.items()},
        otherwise=table.choice("otherwise", ("report", "keep", "ignore"), "report"),
        absent=table.texts("absent"),
        prefix=table.text("prefix", "") or "",
        pad=table.whole("pad", 0),
    )
    table.finish((*further, *_RULE_KEYS))
    return rule


def _check_codes(table: KeyedTable, codes: Mapping[str, str], value: str | None, field: str) -> None:
    if field not in _CODED:
        return
    scheme = _CODED[field]
    for code in [*codes.values(), *([] if value is None else [value])]:
        if code not in CONCEPTS[scheme]:
            expected = f"codes of the scheme {scheme}: {', '.join(sorted(CONCEPTS[scheme]))}"
            raise definition_error(table.file, table.name("codes"), expected=expected, found=code)


def _fields(table: KeyedTable, names: Collection[str]) -> dict[str, Rule]:
    return {name: rule for name in names if (rule := _rule(table, name)) is not None}


def _project(table: KeyedTable) -> Project:
    key = _rule(table, "id")
    columns = table.texts("key")
    if key is not None and columns:
        raise table.error("key", expected="either id or key")
    project = Project(
        key=Rule(columns=columns, join="\x1f") if columns else key,
        fields=_fields(table, _PROJECT_FIELDS),
        regions=_rule(table, "region"),
        edition=_matching(table, "region_edition", _YEAR, "a year"),
        identifiers=_identifiers(table),
    )
    table.finish(("title", "summary"))
    return project


def _title_and_summary(project: KeyedTable | None, language: str) -> tuple[Text, ...]:
    rules = _fields(project, ("title", "summary")) if project else {}
    return tuple(Text(rule, role, language) for role, rule in rules.items())


def _programme(top: KeyedTable) -> Programme | None:
    table = top.table("programme")
    if table is None:
        return None
    name = _rule(table, "name")
    if name is None:
        raise table.error("name", expected="a column, or { value = … }")
    programme = Programme(name, _fields(table, _PROGRAMME_FIELDS))
    table.finish()
    return programme


def _participant(table: KeyedTable, country: str | None) -> Participant:
    name, key = _rule(table, "name"), table.texts("key")
    if name is None:
        raise table.error("name", expected="the column with the names of participants")
    participant = Participant(
        name=name,
        role=_role(table),
        fields=_fields(table, _PARTICIPANT_FIELDS),
        identifiers=_identifiers(table),
        key=Rule(columns=key, join="\x1f") if key else None,
        country=_matching(table, "country_default", _COUNTRY, "a code of two capital letters") or country,
        edition=_matching(table, "region_edition", _YEAR, "a year"),
        person=_person(table),
    )
    table.finish()
    return participant


def _role(table: KeyedTable) -> Rule:
    value = table.get("role")
    if isinstance(value, dict):
        return _rule_of(KeyedTable(table.file, table.name("role"), value), "role")
    return Rule(value=table.choice("role", CONCEPTS["role"], "partner"))


def _identifiers(parent: KeyedTable) -> dict[str, Rule]:
    table = parent.table("identifiers")
    if table is None:
        return {}
    for scheme in table.keys():  # noqa: SIM118 - no mapping
        if scheme not in IDENTIFIER_SCHEMES:
            expected = f"identifier schemes: {', '.join(sorted(IDENTIFIER_SCHEMES))}"
            raise definition_error(table.file, table.key, expected=expected, found=scheme)
    return _fields(table, table.keys())


def _person(table: KeyedTable) -> Person | None:
    own = table.table("person")
    if own is None:
        return None
    person = Person(_rule(own, "column"), own.pattern("pattern"), own.pattern("unless"))
    if person.pattern is None and person.unless is None:
        raise own.error("pattern", expected="a pattern that tells persons, or unless, one that tells organisations")
    own.finish()
    return person


def _amount(table: KeyedTable, notation: Notation, currency: Rule | None) -> Amount:
    own = ("of", "kind", "phase", "currency", "decimal", "group", "marks", "rows", "scale")
    return Amount(
        subject=table.choice("of", ("project", "participant", "organisation"), "project"),
        kind=table.choice("kind", CONCEPTS["budget-kind"]),
        phase=table.choice("phase", CONCEPTS["budget-phase"], "unknown"),
        currency=_currency(table, currency),
        notation=_notation(table, notation),
        rows=table.choice("rows", ("repeats", "parts"), "repeats"),
        scale=table.whole("scale", 1) or 1,
        rule=_rule_of(table, "", own),
    )


def _text(table: KeyedTable, language: str) -> Text:
    role, own = table.choice("role", CONCEPTS["text-role"]), _language(table, language)
    return Text(_rule_of(table, "", ("role", "language")), role, own)


def _topic(table: KeyedTable) -> Topic:
    scheme = table.required("scheme")
    return Topic(_rule_of(table, "", ("scheme",)), scheme)


def _drop(table: KeyedTable) -> Drop:
    columns, pattern = table.texts("columns") or table.texts("column"), table.pattern("pattern")
    if not columns or pattern is None:
        raise table.error("pattern", expected="a column and a pattern")
    table.finish()
    return Drop(Rule(columns=columns), pattern)
