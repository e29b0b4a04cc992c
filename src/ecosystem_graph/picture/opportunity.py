"""The opportunity map of a region: domains it is not specialised in, by how near they are and how complex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from matplotlib.lines import Line2D

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.picture.caption import say_origin, say_selection
from ecosystem_graph.picture.grouping import COLOURS
from ecosystem_graph.picture.labels import Box, NameWriter, shorten
from ecosystem_graph.picture.page import FAINT, INK, Page, Picture
from ecosystem_graph.specialisation.opportunity import QUADRANTS

if TYPE_CHECKING:
    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.specialisation.profile import RegionProfile

__all__ = ["picture_opportunities"]

_STYLES = dict(zip(QUADRANTS, zip(COLOURS, ("o", "s", "^", "D"), strict=False), strict=False))
_MEANINGS = {
    "high road": "near and complex", "slow road": "near and simple", "casino": "far and complex",
    "dead end": "far and simple",
}  # fmt: skip
_CORNERS = {"high road": (1, 1), "slow road": (1, 0), "casino": (0, 1), "dead end": (0, 0)}
_BELOW, _BESIDE, _MARGIN = 30.0, 34.0, 22.0
_FARTHER = 7.0


def picture_opportunities(profile: RegionProfile) -> Picture:
    """Return the opportunity map of a region.

    To the right stand domains that are related to what the region is specialised in, above those that are complex; the
    area of a mark tells how many participations the region has there already. Lines part the four kinds of
    opportunity: mean density of the domains it is not specialised in, and mean complexity of all domains (0).

    Args:
        profile: What an analysis says of the region.

    Raises:
        NotFoundError: The analysis has no domain to show; the message says why.
    """
    rows = profile.tables.get("opportunities", pl.DataFrame())
    known = rows.drop_nulls(["density", "complexity"]) if rows.width else rows
    if known.is_empty():
        reason = profile.missing.get("opportunities") or str(
            profile.recipe.get("complexity", "density or complexity of no domain is defined")
        )
        raise NotFoundError(f"no opportunity map of {profile.region}: {reason}")
    return Picture(
        f"{profile.label} ({profile.region}): opportunities for specialisation",
        _caption(profile.recipe, rows.height, known.height),
        lambda page: _draw(page, known),
    )


def _caption(recipe: Recipe, domains: int, shown: int) -> str:
    undefined = f" Density or complexity of {domains - shown} others is not defined." if domains > shown else ""
    return " ".join(
        each
        for each in (
            f"{shown} domains of {recipe.get('scheme', 'a scheme')} that the region is not specialised in.{undefined}",
            f"{recipe['coverage']}." if "coverage" in recipe else "",
            f"Counted: {recipe.get('measure', 'participations')}. Relatedness: {recipe.get('relatedness', '')}.",
            f"Specialised: {recipe.get('specialised', '')}. NUTS edition {recipe.get('nuts_edition', 'not stated')}.",
            say_selection(recipe),
            "After Balland, Boschma, Crespo & Rigby (2019), doi:10.1080/00343404.2018.1437900.",
            say_origin(recipe),
        )
        if each
    )


def _draw(page: Page, rows: pl.DataFrame) -> None:
    densities, complexities = rows["density"].to_list(), rows["complexity"].to_list()
    across = _Scale(densities, _BESIDE + _MARGIN, page.width - _MARGIN)
    up = _Scale([*complexities, 0.0], _BELOW + _MARGIN, page.height - _MARGIN)
    _draw_frame(page, across, up, sum(densities) / len(densities))
    most = max(int(str(rows["participations"].max())), 1)
    places = [(across.place(one), up.place(other)) for one, other in zip(densities, complexities, strict=True)]
    radii = [_radius(number, most) for number in rows["participations"].to_list()]
    for (x, y), radius, quadrant in zip(places, radii, rows["quadrant"].to_list(), strict=True):
        colour, shape = _STYLES.get(quadrant, (COLOURS[-1], "o"))
        page.axes.scatter(x, y, s=(2 * radius) ** 2, c=colour, marker=shape, edgecolors=INK, linewidths=0.4, zorder=3)
    marks = [Box(x - each, y - each, x + each, y + each) for (x, y), each in zip(places, radii, strict=True)]
    writer = NameWriter(page.axes, marks, size=7)
    order = sorted(range(rows.height), key=lambda row: (rows["quadrant"][row] != "high road", row))
    names = rows["domain_label"].to_list()
    for row in order:
        name = shorten(str(names[row]), width=30)
        # Where nothing is free right beside a mark, a little farther off may be.
        if writer.write(name, places[row], radii[row]) is None:
            writer.write(name, places[row], radii[row] + _FARTHER)
    _add_legend(page, rows, most)


class _Scale:
    """From values to points on the page."""

    def __init__(self, values: list[float], low: float, high: float) -> None:
        self.least, self.most = min(values), max(values)
        if self.most - self.least < 1e-9:
            self.least, self.most = self.least - 0.5, self.most + 0.5
        self._low, self._high = low, high

    def place(self, value: float) -> float:
        return self._low + (value - self.least) / (self.most - self.least) * (self._high - self._low)

    def ticks(self) -> list[float]:
        step = 10.0 ** len(f"{int((self.most - self.least) * 1000)}") / 10_000
        step = next(each for each in (step / 5, step / 2, step, step * 2, step * 5) if self._count(each) <= 7)
        first = -int(-self.least // step) if self.least > 0 else int(self.least / step)
        return [number * step for number in range(first - 1, first + 12) if self.least <= number * step <= self.most]

    def _count(self, step: float) -> int:
        return int((self.most - self.least) / step)


def _radius(participations: int, most: int) -> float:
    """Return the radius of a mark in points: its area grows with participations, none has a visible one too."""
    return float((6 + 40 * participations / most) ** 0.5)


def _draw_frame(page: Page, across: _Scale, up: _Scale, middle: float) -> None:
    axes, left, bottom = page.axes, _BESIDE, _BELOW
    axes.plot([left, left, page.width], [page.height, bottom, bottom], color=FAINT, linewidth=0.7, clip_on=False)
    for value in across.ticks():
        axes.text(across.place(value), bottom - 4, f"{value:.3g}", ha="center", va="top", fontsize=7, color=FAINT)
        axes.plot([across.place(value)] * 2, [bottom - 2.5, bottom], color=FAINT, linewidth=0.6)
    for value in up.ticks():
        axes.text(left - 5, up.place(value), f"{value:.3g}", ha="right", va="center", fontsize=7, color=FAINT)
        axes.plot([left - 2.5, left], [up.place(value)] * 2, color=FAINT, linewidth=0.6)
    axes.plot([across.place(middle)] * 2, [bottom, page.height], color=FAINT, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.plot([left, page.width], [up.place(0.0)] * 2, color=FAINT, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.text(page.width, bottom - 18, "relatedness density →", ha="right", va="center", fontsize=8, color=INK)
    axes.text(left - 28, page.height, "complexity →", ha="center", va="top", rotation=90, fontsize=8, color=INK)
    for name, (right, top) in _CORNERS.items():
        axes.text(
            page.width - 4 if right else left + 5, page.height - 3 if top else bottom + 4, name, color=FAINT,
            ha="right" if right else "left", va="top" if top else "bottom", fontsize=8, fontstyle="italic",
        )  # fmt: skip


def _add_legend(page: Page, rows: pl.DataFrame, most: int) -> None:
    counted = dict(rows.group_by("quadrant").len().iter_rows())
    marks = [
        Line2D(
            [], [], linestyle="", marker=shape, markerfacecolor=colour, markeredgecolor=INK, markeredgewidth=0.4,
            markersize=6, label=f"{name}: {counted.get(name, 0)} ({_MEANINGS[name]})",
        )
        for name, (colour, shape) in _STYLES.items()
    ]  # fmt: skip
    page.add_legend("Opportunities:\ndomains", marks)
    sizes = [
        Line2D(
            [], [], linestyle="", marker="o", markerfacecolor="white", markeredgecolor=INK, markeredgewidth=0.4,
            markersize=2 * _radius(number, most), label=f"{number:,}",
        )
        for number in sorted({0, most}, reverse=True)
    ]  # fmt: skip
    page.add_legend("Participations there", sizes, spacing=0.8)
