"""The pictures in the tutorial are what its commands draw."""

import re
import shlex
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ecosystem_graph.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial"
TEXT = (TUTORIAL / "pictures.md").read_text(encoding="utf-8")
COMMAND = r"<!-- {} -->\n```console\n\$ ecosystem-graph (.*)\n"


def _words(mark: str, number: int = 0) -> list[str]:
    return shlex.split(re.findall(COMMAND.format(mark), TEXT)[number])


def test_the_picture_of_one_consortium_is_what_the_command_draws(
    demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "demo").symlink_to(demo_release)
    monkeypatch.chdir(tmp_path)
    assert run([*_words("run"), "-o", "alpclusters.svg"]) == 0
    drawing = (tmp_path / "alpclusters.svg").read_text(encoding="utf-8")
    assert "14 organisations, 91 links from 1 project, 73 of them between countries." in drawing
    assert "<!-- S3-4AlpClusters and its 14 partners -->" in drawing
    assert _difference(tmp_path / "alpclusters.png", TUTORIAL / "alpclusters.png") < 6


@pytest.mark.shared
def test_the_map_of_one_programme_is_drawn_from_a_real_export(
    keep_release: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "keep").symlink_to(keep_release)
    (tmp_path / "nuts.geojson").symlink_to(shared / "data" / "nuts" / "gisco_nuts_2024.geojson")
    monkeypatch.chdir(tmp_path)
    assert run([*_words("run with keep\\.eu"), "-o", "alpine-space.svg"]) == 0
    drawing = (tmp_path / "alpine-space.svg").read_text(encoding="utf-8")
    assert "395 links from 21 projects" in drawing
    assert "(https://keep.eu/)" in drawing
    with Image.open(tmp_path / "alpine-space.png") as image:
        assert image.size == (2340, 1660)


def test_pictures_of_the_documentation_are_small_and_described() -> None:
    described = re.findall(r"!\[([^]]+)\]\(([^)]+\.png)\)", TEXT)
    assert [name for _, name in described] == ["alpclusters.png", "alpine-space.png"]
    assert all(len(text) > 80 for text, _ in described)
    assert all((TUTORIAL / name).stat().st_size < 200_000 for _, name in described)


def _difference(one: Path, other: Path) -> float:
    """Return the mean difference of two pictures, 0 to 255."""
    values = []
    for path in (one, other):
        with Image.open(path) as image:
            values.append(np.asarray(image.convert("L"), dtype=np.float64))
    assert values[0].shape == values[1].shape
    return float(np.abs(values[0] - values[1]).mean())
