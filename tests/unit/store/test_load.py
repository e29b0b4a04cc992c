"""Bulk loading of stores."""

import io
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyoxigraph as ox
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


@pytest.mark.parametrize("portions", [0, 3, 20])
def test_each_quad_is_loaded_once_wherever_portions_end(
    portions: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f'<http://e/{n % 7}> <http://e/p> "{n}" .\n'.encode() for n in range(40)]
    lines += [f"<http://e/{n}> <http://e/p> <http://e/{n + 1}> <http://e/g> .\n".encode() for n in range(40)]
    monkeypatch.setattr(load, "_BYTES_PER_PORTION", 250)  # some six pieces
    monkeypatch.setattr(load, "_PORTIONS", portions)
    pieces = [memoryview(pa.py_buffer(line)) for line in lines]  # as emission gives them: signed bytes, read-only
    assert load_quads([*pieces[:50], memoryview(b""), *pieces[50:]], tmp_path / "store") == 80
    dumped = ox.Store.read_only(str(tmp_path / "store")).dump(format=ox.RdfFormat.N_QUADS)
    assert dumped is not None
    assert sorted(dumped.splitlines(keepends=True)) == sorted(lines)


def test_what_follows_the_portions_is_taken_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "_BYTES_PER_PORTION", 4 * len(ONE))
    monkeypatch.setattr(load, "_PORTIONS", 2)
    taken = 0
    ahead: list[int] = []

    def pieces() -> Iterator[memoryview]:
        nonlocal taken
        for taken in range(1, 41):  # noqa: B007 - read below
            yield memoryview(ONE)

    def read(_: object, text: io.IOBase) -> None:
        if isinstance(text, io.RawIOBase):
            for number in range(9, 41):
                assert text.read(len(ONE)) == ONE
                ahead.append(taken - number)

    monkeypatch.setattr(load, "_load", read)
    load_quads(pieces(), tmp_path / "store")
    assert ahead == [0] * 32


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
