"""Bulk loading of stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ecosystem_graph.errors import StoreError
from ecosystem_graph.store import load
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.solution import Boolean

ONE = b'<http://e/a> <http://e/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
OTHER = b"<http://e/b> <http://e/p> <http://e/c> <http://e/g> .\n"


def test_pieces_are_loaded_together_and_portions_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "_BYTES_PER_PORTION", 1)
    monkeypatch.setattr(load, "_PORTIONS", 1)  # so the second comes through the stream for the rest
    assert load.load_quads([ONE, memoryview(OTHER)], tmp_path / "store") == 2
    view = OxigraphView.open(tmp_path / "store")
    assert view.query("ASK { ?s <http://e/p> 1.5 GRAPH <http://e/g> { ?x <http://e/p> ?y } }") == Boolean(value=True)


def test_a_folder_with_files_is_not_loaded_into(tmp_path: Path) -> None:
    load_quads([ONE], tmp_path / "store")
    with pytest.raises(StoreError, match="expected a new or empty directory"):
        load_quads([OTHER], tmp_path / "store")


@pytest.mark.parametrize("jobs", [1, 2])
def test_malformed_quads_stop_the_load(tmp_path: Path, jobs: int) -> None:
    with pytest.raises(StoreError, match="expected N-Quads, found"):
        load_quads([ONE + b"<http://e/a> nonsense .\n"], tmp_path / "store", jobs=jobs)


def test_a_piece_that_cannot_be_made_stops_the_load(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield ONE
        raise OSError("no space left")

    with pytest.raises(StoreError, match="the store cannot be written: no space left"):
        load_quads(pieces(), tmp_path / "store")
