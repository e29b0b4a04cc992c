"""Putting values into a query: the content of one ``VALUES`` block is replaced, everything else stays as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

import pyoxigraph as ox

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.query.parameter import Parameter, parse_value, serialise_term
from ecosystem_graph.query.token import Token, iter_tokens

__all__ = ["ValuesBlock", "bind_parameters", "check_names", "find_values_blocks", "parse_values"]


@dataclass(frozen=True, slots=True)
class ValuesBlock:
    """A block ``VALUES ?name { … }`` with one variable.

    Attributes:
        name: The variable, without question mark.
        start: Offset after the opening brace.
        end: Offset of the closing brace.
        terms: Terms between the braces as written, literals with their datatype or language.
    """

    name: str
    start: int
    end: int
    terms: tuple[str, ...]


@lru_cache(maxsize=256)  # a session binds the same few texts again and again
def find_values_blocks(text: str) -> tuple[ValuesBlock, ...]:
    """Find the blocks ``VALUES ?name { … }`` of a query, in text order; blocks with several variables are left out.

    Examples:
        >>> [(block.name, block.terms) for block in find_values_blocks('{ VALUES ?x { "a"@en 3 } # VALUES ?y {}')]
        [('x', ('"a"@en', '3'))]
    """
    tokens = list(iter_tokens(text))
    return tuple(
        _read_block(tokens, place)
        for place in range(len(tokens) - 2)
        if tokens[place].is_word("VALUES") and tokens[place + 1].kind == "variable" and tokens[place + 2].text == "{"
    )


def bind_parameters(text: str, parameters: Sequence[Parameter], arguments: Mapping[str, str | Sequence[str]]) -> str:
    """Return the query with the values a user gave; parameters that were not given keep what the text holds.

    Args:
        text: Query text; each parameter has exactly one ``VALUES`` block.
        parameters: The declared parameters.
        arguments: Values by parameter name, one or several; several mean "any of these".

    Raises:
        QueryParameterError: A name is unknown, a value is not of its type, or a required parameter is missing.
    """
    check_names(parameters, arguments)
    blocks = {block.name: block for block in find_values_blocks(text)}
    bound = text
    # From the last block to the first, so that earlier offsets stay true.
    for parameter in sorted(parameters, key=lambda each: blocks[each.name].start, reverse=True):
        if parameter.name in arguments:
            block, terms = blocks[parameter.name], parse_values(parameter, arguments[parameter.name])
            bound = f"{bound[: block.start]} {' '.join(map(serialise_term, terms))} {bound[block.end :]}"
    return bound


def parse_values(parameter: Parameter, values: str | Sequence[str]) -> list[ox.NamedNode | ox.Literal]:
    """Read the values that a user gave for a parameter, each once.

    Raises:
        QueryParameterError: There is none, or one is not of the type.
    """
    some = [values] if isinstance(values, str) else list(values)
    if not some:
        raise QueryParameterError(f"parameter {parameter.name}: expected at least one value, found none")
    return list(dict.fromkeys(parse_value(parameter, value) for value in some))


def check_names(parameters: Sequence[Parameter], arguments: Mapping[str, object]) -> None:
    """Check that all names are known and the required ones are given.

    Raises:
        QueryParameterError: A name is unknown or missing.
    """
    known = [parameter.name for parameter in parameters]
    for name in arguments:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise QueryParameterError(
                f"unknown parameter {name!r}; this query has {', '.join(known) or 'none'}",
                hint=f"Did you mean {near[0]}?" if near else "",
            )
    for parameter in parameters:
        if parameter.required and parameter.name not in arguments:
            raise QueryParameterError(
                f"parameter {parameter.name} must be given: {parameter.description}",
                hint=f"For example: -p {parameter.name}=VALUE",
            )


def _read_block(tokens: Sequence[Token], place: int) -> ValuesBlock:
    terms: list[str] = []
    for token in tokens[place + 3 :]:
        if token.text == "}":
            return ValuesBlock(tokens[place + 1].text[1:], tokens[place + 2].end, token.start, tuple(terms))
        if terms and (token.kind in {"language", "datatype"} or terms[-1].endswith("^^")):
            terms[-1] += token.text
        else:
            terms.append(token.text)
    return ValuesBlock(tokens[place + 1].text[1:], tokens[place + 2].end, tokens[-1].end, tuple(terms))
