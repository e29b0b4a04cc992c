"""The type of each column of an answer, and its values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import polars as pl
import pyoxigraph as ox

from ecosystem_graph.namespaces import XSD
from ecosystem_graph.store.solution import Solutions, Term

__all__ = ["read_columns"]

_MAX_DIGITS = 38
"""Of a decimal, in polars and Arrow."""

_INTEGERS = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the values of one kind of column are read.

    Attributes:
        datatypes: IRIs of the literals it takes.
        read: From lexical form to value; a ValueError makes the column text.
        make: From name and values to a column.
    """

    datatypes: frozenset[str]
    read: Callable[[str], object]
    make: Callable[[str, list[object]], pl.Series]


def read_columns(solutions: Solutions) -> list[pl.Series]:
    """Return one typed column per variable, and one more for the languages of its texts where there are any.

    Examples:
        >>> rows = ((ox.Literal(3), ox.Literal("Haus", language="de")), (None, None))
        >>> [(column.name, column.to_list()) for column in read_columns(Solutions(("n", "label"), rows))]
        [('n', [3, None]), ('label', ['Haus', None]), ('label_language', ['de', None])]
    """
    columns = []
    for place, name in enumerate(solutions.variables):
        terms = [row[place] for row in solutions.rows]
        columns.append(_read_column(name, terms))
        languages = [term.language if isinstance(term, ox.Literal) else None for term in terms]
        if any(languages):
            columns.append(pl.Series(_free_name(f"{name}_language", solutions.variables), languages, dtype=pl.String))
    return columns


def _free_name(name: str, taken: Sequence[str]) -> str:
    return _free_name(f"{name}_", taken) if name in taken else name


def _read_column(name: str, terms: Sequence[Term | None]) -> pl.Series:
    found = {term.datatype.value if isinstance(term, ox.Literal) else "" for term in terms if term is not None}
    for kind in _KINDS:
        if found and found <= kind.datatypes:
            try:
                return kind.make(name, [None if term is None else kind.read(term.value) for term in terms])
            except (ValueError, ArithmeticError, OverflowError):
                break  # a form that the type of the column cannot hold: keep the texts
    return pl.Series(name, [None if term is None else _text(term) for term in terms], dtype=pl.String)


def _text(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value


def _read_integer(text: str) -> int:
    value = int(text)
    if not -(2**63) <= value < 2**63:
        raise ValueError(text)
    return value


def _read_truth(text: str) -> bool:
    if text not in _TRUTH:
        raise ValueError(text)
    return _TRUTH[text]


def _make_decimals(name: str, values: list[object]) -> pl.Series:
    numbers = [value for value in values if isinstance(value, Decimal)]
    scale = max((max(0, -int(number.as_tuple().exponent)) for number in numbers), default=0)
    whole = max((number.adjusted() + 1 for number in numbers), default=1)
    if max(whole, 1) + scale > _MAX_DIGITS:
        raise ValueError(name)
    return pl.Series(name, values, dtype=pl.Decimal(_MAX_DIGITS, scale))


def _maker(dtype: type[pl.DataType]) -> Callable[[str, list[object]], pl.Series]:
    return lambda name, values: pl.Series(name, values, dtype=dtype)


def _types(*names: str) -> frozenset[str]:
    return frozenset(f"{XSD}{name}" for name in names)


_TRUTH: Mapping[str, bool] = MappingProxyType({"true": True, "1": True, "false": False, "0": False})

_KINDS = (
    _Kind(_types(*_INTEGERS), _read_integer, _maker(pl.Int64)),
    _Kind(_types("decimal", *_INTEGERS), Decimal, _make_decimals),
    _Kind(_types("double", "float"), float, _maker(pl.Float64)),
    _Kind(_types("date"), date.fromisoformat, _maker(pl.Date)),
    _Kind(_types("boolean"), _read_truth, _maker(pl.Boolean)),
)
"""In the order of trying; the first that takes all datatypes of a column."""
