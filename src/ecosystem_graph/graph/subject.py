"""Subjects side by side with all their objects: the frame from which N-Quads and Turtle are written.

Maps whose subjects share a constant IRI start (``…/id/project/``) describe the same subjects. They are brought into one
frame with one row per subject, so that sorting the rows sorts the statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import polars as pl

from ecosystem_graph.graph.mapping.model import EntityMap, Property, Template
from ecosystem_graph.graph.term import RenderedColumn, Syntax, render_object, render_subject

__all__ = ["KEY", "Slot", "SubjectFrame", "subject_frames"]

KEY = "key"
"""Column with the encoded rest of the subject IRI."""
_TYPED = "typed"
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
    groups: defaultdict[str, list[tuple[EntityMap, pl.DataFrame]]] = defaultdict(list)
    for entity, table in chain.from_iterable(_specialise(entity, tables[entity.table], base) for entity in maps):
        groups[entity.subject.parts()[0][0]].append((entity, table))
    for start in sorted(groups):
        yield _subject_frame(start, groups[start], syntax)


def _specialise(entity: EntityMap, table: pl.DataFrame, base: str) -> Iterator[tuple[EntityMap, pl.DataFrame]]:
    """Split a map until class folders and predicates are constants, and make its IRIs absolute."""
    needed = [column for column in entity.subject.columns if table[column].null_count()]
    table = table.drop_nulls(needed) if needed else table
    if table.is_empty():
        return
    folder = _variable_folder(entity)
    if folder is not None:
        for (value,), part in table.partition_by(folder, as_dict=True, maintain_order=True).items():
            bound = replace(entity, subject=entity.subject.bind(folder, str(value)))
            yield from _specialise(bound, part, base)
        return
    predicate = next((p.predicate for p in entity.properties if isinstance(p.predicate, Template)), None)
    if predicate is not None:
        (column,) = predicate.columns
        for (value,), part in table.partition_by(column, as_dict=True, maintain_order=True).items():
            yield from _specialise(_bind_predicate(entity, predicate, column, str(value)), part, base)
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


def _subject_frame(start: str, group: list[tuple[EntityMap, pl.DataFrame]], syntax: Syntax) -> SubjectFrame:
    typed = [(entity, table) for entity, table in group if entity.types]
    types = sorted({syntax.iri(name) for entity, _ in typed for name in entity.types})
    keys = [render_subject(entity.subject, table)[1].alias(KEY) for entity, table in group]
    rendered = [
        (str(some.predicate), key, render_object(some.object, table, syntax))
        for (entity, table), key in zip(group, keys, strict=True)
        for some in entity.properties
    ]
    typed_keys = [key for (entity, _), key in zip(group, keys, strict=True) if entity.types]
    frame, slots = _join_slots(keys, rendered)
    frame = _mark_typed(frame, typed_keys).sort(pl.col(KEY) + ">")
    all_typed = bool(typed_keys) and not frame[_TYPED].null_count()
    return SubjectFrame(start, tuple(types), slots, frame, all_typed)


def _join_slots(
    keys: list[pl.Series], rendered: list[tuple[str, pl.Series, RenderedColumn]]
) -> tuple[pl.DataFrame, tuple[Slot, ...]]:
    """Bring all columns to one row per subject: as they are where the key is unique, gathered in lists elsewhere."""
    wide_key = keys[0] if keys[0].is_unique().all() else None
    frame = wide_key.to_frame() if wide_key is not None else pl.concat(keys).unique().to_frame()
    if wide_key is not None and len(keys) > 1:
        frame = pl.concat([frame, _missing(pl.concat(keys[1:]), wide_key)])
    by_predicate: defaultdict[str, list[tuple[pl.Series, RenderedColumn]]] = defaultdict(list)
    for predicate, key, column in rendered:
        by_predicate[predicate].append((key, column))
    slots: list[Slot] = []
    for number, (predicate, columns) in enumerate(by_predicate.items()):
        name = f"o{number}"
        key, column = columns[0]
        if len(columns) == 1 and key is wide_key:
            body = column.body.alias(name).extend_constant(None, frame.height - key.len())
            frame = frame.with_columns(body)
            slots.append(_slot(predicate, name, column, body))
        else:
            lists = _gather(columns, name)
            frame = frame.join(lists, on=KEY, how="left", maintain_order="left")
            slots.append(Slot(predicate, name, "", "", many=True, nullable=bool(frame[name].null_count())))
    return frame, tuple(slot for slot in slots if frame[slot.column].null_count() < frame.height)


def _missing(keys: pl.Series, present: pl.Series) -> pl.DataFrame:
    return keys.unique().to_frame().join(present.to_frame(), on=KEY, how="anti")


def _slot(predicate: str, name: str, column: RenderedColumn, body: pl.Series) -> Slot:
    return Slot(predicate, name, column.opening, column.closing, many=False, nullable=bool(body.null_count()))


def _gather(columns: list[tuple[pl.Series, RenderedColumn]], name: str) -> pl.DataFrame:
    """Return the sorted distinct terms of each key as a list."""
    long = pl.concat([pl.DataFrame({KEY: key, name: column.terms()}) for key, column in columns]).drop_nulls()
    in_order = long.sort(KEY, name)
    # Repeats stand next to each other now; comparing neighbours costs a third of hashing every term.
    first = (pl.col(KEY) != pl.col(KEY).shift()) | (pl.col(name) != pl.col(name).shift())
    return in_order.filter(first.fill_null(value=True)).group_by(KEY, maintain_order=True).agg(name)


def _mark_typed(frame: pl.DataFrame, typed_keys: list[pl.Series]) -> pl.DataFrame:
    if not typed_keys:
        return frame.with_columns(pl.lit(None, dtype=pl.Boolean).alias(_TYPED))
    marked = pl.concat(typed_keys).unique().to_frame().with_columns(pl.lit(value=True).alias(_TYPED))
    return frame.join(marked, on=KEY, how="left")
