"""Readers of sources: all importers, the definitions of tables, and what resolution and writing make of rows."""

import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox
from tests.fixtures.examples import EXAMPLES, source_of

from benchmarks.fuzz.target import Seed, Target, promise
from ecosystem_graph.errors import ConfigError, SourceError
from ecosystem_graph.graph.dataset import graph_parts
from ecosystem_graph.graph.emit import emit_nquads
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.resolve.consolidate import resolve
from ecosystem_graph.sources.archive import is_packed, member_names, read_members
from ecosystem_graph.sources.importer import Imported, Importer
from ecosystem_graph.sources.registry import find_importer, importer_of
from ecosystem_graph.sources.table.draft import draft_definition
from ecosystem_graph.sources.table.explanation import explain
from ecosystem_graph.sources.table.importer import TableImporter, shipped_definitions
from ecosystem_graph.sources.table.reader import read_definition

__all__ = ["source_targets"]

_IN_GRAPHS = ("curated/yaml", "keep-eu/csv", "cordis/organization", "kohesio/country", "nuts/NUTS_AT_2021.csv")
"""Examples whose rows are brought all the way to quads."""

_PACKED = ("cordis/archive", "ror/archive", "ror/lines", "cordis/participations")


def source_targets() -> Iterator[Target]:
    """Yield one target per layout of each source, and those that read by definitions."""
    for name in EXAMPLES:
        yield Target(f"source/{name}", partial(_seeds, (name,)), partial(_import, source_of(name)))
    yield Target("source/any", partial(_seeds, tuple(EXAMPLES)), _find)
    yield Target("graph/quads", partial(_seeds, _IN_GRAPHS), _write_graph)
    yield Target("definition/toml", _definitions, _define)
    tables = tuple(name for name in EXAMPLES if name.endswith("/table"))
    yield Target("definition/draft", partial(_seeds, tables), _draft)
    yield Target("reader/archive", partial(_seeds, _PACKED), _unpack)


def _definitions() -> tuple[Seed, ...]:
    return tuple(Seed("my.toml", path.read_bytes()) for path in shipped_definitions().values())


@cache
def _seeds(examples: tuple[str, ...]) -> tuple[Seed, ...]:
    return tuple(_seed_of(EXAMPLES[name]) for name in examples)


def _seed_of(make: Callable[[Path], Path]) -> Seed:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = make(folder)
        beside = {each.name: each.read_bytes() for each in sorted(folder.iterdir()) if each != path}
        return Seed(path.name, path.read_bytes(), beside)


def _import(source: str | Importer, path: Path) -> bool:
    importer = importer_of(source) if isinstance(source, str) else source
    recognised = importer.recognises(path)
    promise(isinstance(recognised, bool), f"recognises gave {recognised!r}")
    promise(path not in importer.companions(path), "a file is its own companion")
    try:
        imported = importer.read(path)
    except SourceError as error:
        _check_refusal(error, path)
        return False
    _check_imported(imported, path)
    return True


def _check_refusal(error: SourceError, path: Path) -> None:
    text = str(error)
    promise(str(path.parent) in text, f"the message does not name the file: {text[:300]}")
    promise(len(text) < 2_000, f"the message has {len(text)} signs: {text[:200]}")


def _check_imported(imported: Imported, path: Path) -> None:
    counts = (imported.rows_read, imported.rows_mapped, imported.rows_reported)
    promise(counts[0] == counts[1] + counts[2], f"rows are lost: {counts}")
    promise(min(counts) >= 0, f"fewer rows than none: {counts}")
    promise(imported.issues or not counts[2], f"{counts[2]} rows were left out and no issue says why")
    names = {path.name, *(each.name for each in path.parent.iterdir())}
    for issue in imported.issues:
        promise(issue.file in names, f"an issue names the file {issue.file!r}")
        promise(len(issue.found) <= 400, f"an issue shows {len(issue.found)} signs")
    for name, table in imported.records.items():
        promise("record" not in table.columns or not table["record"].has_nulls(), f"a row of {name} has no record")


def _find(path: Path) -> bool:
    return find_importer(path) is not None


def _write_graph(path: Path) -> bool:
    source = find_importer(path)
    if source is None:
        return False
    try:
        imported = importer_of(source).read(path)
    except SourceError:
        return False
    resolved = resolve(imported.records, imported.issues)
    for part in graph_parts(resolved.stated, resolved.consolidated, DEFAULT_BASE):
        quads = b"".join(bytes(piece) for piece in emit_nquads(part.maps, part.tables, DEFAULT_BASE, part.graph))
        read = sum(1 for _ in ox.parse(quads, ox.RdfFormat.N_QUADS))
        promise(read == quads.count(b"\n"), f"{quads.count(10)} lines were written, {read} quads were read")
    return True


def _define(path: Path) -> bool:
    read_definition.cache_clear()
    try:
        definition = read_definition(path)
    except (ConfigError, SourceError) as error:
        promise(path.name in str(error), f"the message does not name the file: {error}")
        return False
    example = next((each for each in EXAMPLES if source_of(each) == definition.slug), None)
    if example is not None:
        (seed,) = _seeds((example,))
        target = path.with_name(seed.name)
        target.write_bytes(seed.data)
        _import(TableImporter(definition), target)
    return True


def _draft(path: Path) -> bool:
    """Let a definition be proposed for a file, and read the file by it."""
    try:
        text = draft_definition(path)
    except SourceError as error:
        _check_refusal(error, path)
        return False
    drafted = path.with_name("drafted.toml")
    drafted.write_text(text, encoding="utf-8")
    read_definition.cache_clear()
    try:
        explain(read_definition(drafted), path)
    except (ConfigError, SourceError):
        return False
    return True


def _unpack(path: Path) -> bool:
    try:
        names = member_names(path)
        members = list(read_members(path))
    except SourceError as error:
        _check_refusal(error, path)
        return False
    promise(len(names) == len(members), "a member is missing")
    return is_packed(path)
