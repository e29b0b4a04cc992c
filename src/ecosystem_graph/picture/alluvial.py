"""Communities through periods: a column of blocks for each period, and bands for those who stay and move."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path as Shape

from ecosystem_graph.network.recipe import plural
from ecosystem_graph.network.succession import Succession, follow_communities
from ecosystem_graph.picture.caption import say_origin
from ecosystem_graph.picture.grouping import COLOURS, OTHERS, describe_countries
from ecosystem_graph.picture.page import FAINT, INK, Page, Picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecosystem_graph.network.structure import Network

__all__ = ["BLOCKS_DRAWN", "picture_alluvial"]

BLOCKS_DRAWN = 9
"""Communities of a period that are drawn by themselves; smaller ones are one block."""

_REST = -1
_BLOCK_WIDTH = 16.0
_GAP_SHARE = 0.12  # of the height, between blocks
_HEADING = 26.0
_NAMES_BESIDE = 105.0
# Hatches tell communities apart on a black-and-white print.
_HATCHES = ("", "///", "...", "\\\\\\", "xxx", "|||", "---")


class _Block(NamedTuple):
    period: int
    community: int
    size: int
    line: int
    left: float
    bottom: float
    height: float


def picture_alluvial(networks: Mapping[str, Network], *, title: str = "", seed: int = 0) -> Picture:
    """Return the picture of what became of communities from period to period.

    Each column is a period, each block a community, as high as it has members; blocks of one colour and hatch are one
    community that goes on. Bands join the members that two communities have in common; where a block has no band, its
    members came from outside or are in no community of the other period.

    Args:
        networks: Measured networks by period, in order.
        title: Heading.
        seed: Seed with which communities were searched, for the caption.

    Raises:
        QueryParameterError: There are fewer than two periods, or nodes have no community.
        NotFoundError: There is no community of two or more.
    """
    succession = follow_communities(networks)
    level = plural(str(next(iter(networks.values())).recipe.get("level", "organisation")))
    return Picture(
        title or f"Communities of {level} through periods",
        _caption(networks, succession, level, seed),
        lambda page: _draw(page, networks, succession),
    )


def _caption(networks: Mapping[str, Network], succession: Succession, level: str, seed: int) -> str:
    first = next(iter(networks.values()))
    sizes = "; ".join(
        f"{period}: {len(network):,} {level}, {int(network.recipe.get('communities', 0)):,} communities, "
        f"modularity {float(network.recipe.get('modularity', 0.0)):.2f}, "
        f"stability {float(network.recipe.get('community_stability', 1.0)):.2f}"
        for period, network in networks.items()
    )
    undated = int(first.recipe.get("projects_without_dates", 0))
    alone = sum(len(network) for network in networks.values()) - int(succession.blocks["size"].sum())
    return " ".join((
        f"{sizes}. Communities: {first.recipe.get('community_method', 'Leiden')}, seed {seed}; one goes on in that of",
        "the next period with the largest share of common members (Jaccard index). Communities of one",
        f"({alone:,}) are not drawn. Weight of a link: {first.recipe.get('weight', 'weight')}.",
        f"Filters: {first.recipe.get('filters', 'none')}; projects without dates left out: {undated:,}.",
        say_origin(first.recipe),
    ))  # fmt: skip


def _draw(page: Page, networks: Mapping[str, Network], succession: Succession) -> None:
    blocks = _stack(page, succession)
    styles = _styles(blocks)
    by_key = {(block.period, block.community): block for block in blocks}
    _draw_bands(page, succession, by_key, styles)
    for block in blocks:
        colour, hatch = styles.get(block.line, (OTHERS, ""))
        page.axes.add_patch(
            Rectangle(
                (block.left, block.bottom), _BLOCK_WIDTH, block.height, facecolor=colour, edgecolor=INK, hatch=hatch,
                linewidth=0.5, zorder=3,
            )
        )  # fmt: skip
        _name(page, block, list(networks.values())[block.period])
    for number, period in enumerate(succession.periods):
        left = next(block.left for block in blocks if block.period == number)
        page.axes.text(
            left, page.height - 8, period.replace("..", "–"), fontsize=9, color=INK, fontweight="bold",
        )  # fmt: skip
    _add_legend(page, blocks, styles, succession.periods)


def _stack(page: Page, succession: Succession) -> list[_Block]:
    """Return blocks with their places: lines keep their order from column to column, the rest stands below."""
    periods = len(succession.periods)
    totals = succession.blocks.group_by("period").agg(pl.col("size").sum())
    height = page.height - _HEADING
    scale = height * (1 - _GAP_SHARE) / max(int(str(totals["size"].max())), 1)
    room = (page.width - _NAMES_BESIDE - _BLOCK_WIDTH) / max(periods - 1, 1)
    placed: list[_Block] = []
    for number in range(periods):
        rows = _gather(succession.blocks.filter(pl.col("period") == number))
        gap = height * _GAP_SHARE / max(len(rows), 1)
        top = height
        for community, size, line in rows:
            placed.append(_Block(number, community, size, line, number * room, top - size * scale, size * scale))
            top -= size * scale + gap
    return placed


def _gather(blocks: pl.DataFrame) -> list[tuple[int, int, int]]:
    """Return community, size and line of the largest blocks, by line, and one block for all others."""
    shown = blocks.head(BLOCKS_DRAWN).sort("line").select("community", "size", "line").rows()
    rest = int(blocks["size"][BLOCKS_DRAWN:].sum())
    return [*shown, (_REST, rest, _REST)] if rest else shown


def _styles(blocks: list[_Block]) -> dict[int, tuple[str, str]]:
    """Return colour and hatch of the lines that hold most members over all periods."""
    sizes: dict[int, int] = {}
    for block in blocks:
        sizes[block.line] = sizes.get(block.line, 0) + block.size
    ranked = sorted((line for line in sizes if line != _REST), key=lambda line: (-sizes[line], line))
    pairs = [*zip(COLOURS, _HATCHES, strict=True), *zip(COLOURS, (*_HATCHES[3:], *_HATCHES[:3]), strict=True)]
    return dict(zip(ranked, pairs, strict=False))


def _draw_bands(
    page: Page, succession: Succession, blocks: dict[tuple[int, int], _Block], styles: dict[int, tuple[str, str]]
) -> None:
    used_right: dict[tuple[int, int], float] = {}
    used_left: dict[tuple[int, int], float] = {}
    for (source, target), nodes in _bands(succession, blocks).items():
        one, other = blocks[source], blocks[target]
        start = one.bottom + one.height - used_right.get(source, 0.0)
        end = other.bottom + other.height - used_left.get(target, 0.0)
        first, second = (nodes * block.height / block.size for block in (one, other))
        used_right[source] = used_right.get(source, 0.0) + first
        used_left[target] = used_left.get(target, 0.0) + second
        colour = styles.get(one.line, (OTHERS, ""))[0]
        shape = _band((one.left + _BLOCK_WIDTH, start, first), (other.left, end, second))
        page.axes.add_patch(PathPatch(shape, facecolor=colour, edgecolor=colour, linewidth=0.2, alpha=0.45, zorder=2))


_Key = tuple[int, int]


def _bands(succession: Succession, blocks: dict[_Key, _Block]) -> dict[tuple[_Key, _Key], int]:
    """Return common members of drawn blocks, from the upper to the lower end on both sides."""
    counted: dict[tuple[_Key, _Key], int] = {}
    for period, source, target, nodes in succession.moves.iter_rows():
        one = (period, source if (period, source) in blocks else _REST)
        other = (period + 1, target if (period + 1, target) in blocks else _REST)
        counted[one, other] = counted.get((one, other), 0) + nodes
    order = sorted(counted, key=lambda pair: (-blocks[pair[0]].bottom, -blocks[pair[1]].bottom, pair))
    return {pair: counted[pair] for pair in order}


def _band(start: tuple[float, float, float], end: tuple[float, float, float]) -> Shape:
    """Return the outline of a band between two sides (x, upper y, height)."""
    middle = (start[0] + end[0]) / 2
    points = [
        (start[0], start[1]), (middle, start[1]), (middle, end[1]), (end[0], end[1]),
        (end[0], end[1] - end[2]), (middle, end[1] - end[2]), (middle, start[1] - start[2]),
        (start[0], start[1] - start[2]), (start[0], start[1]),
    ]  # fmt: skip
    codes = [Shape.MOVETO, *[Shape.CURVE4] * 3, Shape.LINETO, *[Shape.CURVE4] * 3, Shape.CLOSEPOLY]
    return Shape(np.round(points, 2), codes)


def _name(page: Page, block: _Block, network: Network) -> None:
    """Write size and main countries beside a block that is high enough."""
    if block.height < 7:
        return
    if block.community == _REST:
        words = f"{block.size:,} in smaller ones"
    else:
        members = network.nodes.filter(pl.col("community") == block.community)
        countries = members["country"].to_list() if "country" in members.columns else []
        words = f"{block.size:,}" + (f" ({describe_countries(countries)})" if any(countries) else "")
    page.axes.text(
        block.left + _BLOCK_WIDTH + 3, block.bottom + block.height / 2, words, fontsize=6.5, color=INK, va="center",
        zorder=5, clip_on=False,
    )  # fmt: skip


def _add_legend(page: Page, blocks: list[_Block], styles: dict[int, tuple[str, str]], periods: tuple[str, ...]) -> None:
    marks = []
    for line, (colour, hatch) in styles.items():
        mine = [block for block in blocks if block.line == line]
        first, last = (periods[block.period].replace("..", "–") for block in (mine[0], mine[-1]))
        sizes = " → ".join(f"{block.size:,}" for block in mine)
        name = f"{sizes} ({first})" if first == last else sizes
        marks.append(Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.5, label=name))
    if any(block.line == _REST or block.line not in styles for block in blocks):
        marks.append(Patch(facecolor=OTHERS, edgecolor=FAINT, linewidth=0.5, label="smaller communities"))
    page.add_legend("Communities that go on:\nmembers by period", marks[:20])
