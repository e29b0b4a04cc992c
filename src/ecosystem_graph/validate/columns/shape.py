"""Shapes made of core constraints, asked of whole tables at once: what SHACL validation of the graph finds, sooner."""

from collections.abc import Iterator

import polars as pl

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.graph.mapping.model import LiteralObject
from ecosystem_graph.validate.columns.evaluation import Evaluation
from ecosystem_graph.validate.columns.statement import Focus, StatementColumn, Statements, key_of, node_iris
from ecosystem_graph.validate.columns.value import expect_value, value_text, value_type
from ecosystem_graph.validate.constraint import (
    AllOf,
    Constraint,
    Order,
    Path,
    Shape,
    Target,
    UniqueLanguage,
    ValueTest,
    component_name,
)
from ecosystem_graph.validate.finding import IRI_VALUE

__all__ = ["check_shape"]

_KEY, _VALUE = "__key", "__other"


def check_shape(shape: Shape, statements: Statements) -> Iterator[pl.DataFrame]:
    """Yield tables of findings; the same finding may come twice.

    Args:
        shape: A shape made of core constraints.
        statements: The statements of a release.

    Raises:
        ConfigError: The shape asks something that columns cannot answer.
    """
    for target in shape.targets:
        for focus in _foci(target, statements):
            evaluation = Evaluation(focus, statements)
            for constraint in shape.constraints:
                for about in filter(len, _broken(shape, constraint, evaluation)):
                    yield about.with_columns(
                        shape=pl.lit(shape.iri),
                        severity=pl.lit(shape.severity),
                        path=pl.lit("" if shape.path is None else str(shape.path)),
                        message=pl.lit(shape.message),
                        component=pl.lit(component_name(constraint)),
                    )


def _foci(target: Target, statements: Statements) -> Iterator[Focus]:
    if target.kind == "class":
        yield from statements.instances(target.iri)
    elif target.kind == "subjects":
        yield from (column.focus for column in statements.columns(target.iri))
    else:
        for column in statements.columns(target.iri):
            yield from (turned.focus.as_keys() for turned in column.turned())


def _broken(shape: Shape, constraint: Constraint, evaluation: Evaluation) -> Iterator[pl.DataFrame]:
    """Yield what breaks a constraint as columns ``focus_node``, ``value``, ``value_type``."""
    if isinstance(constraint, AllOf):
        raise ConfigError(f"shapes: {shape.iri} nests a shape, which columns can only answer within an alternative")
    if shape.path is None or not isinstance(constraint, ValueTest | Order | UniqueLanguage):
        yield _about_nodes(evaluation.focus, evaluation.broken(shape, constraint), is_value=shape.path is None)
    elif isinstance(constraint, ValueTest):
        for column in evaluation.columns(shape.path):
            expected = expect_value(constraint, column.object, column.table, evaluation.statements)
            yield _about_values(column, evaluation.rows(column).filter(~expected))
    elif isinstance(constraint, Order):
        yield from _disordered(shape.path, constraint, evaluation)
    else:
        yield _about_nodes(evaluation.focus.as_keys(), _with_repeated_language(shape.path, evaluation))


def _about_nodes(focus: Focus, rows: pl.DataFrame, *, is_value: bool = False) -> pl.DataFrame:
    nodes = node_iris(focus.subject, rows).alias("focus_node").to_frame()
    if is_value:
        return nodes.with_columns(value="focus_node", value_type=pl.lit(IRI_VALUE))
    return nodes.with_columns(value=pl.lit(""), value_type=pl.lit(""))


def _about_values(column: StatementColumn, rows: pl.DataFrame) -> pl.DataFrame:
    values = rows.select(value=value_text(column.object), value_type=value_type(column.object))
    return values.with_columns(node_iris(column.subject, rows).alias("focus_node"))


def _disordered(path: Path, constraint: Order, evaluation: Evaluation) -> Iterator[pl.DataFrame]:
    for first in evaluation.columns(path):
        for second in evaluation.columns(Path(constraint.predicate)):
            rows, other = _beside(first, second, evaluation)
            value = pl.col(_column_of(first))
            is_before = value < other if constraint.parameter == "lessThan" else value <= other
            yield _about_values(first, rows.filter(~is_before))


def _beside(first: StatementColumn, second: StatementColumn, evaluation: Evaluation) -> tuple[pl.DataFrame, pl.Expr]:
    """Return the rows that state the first value, each beside every second value of the same node."""
    others = evaluation.rows(second).select(
        key_of(second.subject).alias(_KEY), pl.col(_column_of(second)).alias(_VALUE)
    )
    keyed = evaluation.rows(first).with_columns(key_of(first.subject).alias(_KEY))
    return keyed.join(others, on=_KEY), pl.col(_VALUE)


def _column_of(column: StatementColumn) -> str:
    if isinstance(column.object, LiteralObject):
        return column.object.column
    raise ConfigError(f"shapes: {column.predicate} has IRIs, which have no order")


def _with_repeated_language(path: Path, evaluation: Evaluation) -> pl.DataFrame:
    """Return the keys of nodes that have two values with one language tag."""
    focus = evaluation.focus.as_keys()
    tagged = [
        evaluation.rows(column).select(
            key_of(column.subject).alias(_KEY),
            value_text(column.object).alias(_VALUE),
            value_type(column.object).str.to_lowercase().alias("tag"),
        )
        for column in evaluation.columns(path)
    ]
    if not tagged:
        return focus.table.clear()
    values = pl.concat(tagged).unique().filter(pl.col("tag").str.starts_with("@"))
    repeated = values.group_by(_KEY, "tag").len().filter(pl.col("len") > 1)[_KEY]
    return focus.table.filter(pl.col(*focus.subject.columns).is_in(repeated.unique().implode()))
