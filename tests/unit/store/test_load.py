"""Bulk loading of stores."""

import gzip
from pathlib import Path

import pytest

from ecosystem_graph.errors import StoreError
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.store.solution import Boolean

ONE = b'<http://e/a> <http://e/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
OTHER = b"<http://e/b> <http://e/p> <http://e/c> <http://e/g> .\n"


def test_files_and_bytes_are_loaded_together_and_counted_once(tmp_path: Path) -> None:
    (tmp_path / "one.nq").write_bytes(ONE)
    (tmp_path / "other.nq.gz").write_bytes(gzip.compress(ONE + OTHER))
    assert load_quads([tmp_path / "one.nq", tmp_path / "other.nq.gz", OTHER], tmp_path / "store") == 2
    view = OxigraphView.open(tmp_path / "store")
    assert view.query("ASK { ?s <http://e/p> 1.5 GRAPH <http://e/g> { ?x <http://e/p> ?y } }") == Boolean(value=True)


def test_a_folder_with_files_is_not_loaded_into(tmp_path: Path) -> None:
    load_quads([ONE], tmp_path / "store")
    with pytest.raises(StoreError, match="expected a new or empty directory"):
        load_quads([OTHER], tmp_path / "store")


def test_malformed_quads_are_named_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "bad.nq").write_bytes(ONE + b"<http://e/a> nonsense .\n")
    with pytest.raises(StoreError, match=r"bad\.nq: expected N-Quads, found"):
        load_quads([tmp_path / "bad.nq"], tmp_path / "store")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing\.nq"):
        load_quads([tmp_path / "missing.nq"], tmp_path / "store")
