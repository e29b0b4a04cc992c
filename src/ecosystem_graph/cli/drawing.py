"""Progress on stderr: a bar on a terminal once work takes over two seconds, else a line every ten."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from ecosystem_graph.cli.message import note

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

__all__ = ["DrawnProgress"]

_PATIENCE_SECONDS = 2.0
_LINE_SECONDS = 10.0


class DrawnProgress:
    """A [`Progress`][ecosystem_graph.progress.Progress] that draws; use it in a ``with`` block.

    Args:
        quiet: Draw nothing.
        clock: Seconds, ever growing; tests give their own.
    """

    def __init__(self, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet, self._clock = quiet, clock
        self._start = self._last_line = clock()
        self._bars: Bars | None = None
        self._begun: dict[str, tuple[float, int]] = {}

    def __enter__(self) -> "DrawnProgress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Draw, when it is time to."""
        now = self._clock()
        self._begun.setdefault(stage, (now, done))
        if self._quiet or now - self._start < _PATIENCE_SECONDS:
            return
        if sys.stderr.isatty():
            self._draw(stage, done, total, now)
        elif now - self._last_line >= _LINE_SECONDS:
            self._last_line = now
            told = "".join(f", {each}" for each in self._speed(stage, done, total, now))
            note(f"{stage}: {done:,}{f' of {total:,}' if total else ''} ({now - self._start:.0f} s{told})")

    def _speed(self, stage: str, done: int, total: int | None, now: float) -> list[str]:
        """Return the rate of a stage and the time it still needs, where they can be told."""
        begun, first = self._begun[stage]
        if now <= begun or done <= first:
            return []
        rate = (done - first) / (now - begun)
        left = [f"{_duration((total - done) / rate)} left"] if total else []
        return [f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s", *left]

    def _draw(self, stage: str, done: int, total: int | None, now: float) -> None:
        if self._bars is None:
            self._bars = _start_bars()
        task = next((task.id for task in self._bars.tasks if task.description == stage), None)
        if task is None:
            task = self._bars.add_task(stage, total=total, speed="")
        self._bars.update(task, completed=done, total=total, speed=", ".join(self._speed(stage, done, total, now)))


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def _start_bars() -> "Bars":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    told = (TimeElapsedColumn(), TextColumn("{task.fields[speed]}"))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *told)
    bars = Progress(*columns, console=Console(stderr=True), transient=True)
    bars.start()
    return bars
