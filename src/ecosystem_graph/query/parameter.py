"""Parameters of packed queries: what a user writes becomes a typed RDF term, or an error says what was expected."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pyoxigraph as ox

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.sources.country import ISO_OF_EUROSTAT

__all__ = ["PARAMETER_TYPES", "Parameter", "parse_value", "serialise_term"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
"""Country codes of the European institutions that differ from ISO 3166-1."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
_ESCAPE_LIKE = re.compile(r"\\\\([uU])")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a packed query.

    Attributes:
        name: Name of the variable whose ``VALUES`` block takes the values.
        type: One of [`PARAMETER_TYPES`][ecosystem_graph.query.parameter.PARAMETER_TYPES].
        description: What it means, for a user.
        required: Whether a user must give it; if not, the values in the query text hold.
        default: SPARQL terms in the query text, as written there; ``UNDEF`` leaves the variable open.
    """

    name: str
    type: str
    description: str
    required: bool = False
    default: tuple[str, ...] = ()


def parse_value(parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    """Read one value that a user gave for a parameter.

    Args:
        parameter: The parameter; its type decides.
        value: Text as given, without quotes.

    Raises:
        QueryParameterError: The text is not of the type.

    Examples:
        >>> parse_value(Parameter("since", "date", "Start"), "2016-11-01").value
        '2016-11-01'
    """
    expected, read = PARAMETER_TYPES[parameter.type]
    try:
        value.encode()  # a lone surrogate cannot be written anywhere
        return read(value)
    except ValueError as error:
        raise QueryParameterError(f"parameter {parameter.name}: expected {expected}, found {value[:120]!r}") from error


def serialise_term(term: ox.NamedNode | ox.Literal) -> str:
    r"""Write a term so that every SPARQL parser reads back the same term.

    Some parsers resolve ``\uXXXX`` escapes in the whole query text before they look at strings, even behind an escaped
    backslash. So the ``u`` of such a sequence is written as an escape itself, which both readings resolve alike.

    Source:
        SPARQL 1.1 Query Language, section 19.2. https://www.w3.org/TR/sparql11-query/#codepointEscape

    Examples:
        >>> print(serialise_term(ox.Literal('say "no"', language="en")))
        "say \"no\""@en
        >>> print(serialise_term(ox.Literal(r"\u0022")))
        "\\\U000000750022"
    """
    if isinstance(term, ox.NamedNode):
        return f"<{term.value}>"
    quoted = _ESCAPE_LIKE.sub(lambda match: f"\\\\\\U{ord(match[1]):08X}", term.value.translate(_ESCAPES))
    if term.language:
        return f'"{quoted}"@{term.language}'
    return f'"{quoted}"' if term.datatype.value == f"{_XSD}string" else f'"{quoted}"^^<{term.datatype.value}>'


def _read_string(value: str) -> ox.Literal:
    return ox.Literal(value)


def _read_langstring(value: str) -> ox.Literal:
    text, mark, language = value.rpartition("@")
    if not mark:
        raise ValueError
    return ox.Literal(text, language=language)


def _read_number(name: str, pattern: str) -> Callable[[str], ox.Literal]:
    def read(value: str) -> ox.Literal:
        if not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError
        return ox.Literal(value, datatype=ox.NamedNode(_XSD + name))

    return read


def _read_date(value: str) -> ox.Literal:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):  # fromisoformat also takes 20161101 and 2016-W44-2
        raise ValueError
    return ox.Literal(date.fromisoformat(value).isoformat(), datatype=ox.NamedNode(f"{_XSD}date"))


def _read_iri(value: str) -> ox.NamedNode:
    return ox.NamedNode(value)


def _read_country(value: str) -> ox.Literal:
    code = value.upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError
    return ox.Literal(ISO_OF_EUROSTAT.get(code, code))


def _read_region(value: str) -> ox.Literal:
    code = value.upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{0,3}", code):
        raise ValueError
    return ox.Literal(code)


PARAMETER_TYPES: Mapping[str, tuple[str, Callable[[str], ox.NamedNode | ox.Literal]]] = MappingProxyType(
    {
        "string": ("a text", _read_string),
        "integer": ("a whole number, like 14", _read_number("integer", r"[+-]?\d+")),
        "decimal": ("a number with a point, like 1929500.00", _read_number("decimal", r"[+-]?(\d+(\.\d*)?|\.\d+)")),
        "boolean": ("true or false", _read_number("boolean", r"true|false")),
        "date": ("a day, like 2016-11-01", _read_date),
        "iri": ("an absolute IRI, like https://example.org/x", _read_iri),
        "langstring": ("a text with its language, like Haus@de", _read_langstring),
        "country": ("a country code of two letters, like AT", _read_country),
        "region": ("a NUTS code, like AT31", _read_region),
    }
)
"""What each type expects, in words, and how it reads a value. Countries and regions are bound by their notation."""
