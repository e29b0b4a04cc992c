"""Stages that are finished once and for all."""

from pathlib import Path

import pytest

from ecosystem_graph.stage.work import Work


def test_a_finished_stage_is_not_done_again(tmp_path: Path) -> None:
    def fill(folder: Path) -> dict[str, int]:
        (folder / "made").touch(exist_ok=False)
        return {"rows": 3}

    assert Work(tmp_path).run("read", fill) == {"rows": 3}
    again = Work(tmp_path)
    assert again.run("read", fill) == {"rows": 3}
    assert again.resumed == ["read"]
    assert again.seconds.keys() == {"read"}


def test_a_stage_that_broke_off_starts_in_an_empty_folder(tmp_path: Path) -> None:
    def break_off(folder: Path) -> None:
        (folder / "half").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Work(tmp_path).run("read", break_off)
    work = Work(tmp_path)
    assert work.run("read", lambda folder: [path.name for path in folder.iterdir()]) == []
    assert work.resumed == []


def test_parts_of_a_stage_add_up_their_time(tmp_path: Path) -> None:
    work = Work(tmp_path)
    for number in range(2):
        work.run(f"read:{number}", lambda folder: folder.name)
    assert work.seconds.keys() == {"read"}
