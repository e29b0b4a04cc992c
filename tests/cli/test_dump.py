"""``dump`` copies or converts without the store."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest


def test_turtle_is_the_file_of_the_release(cli: Callable[..., Any], release: Path) -> None:
    assert cli("dump", "-d", release).stdout == (release / "ecosystem.ttl").read_text(encoding="utf-8")


def test_n_triples_and_turtle_are_the_same_graph(cli: Callable[..., Any], release: Path, tmp_path: Path) -> None:
    assert cli("dump", "-d", release, "-o", tmp_path / "all.nt").code == 0
    turtle = {str(each.triple) for each in ox.parse((release / "ecosystem.ttl").read_bytes(), ox.RdfFormat.TURTLE)}
    triples = {str(each.triple) for each in ox.parse((tmp_path / "all.nt").read_bytes(), ox.RdfFormat.N_TRIPLES)}
    assert triples == turtle


def test_compressed_quads_hold_all_graphs_and_are_the_same_bytes_each_time(
    cli: Callable[..., Any], release: Path, tmp_path: Path
) -> None:
    for name in ("a.nq.gz", "b.nq.gz"):
        assert cli("dump", "-d", release, "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.nq.gz").read_bytes() == (tmp_path / "b.nq.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.nq.gz").read_bytes()) == gzip.decompress(
        (release / "ecosystem.nq.gz").read_bytes()
    )


@pytest.mark.parametrize("words", [["-f", "rdfxml"], ["-o", "graph.jsonld"]])
def test_an_unknown_format_is_a_usage_error(cli: Callable[..., Any], release: Path, words: list[str]) -> None:
    assert cli("dump", "-d", release, *words).code == 2
