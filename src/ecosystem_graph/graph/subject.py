"""Subjects side by side with all their objects: the frame from which N-Quads and Turtle are written.

Maps whose subjects share a constant IRI start (``…/id/project/``) describe the same subjects. They are brought into one
frame with one row per subject, so that sorting the rows sorts the statements.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import polars as pl

from ecosystem_graph.graph.iri import encode_key
from ecosystem_graph.graph.mapping.model import EntityMap, Property, Template
from ecosystem_graph.graph.term import RenderedColumn, Syntax, render_object, render_subject

__all__ = ["KEY", "Slot", "SubjectFrame", "subject_frames"]

KEY = "key"
"""Column with the encoded rest of the subject IRI."""
_TYPED = "typed"
_ROW_NAMES_IT = ""
"""In the place of predicates that are not the same for all rows."""
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Slot:
    """One predicate of a subject frame.

    Attributes:
        predicate: Predicate IRI.
        column: Column with the bodies (text) or whole terms (list of text).
        opening: Constant before each body; empty for lists.
        closing: Constant after each body; empty for lists.
        many: Whether the column is a list.
        nullable: Whether some subjects have no such statement.
    """

    predicate: str
    column: str
    opening: str
    closing: str
    many: bool
    nullable: bool


@dataclass(frozen=True, slots=True)
class SubjectFrame:
    """Subjects with a common IRI start, sorted as their N-Triples lines sort.

    Attributes:
        start: Constant start of the subject IRIs.
        types: Rendered classes of the typed subjects, sorted.
        slots: Predicates, in mapping order.
        frame: One row per subject: ``key``, ``typed`` (true or null) and the columns of the slots.
        all_typed: Whether every subject has the classes.
    """

    start: str
    types: tuple[str, ...]
    slots: tuple[Slot, ...]
    frame: pl.DataFrame
    all_typed: bool


def subject_frames(
    maps: Iterable[EntityMap], tables: Mapping[str, pl.DataFrame], base: str, syntax: Syntax
) -> Iterator[SubjectFrame]:
    """Yield the subjects of a graph, grouped by IRI start, groups in byte order of their IRIs.

    Args:
        maps: Maps of one graph.
        tables: Graph tables by name.
        base: Base IRI.
        syntax: How terms are rendered.

    Yields:
        Frames without rows are left out. Memory: about twice the rendered text of the largest group.
    """
    maps = tuple(maps)
    groups: defaultdict[str, list[tuple[EntityMap, pl.DataFrame]]] = defaultdict(list)
    for entity, table in chain.from_iterable(_specialise(entity, tables[entity.table], base) for entity in maps):
        groups[entity.subject.parts()[0][0]].append((entity, table))
    for start in sorted(groups):
        subjects = _subject_frame(start, groups[start], syntax, _predicate_order(maps, start, base))
        if subjects.frame.height:
            yield subjects


def _predicate_order(maps: Iterable[EntityMap], start: str, base: str) -> Callable[[str], tuple[int, str]]:
    """Return the sort key of predicates: their place in the mapping, whatever tables have rows.

    A predicate that the row names goes to the place of its template, in the order of IRIs.
    """
    places: dict[str, int] = {}
    for entity in maps:
        if _variable_folder(entity) is not None or entity.subject.under(base).parts()[0][0] == start:
            for some in entity.properties:
                named = _ROW_NAMES_IT if isinstance(some.predicate, Template) else some.predicate
                places.setdefault(named, len(places))
    return lambda predicate: (places.get(predicate, places.get(_ROW_NAMES_IT, 0)), predicate)


def _specialise(entity: EntityMap, table: pl.DataFrame, base: str) -> Iterator[tuple[EntityMap, pl.DataFrame]]:
    """Split a map until class folders and predicates are constants, and make its IRIs absolute."""
    needed = [column for column in entity.subject.columns if table[column].null_count()]
    table = table.drop_nulls(needed) if needed else table
    if table.is_empty():
        return
    folder = _variable_folder(entity)
    if folder is not None:
        for (value,), part in sorted(table.partition_by(folder, as_dict=True).items()):
            bound = replace(entity, subject=entity.subject.bind(folder, encode_key(str(value))))
            yield from _specialise(bound, part, base)
        return
    predicate = next((p.predicate for p in entity.properties if isinstance(p.predicate, Template)), None)
    if predicate is not None:
        (column,) = predicate.columns
        for (value,), part in sorted(table.drop_nulls(column).partition_by(column, as_dict=True).items()):
            yield from _specialise(_bind_predicate(entity, predicate, column, encode_key(str(value))), part, base)
        return
    absolute = tuple(_absolute(some, base) for some in entity.properties)
    yield replace(entity, subject=entity.subject.under(base), properties=absolute), table


def _variable_folder(entity: EntityMap) -> str | None:
    """Return the column in the place of a class folder (``id/{subject_class}/{subject}``), if there is one."""
    parts = entity.subject.parts()
    return parts[0][1] if len(parts) > 1 and parts[1][0] == "/" else None


def _bind_predicate(entity: EntityMap, predicate: Template, column: str, value: str) -> EntityMap:
    bound = predicate.bind(column, value).text
    some = tuple(replace(p, predicate=bound) if p.predicate == predicate else p for p in entity.properties)
    return replace(entity, properties=some)


def _absolute(some: Property, base: str) -> Property:
    template = getattr(some.object, "template", None)
    return some if template is None else replace(some, object=replace(some.object, template=template.under(base)))


def _subject_frame(
    start: str,
    group: list[tuple[EntityMap, pl.DataFrame]],
    syntax: Syntax,
    order: Callable[[str], tuple[int, str]],
) -> SubjectFrame:
    types = sorted({syntax.iri(name) for entity, _ in group for name in entity.types})
    keys = [render_subject(entity.subject, table)[1].alias(KEY) for entity, table in group]
    rendered: defaultdict[str, list[_Objects]] = defaultdict(list)
    for (entity, table), key in zip(group, keys, strict=True):
        for some in entity.properties:
            rendered[str(some.predicate)].append(_Objects(key, render_object(some.object, table, syntax)))
    row_key = keys[0] if keys[0].n_unique() == keys[0].len() else pl.concat(keys).unique()
    frame, slots = _join_slots(
        row_key, keys, {predicate: rendered[predicate] for predicate in sorted(rendered, key=order)}
    )
    frame = _mark_typed(frame, row_key, [key for (entity, _), key in zip(group, keys, strict=True) if entity.types])
    all_typed = not frame[_TYPED].null_count()
    if not all_typed:  # a subject without class and without objects has no statement
        frame = frame.filter(pl.any_horizontal(pl.exclude(KEY).is_not_null()))
    return SubjectFrame(start, tuple(types), slots, _in_line_order(frame), all_typed)


@dataclass(frozen=True, slots=True)
class _Objects:
    """Objects of one predicate, each beside the key of its subject; lists of whole terms when ``many``."""

    key: pl.Series
    column: RenderedColumn
    many: bool = False


def _join_slots(
    row_key: pl.Series, keys: list[pl.Series], rendered: Mapping[str, list[_Objects]]
) -> tuple[pl.DataFrame, tuple[Slot, ...]]:
    """Bring all objects to one row per subject: as they stand where the key is that of the rows, joined elsewhere."""
    named = {f"o{number}": _per_subject(each, row_key) for number, each in enumerate(rendered.values())}
    beside = {name: each.column.body for name, each in named.items() if each.key is row_key}
    frame = _with_rows(pl.DataFrame({KEY: row_key, **beside}), [key for key in keys if key is not row_key])
    for name, each in named.items():
        if each.key is not row_key:
            objects = pl.DataFrame({KEY: each.key, name: each.column.body})
            frame = frame.join(objects, on=KEY, how="left", maintain_order="left")
    slots = (
        Slot(predicate, name, each.column.opening, each.column.closing, each.many, bool(frame[name].null_count()))
        for predicate, (name, each) in zip(rendered, named.items(), strict=True)
    )
    return frame, tuple(slot for slot in slots if frame[slot.column].null_count() < frame.height)


def _with_rows(frame: pl.DataFrame, keys: list[pl.Series]) -> pl.DataFrame:
    """Add a row without objects for each key that has none."""
    if not keys:
        return frame
    others = pl.concat(keys).to_frame().join(frame, on=KEY, how="anti")
    return frame if others.is_empty() else pl.concat([frame, others.unique()], how="diagonal")


def _per_subject(columns: list[_Objects], row_key: pl.Series) -> _Objects:
    """Return the objects of one predicate with one row per subject, in lists only if some subject has several."""
    one = _as_one_column(columns)
    if one is None:
        return _gather(columns)
    if one.key is row_key:
        return one
    filled = one.column.body.is_not_null()
    some = _Objects(one.key.filter(filled), replace(one.column, body=one.column.body.filter(filled)))
    return some if some.key.n_unique() == some.key.len() else _gather([some])


def _as_one_column(columns: list[_Objects]) -> _Objects | None:
    """Return columns of one table as one column if no row fills two: a name with a language tag, or one without."""
    first = columns[0]
    if len(columns) == 1:
        return first
    if any(each.key is not first.key for each in columns):
        return None
    filled = pl.DataFrame([each.column.body.is_not_null().alias(str(n)) for n, each in enumerate(columns)])
    if (filled.sum_horizontal() > 1).any():
        return None
    body = pl.select(pl.coalesce(each.column.terms() for each in columns)).to_series()
    return _Objects(first.key, RenderedColumn("", body, ""))


def _gather(columns: list[_Objects]) -> _Objects:
    """Return the sorted distinct terms of each key as a list."""
    long = pl.concat([pl.DataFrame({KEY: each.key, "term": each.column.terms()}) for each in columns]).drop_nulls()
    in_order = long.sort(KEY, "term")
    # Repeats stand next to each other now; comparing neighbours costs a third of hashing every term.
    first = (pl.col(KEY) != pl.col(KEY).shift()) | (pl.col("term") != pl.col("term").shift())
    lists = in_order.filter(first.fill_null(value=True)).group_by(KEY, maintain_order=True).agg("term")
    return _Objects(lists[KEY], RenderedColumn("", lists["term"], ""), many=True)


def _mark_typed(frame: pl.DataFrame, row_key: pl.Series, typed_keys: list[pl.Series]) -> pl.DataFrame:
    if frame.height == row_key.len() and any(key is row_key for key in typed_keys):
        return frame.with_columns(pl.lit(value=True).alias(_TYPED))
    keys = pl.concat([pl.Series(KEY, [], dtype=pl.String), *typed_keys]).unique().to_frame()
    return frame.join(keys.with_columns(pl.lit(value=True).alias(_TYPED)), on=KEY, how="left")


def _in_line_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Sort by the IRIs as lines show them: ``…/a-b>`` comes before ``…/a>``."""
    ends = frame.select(pl.col(KEY) + ">").to_series()
    return frame if ends.is_sorted() else frame.sort(ends)
