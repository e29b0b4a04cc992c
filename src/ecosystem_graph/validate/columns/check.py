"""All shapes asked of tables: the first tier, fast enough for every build."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import polars as pl

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.release import Release
from ecosystem_graph.resolve.consolidate import load_consolidated
from ecosystem_graph.validate.columns.shape import check_shape
from ecosystem_graph.validate.columns.statement import read_statements
from ecosystem_graph.validate.columns.suspect import Tables
from ecosystem_graph.validate.columns.twin import check_twin
from ecosystem_graph.validate.constraint import Shape, read_shape
from ecosystem_graph.validate.finding import finding_table
from ecosystem_graph.validate.report import Report, make_report
from ecosystem_graph.validate.shapes import QueryShape, Shapes, load_shapes

__all__ = ["check_release_tables", "check_tables"]


def check_tables(tables: Tables, *, base: str = DEFAULT_BASE, shapes: Shapes | None = None) -> Report:
    """Check consolidated tables against shapes.

    The findings are those of SHACL validation of the graph that the mapping writes from these tables. A shape made of
    core constraints becomes expressions over the columns that the mapping would write; a shape with a SPARQL query has
    a twin, a check of its own over the same tables.

    Args:
        tables: Consolidated tables.
        base: Base of data IRIs, for the focus nodes.
        shapes: Shapes to keep; the shipped ones when left out.

    Returns:
        The report. About linear in the rows: each shape reads its columns once.

    Raises:
        ConfigError: A shape asks something that tables cannot answer; the shipped ones do not.
    """
    found = _find(_shipped_rules() if shapes is None else _read_rules(shapes), tables, base)
    return make_report(pl.concat([finding_table(), *found], how="diagonal"))


def check_release_tables(release: Release) -> Report:
    """Check the tables of a release; the graph is not read.

    Args:
        release: The release; nothing in it is changed.

    Raises:
        NotFoundError: A table is missing: the release is damaged, or older than the mapping.
    """
    tables = load_consolidated(release.consolidated)
    missing = sorted({entity.table for entity in MAPS} - tables.keys())
    if missing:
        path = release.consolidated / f"{missing[0]}.parquet"
        raise NotFoundError(f"{path}: expected in every release, found none", hint="Build the release again.")
    return check_tables(tables, base=release.base_iri)


class _Rules(NamedTuple):
    """Shapes as they are asked of tables."""

    core: tuple[Shape, ...]
    queries: tuple[QueryShape, ...]


@cache
def _shipped_rules() -> _Rules:
    return _read_rules(load_shapes())


def _read_rules(shapes: Shapes) -> _Rules:
    return _Rules(tuple(read_shape(shapes.core, node) for node in shapes.named()), shapes.queries)


def _find(rules: _Rules, tables: Tables, base: str) -> Iterator[pl.DataFrame]:
    statements = read_statements(tables, base)
    for shape in rules.core:
        yield from check_shape(shape, statements)
    for query in rules.queries:
        yield check_twin(query, tables, statements, base)
