"""Conditions on single values as column expressions."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import polars as pl
from rdflib import SH, Literal, URIRef
from rdflib.term import Node

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.graph.iri import encode_keys
from ecosystem_graph.graph.mapping.model import IriObject, LiteralObject, Template
from ecosystem_graph.namespaces import XSD
from ecosystem_graph.validate.columns.statement import Focus, Statements, key_of, start_of
from ecosystem_graph.validate.constraint import ValueTest
from ecosystem_graph.validate.finding import IRI_VALUE

__all__ = ["expect_value", "value_text", "value_type"]

_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_IRI_KINDS = frozenset({SH.IRI, SH.BlankNodeOrIRI, SH.IRIOrLiteral})
_LITERAL_KINDS = frozenset({SH.Literal, SH.IRIOrLiteral, SH.BlankNodeOrLiteral})
_LEXICAL_FORMS: Mapping[str, str] = MappingProxyType(
    {
        f"{XSD}decimal": r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$",
        f"{XSD}integer": "^[+-]?[0-9]+$",
        f"{XSD}boolean": "^(true|false|0|1)$",
        f"{XSD}gYear": "^-?[0-9]{4,}$",
        f"{XSD}date": "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$",
    }
)
"""Lexical form of datatypes that a text column may hold."""
_COMPARISONS: Mapping[str, Callable[[pl.Expr, float], pl.Expr]] = MappingProxyType(
    {
        "minInclusive": lambda value, limit: value >= limit,
        "maxInclusive": lambda value, limit: value <= limit,
        "minExclusive": lambda value, limit: value > limit,
        "maxExclusive": lambda value, limit: value < limit,
    }
)

Spec = IriObject | LiteralObject


def expect_value(test: ValueTest, spec: Spec, table: pl.DataFrame, statements: Statements) -> pl.Expr:
    """Return whether the value of each row passes a test; for rows that have a value.

    Args:
        test: What to ask.
        spec: Where the values come from.
        table: Table that the expression will run on, for the types of its columns.
        statements: All statements, for the members of classes.

    Raises:
        ConfigError: The test cannot be asked of columns.
    """
    (argument, *_), parameter = test.arguments, test.parameter
    if parameter in _COMPARISONS:
        return _compare(parameter, float(str(argument)), spec)
    if parameter == "nodeKind":
        return pl.lit(value=argument in (_IRI_KINDS if isinstance(spec, IriObject) else _LITERAL_KINDS))
    if parameter == "datatype":
        return _has_datatype(str(argument), spec, table)
    if parameter == "in":
        return _is_one_of(test.arguments, spec)
    if parameter == "class":
        return _is_instance(statements.instances(str(argument)), spec)
    return _fits_text(test, spec)


def value_text(spec: Spec) -> pl.Expr:
    """Return the lexical form of each value: whole IRIs, literals without quotes."""
    if isinstance(spec, LiteralObject):
        return pl.col(spec.column).cast(pl.String)
    return _iri_text(spec.template)


def value_type(spec: Spec) -> pl.Expr:
    """Return the value type of each value, as findings show it."""
    if isinstance(spec, IriObject):
        return pl.lit(IRI_VALUE)
    if spec.language is not None:
        return pl.lit("@") + pl.col(spec.language)
    return pl.lit(f"@{spec.fixed_language}" if spec.fixed_language else spec.datatype or f"{XSD}string")


def _iri_text(template: Template) -> pl.Expr:
    if not template.columns:
        return pl.lit(template.text)
    parts = template.parts()
    if not parts[0][0]:  # a column alone holds a whole IRI, which is not encoded
        return key_of(template)
    pieces: list[pl.Expr] = []
    for constant, column in parts:
        pieces.append(pl.lit(constant))
        if column is not None:
            pieces.append(pl.col(column).map_batches(encode_keys, return_dtype=pl.String))
    return pl.concat_str(pieces)


def _is_text(table: pl.DataFrame, spec: LiteralObject) -> bool:
    return table.schema[spec.column] == pl.String


def _has_datatype(datatype: str, spec: Spec, table: pl.DataFrame) -> pl.Expr:
    if isinstance(spec, IriObject):
        return pl.lit(value=False)
    is_tagged = spec.language is not None or spec.fixed_language is not None
    if datatype != (_LANG_STRING if is_tagged else spec.datatype or f"{XSD}string"):
        return pl.lit(value=False)
    form = _LEXICAL_FORMS.get(datatype) if _is_text(table, spec) else None
    return pl.lit(value=True) if form is None else pl.col(spec.column).str.contains(form)


def _is_one_of(allowed: tuple[Node, ...], spec: Spec) -> pl.Expr:
    if isinstance(spec, IriObject):
        start = start_of(spec.template)
        iris = [str(node) for node in allowed if isinstance(node, URIRef)]
        if len(spec.template.columns) > 1 or not start:
            return _iri_text(spec.template).is_in(iris)
        return key_of(spec.template).is_in([iri.removeprefix(start) for iri in iris if iri.startswith(start)])
    literals = [node for node in allowed if isinstance(node, Literal) and _datatype(node) == spec.datatype]
    return pl.col(spec.column).cast(pl.String).is_in([str(node) for node in literals if node.language is None])


def _datatype(node: Literal) -> str | None:
    return None if node.datatype is None or str(node.datatype) == f"{XSD}string" else str(node.datatype)


def _is_instance(instances: Sequence[Focus], spec: Spec) -> pl.Expr:
    if isinstance(spec, LiteralObject):
        return pl.lit(value=False)
    found = [pl.lit(value=False)]
    for focus in instances:
        keys = focus.table.select(key_of(focus.subject)).to_series().implode()
        found += [
            is_in_folder & key.is_in(keys) for is_in_folder, key in _within(spec.template, start_of(focus.subject))
        ]
    return pl.any_horizontal(found)


def _within(template: Template, start: str) -> list[tuple[pl.Expr, pl.Expr]]:
    """Return when an IRI begins with a constant start, and its rest."""
    parts = template.parts()
    if start_of(template) == start:
        return [(pl.lit(value=True), key_of(template))]
    if not parts[0][0]:
        whole = key_of(template)
        return [(whole.str.starts_with(start), whole.str.strip_prefix(start))]
    if len(parts) == 2 and parts[1][0] == "/" and start.startswith(parts[0][0]):
        folder = start.removeprefix(parts[0][0]).removesuffix("/")
        return [(pl.col(str(parts[0][1])) == folder, pl.col(str(parts[1][1])))]
    return []


def _has_language(tags: list[str], spec: Spec) -> pl.Expr:
    if isinstance(spec, IriObject):
        return pl.lit(value=False)
    if spec.language is None:
        tag = (spec.fixed_language or "").lower()
        return pl.lit(value=any(tag == each or tag.startswith(f"{each}-") for each in tags))
    column = pl.col(spec.language).str.to_lowercase()
    return pl.any_horizontal((column == tag.lower()) | column.str.starts_with(f"{tag.lower()}-") for tag in tags)


def _compare(parameter: str, limit: float, spec: Spec) -> pl.Expr:
    if isinstance(spec, IriObject) or spec.datatype is None:
        return pl.lit(value=False)
    number = pl.col(spec.column).cast(pl.Float64, strict=False)
    return _COMPARISONS[parameter](number, limit).fill_null(value=False)


def _fits_text(test: ValueTest, spec: Spec) -> pl.Expr:
    parameter, argument = test.parameter, str(test.arguments[0])
    if parameter == "languageIn":
        return _has_language([str(tag) for tag in test.arguments], spec)
    if parameter == "pattern":
        return value_text(spec).str.contains(argument)
    if parameter == "minLength":
        return value_text(spec).str.len_chars() >= int(argument)
    if parameter == "maxLength":
        return value_text(spec).str.len_chars() <= int(argument)
    raise ConfigError(f"shapes: {parameter} cannot be asked of columns")
