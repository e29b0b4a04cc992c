"""From a TOML file to a typed definition; whatever is wrong is told with file, key, expected and found."""

import re
import tomllib
from functools import cache
from pathlib import Path

from ecosystem_graph.errors import ConfigError, SourceUnavailableError
from ecosystem_graph.sources.table.definition import Definition
from ecosystem_graph.sources.table.entity_section import (
    ENTITY_FIELDS,
    LINKS,
    read_entities,
    read_participants,
    read_position,
)
from ecosystem_graph.sources.table.keyed import KeyedTable, definition_error
from ecosystem_graph.sources.table.layout import read_formats, read_layout, read_numbers
from ecosystem_graph.sources.table.rule import COUNTRY, read_language, read_matching, read_rule
from ecosystem_graph.sources.table.section import (
    read_amount,
    read_drop,
    read_name,
    read_programme,
    read_project,
    read_text,
    read_title_and_summary,
    read_topic,
)

__all__ = ["read_definition"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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
    _check_subject(definition)
    _check_ignored(definition)
    return definition


def _definition(top: KeyedTable) -> Definition:
    country, language = read_matching(top, "country", COUNTRY, "a code of two capital letters"), _language(top)
    notation, currency = read_numbers(top)
    project, entities = top.table("project"), list(read_entities(top, country))
    if len(entities) > (0 if project else 1):
        raise top.error(entities[-1].kind, expected="one section that says what a row is about, not two")
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
        layout=read_layout(top),
        formats=read_formats(top),
        texts=(
            *read_title_and_summary(project, language),
            *(read_text(each, language) for each in top.tables("text")),
        ),
        project=read_project(project) if project else None,
        entity=entities[0] if entities else None,
        position=read_position(top, notation),
        programme=read_programme(top),
        participants=read_participants(top, country),
        amounts=tuple(read_amount(each, notation, currency) for each in top.tables("amount")),
        names=tuple(read_name(each, language) for each in top.tables("name")),
        topics=tuple(map(read_topic, top.tables("topic"))),
        url=read_rule(top, "row_url"),
        ignored=top.mapping("ignored"),
        drops=tuple(map(read_drop, top.tables("drop"))),
        identical=top.choice("identical_rows", ("report", "keep"), "report"),
    )
    top.finish(("issues", "download", "licence_page"))
    return definition


def _language(top: KeyedTable) -> str:
    return read_language(top, "und")


def _check_subject(definition: Definition) -> None:
    """Refuse sections that say something of what rows are not about."""
    about = definition.subject_class
    if about is None and not definition.participants:
        expected = f"a section [project] or [participant], or one of {', '.join(ENTITY_FIELDS)}"
        raise definition_error(definition.file, "project", expected=expected, found=None)
    for each in definition.participants:
        if (about or "project") != LINKS[each.link]:
            expected = f"a section [{LINKS[each.link]}] beside it"
            raise definition_error(definition.file, each.link, expected=expected, found=about)
    for amount in definition.amounts:
        if definition.entity:
            expected = f"no amounts, as rows are about a {definition.entity.kind}"
            raise definition_error(definition.file, "amount", expected=expected, found=amount.kind)
        if about is None and amount.subject != "organisation":
            expected = 'of = "organisation", as there is no section [project]'
            raise definition_error(definition.file, "amount.of", expected=expected, found=amount.subject)
    only_entities = {"name": definition.names, "position": definition.position}
    for key, section in only_entities.items():
        if section and (about in {None, "project"} or (key == "position" and about in {"priority", "concept"})):
            raise definition_error(definition.file, key, expected="a section about something that has one", found=about)


def _check_ignored(definition: Definition) -> None:
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
