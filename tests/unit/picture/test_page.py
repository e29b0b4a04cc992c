"""Pages: drawings for the web have identifiers of their own and load nothing; texts stay texts."""

import re
from pathlib import Path

from lxml import etree
from matplotlib.lines import Line2D
from PIL import Image

from ecosystem_graph.picture.page import Page, Picture, format_inline, write_picture


def _draw(page: Page) -> None:
    page.axes.plot([0, page.width], [0, page.height], color="#0072B2")
    page.axes.text(10, 10, "a name <with> signs")
    for number in range(2):
        page.add_legend(f"Part {number}", [Line2D([], [], label=f"mark {number}")])


PICTURE = Picture("Title & more", "How it was made.", _draw)


def test_two_drawings_on_one_web_page_share_no_identifier() -> None:
    first, second = (etree.fromstring(format_inline(PICTURE, name).encode()) for name in ("one", "two"))
    names = [{str(name) for name in drawing.xpath("//@id")} for drawing in (first, second)]
    assert names[0]
    assert not names[0] & names[1]
    for drawing, own in zip((first, second), names, strict=True):
        used = re.findall(r"#([\w-]+)", etree.tostring(drawing).decode())
        assert {name for name in used if not re.fullmatch(r"[0-9a-f]{6}", name)} <= own


def test_texts_of_a_drawing_for_the_web_stay_texts() -> None:
    drawing = etree.fromstring(format_inline(PICTURE, "one").encode())
    texts = {"".join(each.itertext()).strip() for each in drawing.iter("{*}text")}
    assert {"a name <with> signs", "mark 0", "mark 1"} <= texts
    assert "Title & more" not in texts


def test_parts_of_the_legend_stand_below_each_other() -> None:
    drawing = etree.fromstring(format_inline(PICTURE, "one").encode())
    legends = drawing.xpath("//*[starts-with(@id, 'one-legend')]")
    assert len(legends) == 2


def test_a_png_has_a_palette_and_says_how_fine_it_is(tmp_path: Path) -> None:
    (path,) = write_picture(PICTURE, tmp_path / "new" / "page.png")
    with Image.open(path) as image:
        assert (image.mode, image.size) == ("P", (2340, 1660))
        assert round(image.info["dpi"][0]) == 200


def test_the_same_picture_gives_the_same_drawing() -> None:
    assert format_inline(PICTURE, "one") == format_inline(PICTURE, "one")
