"""The form of a query, told by its text alone: each form has its own kind of answer and its own result formats."""

import re
from enum import StrEnum

from ecosystem_graph.errors import QuerySyntaxError

__all__ = ["QueryForm", "find_form"]

_GAP = r"(?:\s|\#[^\n\r]*(?:[\n\r]|$))*"
_PROLOGUE = re.compile(
    rf"{_GAP}(?:(?:BASE{_GAP}<[^>]*>|PREFIX{_GAP}[^\s:<]*:{_GAP}<[^>]*>){_GAP})*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)


class QueryForm(StrEnum):
    """The four query forms of SPARQL."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


def find_form(text: str) -> QueryForm:
    r"""Return the form of a query: the keyword after comments, BASE and PREFIX lines.

    Raises:
        QuerySyntaxError: The text is no query (an update, or nothing).

    Examples:
        >>> find_form("# ASK\nPREFIX select: <http://e/#> construct { } where { }").value
        'CONSTRUCT'
    """
    match = _PROLOGUE.match(text)
    if match is None:
        raise QuerySyntaxError(
            "expected SELECT, ASK, CONSTRUCT or DESCRIBE, found none", hint="Only queries are answered, not updates."
        )
    return QueryForm[match[1].upper()]
