"""``report region`` writes one page, or says what exists instead."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_a_report_on_a_region_is_one_page(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    outcome = cli("report", "region", "at31", "-d", release, "-o", tmp_path / "at31.html")
    assert (outcome.code, outcome.stdout) == (0, "")
    assert (tmp_path / "at31.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["at31.html"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("AT39", "x.html"), 6, "there is AT31 Oberösterreich"),
        (("Linz am Rhein", "x.html"), 2, "expected a NUTS code, for example AT31"),
        (("AT31", "x.pdf"), 2, "expected a file name that ends in .html"),
        (("AT31", "x.html", "--period", "1950..1960"), 6, "have dates, from 20"),
        (("AT31", "x.html", "--where", "topic=wine"), 6, "no topic 'wine'; there is"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    cli: Callable[..., Any], release: Path, tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    region, name, *options = words
    outcome = cli("report", "region", region, "-d", release, *options, "-o", tmp_path / name)
    assert (outcome.code, list(tmp_path.iterdir())) == (code, [])
    assert message in outcome.stderr


def test_opportunities_are_drawn_of_one_region_and_only_where_they_are_defined(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    least = ("--min-region", "2", "--min-domain", "2", "--draws", "0")
    without = cli("specialisation", "-d", release, *least, "-o", tmp_path / "x.png")
    assert (without.code, "expected --region" in without.stderr) == (2, True)
    undefined = cli("specialisation", "-d", release, *least, "--region", "AT31", "-o", tmp_path / "x.png")
    assert (undefined.code, "no opportunity map of AT31" in undefined.stderr) == (6, True)
    assert list(tmp_path.iterdir()) == []
