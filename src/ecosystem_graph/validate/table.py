"""Shapes evaluated over whole tables at once: the same findings as SHACL validation of the graph, in no time."""

from collections.abc import Iterator, Sequence

import polars as pl

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.graph.mapping.model import LiteralObject
from ecosystem_graph.validate.constraint import AllOf, Constraint, Order, Path, Shape, Target, UniqueLanguage, ValueTest
from ecosystem_graph.validate.evaluation import Evaluation
from ecosystem_graph.validate.finding import IRI_VALUE, Finding
from ecosystem_graph.validate.statement import Focus, StatementColumn, Statements, key_of, node_iris
from ecosystem_graph.validate.value import expect_value, value_text, value_type

__all__ = ["check_shape"]

_KEY, _VALUE = "__key", "__other"


def check_shape(shape: Shape, statements: Statements) -> Iterator[Finding]:
    """Yield what does not keep a shape; the same finding may come twice.

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
                yield from _findings(shape, constraint, evaluation)


def _foci(target: Target, statements: Statements) -> Iterator[Focus]:
    if target.kind == "class":
        yield from statements.instances(target.iri)
    elif target.kind == "subjects":
        yield from (column.focus for column in statements.columns(target.iri))
    else:
        for column in statements.columns(target.iri):
            yield from (turned.focus.as_keys() for turned in column.turned())


def _findings(shape: Shape, constraint: Constraint, evaluation: Evaluation) -> Iterator[Finding]:
    if isinstance(constraint, AllOf):
        raise ConfigError(f"shapes: {shape.iri} nests a shape, which columns can only answer within an alternative")
    if isinstance(constraint, ValueTest) and shape.path is not None:
        for column in evaluation.columns(shape.path):
            expected = expect_value(constraint, column.object, column.table, evaluation.statements)
            yield from _value_findings(shape, constraint, column, evaluation.rows(column).filter(~expected))
    elif isinstance(constraint, Order):
        yield from _order_findings(shape, constraint, evaluation)
    elif isinstance(constraint, UniqueLanguage):
        yield from _language_findings(shape, constraint, evaluation)
    else:
        keeps = evaluation.keeps(shape, constraint)
        rows = evaluation.frame.filter(~keeps)
        is_about_node = shape.path is None
        for node in node_iris(evaluation.focus.subject, rows):
            yield _finding(shape, constraint, node, *((node, IRI_VALUE) if is_about_node else ("", "")))


def _finding(shape: Shape, constraint: Constraint, node: str, value: str, kind: str) -> Finding:
    parameter = constraint.parameter
    return Finding(
        shape=shape.iri,
        severity=shape.severity,
        focus_node=node,
        path="" if shape.path is None else str(shape.path),
        value=value,
        message=shape.message,
        component=f"{parameter[0].upper()}{parameter[1:]}ConstraintComponent",
        value_type=kind,
    )


def _value_findings(
    shape: Shape, constraint: Constraint, column: StatementColumn, rows: pl.DataFrame
) -> Iterator[Finding]:
    if rows.is_empty():
        return
    values = rows.select(value_text(column.object).alias("value"), value_type(column.object).alias("kind"))
    for node, (value, kind) in zip(node_iris(column.subject, rows), values.iter_rows(), strict=True):
        yield _finding(shape, constraint, node, value, kind)


def _order_findings(shape: Shape, constraint: Order, evaluation: Evaluation) -> Iterator[Finding]:
    if shape.path is None:
        raise ConfigError(f"shapes: {shape.iri} compares the values of no property")
    for first in evaluation.columns(shape.path):
        for second in evaluation.columns(Path(constraint.predicate)):
            rows, other = _beside(first, second, evaluation)
            if rows.is_empty():
                continue
            value = pl.col(_column_of(first))
            is_before = value < other if constraint.parameter == "lessThan" else value <= other
            yield from _value_findings(shape, constraint, first, rows.filter(~is_before))


def _beside(first: StatementColumn, second: StatementColumn, evaluation: Evaluation) -> tuple[pl.DataFrame, pl.Expr]:
    """Return the rows that state the first value, each beside every second value of the same node."""
    rows = evaluation.rows(first)
    if evaluation.is_local(first) and evaluation.is_local(second):
        return rows.filter(second.present), pl.col(_column_of(second))
    others = evaluation.rows(second).select(
        key_of(second.subject).alias(_KEY), pl.col(_column_of(second)).alias(_VALUE)
    )
    keyed = rows.with_columns(key_of(first.subject).alias(_KEY))
    return keyed.join(others, on=_KEY), pl.col(_VALUE)


def _column_of(column: StatementColumn) -> str:
    if isinstance(column.object, LiteralObject):
        return column.object.column
    raise ConfigError(f"shapes: {column.predicate} has IRIs, which have no order")


def _language_findings(shape: Shape, constraint: UniqueLanguage, evaluation: Evaluation) -> Iterator[Finding]:
    columns: Sequence[StatementColumn] = evaluation.columns(shape.path) if shape.path is not None else ()
    parts = [
        evaluation.rows(column).select(
            key_of(column.subject).alias(_KEY),
            value_text(column.object).alias(_VALUE),
            value_type(column.object).str.to_lowercase().alias("tag"),
        )
        for column in columns
    ]
    if not parts:
        return
    tagged = pl.concat(parts).unique().filter(pl.col("tag").str.starts_with("@"))
    repeated = tagged.group_by(_KEY, "tag").len().filter(pl.col("len") > 1).select(_KEY).unique()
    subject = evaluation.focus.as_keys()
    keys = subject.table.filter(pl.col(*subject.subject.columns).is_in(repeated[_KEY].implode()))
    for node in node_iris(subject.subject, keys):
        yield _finding(shape, constraint, node, "", "")
