"""A page for a picture: place for the drawing, title, legend and caption; the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import QueryParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = [
    "FAINT", "INK", "INSET", "PAGE", "PICTURE_SUFFIXES", "Page", "Picture", "Sheet", "format_inline", "write_picture",
]  # fmt: skip

PICTURE_SUFFIXES = (".png", ".svg")
"""File name endings that [`write_picture`][ecosystem_graph.picture.page.write_picture] knows."""

INK, FAINT = "#222222", "#595959"
"""Colours of text: names and titles; captions. Both are readable on white (contrast above 7)."""

_POINTS_PER_INCH = 72
_DOTS_PER_INCH = 200
_IDENTIFIER = re.compile(r'(?<=\bid=")[^"]+|(?<=href="#)[^"]+|(?<=url\(#)[^)]+')

_PATH = re.compile(r' d="[^"]*"')
_DIGITS = re.compile(r"(\.\d\d)\d+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper to draw on.

    Attributes:
        size: Width and height in inches.
        frame: Left, bottom, width and height of the place for the drawing, in inches.
        legend: Left and top of the legend, as shares of width and height.
        words: Whether title and caption are written; a web page has its own.
    """

    size: tuple[float, float]
    frame: tuple[float, float, float, float]
    legend: tuple[float, float]
    words: bool


PAGE = Sheet((11.7, 8.3), (0.35, 0.95, 8.95, 6.75), (0.81, 0.92), words=True)
"""Landscape A4 with title and caption."""

INSET = Sheet((9.4, 5.4), (0.05, 0.05, 7.0, 5.3), (0.77, 0.98), words=False)
"""A drawing with legend, for a web page that has title and caption itself."""


@dataclass
class Page:
    """A page being drawn on.

    Attributes:
        figure: The whole sheet.
        axes: Place for the drawing; data units are points (1/72 inch) from its lower left corner.
        width: Of the place for the drawing, in points.
        height: Of the place for the drawing, in points.
    """

    figure: Figure
    axes: Axes
    width: float
    height: float
    _legend_at: tuple[float, float] = field(default=(0.0, 0.0))

    def add_legend(self, title: str, marks: Sequence[Artist], *, spacing: float = 0.5) -> None:
        """Add a part of the legend below those that are there.

        Args:
            title: Its heading.
            marks: Samples; each carries its own label.
            spacing: Space between lines, in sizes of the font.
        """
        if not marks:
            return
        legend = self.figure.legend(
            handles=list(marks),
            title=title,
            loc="upper left",
            bbox_to_anchor=self._legend_at,
            frameon=False,
            fontsize=7.5,
            title_fontsize=8,
            alignment="left",
            labelspacing=spacing,
            handlelength=1.8,
        )
        legend.get_title().set_fontweight("bold")
        extent = legend.get_window_extent()
        self._legend_at = (self._legend_at[0], extent.y0 / self.figure.bbox.height - 0.015)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be drawn.

    Attributes:
        title: Heading.
        caption: How it was made: release, projection, weights, filters, coverage.
        draw: Draws on a page.
    """

    title: str
    caption: str
    draw: Callable[[Page], None]


def write_picture(picture: Picture, path: Path) -> tuple[Path, ...]:
    """Write a picture on a landscape A4 page.

    Args:
        picture: What to draw.
        path: Where to, ``.png`` (200 dots per inch) or ``.svg``; missing folders are made.

    Returns:
        The file written.

    Raises:
        QueryParameterError: The ending is not a known one.
        OutputError: The place cannot be written to.
    """
    if path.suffix not in PICTURE_SUFFIXES:
        raise QueryParameterError(f"{path.name}: cannot draw this format; use {', '.join(PICTURE_SUFFIXES)}")
    with _style(), atomic_file(path) as part:
        figure = _compose(picture, PAGE)
        if path.suffix == ".svg":
            # The date would make equal pictures differ.
            figure.savefig(part, format="svg", metadata={"Date": None})
        else:
            _save_png(figure, part)
    return (path,)


def _save_png(figure: Figure, path: Path) -> None:
    """Write with a palette of 128 colours, which no eye tells from the full one: a quarter of the size."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="rgba", dpi=_DOTS_PER_INCH)
    size = round(figure.bbox.width), round(figure.bbox.height)
    image = Image.frombytes("RGBA", size, drawn.getvalue()).convert("RGB")
    small = image.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, format="PNG", optimize=True, dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))


def format_inline(picture: Picture, name: str, sheet: Sheet = INSET) -> str:
    """Return a picture as an SVG element for a web page, without title and caption; texts stay texts.

    Args:
        picture: What to draw; its caption is what the element is called for who cannot see it.
        name: Prefix of all identifiers, other for each picture of a page.
        sheet: Its size and margins.
    """
    with _style(**{"svg.fonttype": "none"}):
        figure = _compose(picture, sheet)
        written = io.BytesIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = written.getvalue().decode()
    element = _IDENTIFIER.sub(lambda found: f"{name}-{found[0]}", text[text.index("<svg ") :])
    element = re.sub(r"<metadata>.*?</metadata>\s*|<!--.*?-->", "", element, flags=re.DOTALL)
    # A hundredth of a point is enough, and halves the size.
    return _PATH.sub(lambda found: _DIGITS.sub(r"\1", found[0]), element).strip()


@contextmanager
def _style(**more: str) -> Iterator[None]:
    options = {"svg.hashsalt": "ecosystem_graph", "font.family": "DejaVu Sans", "hatch.linewidth": 0.5, **more}
    with mpl.rc_context(options):  # type: ignore[arg-type]  # names of options are literals to mypy
        yield


def _compose(picture: Picture, sheet: Sheet) -> Figure:
    figure = Figure(sheet.size, dpi=_DOTS_PER_INCH)
    FigureCanvasAgg(figure)
    left, bottom, width, height = (inches * _POINTS_PER_INCH for inches in sheet.frame)
    across, up = (inches * _POINTS_PER_INCH for inches in sheet.size)
    place = (left / across, bottom / up, width / across, height / up)
    axes = figure.add_axes(place, xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    picture.draw(Page(figure, axes, width, height, sheet.legend))
    if sheet.words:
        figure.text(left / across, 0.955, picture.title, fontsize=14, fontweight="bold", color=INK)
        caption = textwrap.fill(picture.caption, 215, break_on_hyphens=False, break_long_words=False)
        figure.text(left / across, 0.1, caption, fontsize=7, color=FAINT, va="top", linespacing=1.4)
    return figure
