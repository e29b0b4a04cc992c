"""Progress of long work, reported to whoever called; only the command line draws it."""

from typing import Protocol

__all__ = ["Progress", "no_progress"]


class Progress(Protocol):
    """A callable that is told how far a stage is."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Report that ``done`` of ``total`` units of ``stage`` are finished; ``total`` is None when unknown."""


def no_progress(stage: str, done: int, total: int | None = None) -> None:
    """Ignore progress."""
