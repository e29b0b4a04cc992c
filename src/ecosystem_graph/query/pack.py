"""Query packs: one SPARQL file per question, with a header; file and folder give the names of query and pack."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ecosystem_graph.errors import QueryError, UnknownQueryError
from ecosystem_graph.query.binding import ValuesBlock, find_values_blocks
from ecosystem_graph.query.header import Header, header_error, parse_header
from ecosystem_graph.query.parameter import PARAMETER_TYPES, Parameter
from ecosystem_graph.resources import resource

__all__ = ["PackedQuery", "find_query", "load_packs", "parse_query", "read_query"]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SETTINGS = frozenset({"type", "description", "required"})


@dataclass(frozen=True, slots=True)
class PackedQuery:
    """A query with what a user needs to know about it.

    Attributes:
        slug: Its name, unique over all packs.
        pack: Folder it is in.
        path: File it was read from.
        summary: One sentence.
        description: What is counted or left out; may be empty.
        answers: Competency questions (``"CQ-002"``).
        tags: Words to search by.
        parameters: In the order of the header.
        view: How to show the answer.
        budget_seconds: Seconds it may take on the demo release.
        text: The whole file: SPARQL that runs as it is.
        twin: SQL that gives the same answer from the consolidated tables; empty when there is none.
    """

    slug: str
    pack: str
    path: Path
    summary: str
    description: str
    answers: tuple[str, ...]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    view: str
    budget_seconds: float
    text: str
    twin: str = ""


def load_packs(folder: Path | None = None) -> dict[str, PackedQuery]:
    """Load all packed queries, by name and in the order of pack and name.

    Args:
        folder: Folder with one folder per pack; the bundled ones when left out.

    Raises:
        QueryError: A file breaks the convention, or two have the same name; the message names file and line.
    """
    packs: dict[str, PackedQuery] = {}
    top = folder or resource("queries")
    for path in sorted(top.glob("*/*.rq")):
        query = _with_twin(read_query(path))
        if query.slug in packs:
            raise header_error(path, 1, "a name of its own", f"the name of {packs[query.slug].path}")
        if not query.summary or not query.answers:
            raise header_error(path, 1, "#+ lines with summary and answers", "a header without them")
        packs[query.slug] = query
    for path in sorted(top.glob("*/*.sql")):
        if not path.with_suffix(".rq").exists():
            raise header_error(path, 1, f"a query {path.stem}.rq beside it", "none")
    return packs


def find_query(packs: Mapping[str, PackedQuery], name: str) -> PackedQuery:
    """Find a packed query by its name, with or without its pack (``projects/project-partners``).

    Raises:
        UnknownQueryError: There is none; the hint names the nearest.
    """
    pack, _, slug = name.rpartition("/")
    query = packs.get(slug)
    if query is None or pack not in {"", query.pack}:
        near = get_close_matches(slug, packs, n=3)
        raise UnknownQueryError(
            f"no packed query is called {name!r}", hint=f"Did you mean {' or '.join(near)}?" if near else ""
        )
    return query


def read_query(path: Path) -> PackedQuery:
    """Read one query file, of a pack or of a user; the header may be missing.

    Raises:
        QueryError: The file cannot be read or breaks the convention; the message names file and line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: the query cannot be read: {error}") from error
    if not _SLUG.fullmatch(path.stem) and parse_header(text, path) != Header():
        raise header_error(path, 1, "a file name of small letters, digits and hyphens", path.name)
    return parse_query(text, path)


def parse_query(text: str, path: Path) -> PackedQuery:
    """Parse a query text with its header.

    Args:
        text: Header and SPARQL.
        path: Where it came from; gives the names of the query and its pack.

    Raises:
        QueryError: The header breaks the convention; the message names file and line.
    """
    header = parse_header(text, path)
    return PackedQuery(
        slug=path.stem,
        pack=path.parent.name,
        path=path,
        summary=header.summary,
        description=header.description,
        answers=header.answers,
        tags=header.tags,
        parameters=_read_parameters(header, find_values_blocks(text), path),
        view=header.view,
        budget_seconds=header.budget_seconds,
        text=text,
    )


def _with_twin(query: PackedQuery) -> PackedQuery:
    path = query.path.with_suffix(".sql")
    return replace(query, twin=path.read_text(encoding="utf-8")) if path.exists() else query


def _read_parameters(header: Header, blocks: Iterable[ValuesBlock], path: Path) -> tuple[Parameter, ...]:
    terms: dict[str, list[tuple[str, ...]]] = {}
    for block in blocks:
        terms.setdefault(block.name, []).append(block.terms)
    parameters = []
    for name, settings in header.parameters.items():
        line = header.lines[f"parameters.{name}"]
        if len(terms.get(name, [])) != 1:
            found = f"{len(terms.get(name, []))} of them"
            raise header_error(path, line, f"one block VALUES ?{name} {{ … }} in the query", found)
        parameters.append(_read_parameter(name, settings, terms[name][0], path, line))
    return tuple(parameters)


def _read_parameter(
    name: str, settings: Mapping[str, Any], default: tuple[str, ...], path: Path, line: int
) -> Parameter:
    if unknown := settings.keys() - _SETTINGS:
        raise header_error(path, line, f"only {', '.join(sorted(_SETTINGS))}", ", ".join(sorted(map(str, unknown))))
    kind, description = settings.get("type"), settings.get("description")
    if not isinstance(kind, str) or kind not in PARAMETER_TYPES:
        raise header_error(path, line, f"a type ({', '.join(PARAMETER_TYPES)})", repr(kind))
    if not isinstance(description, str) or not isinstance(settings.get("required", False), bool):
        raise header_error(path, line, "a description, and required as true or false", repr(dict(settings)))
    return Parameter(name, kind, description, required=settings.get("required", False), default=default)
