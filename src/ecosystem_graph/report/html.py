"""Pieces of a page: sections, tables and figures, with everything from data escaped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ecosystem_graph.picture.page import format_inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.picture.page import Picture

__all__ = ["Section", "Table", "absent", "figure", "link", "number", "paragraph", "recipe_list", "short", "table"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading.

    Attributes:
        name: Anchor.
        title: Heading.
        body: HTML.
    """

    name: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table for the page.

    Attributes:
        caption: What it shows.
        columns: Headings; those that end in a blank have numbers below, which stand flush right.
        rows: Cells that `number`, `link` or ``html.escape`` made.
    """

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]


def table(content: Table) -> str:
    """Return a table; the first cell of each row is its heading."""
    right = [column.endswith(" ") for column in content.columns]
    head = "".join(
        f'<th scope="col"{_class(flush)}>{escape(column.strip())}</th>'
        for column, flush in zip(content.columns, right, strict=True)
    )
    rows = "\n".join(f"<tr>{_row(row, right)}</tr>" for row in content.rows)
    return (
        f'<div class="wide"><table>\n<caption>{escape(content.caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _row(cells: Sequence[str], right: Sequence[bool]) -> str:
    first, *others = cells
    rest = "".join(f"<td{_class(flush)}>{cell}</td>" for cell, flush in zip(others, right[1:], strict=True))
    return f'<th scope="row">{first}</th>{rest}'


def _class(flush: bool) -> str:
    return ' class="number"' if flush else ""


def figure(picture: Picture, name: str) -> str:
    """Return a picture with its caption.

    Args:
        picture: What to draw.
        name: Anchor, and prefix of the identifiers in the drawing.
    """
    drawing = format_inline(picture, name)
    opening = f'<svg role="img" aria-labelledby="{name}-title" '
    named = drawing.replace("<svg ", opening, 1).replace(
        ">", f'><title id="{name}-title">{escape(picture.title)}</title>', 1
    )
    return (
        f'<figure id="{name}">\n{named}\n<figcaption><strong>{escape(picture.title)}.</strong> '
        f"{escape(picture.caption)}</figcaption>\n</figure>"
    )


def paragraph(text: str) -> str:
    """Return a paragraph of plain text."""
    return f"<p>{escape(text)}</p>"


def absent(what: str, why: str) -> str:
    """Return the note that stands where something is not known."""
    return f'<p class="absent">No data on {escape(what)}: {escape(why.rstrip("."))}.</p>'


def number(value: float | None, digits: int = 0) -> str:
    """Return a number with separators of thousands, a dash where there is none.

    Examples:
        >>> number(1234.5, 1), number(None), number(-0.25, 2)
        ('1,234.5', '–', '−0.25')
    """
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return "–"
    return f"{value:,.{digits}f}".replace("-", "−")


def short(text: str) -> str:
    """Return text that is not broken into lines."""
    return f'<span class="short">{escape(text)}</span>'


def link(text: str, address: str | None) -> str:
    """Return text that leads to a web page, or plain text where the address is none of the web."""
    if address and address.startswith(("http://", "https://")):
        return f'<a href="{escape(address)}" rel="noreferrer">{escape(text)}</a>'
    return escape(text)


def recipe_list(recipe: Recipe) -> str:
    """Return how something was made, as a list of names and values."""
    items: Iterable[tuple[str, object]] = recipe.items()
    rows = "".join(
        f"<div><dt>{escape(name.replace('_', ' '))}</dt>"
        f"<dd>{escape(f'{value:.4g}' if isinstance(value, float) else str(value))}</dd></div>"
        for name, value in items
    )
    return f'<dl class="recipe">{rows}</dl>'
