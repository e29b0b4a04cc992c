"""Outputs that appear whole or not at all: written beside their place, then renamed."""

import errno
import fcntl
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ecosystem_graph.errors import EcosystemGraphError, OutputError
from ecosystem_graph.release import MARKER, RELEASE_ENTRIES

__all__ = ["FINISHED", "atomic_file", "atomic_folder", "has_unfinished_work", "link_tree", "work_folder"]

_PARTIAL, _PREVIOUS, _UNFINISHED = ".partial-", ".previous-", ".unfinished-"
FINISHED = ".finished.json"
"""End of the names of files by which a work folder tells what is finished; without any it is not worth keeping."""

_KEY = "key"
"""File in a work folder that says what the work is for."""
_FULL_DISK = tuple(os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS))


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; rename it to ``path`` when the block ends well.

    The temporary is in the same folder and ends with the same name, so writers that look at the suffix work. Missing
    parent folders are made. A device or pipe (``/dev/stdout``) is written directly. Nothing is left after an error.

    Args:
        path: File to write or replace; a symbolic link is followed.

    Yields:
        Path to write; it exists already, empty.

    Raises:
        OutputError: The file cannot be written (the reason is the system's).
    """
    with _output_errors(path):
        if path.is_dir():
            raise OutputError(f"{path}: is a folder, not a file", hint="Name a file, for example with -o FILE.")
        if path.exists() and not path.is_file():
            yield path
            return
        target = path.resolve()
        with _temporary_beside(target, folder=False) as partial:
            yield partial
            _keep_mode(target, partial)
            partial.replace(target)


@contextmanager
def atomic_folder(path: Path, *, entries: Collection[str] = RELEASE_ENTRIES) -> Iterator[Path]:
    """Give a temporary folder to fill; put it in the place of ``path`` when the block ends well.

    Until then, and after any error or interruption, the previous folder stays as it was. What the user put beside the
    release's own entries is kept. What a killed run left behind is removed on the next run.

    Args:
        path: Folder to make or replace: absent, empty, or a release (it has ``run.json``).
        entries: Names of the release's own top-level entries; these are never carried over.

    Yields:
        Empty folder to fill, in the parent folder of ``path``.

    Raises:
        OutputError: ``path`` is something else than a release, or cannot be written (the reason is the system's).
    """
    target = path.resolve()
    with _output_errors(path):
        _recover(target)
        _refuse_foreign(path)
        with _temporary_beside(target, folder=True) as partial:
            yield partial
            _carry_over(target, partial, entries)
            _swap(partial, target)


@contextmanager
def work_folder(path: Path, key: str) -> Iterator[Path]:
    """Give a folder beside ``path`` in which a long run keeps what it has finished, to go on after an interruption.

    When the block ends well, or with an error, the folder is removed. After Ctrl-C or when the process is killed it
    stays, and the next run with the same key finds it as it was; another key finds it empty.

    Args:
        path: The output that the work is for, with the same conditions as for `atomic_folder`.
        key: What the work depends on: inputs, settings, versions.

    Yields:
        Folder on the file system of ``path``.

    Raises:
        OutputError: Another run works for this output, ``path`` is something else than a release, or the folder cannot
            be written.
    """
    target = path.resolve()
    with _output_errors(path):
        _recover(target)
        _refuse_foreign(path)
        made = _make_parents(target.parent)
        work = target.with_name(f"{_UNFINISHED}{target.name}")
        work.mkdir(exist_ok=True)
        descriptor = os.open(work, os.O_RDONLY)
        try:
            if not _lock(descriptor):
                raise OutputError(f"{path}: another run is writing it", hint="Wait for it, or choose another folder.")
            _empty_unless(work, key)
            with _kept_when_interrupted(work, made):
                yield work
        finally:
            os.close(descriptor)


def has_unfinished_work(path: Path) -> bool:
    """Tell whether an interrupted run left finished stages for this output."""
    target = path.resolve()
    return any(target.with_name(f"{_UNFINISHED}{target.name}").glob(f"*{FINISHED}"))


def link_tree(source: Path, destination: Path) -> None:
    """Give a file, or a folder with all that is in it, a second place on its file system, without copying bytes."""
    if source.is_dir():
        shutil.copytree(source, destination, copy_function=_link)
    else:
        _link(source, destination)


def _empty_unless(work: Path, key: str) -> None:
    """Empty a work folder unless it was made for the same key."""
    name = work / _KEY
    if name.is_file() and name.read_text(encoding="utf-8") == key:
        return
    for each in work.iterdir():
        _remove(each)
    name.write_text(key, encoding="utf-8")


@contextmanager
def _kept_when_interrupted(work: Path, made: list[Path]) -> Iterator[None]:
    try:
        yield
    except Exception:
        _remove_with_parents(work, made)
        raise
    except BaseException:  # Ctrl-C and the like
        if not any(work.glob(f"*{FINISHED}")):
            _remove_with_parents(work, made)
        raise
    _remove_with_parents(work, made)


def _remove_with_parents(work: Path, made: list[Path]) -> None:
    _remove(work)
    for parent in reversed(made):
        with suppress(OSError):
            parent.rmdir()


@contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    """Turn every refusal to write into one error that names the output; other errors pass."""
    try:
        yield
    except OutputError:
        raise
    except Exception as error:
        reason = _refusal(error, path)
        if reason is None:
            raise
        raise OutputError(
            f"{path}: cannot be written: {reason}", hint="Check free space and permissions, or choose another place."
        ) from error


def _refusal(error: Exception, path: Path) -> str | None:
    """Return why an output cannot be written, or None when the error is about something else."""
    if isinstance(error, OSError) and not isinstance(error, EcosystemGraphError | ConnectionError | TimeoutError):
        return (error.strerror or str(error)) if _is_about(error, path) else None
    # Libraries in Rust and C++ tell of a full disk in words only, in errors of their own classes.
    return next((words for words in _FULL_DISK if words in str(error)), None)


def _is_about(error: OSError, path: Path) -> bool:
    """Tell whether an error names no file (a full disk), or the output, its temporary or one of their parents."""
    if not isinstance(error.filename, str | os.PathLike):
        return True
    place, target = Path(error.filename).absolute(), path.resolve()
    return target.is_relative_to(place) or any(
        part.startswith((_PARTIAL, _PREVIOUS, _UNFINISHED)) for part in place.parts
    )


@contextmanager
def _temporary_beside(target: Path, *, folder: bool) -> Iterator[Path]:
    """Make a locked temporary next to ``target``; remove it, and parents made for it, unless it was renamed away."""
    made = _make_parents(target.parent)
    _remove_stale(target)
    partial = target.with_name(f"{_PARTIAL}{os.urandom(4).hex()}-{target.name}")
    try:
        partial.mkdir() if folder else partial.touch(exist_ok=False)
        descriptor = os.open(partial, os.O_RDONLY)
        try:
            _lock(descriptor)
            yield partial
        finally:
            os.close(descriptor)
    finally:
        _remove(partial)
        for parent in reversed(made):
            with suppress(OSError):
                parent.rmdir()


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and its parents; return those that were missing, outermost first."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _keep_mode(target: Path, partial: Path) -> None:
    """Give the new file the permissions of the old one, and have its bytes on disk before the rename."""
    if target.exists():
        shutil.copymode(target, partial)
    with partial.open("rb") as written:
        os.fsync(written.fileno())


def _lock(descriptor: int) -> bool:
    """Lock a temporary while its writer lives: the system releases the lock even when the process is killed."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_stale(target: Path) -> None:
    """Remove temporaries of this target whose writer is gone."""
    for stale in _temporaries(target, _PARTIAL) + (_temporaries(target, _PREVIOUS) if target.exists() else []):
        with suppress(OSError):
            descriptor = os.open(stale, os.O_RDONLY)
            try:
                if _lock(descriptor):
                    _remove(stale)
            finally:
                os.close(descriptor)


def _temporaries(target: Path, prefix: str) -> list[Path]:
    width = len(prefix) + 8
    names = (path for path in target.parent.iterdir() if path.name.startswith(prefix))
    return sorted(path for path in names if path.name[width:] == f"-{target.name}")


def _recover(target: Path) -> None:
    """Bring back the previous folder when a run was killed between the two renames of a swap."""
    if not target.parent.is_dir() or target.exists():
        return
    for previous in _temporaries(target, _PREVIOUS)[-1:]:
        previous.rename(target)


def _refuse_foreign(path: Path) -> None:
    if not path.exists() and not path.is_symlink():
        return
    if not path.is_dir():
        raise OutputError(f"{path}: is not a folder", hint="Name a folder for the release, for example with -o OUT.")
    if any(path.iterdir()) and not (path / MARKER).is_file():
        raise OutputError(
            f"{path}: holds files but is not a release (no {MARKER}), so it is left alone",
            hint="Choose another folder, or empty this one yourself.",
        )


def _carry_over(target: Path, partial: Path, entries: Collection[str]) -> None:
    """Link the user's own files of the old folder into the new one, so that a swap never loses them."""
    if not target.is_dir():
        return
    for path in sorted(target.iterdir()):
        new = partial / path.name
        if path.name in entries or path.name.startswith((_PARTIAL, _PREVIOUS, _UNFINISHED)) or new.exists():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, new, symlinks=True, copy_function=_link)
        else:
            _link(path, new)


def _link(source: str | Path, destination: str | Path) -> None:
    try:
        os.link(source, destination, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(source, destination, follow_symlinks=False)


def _swap(partial: Path, target: Path) -> None:
    """Put ``partial`` in the place of ``target``; no system call swaps folders portably, so it takes two renames."""
    if not target.exists():
        partial.rename(target)
        return
    previous = target.with_name(f"{_PREVIOUS}{os.urandom(4).hex()}-{target.name}")
    try:
        target.rename(previous)
        partial.rename(target)
    except BaseException:  # also Ctrl-C between the two renames
        if previous.exists() and not target.exists():
            previous.rename(target)
        raise
    _remove(previous)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
