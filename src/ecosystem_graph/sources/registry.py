"""The importers of this release, and which of them takes which file."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from ecosystem_graph.errors import ConfigError, SourceUnavailableError
from ecosystem_graph.sources.importer import Importer, ReadsTogether

__all__ = ["SOURCES", "Plan", "PlannedFile", "find_importer", "importer_of", "plan_inputs", "source_slugs"]

SOURCES = ("curated", "interreg-de", "keep-eu", "ror", "cordis", "kohesio", "nuts", "skos", "records", "pages")
"""Slugs of the sources that have an importer of their own, in the order in which they are asked whether they recognise
a file. Before pages, which may be any text, come the definitions of tables: the one whose columns the file has most of.
"""

_LAST = "pages"

_SLUG = re.compile(r"[a-z0-9-]+")
# Documentation beside the data, not data.
_NOT_INPUT = frozenset({"readme.md", "readme.txt", "licence", "license", "licence.txt", "license.txt"})


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file and the source that will read it; or several, when their source reads files together.

    Attributes:
        source: Slug, or path of a definition.
        path: The file; the first by name, when there are several.
        others: Files that are read together with it.
    """

    source: str
    path: Path
    others: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files."""
        return (self.path, *self.others)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will read.

    Attributes:
        files: Files with their source, sorted by path.
        unrecognised: Files that no importer takes.
    """

    files: tuple[PlannedFile, ...]
    unrecognised: tuple[Path, ...]


def source_slugs() -> tuple[str, ...]:
    """Return the slugs of all sources: those with an importer of their own, then those that a definition describes."""
    return (*SOURCES, *_tables().shipped_definitions())


def importer_of(source: str) -> Importer:
    """Return the importer of a source; it is loaded now.

    Args:
        source: Slug, or path of a definition (``my.toml``).

    Raises:
        ConfigError: There is no such source, or the definition is wrong.
        SourceUnavailableError: The definition cannot be read.
    """
    if source in SOURCES:
        return cast(Importer, import_module(f"ecosystem_graph.sources.{source.replace('-', '_')}.importer"))
    tables = _tables()
    if source not in tables.shipped_definitions() and not _is_definition(source):
        known = ", ".join(source_slugs())
        raise ConfigError(
            f"source {source!r} is unknown", hint=f"Known sources: {known}; or name a definition: my.toml=FILE."
        )
    definition = tables.definition_of(source)
    if definition.slug in SOURCES:
        raise ConfigError(f"{source}: slug: expected a name that no other source has, found {definition.slug!r}")
    return cast(Importer, tables.TableImporter(definition))


def find_importer(path: Path) -> str | None:
    """Return the slug of the source that recognises a file, or None."""
    find = _tables().find_definition
    own = find(path, ahead=True) or next(
        (each for each in SOURCES if each != _LAST and importer_of(each).recognises(path)), None
    )
    table = own or cast("str | None", find(path))
    return table or (_LAST if _LAST in SOURCES and importer_of(_LAST).recognises(path) else None)


def _tables() -> Any:
    return import_module("ecosystem_graph.sources.table.importer")


def _is_definition(source: str) -> bool:
    return source.lower().endswith(".toml")


def plan_inputs(inputs: Iterable[Path], *, out: Path | None = None) -> Plan:
    """Decide who reads what.

    Args:
        inputs: Files, folders (searched to the bottom; hidden files and readme files are passed over), or
            ``<source>=<file>`` to say which importer takes a file: a slug, or a definition (``my.toml=list.csv``).
        out: Where the release goes; when that is below an input, what stands there is no input, or a second build
            would read what the first one wrote.

    Raises:
        SourceUnavailableError: An input does not exist.
        ConfigError: A named source is unknown.
    """
    files: dict[Path, PlannedFile] = {}
    unrecognised = []
    # Named inputs first, so that a name given by the user goes before what importers recognise.
    for source, path in sorted(_expand(inputs, out), key=lambda each: (each[0] is None, each[1].name, str(each[1]))):
        found = source or find_importer(path)
        if found is None:
            unrecognised.append(path)
        else:
            files.setdefault(path.resolve(), PlannedFile(found, path))
    taken: set[Path] = set()
    for resolved, each in files.items():
        if resolved not in taken:
            taken |= {path.resolve() for path in importer_of(each.source).companions(each.path)} - {resolved}
    planned = [each for resolved, each in files.items() if resolved not in taken]
    left = {path for path in unrecognised if path.resolve() not in taken}
    return Plan(
        tuple(_together(sorted(planned, key=lambda each: (each.path.name, str(each.path))))), tuple(sorted(left))
    )


def _together(files: Sequence[PlannedFile]) -> Iterator[PlannedFile]:
    """Yield files in their order; those that one importer reads together stand where the first of them stood."""
    by_source: dict[str, list[Path]] = {}
    for each in files:
        by_source.setdefault(each.source, []).append(each.path)
    joined = {source for source in by_source if isinstance(importer_of(source), ReadsTogether)}
    for each in files:
        if each.source not in joined:
            yield each
        elif each.path == by_source[each.source][0]:
            yield PlannedFile(each.source, each.path, tuple(by_source[each.source][1:]))


def _expand(inputs: Iterable[Path], out: Path | None) -> Iterator[tuple[str | None, Path]]:
    for given in inputs:
        source, separator, name = str(given).partition("=")
        if not separator or given.exists() or not (_SLUG.fullmatch(source) or _is_definition(source)):
            yield from ((None, path) for path in _files(given, out))
            continue
        importer_of(source)
        if not name:
            raise ConfigError(f"{given}: expected a file after the name of the source", hint="Write SOURCE=FILE.")
        yield from ((source, path) for path in _files(Path(name), out))


def _files(path: Path, out: Path | None) -> Iterator[Path]:
    if path.is_dir():
        inside = _below(path, out)
        below = sorted(each for each in path.rglob("*") if each.is_file() and inside not in (each, *each.parents))
        yield from (_checked(each) for each in below if not _is_passed_over(each.relative_to(path)))
    elif path.exists():
        yield _checked(path)
    else:
        raise SourceUnavailableError(f"{path}: there is no such file or folder", hint="Check the path of the input.")


def _below(folder: Path, out: Path | None) -> Path | None:
    """Return the output as a path below a folder; None when it is elsewhere, or the folder itself."""
    place, base = (out or folder).resolve(), folder.resolve()
    return folder / place.relative_to(base) if place.is_relative_to(base) and place != base else None


def _checked(path: Path) -> Path:
    """Refuse what cannot be read more than once, and names that cannot be written down."""
    if not path.is_file():
        hint = "Write what comes out of it to a file, and name that."
        raise SourceUnavailableError(f"{path}: expected a file or folder, found a pipe or a device", hint=hint)
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        what = f"{shown}: expected a name in UTF-8, found other bytes"
        raise SourceUnavailableError(what, hint="Rename the file or folder.") from error
    return path


def _is_passed_over(path: Path) -> bool:
    return path.name.lower() in _NOT_INPUT or any(part.startswith(".") for part in path.parts)
