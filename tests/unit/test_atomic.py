"""Outputs appear whole or not at all, whatever goes wrong."""

import errno
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from ecosystem_graph.atomic import atomic_file, atomic_folder
from ecosystem_graph.errors import OutputError, SourceUnavailableError, StoreError
from ecosystem_graph.release import MARKER


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _release(folder: Path, content: str = "old") -> Path:
    folder.mkdir()
    (folder / MARKER).write_text(content)
    return folder


def _write_half_then_raise(partial: Path, error: BaseException) -> None:
    partial.write_text("half")
    raise error


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("old")
    with atomic_file(target) as partial:
        partial.write_text("new")
        assert target.read_text() == "old"
        assert partial.suffix == ".csv"
    assert (target.read_text(), _names(tmp_path)) == ("new", ["answer.csv"])


def test_a_file_in_a_missing_folder_makes_the_folder(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "a" / "b" / "answer.csv") as partial:
        partial.write_text("new")
    assert (tmp_path / "a" / "b" / "answer.csv").read_text() == "new"


@pytest.mark.parametrize("error", [ValueError("bad"), KeyboardInterrupt(), SystemExit(143)])
def test_any_error_leaves_the_previous_file_and_no_temporary(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("old")
    with pytest.raises(type(error)), atomic_file(target) as partial:
        _write_half_then_raise(partial, error)
    assert (target.read_text(), _names(tmp_path)) == ("old", ["answer.csv"])


def test_an_error_removes_the_parent_folders_made_for_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bad"), atomic_folder(tmp_path / "a" / "b" / "out"):
        raise ValueError("bad")
    assert _names(tmp_path) == []


def test_the_mode_of_a_replaced_file_and_the_link_to_it_are_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "answer.csv", tmp_path / "latest.csv"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    with atomic_file(link) as partial:
        partial.write_text("new")
    assert link.is_symlink()
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("new", 0o640)


def test_a_device_is_written_and_never_replaced() -> None:
    with atomic_file(Path("/dev/null")) as path:
        path.write_text("gone")
    assert Path("/dev/null").is_char_device()


def test_a_full_disk_is_an_output_error_that_names_the_output(tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("old")
    full = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115 - closed below
    with (
        full,
        pytest.raises(OutputError, match=r"csv: cannot be written: No space left") as caught,
        atomic_file(target),
    ):
        full.write(b"x")
    assert caught.value.exit_code == 3
    assert "free space" in caught.value.hint
    assert (target.read_text(), _names(tmp_path)) == ("old", ["answer.csv"])


def test_a_file_size_limit_hit_by_a_real_write_leaves_the_previous_release(tmp_path: Path) -> None:
    release = _release(tmp_path / "out")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(OutputError, match="File too large"), atomic_folder(release) as partial:
            (partial / MARKER).write_bytes(b"x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert ((release / MARKER).read_text(), _names(tmp_path)) == ("old", ["out"])


def test_a_full_disk_that_a_library_tells_in_its_own_words_is_an_output_error_too(tmp_path: Path) -> None:
    words = "parquet: underlying IO error: No space left on device (os error 28)"
    with (
        pytest.raises(OutputError, match=r"cannot be written: No space left on device$"),
        atomic_folder(tmp_path / "out"),
    ):
        raise StoreError(words)
    with pytest.raises(RuntimeError, match="something else"), atomic_folder(tmp_path / "out"):
        raise RuntimeError("something else")
    assert _names(tmp_path) == []


def test_a_parent_that_is_a_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for make in (atomic_file, atomic_folder):
        with pytest.raises(OutputError, match="cannot be written"), make(tmp_path / "file" / "out"):
            pytest.fail("the block must not run")
    assert _names(tmp_path) == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_an_output_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="Permission denied"), atomic_file(tmp_path / "answer.csv"):
            pytest.fail("the block must not run")
    finally:
        tmp_path.chmod(0o700)


def test_errors_about_inputs_keep_their_own_class(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError), atomic_file(tmp_path / "answer.csv"):
        raise SourceUnavailableError("input.xlsx: cannot be read")
    with pytest.raises(FileNotFoundError), atomic_file(tmp_path / "answer.csv"):
        raise FileNotFoundError(errno.ENOENT, "No such file", str(tmp_path / "input.xlsx"))
    with pytest.raises(BrokenPipeError), atomic_file(tmp_path / "answer.csv"):
        raise BrokenPipeError


def test_a_file_is_not_put_in_the_place_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"), atomic_file(tmp_path):
        pytest.fail("the block must not run")


def test_a_release_is_replaced_whole_and_only_when_complete(tmp_path: Path) -> None:
    release = _release(tmp_path / "out")
    (release / "store").mkdir()
    with atomic_folder(release) as partial:
        (partial / MARKER).write_text("new")
        assert (release / MARKER).read_text() == "old"
    assert (_names(release), (release / MARKER).read_text()) == ([MARKER], "new")
    assert _names(tmp_path) == ["out"]


def test_an_empty_folder_and_a_missing_one_are_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing"):
        with atomic_folder(tmp_path / name) as partial:
            (partial / MARKER).write_text(name)
        assert (tmp_path / name / MARKER).read_text() == name
    assert _names(tmp_path) == ["empty", "missing"]


def test_what_the_user_put_into_a_release_survives_a_new_build(tmp_path: Path) -> None:
    release = _release(tmp_path / "out")
    (release / "notes").mkdir()
    (release / "notes" / "a.txt").write_text("mine")
    (release / "network.gexf").write_text("mine")
    with atomic_folder(release) as partial:
        (partial / MARKER).write_text("new")
    assert (release / "notes" / "a.txt").read_text() == "mine"
    assert _names(release) == ["network.gexf", "notes", MARKER]


def test_a_folder_that_is_not_a_release_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter1.tex").write_text("years of work")
    with (
        pytest.raises(OutputError, match=r"not a release \(no run\.json\)") as caught,
        atomic_folder(tmp_path / "thesis"),
    ):
        pytest.fail("the block must not run")
    assert "another folder" in caught.value.hint
    assert _names(tmp_path) == ["thesis"]


def test_an_interruption_between_the_two_renames_brings_the_release_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, rename = _release(tmp_path / "out"), Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name.startswith(".partial-"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), atomic_folder(release) as partial:
        (partial / MARKER).write_text("new")
    assert ((release / MARKER).read_text(), _names(tmp_path)) == ("old", ["out"])


def test_a_run_killed_between_the_two_renames_is_repaired_by_the_next(tmp_path: Path) -> None:
    _release(tmp_path / ".previous-01234567-out")
    with pytest.raises(ValueError, match="bad"), atomic_folder(tmp_path / "out"):
        raise ValueError("bad")
    assert ((tmp_path / "out" / MARKER).read_text(), _names(tmp_path)) == ("old", ["out"])


KILLED = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from ecosystem_graph.atomic import atomic_folder
    with atomic_folder(Path(sys.argv[1])) as partial:
        (partial / "run.json").write_text("half")
        print("ready", flush=True)
        time.sleep(60)
""")


def test_temporaries_of_a_killed_run_are_removed_and_those_of_a_living_one_are_not(tmp_path: Path) -> None:
    release = _release(tmp_path / "out")
    with subprocess.Popen([sys.executable, "-c", KILLED, str(release)], stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.readline()
        with atomic_folder(release) as partial:
            (partial / MARKER).write_text("new")
        assert len(_names(tmp_path)) == 2
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert len(_names(tmp_path)) == 2
    with atomic_folder(release) as partial:
        (partial / MARKER).write_text("newer")
    assert ((release / MARKER).read_text(), _names(tmp_path)) == ("newer", ["out"])


def test_ctrl_c_leaves_the_previous_release_and_no_temporary(tmp_path: Path) -> None:
    release = _release(tmp_path / "out")
    command = [sys.executable, "-c", KILLED, str(release)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(0.05)
        run.send_signal(signal.SIGINT)
    assert run.returncode != 0
    assert ((release / MARKER).read_text(), _names(tmp_path)) == ("old", ["out"])
