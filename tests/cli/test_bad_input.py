"""Input that cannot be read: one line for a person, the exit code of inputs, no trace of the program's inside."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HEADER = b"projectID;organisationID;name;role;country\n"


def unsafe_archive(folder: Path) -> str:
    with zipfile.ZipFile(folder / "cordis.zip", "w") as archive:
        archive.writestr("../organization.csv", HEADER)
    return str(folder / "cordis.zip")


def damaged_archive(folder: Path) -> str:
    (folder / "cordis.zip").write_bytes(b"PK\x03\x04 cut off")
    return str(folder / "cordis.zip")


def bomb(folder: Path) -> str:
    (folder / "organization.csv.gz").write_bytes(gzip.compress(HEADER + bytes(80 << 20)))
    return f"cordis={folder / 'organization.csv.gz'}"


def cut_off(folder: Path) -> str:
    (folder / "organization.csv.gz").write_bytes(gzip.compress(HEADER * 999)[:-20])
    return f"cordis={folder / 'organization.csv.gz'}"


def empty(folder: Path) -> str:
    (folder / "latest_SE.csv").write_bytes(b"")
    return f"kohesio={folder / 'latest_SE.csv'}"


@pytest.mark.parametrize(
    "make", [unsafe_archive, damaged_archive, bomb, cut_off, empty], ids=lambda make: make.__name__
)
def test_an_input_that_cannot_be_read_exits_with_3_and_leaves_no_release(
    make: Callable[[Path], str], cli: Callable[..., Any], tmp_path: Path
) -> None:
    outcome = cli("--quiet", "build", make(tmp_path), "-o", tmp_path / "out", "--no-store")
    assert outcome.code == 3
    assert "Traceback" not in outcome.stderr
    assert outcome.stderr.startswith("error: ")
    assert "expected" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_an_error_shows_no_contact_data_but_the_whole_path(cli: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "me@host.example" / "facts.yaml"
    path.parent.mkdir()
    path.write_text("format: some.body@host.example\n", encoding="utf-8")
    outcome = cli("--quiet", "build", f"curated={path}", "-o", tmp_path / "out", "--no-store")
    assert outcome.code == 3
    assert outcome.stderr.startswith(f"error: {path}: ")
    assert "some.body" not in outcome.stderr
