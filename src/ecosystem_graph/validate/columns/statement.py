"""The statements of a release as columns: what the mapping would write, found without writing it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from ecosystem_graph.graph.dataset import GraphPart, graph_parts
from ecosystem_graph.graph.iri import encode_key
from ecosystem_graph.graph.mapping import EntityMap, maps_of
from ecosystem_graph.graph.mapping.model import IriObject, LiteralObject, Property, Template
from ecosystem_graph.graph.term import render_subject

__all__ = ["Focus", "StatementColumn", "Statements", "key_of", "node_iris", "read_statements", "start_of"]

_KEY = "key"


@dataclass(frozen=True)
class Focus:
    """Nodes that a shape looks at: the rows of a table.

    Attributes:
        origin: Which columns the table has; empty when it has only the keys of the nodes.
        table: One row per node, or several rows that state the same node.
        subject: IRI template of the nodes.
    """

    origin: str
    table: pl.DataFrame
    subject: Template

    @cached_property
    def is_unique(self) -> bool:
        """Whether no node has two rows."""
        columns = list(self.subject.columns)
        return not bool(self.table.select(columns).is_duplicated().any())

    def as_keys(self) -> "Focus":
        """Return the same nodes, one row each, with nothing beside their keys."""
        keys = self.table.select(key_of(self.subject).alias(_KEY)).drop_nulls().unique(maintain_order=True)
        return Focus("", keys, Template(f"{start_of(self.subject)}{{{_KEY}}}"))


@dataclass(frozen=True)
class StatementColumn:
    """All statements that one property of one map makes.

    Attributes:
        origin: Which columns the table has; equal origins have equal columns.
        table: Rows; a null in a column that subject or object needs makes no statement.
        subject: Absolute IRI template of the subjects.
        predicate: Property IRI.
        object: Template or column of the objects.
    """

    origin: str
    table: pl.DataFrame
    subject: Template
    predicate: str
    object: IriObject | LiteralObject

    @property
    def present(self) -> pl.Expr:
        """Whether a row makes a statement."""
        return pl.all_horizontal(pl.col(column).is_not_null() for column in _columns_needed(self.object))

    @property
    def focus(self) -> Focus:
        """Return the subjects of all statements."""
        return Focus(self.origin, self.table.filter(self.present), self.subject)

    def turned(self) -> Iterator["StatementColumn"]:
        """Yield the same statements from object to subject; nothing for literals."""
        if not isinstance(self.object, IriObject):
            return
        for folder, table, template in _bind_folder(self.object.template, self.table.filter(self.present)):
            origin = f"{self.origin}/{folder}" if folder else self.origin
            yield replace(self, origin=origin, table=table, subject=template, object=IriObject(self.subject))


class Statements:
    """The statements of all graphs that shapes look at.

    Args:
        parts: Maps and the tables they read.
        base: Base of data IRIs.
    """

    def __init__(self, parts: Iterable[GraphPart], base: str) -> None:
        self._foci: defaultdict[str, list[Focus]] = defaultdict(list)
        self._columns: defaultdict[str, list[StatementColumn]] = defaultdict(list)
        for part in parts:
            for entity in part.maps:
                self._add(entity, part.tables[entity.table], base)

    def _add(self, entity: EntityMap, table: pl.DataFrame, base: str) -> None:
        for origin, rows, subject in _subjects(entity, table, base):
            for name in entity.types:
                self._foci[name].append(Focus(origin, rows, subject))
            for some in entity.properties:
                for column in _columns(origin, rows, subject, some, base):
                    self._columns[column.predicate].append(column)

    def instances(self, name: str) -> Sequence[Focus]:
        """Return the instances of a class."""
        return self._foci.get(name, ())

    def columns(self, predicate: str) -> Sequence[StatementColumn]:
        """Return the statements with a property."""
        return self._columns.get(predicate, ())

    def literals(self) -> Iterator[StatementColumn]:
        """Yield all statements whose objects are literals."""
        for columns in self._columns.values():
            yield from (column for column in columns if isinstance(column.object, LiteralObject))


def read_statements(tables: Mapping[str, pl.DataFrame], base: str) -> Statements:
    """Return the statements of the default graph and of the graphs about the data.

    Args:
        tables: Consolidated tables.
        base: Base of data IRIs.

    Returns:
        The default graph, identity, quality, and the source records and claims. What else a source states is in the
        default graph already.
    """
    about = tuple(entity for entity in maps_of("source") if entity.view == "source")
    return Statements([*graph_parts(tables, tables, base, source_graphs=False), GraphPart(None, about, tables)], base)


def start_of(template: Template) -> str:
    """Return the constant before the first column of a template."""
    return template.parts()[0][0]


def key_of(template: Template) -> pl.Expr:
    """Return what follows the constant start of a template, not percent-encoded; null where a column is null."""
    (_, first), *rest = template.parts()
    pieces = [pl.col(str(first))]
    for constant, column in rest:
        pieces += [pl.lit(constant)] + ([pl.col(column)] if column is not None else [])
    return pieces[0] if len(pieces) == 1 else pl.concat_str(pieces)


def node_iris(template: Template, table: pl.DataFrame) -> pl.Series:
    """Return the IRI of each row."""
    start, bodies = render_subject(template, table)
    return start + bodies


def _subjects(entity: EntityMap, table: pl.DataFrame, base: str) -> Iterator[tuple[str, pl.DataFrame, Template]]:
    needed = [column for column in entity.subject.columns if table[column].null_count()]
    rows = table.drop_nulls(needed) if needed else table
    if rows.is_empty():
        return
    origin = f"{entity.table}-{'-'.join(needed)}" if needed else entity.table
    for folder, part, template in _bind_folder(entity.subject, rows):
        yield f"{origin}/{folder}" if folder else origin, part, template.under(base)


def _bind_folder(template: Template, table: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame, Template]]:
    """Split rows by the column in the place of a class folder (``id/{subject_class}/{subject}``), if there is one."""
    parts = template.parts()
    column = parts[0][1] if len(parts) > 1 and parts[1][0] == "/" else None
    if column is None:
        yield "", table, template
        return
    for (value,), part in table.drop_nulls(column).partition_by(column, as_dict=True, maintain_order=True).items():
        yield str(value), part, template.bind(column, encode_key(str(value)))


def _columns(
    origin: str, table: pl.DataFrame, subject: Template, some: Property, base: str
) -> Iterator[StatementColumn]:
    spec = _absolute(some.object, base)
    if isinstance(some.predicate, str):
        yield StatementColumn(origin, table, subject, some.predicate, spec)
        return
    (column,) = some.predicate.columns
    for (value,), part in table.drop_nulls(column).partition_by(column, as_dict=True, maintain_order=True).items():
        predicate = some.predicate.bind(column, encode_key(str(value))).text
        yield StatementColumn(f"{origin}/{value}", part, subject, predicate, spec)


def _absolute(spec: IriObject | LiteralObject, base: str) -> IriObject | LiteralObject:
    return IriObject(spec.template.under(base)) if isinstance(spec, IriObject) else spec


def _columns_needed(spec: IriObject | LiteralObject) -> tuple[str, ...]:
    if isinstance(spec, IriObject):
        return spec.template.columns
    return (spec.column,) if spec.language is None else (spec.column, spec.language)
