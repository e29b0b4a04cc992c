"""Pictures show what they say; the same network gives the same file."""

import struct
from pathlib import Path

import networkx as nx
import pytest
from tests.unit.picture.conftest import ReadNames

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.metrics import measure_network
from ecosystem_graph.network.recipe import recipe_of
from ecosystem_graph.picture import drawing
from ecosystem_graph.picture.drawing import draw_network, picture_network
from ecosystem_graph.picture.page import PICTURE_SUFFIXES


def _measured(network: "nx.Graph[str]") -> "nx.Graph[str]":
    measure_network(network)
    return network


def _svg(network: "nx.Graph[str]", folder: Path, **options: str) -> str:
    # Letters are drawn as shapes, so that no font is needed; each text is repeated as a comment.
    (path,) = draw_network(network, folder / "network.svg", **options)  # type: ignore[arg-type]
    return path.read_text(encoding="utf-8")


def test_a_png_is_a_landscape_page_fit_for_print(tmp_path: Path, consortium: "nx.Graph[str]") -> None:
    (path,) = draw_network(consortium, tmp_path / "network.png")
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    assert (width, height) == (2340, 1660)


def test_a_drawing_names_all_partners_of_one_consortium_and_its_countries(
    tmp_path: Path, consortium: "nx.Graph[str]"
) -> None:
    svg = _svg(consortium, tmp_path, title="S3-4AlpClusters")
    for text in ("S3-4AlpClusters", "Trentino Innovation Hub", "Lombardy Region", "IT: 6", "CH: 1"):
        assert f"<!-- {text} -->" in svg
    assert "14 organisations, 91 links from 1 project, 73 of them between countries." in svg


def test_drawing_twice_gives_the_same_bytes(tmp_path: Path, consortium: "nx.Graph[str]") -> None:
    caves = _measured(nx.Graph([(str(one), str(other)) for one, other in nx.connected_caveman_graph(6, 8).edges]))
    for network, suffix in zip((consortium, caves), PICTURE_SUFFIXES, strict=True):
        first, second = (draw_network(network, tmp_path / f"{number}{suffix}")[0].read_bytes() for number in range(2))
        assert first == second


def test_of_a_larger_network_the_strongest_part_is_drawn_and_the_caption_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = _measured(nx.Graph([("hub", f"n{number}") for number in range(60)]))
    monkeypatch.setattr(drawing, "DRAWN_AT_MOST", 50)
    svg = _svg(network, tmp_path)
    assert "61 organisations, 60 links. Drawn: the 50 organisations of the largest connected part" in svg


@pytest.mark.parametrize(
    "network",
    [nx.empty_graph(["a"]), nx.empty_graph([f"n{number}" for number in range(50)]), nx.path_graph(["a", "b"])],
    ids=["one node", "no edge", "one edge"],
)
def test_unusual_networks_are_drawn(tmp_path: Path, network: "nx.Graph[str]") -> None:
    assert "organisation" in _svg(_measured(network), tmp_path)


def test_a_network_without_nodes_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no organisation to draw"):
        draw_network(nx.Graph(), tmp_path / "network.png")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_is_refused_with_the_known_ones_named(tmp_path: Path) -> None:
    with pytest.raises(QueryParameterError, match=r"network\.jpg: cannot draw .* \.png, \.svg"):
        draw_network(nx.Graph([("a", "b")]), tmp_path / "network.jpg")


def test_names_of_the_strongest_do_not_cover_each_other(read_names: ReadNames) -> None:
    network = _measured(nx.Graph([(f"organisation {one}", f"organisation {other}") for one, other in _caves()]))
    assert len(read_names(picture_network(network))) > 4


def test_all_members_of_a_small_separate_part_are_named(read_names: ReadNames) -> None:
    network = _measured(nx.Graph([(f"n{one}", f"n{other}") for one, other in _caves()] + [("left", "right")]))
    assert {"left", "right"} <= set(read_names(picture_network(network)))


def test_a_backbone_is_drawn_without_those_who_keep_no_tie(tmp_path: Path) -> None:
    network = _measured(nx.Graph([("a", "b"), ("b", "c")]))
    network.add_nodes_from(f"x{number}" for number in range(20))
    recipe_of(network).update(
        backbone="SDSM, alpha 0.05", edges=2, edges_before_backbone=90, organisations_without_partner=20
    )
    picture = picture_network(network)
    assert picture.title.startswith("Backbone: organisations that worked together more than chance explains")
    assert "Drawn: the 3 organisations that keep a link." in picture.caption
    assert "keeps 2 of 90 links" in picture.caption
    network.remove_edges_from([*network.edges])
    with pytest.raises(NotFoundError, match="larger --alpha"):
        picture_network(network)


def _caves() -> list[tuple[int, int]]:
    return list(nx.connected_caveman_graph(6, 8).edges)
