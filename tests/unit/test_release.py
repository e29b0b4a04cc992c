"""A release is known by its run.json."""

from pathlib import Path

import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.release import MARKER, RELEASE_ENTRIES, open_release


def test_a_folder_with_a_run_is_a_release_whose_parts_are_its_own_entries(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text('{"version": "0"}')
    release = open_release(tmp_path)
    parts = (release.records, release.consolidated, release.turtle, release.quads, release.store, release.issues)
    assert {part.name for part in parts} <= RELEASE_ENTRIES
    assert release.read_run() == {"version": "0"}


def test_any_other_folder_is_not_found_and_the_hint_tells_how_to_make_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NotFoundError, match="expected a release folder") as caught:
            open_release(folder)
        assert caught.value.exit_code == 6
        assert "ecosystem-graph build" in caught.value.hint
