"""Solutions as an HTML table, for notebooks."""

from collections.abc import Mapping
from html import escape

import pyoxigraph as ox

from ecosystem_graph.query.table import shorten_iri
from ecosystem_graph.store.solution import Solutions, Term

__all__ = ["MAX_ROWS", "format_html"]

MAX_ROWS = 100
"""Rows shown; a line below tells how many there are."""

_MAX_TEXT = 300
_RIGHT = ("integer", "decimal", "double", "float")


def format_html(solutions: Solutions, prefixes: Mapping[str, str]) -> str:
    """Return a table whose texts are escaped; web addresses are links, and texts carry their language.

    Args:
        solutions: What to show.
        prefixes: Namespace by prefix.

    Examples:
        >>> format_html(Solutions(("x",), ((ox.Literal("<b>"),),)), {})
        '<table><thead><tr><th>x</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table><p>1 row</p>'
    """
    head = "".join(f"<th>{escape(name)}</th>" for name in solutions.variables)
    lines = [
        f"<tr>{''.join(_cell(term, prefixes) for term in row)}</tr>" for row in solutions.rows[:MAX_ROWS]
    ]  # fmt: skip
    size = f"{len(solutions):,} row{'' if len(solutions) == 1 else 's'}"
    more = f", the first {MAX_ROWS} shown" if len(solutions) > MAX_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table><p>{size}{more}</p>"


def _cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return "<td></td>"
    if isinstance(term, ox.BlankNode):
        return f"<td>_:{escape(term.value)}</td>"
    if isinstance(term, ox.NamedNode):
        shown = escape(shorten_iri(term.value, prefixes))
        # Only web addresses: an IRI of data may also be javascript:…
        if not term.value.startswith(("http://", "https://")):
            return f"<td>{shown}</td>"
        return f'<td><a href="{escape(term.value)}">{shown}</a></td>'
    text = term.value if len(term.value) <= _MAX_TEXT else f"{term.value[:_MAX_TEXT]}…"
    language = f' lang="{escape(term.language)}"' if term.language else ""
    right = ' style="text-align: right"' if term.datatype.value.endswith(_RIGHT) else ""
    return f"<td{language}{right}>{escape(text)}</td>"
