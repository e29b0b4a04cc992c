"""A graph in shares of its subjects: what one machine takes one after the other and several take side by side.

A share holds, for each map, the rows about some subjects; the subjects of one share come before those of the next in
the order of lines. So each share is written on its own, by the same code, and the shares in a row are the whole graph,
sorted and without repeats.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import polars as pl

from ecosystem_graph.graph.emit import Share
from ecosystem_graph.graph.mapping.model import EntityMap, LiteralObject, Property, Template
from ecosystem_graph.graph.term import render_subject

__all__ = ["columns_of", "own_share", "sample_subjects", "subject_ends", "subjects_of"]


def columns_of(entity: EntityMap) -> list[str]:
    """Return the columns of its table that a map reads, in the order of their names."""
    columns = {*entity.subject.columns, *(name for some in entity.properties for name in _columns(some))}
    return sorted(columns)


def _columns(some: Property) -> Iterator[str]:
    if isinstance(some.predicate, Template):
        yield from some.predicate.columns
    if isinstance(some.object, LiteralObject):
        yield some.object.column
        if some.object.language is not None:
            yield some.object.language
    else:
        yield from some.object.template.columns


def subjects_of(entity: EntityMap, table: pl.DataFrame, base: str) -> tuple[pl.DataFrame, pl.Series]:
    """Return the rows of a table that have a subject, in the columns that the map reads, and their `subject_ends`."""
    rows = table.select(columns_of(entity)).drop_nulls(list(entity.subject.columns))
    return rows, subject_ends(entity, rows, base)


def subject_ends(entity: EntityMap, rows: pl.DataFrame, base: str) -> pl.Series:
    """Return the IRI of each subject with the mark that follows it in a line: they sort as the lines do.

    Args:
        entity: A map.
        rows: Rows of its table; no column of the subject holds a null.
        base: Base IRI.
    """
    start, body = render_subject(entity.subject.under(base), rows)
    return (start + body + ">").alias("subject")


def sample_subjects(
    maps: Iterable[EntityMap], tables: Mapping[str, pl.LazyFrame], base: str, *, rows: int, size: int
) -> pl.Series:
    """Return `subject_ends` of a graph, every so manieth row of each map.

    Args:
        maps: Maps of the graph.
        tables: Graph tables by name.
        base: Base IRI.
        rows: Rows of all maps together.
        size: How many subjects to return, about.
    """
    ends = [pl.Series("subject", [], dtype=pl.String)]
    for entity in maps:
        columns = list(entity.subject.columns)
        some = tables[entity.table].select(columns).gather_every(max(rows // size, 1)).drop_nulls()
        ends.append(subject_ends(entity, some.collect(engine="streaming"), base))
    return pl.concat(ends)


def own_share(maps: Iterable[EntityMap], rows: Mapping[str, pl.DataFrame]) -> Share:
    """Return a share whose rows are given per map.

    Args:
        maps: Maps of the graph; all of them, since the order of predicates follows from all.
        rows: Rows by the name of the map; maps without rows may be absent.
    """
    maps = tuple(maps)
    tables = {entity.name: rows.get(entity.name, _no_rows(entity)) for entity in maps}
    return tuple(replace(entity, table=entity.name) for entity in maps), tables


def _no_rows(entity: EntityMap) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(columns_of(entity), pl.String))
