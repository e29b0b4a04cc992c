"""RDF terms rendered column by column: escaping, datatypes, IRIs; the same objects in N-Triples and Turtle."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import polars as pl

from ecosystem_graph.graph.iri import encode_key, encode_keys
from ecosystem_graph.graph.mapping.model import IriObject, LiteralObject, Template
from ecosystem_graph.namespaces import XSD

__all__ = ["SAFE_LOCAL_NAME", "RenderedColumn", "Syntax", "escape_literals", "render_object", "render_subject"]

SAFE_LOCAL_NAME = r"^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$"

# Canonical N-Triples (RDF 1.2 N-Triples, section 4): named escapes first, then the other control characters.
_NAMED_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPES = _NAMED_ESCAPES | {
    chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if chr(code) not in _NAMED_ESCAPES
}
_CONTROL = r"[\x00-\x1F]"
# A search for three bytes runs many bytes at a time: over long texts twenty times as fast as one for the whole class.
_FREQUENT_BY_THREES = (r'["\\\n]', r"[\r\t\x7F]")


@dataclass(frozen=True, slots=True)
class Syntax:
    """How terms are written.

    Attributes:
        prefixes: Namespace IRI to prefix; empty for N-Triples and N-Quads, which have none.
    """

    prefixes: Mapping[str, str]

    @property
    def is_turtle(self) -> bool:
        """Whether prefixed names and bare numbers are allowed."""
        return bool(self.prefixes)

    def iri(self, iri: str) -> str:
        """Render one IRI, as a prefixed name where a prefix fits.

        Examples:
            >>> Syntax({"http://purl.org/dc/terms/": "dcterms"}).iri("http://purl.org/dc/terms/title")
            'dcterms:title'
            >>> Syntax({}).iri("http://purl.org/dc/terms/title")
            '<http://purl.org/dc/terms/title>'
        """
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self.prefixes.get(iri[:cut])
        return f"<{iri}>" if prefix is None else f"{prefix}:{iri[cut:]}"


@dataclass(frozen=True, slots=True)
class RenderedColumn:
    """A column of terms as ``opening + body + closing``; a null body is no term.

    Attributes:
        opening: Constant before each value.
        body: Values, one per row.
        closing: Constant after each value.
    """

    opening: str
    body: pl.Series
    closing: str

    def terms(self) -> pl.Series:
        """Return whole terms."""
        whole = pl.concat_str(pl.lit(self.opening), pl.col(self.body.name), pl.lit(self.closing))
        return self.body.to_frame().select(whole.alias(self.body.name)).to_series()


def escape_literals(values: pl.Series) -> pl.Series:
    r"""Escape what N-Triples and Turtle string literals must not hold; untouched columns are not copied.

    Examples:
        >>> print(*escape_literals(pl.Series(['say "hi"', "a\\b"])))
        say \"hi\" a\\b
    """
    for marks in _FREQUENT_BY_THREES:
        values = _escape_where(values, marks)
    return _escape_where(values, _CONTROL) if _holds_control(values) else values


def _escape_where(values: pl.Series, marks: str) -> pl.Series:
    dirty = values.str.contains(marks).fill_null(value=False)
    if not dirty.any():
        return values
    escaped = values.filter(dirty).str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))
    return values.clone().scatter(dirty.arg_true(), escaped)


def _holds_control(values: pl.Series) -> bool:
    """Tell whether any byte is a control character, by one pass over all bytes instead of a search per value."""
    data = values.to_arrow(compat_level=pl.CompatLevel.oldest()).buffers()[-1]
    return data is not None and bool(np.frombuffer(data, np.uint8).min(initial=0xFF) < 0x20)


def render_subject(template: Template, table: pl.DataFrame) -> tuple[str, pl.Series]:
    """Return the constant start of an IRI template and the encoded rest, one value per row."""
    (start, _), *_ = template.parts()
    return start, _iri_bodies(template, table)


def render_object(spec: IriObject | LiteralObject, table: pl.DataFrame, syntax: Syntax) -> RenderedColumn:
    """Render one object of a mapping for every row of a table."""
    if isinstance(spec, LiteralObject):
        return _render_literal(spec, table, syntax)
    start, folder = spec.template.parts()[0]
    if syntax.is_turtle and folder is not None and len(spec.template.columns) == 2:
        return _render_by_folder(spec.template, folder, table, syntax)
    body = _iri_bodies(spec.template, table)
    prefix = syntax.prefixes.get(start)
    if prefix is None:
        return RenderedColumn(f"<{start}", body, ">")
    safe = body.str.contains(SAFE_LOCAL_NAME).fill_null(value=True)
    if safe.all():
        return RenderedColumn(f"{prefix}:", body, "")
    mixed = pl.when(safe).then(pl.lit(f"{prefix}:") + body).otherwise(pl.lit(f"<{start}") + body + pl.lit(">"))
    return RenderedColumn("", pl.select(mixed.alias(body.name)).to_series(), "")


def _render_by_folder(template: Template, folder: str, table: pl.DataFrame, syntax: Syntax) -> RenderedColumn:
    """Render an IRI whose namespace differs by row (``id/{subject_class}/{subject}``) with the prefix of each."""
    row = pl.int_range(table.height, eager=True).alias("row")
    parts = [pl.DataFrame(schema={"row": pl.Int64, "term": pl.String})]
    for (value,), part in table.with_columns(row).drop_nulls(folder).partition_by(folder, as_dict=True).items():
        bound = render_object(IriObject(template.bind(folder, encode_key(str(value)))), part, syntax)
        parts.append(pl.DataFrame({"row": part["row"], "term": bound.terms()}))
    whole = row.to_frame().join(pl.concat(parts), on="row", how="left", maintain_order="left")["term"]
    return RenderedColumn("", whole, "")


def _render_literal(spec: LiteralObject, table: pl.DataFrame, syntax: Syntax) -> RenderedColumn:
    values = table[spec.column]
    if spec.datatype is not None and spec.datatype != f"{XSD}string":
        lexical = escape_literals(values) if values.dtype == pl.String else values.cast(pl.String)
        if syntax.is_turtle and spec.datatype == _datatype_when_bare(values.dtype):
            return RenderedColumn("", lexical, "")
        return RenderedColumn('"', lexical, f'"^^{syntax.iri(spec.datatype)}')
    escaped = escape_literals(values)
    if spec.fixed_language is not None:
        return RenderedColumn('"', escaped, f'"@{spec.fixed_language}')
    if spec.language is None:
        return RenderedColumn('"', escaped, '"')
    tagged = pl.concat_str(pl.lit(escaped), pl.lit('"@'), pl.lit(table[spec.language]))
    return RenderedColumn('"', pl.select(tagged.alias(spec.column)).to_series(), "")


def _datatype_when_bare(kind: pl.DataType) -> str | None:
    """Return the datatype that Turtle gives to values without quotes; their lexical form stays as it is."""
    if isinstance(kind, pl.Decimal):
        return f"{XSD}decimal" if kind.scale else f"{XSD}integer"
    if kind.is_integer():
        return f"{XSD}integer"
    return f"{XSD}boolean" if kind == pl.Boolean else None


def _iri_bodies(template: Template, table: pl.DataFrame) -> pl.Series:
    """Return the part of the IRI after the first constant."""
    parts = template.parts()
    columns = [table[column] for column in template.columns]
    if parts[0][0]:  # a template that is one column alone takes a whole IRI, which is not encoded
        columns = [encode_keys(column) for column in columns]
    if len(parts) == 1:
        return columns[0]
    pieces = [pl.lit(columns[0])]
    for (constant, _), column in zip_longest(parts[1:], columns[1:]):
        pieces += [pl.lit(constant)] + ([pl.lit(column)] if column is not None else [])
    return pl.select(pl.concat_str(pieces).alias(columns[0].name)).to_series()
