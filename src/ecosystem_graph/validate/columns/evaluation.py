"""Focus nodes of a shape beside what is known about them, row by row."""

from itertools import count

import polars as pl

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.graph.mapping.model import IriObject
from ecosystem_graph.validate.columns.statement import Focus, StatementColumn, Statements, key_of, start_of
from ecosystem_graph.validate.columns.value import expect_value, value_text, value_type
from ecosystem_graph.validate.constraint import AllOf, AnyOf, Constraint, Count, Path, Shape, ValueTest

__all__ = ["Evaluation"]

_KEY, _VALUE = "__key", "__value"


class Evaluation:
    """A table of focus nodes, widened by what has to be counted in other tables.

    A value in the row of its focus node is looked at in place. Values elsewhere are counted per node and joined.
    """

    def __init__(self, focus: Focus, statements: Statements) -> None:
        self.statements = statements
        self.focus = focus if not focus.origin or focus.is_unique else focus.as_keys()
        self.frame = self.focus.table
        self._numbers = count()

    def columns(self, path: Path) -> list[StatementColumn]:
        """Return the statements that lead from these nodes along a path."""
        forward = self.statements.columns(path.predicate)
        columns = [turned for column in forward for turned in column.turned()] if path.inverse else forward
        start = start_of(self.focus.subject)
        return [column for column in columns if start_of(column.subject) == start]

    def is_local(self, column: StatementColumn) -> bool:
        """Whether the statements are in the rows of the focus nodes."""
        return bool(self.focus.origin) and (column.origin, column.subject) == (self.focus.origin, self.focus.subject)

    def rows(self, column: StatementColumn) -> pl.DataFrame:
        """Return the rows whose statements are about these nodes."""
        if self.is_local(column):
            return self.frame.filter(column.present)
        nodes = self.frame.select(key_of(self.focus.subject).alias(_KEY))
        rows = column.table.filter(column.present).with_columns(key_of(column.subject).alias(_KEY))
        return rows.join(nodes, on=_KEY, how="semi")

    def broken(self, shape: Shape, constraint: Constraint) -> pl.DataFrame:
        """Return the rows of the nodes that do not keep a constraint."""
        keeps = self.keeps(shape, constraint)  # may widen the frame, so it comes first
        return self.frame.filter(~keeps)

    def holds(self, shape: Shape) -> pl.Expr:
        """Return whether each node keeps a shape within another one."""
        return pl.all_horizontal([pl.lit(value=True), *(self.keeps(shape, each) for each in shape.constraints)])

    def keeps(self, shape: Shape, constraint: Constraint) -> pl.Expr:
        """Return whether each node keeps one constraint of a shape."""
        if isinstance(constraint, AnyOf):
            return pl.any_horizontal(self.holds(each) for each in constraint.shapes)
        if isinstance(constraint, AllOf):
            return self.holds(constraint.shape)
        if isinstance(constraint, ValueTest):
            return self._passes(shape.path, constraint)
        if isinstance(constraint, Count) and shape.path is not None:
            number = self._number(shape.path, constraint)
            enough = number >= constraint.least
            return enough if constraint.most is None else enough & (number <= constraint.most)
        raise ConfigError(f"shapes: {constraint.parameter} cannot be asked of columns here")

    def _passes(self, path: Path | None, test: ValueTest) -> pl.Expr:
        if path is None:
            return expect_value(test, IriObject(self.focus.subject), self.frame, self.statements)
        fails = [pl.lit(value=False)]
        for column in self.columns(path):
            failing = column.present & ~self._expect(column, test)
            if self.is_local(column):
                fails.append(failing)
            else:
                nodes = column.table.filter(failing).select(key_of(column.subject)).to_series()
                fails.append(key_of(self.focus.subject).is_in(nodes.implode()))
        return ~pl.any_horizontal(fails)

    def _expect(self, column: StatementColumn, test: ValueTest) -> pl.Expr:
        return expect_value(test, column.object, column.table, self.statements)

    def _number(self, path: Path, counted: Count) -> pl.Expr:
        """Return how many values each node has; where one is enough to know, a repeated one may count twice."""
        columns = self.columns(path)
        local = [column for column in columns if self.is_local(column)]
        others = [column for column in columns if not self.is_local(column)]
        if local and others and (counted.most is not None or counted.least > 1):
            local, others = [], columns
        numbers = [(column.present & self._counts(column, counted)).cast(pl.Int64) for column in local]
        if others:
            numbers.append(self._join_count([self._values(column, counted) for column in others]))
        # Polars 2.1 computes a function of constants once per thread, and then refuses the length as a filter.
        return pl.sum_horizontal(numbers) if numbers else pl.lit(0, dtype=pl.Int64)

    def _counts(self, column: StatementColumn, counted: Count) -> pl.Expr:
        """Return whether the value of a row counts."""
        if counted.of is None:
            return pl.lit(value=True)
        if isinstance(counted.of, ValueTest):
            return self._expect(column, counted.of)
        if not isinstance(column.object, IriObject):
            return pl.lit(value=False)
        nodes = Focus(column.origin, column.table, column.object.template)
        within = Evaluation(nodes, self.statements)
        holds = within.holds(counted.of)
        kept = within.frame.filter(holds).select(key_of(within.focus.subject)).to_series()
        return key_of(column.object.template).is_in(kept.implode())

    def _values(self, column: StatementColumn, counted: Count) -> pl.DataFrame:
        kept = column.table.filter(column.present & self._counts(column, counted))
        text = pl.concat_str(value_type(column.object), pl.lit(" "), value_text(column.object))
        return kept.select(key_of(column.subject).alias(_KEY), text.alias(_VALUE))

    def _join_count(self, values: list[pl.DataFrame]) -> pl.Expr:
        name = f"__{next(self._numbers)}"
        numbers = pl.concat(values).unique().group_by(_KEY).agg(pl.len().cast(pl.Int64).alias(name))
        widened = self.frame.with_columns(key_of(self.focus.subject).alias(_KEY))
        self.frame = widened.join(numbers, on=_KEY, how="left", maintain_order="left").drop(_KEY)
        return pl.col(name).fill_null(0)
