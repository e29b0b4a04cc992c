"""Compressed dumps."""

import gzip
import random
import zlib
from pathlib import Path

import pytest

from ecosystem_graph.graph import archive
from ecosystem_graph.graph.archive import CompressedWriter

TEXT = bytes(random.Random(5).choices(b"abcdefgh\n", k=50_000))


def written(path: Path, pieces: list[bytes], jobs: int) -> bytes:
    with CompressedWriter(path, jobs=jobs) as stream:
        for piece in pieces:
            stream.write(piece)
    return path.read_bytes()


@pytest.mark.parametrize("size", [1, 700, 1_000, 49_999, 60_000])
def test_neither_pieces_nor_threads_change_a_byte(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_BYTES_PER_MEMBER", 1_000)
    whole = written(tmp_path / "whole.gz", [TEXT], 1)
    pieces = [TEXT[start : start + size] for start in range(0, len(TEXT), size)]
    assert written(tmp_path / "pieces.gz", pieces, 3) == whole
    assert gzip.decompress(whole) == TEXT


def test_nothing_written_is_an_empty_file_for_readers(tmp_path: Path) -> None:
    assert gzip.decompress(written(tmp_path / "empty.gz", [], 2)) == b""


def test_there_is_neither_name_nor_time_in_the_file(tmp_path: Path) -> None:
    whole = written(tmp_path / "some.gz", [TEXT], 1)
    assert whole[3] == 0
    assert whole[4:8] == bytes(4)
    assert zlib.decompressobj(31).decompress(whole) == TEXT
