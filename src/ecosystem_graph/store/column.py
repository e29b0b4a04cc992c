"""Columns of a table as RDF terms, written as Oxigraph writes them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError
from ecosystem_graph.namespaces import XSD

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Cell", "to_terms"]

Cell: TypeAlias = ox.NamedNode | ox.Literal | None
"""A term, or None where a variable is unbound."""

_PLACES_WITHOUT_EXPONENT = 6

_BOOLEAN, _DATE, _DECIMAL, _INTEGER = (
    partial(ox.Literal, datatype=ox.NamedNode(f"{XSD}{name}")) for name in ("boolean", "date", "decimal", "integer")
)


def to_terms(column: "pa.ChunkedArray") -> list[Cell]:
    """Return one term per value, None for null; equal values share one term.

    Args:
        column: Texts, whole numbers, decimals, days, truth values; structs with a field ``iri`` are IRIs, those with
            ``text`` and ``language`` are texts in a language (plain ones without). A decimal without decimal places is
            a whole number: sums are.

    Raises:
        QueryError: The column has another type, or an IRI is not valid.

    Examples:
        >>> import decimal
        >>> import pyarrow as pa
        >>> [term.value for term in to_terms(pa.chunked_array([[decimal.Decimal("12.50")]]))]
        ['12.5']
    """
    import pyarrow as pa  # noqa: PLC0415 - costs only who asks tables

    values = column.combine_chunks()
    if isinstance(values, pa.ChunkedArray):  # what has no chunk stays without
        return []
    if not pa.types.is_struct(values.type):
        return _distinct_terms(*_lexical_forms(values))
    parts = {field.name: values.field(field.name) for field in values.type}
    if list(parts) == ["iri"]:
        return _distinct_terms(parts["iri"], _to_iri)
    if list(parts) == ["text", "language"]:
        return [_to_text(*pair) for pair in zip(*(part.to_pylist() for part in parts.values()), strict=True)]
    raise QueryError(f"expected a struct of iri, or of text and language, found {values.type}")


def _lexical_forms(values: "pa.Array") -> "tuple[pa.Array, Callable[[str], Cell]]":
    """Return the values as texts, and what makes terms of them."""
    import pyarrow as pa  # noqa: PLC0415 - costs only who asks tables
    from pyarrow import compute  # noqa: PLC0415 - costs only who asks tables

    kind = values.type
    if pa.types.is_decimal(kind) and kind.scale:
        # Without needless zeros, which is the canonical form in XML Schema 1.1.
        short = compute.utf8_rtrim(compute.utf8_rtrim(_decimal_texts(values), "0"), ".")
        return compute.replace_substring_regex(short, "^-?0?$", "0"), _DECIMAL
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return values.cast(pa.string()), _INTEGER
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return values, ox.Literal
    if pa.types.is_date32(kind):
        return values.cast(pa.string()), _DATE
    if pa.types.is_boolean(kind):
        return values.cast(pa.string()), _BOOLEAN
    if pa.types.is_null(kind):
        return values.cast(pa.string()), ox.Literal
    raise QueryError(f"expected texts, numbers, days, truth values or IRIs, found {kind}")


def _decimal_texts(values: "pa.Array") -> "pa.Array":
    """Write decimals with all their places; Arrow itself would write small ones with an exponent."""
    import pyarrow as pa  # noqa: PLC0415 - costs only who asks tables

    if values.type.scale <= _PLACES_WITHOUT_EXPONENT:
        return values.cast(pa.string())
    texts = [None if value is None else format(value, "f") for value in values.to_pylist()]
    return pa.array(texts, pa.string())


def _distinct_terms(texts: "pa.Array", make: Callable[[str], Cell]) -> list[Cell]:
    """Make each term once: most columns repeat their values, and making a term costs more than finding it."""
    codes = texts.dictionary_encode()
    terms: list[Cell] = [*map(make, codes.dictionary.to_numpy(zero_copy_only=False).tolist()), None]
    return [terms[place] for place in codes.indices.fill_null(len(terms) - 1).to_numpy(zero_copy_only=False).tolist()]


def _to_iri(value: str) -> Cell:
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise QueryError(f"expected an IRI, found {value[:120]!r}") from error


def _to_text(text: str | None, language: str | None) -> Cell:
    return None if text is None else ox.Literal(text, language=language)
