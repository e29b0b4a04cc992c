"""Blocks are as high as they have members, bands as wide as members stay, colours stay with those who go on."""

from pathlib import Path

import polars as pl
from matplotlib.patches import Rectangle

from ecosystem_graph.network.recipe import Recipe
from ecosystem_graph.network.structure import EDGE_SCHEMA, Network
from ecosystem_graph.picture import page
from ecosystem_graph.picture.alluvial import BLOCKS_DRAWN, picture_alluvial
from ecosystem_graph.picture.page import PAGE, write_picture


def _parts(*sizes: int, start: int = 0) -> Network:
    members = [(f"n{start + number}-{place}", number) for number, size in enumerate(sizes, 1) for place in range(size)]
    nodes = pl.DataFrame(members, schema=["id", "community"], orient="row").with_columns(country=pl.lit("AT"))
    recipe: Recipe = {
        "level": "organisation",
        "communities": len(sizes),
        "release": "r1",
        "version": "1",
        "filters": "none",
    }
    return Network(nodes, pl.DataFrame(schema=EDGE_SCHEMA), recipe)


def _blocks(networks: dict[str, Network]) -> list[Rectangle]:
    with page._style():
        axes = page._compose(picture_alluvial(networks), PAGE).axes[0]
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def test_blocks_are_as_high_as_they_have_members() -> None:
    blocks = _blocks({"then": _parts(40, 20), "now": _parts(10, 20)})
    heights = [block.get_height() for block in blocks]
    assert [round(height / heights[-1], 6) for height in heights] == [2.0, 1.0, 0.5, 1.0]


def test_a_community_keeps_its_colour() -> None:
    one, other, first, second = _blocks({"then": _parts(40, 20), "now": _parts(10, 20)})
    assert (first.get_facecolor(), second.get_facecolor()) == (one.get_facecolor(), other.get_facecolor())
    assert one.get_facecolor() != other.get_facecolor()


def test_small_communities_are_one_block() -> None:
    sizes = [30, *[2] * (BLOCKS_DRAWN + 5)]
    assert len(_blocks({"then": _parts(*sizes), "now": _parts(30)})) == BLOCKS_DRAWN + 2


def test_the_caption_says_how_communities_were_found_and_followed(tmp_path: Path) -> None:
    picture = picture_alluvial({"2007..2013": _parts(4, 1), "2014..2020": _parts(3)})
    assert "2007..2013: 5 organisations, 2 communities" in picture.caption
    assert "(Jaccard index). Communities of one (1) are not drawn." in picture.caption
    assert "Made from release r1" in picture.caption
    assert "<!-- 2014–2020 -->" in write_picture(picture, tmp_path / "a.svg")[0].read_text(encoding="utf-8")
