"""Give one target damaged input for some time, and keep what breaks it, made as small as it goes."""

import random
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzz.damage import damage
from benchmarks.fuzz.target import Seed, Target

__all__ = ["Crash", "Outcome", "TooSlowError", "fuzz", "inputs", "try_input"]

PATIENCE_SECONDS = 10.0
"""Processor time that a reader may take for one small file."""

_MINIMISING_SECONDS = 20.0


class TooSlowError(BaseException):
    """A reader took too long; not an Exception, so that no reader can take it for one of its own."""


@dataclass(frozen=True, slots=True)
class Crash:
    """An input that ends in anything but an answer or a clear error.

    Attributes:
        signature: Exception and the place in our code, which tells one mistake from another.
        trace: Traceback.
        seed: The good file.
        data: Damaged content.
    """

    signature: str
    trace: str
    seed: Seed
    data: bytes


@dataclass(slots=True)
class Outcome:
    """What happened to one target.

    Attributes:
        target: Its name.
        taken: Inputs that were read.
        refused: Inputs that ended in a clear error.
        crashes: One per mistake.
    """

    target: str
    taken: int = 0
    refused: int = 0
    crashes: dict[str, Crash] = field(default_factory=dict)


def inputs(target: Target, number: int) -> Iterator[tuple[Seed, bytes]]:
    """Yield damaged inputs without end: the good files first, then the same ones for the same number."""
    seeds = target.make()
    yield from ((seed, seed.data) for seed in seeds)
    draw = random.Random(f"{target.name} {number}")
    while True:
        seed = draw.choice(seeds)
        yield seed, damage(seed.data, draw)


def fuzz(target: Target, seconds: float, number: int, tell: Callable[[bytes], object] = lambda _: None) -> Outcome:
    """Try damaged inputs until the time is over.

    Args:
        target: What to try.
        seconds: How long, finding the smallest input of each mistake not counted.
        number: Which inputs; the same number gives the same ones, in the same order.
        tell: Told of each input before it is tried.
    """
    outcome, end = Outcome(target.name), time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for seed, data in inputs(target, number):
            if time.monotonic() > end:
                return outcome
            tell(data)
            answer = try_input(target, seed, data, Path(folder))
            if isinstance(answer, Crash):
                if answer.signature not in outcome.crashes:
                    started = time.monotonic()
                    outcome.crashes[answer.signature] = _smallest(target, answer, Path(folder))
                    end += time.monotonic() - started
            elif answer:
                outcome.taken += 1
            else:
                outcome.refused += 1
    return outcome


def try_input(target: Target, seed: Seed, data: bytes, folder: Path) -> bool | Crash:
    """Try one input; return whether it was taken, or how it crashed."""
    for name, content in {**seed.beside, seed.name: data}.items():
        (folder / name).write_bytes(content)
    try:
        with _patience():
            return target.check(folder / seed.name)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what we look for
        return Crash(_signature(error), "".join(traceback.format_exception(error))[-6_000:], seed, data)


@contextmanager
def _patience() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _signature(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "ecosystem_graph" in frame.filename]
    place = f"{Path(frames[-1].filename).stem}.{frames[-1].name}" if frames else "elsewhere"
    told = f" {error}"[:60] if type(error).__name__ == "BrokenPromiseError" else ""
    return f"{type(error).__name__} in {place}{told}"


def _smallest(target: Target, crash: Crash, folder: Path) -> Crash:
    """Take away pieces, large ones first, as long as the same mistake shows."""
    best, size, end = crash, max(1, len(crash.data) // 2), time.monotonic() + _MINIMISING_SECONDS
    while size and time.monotonic() < end:
        place, shorter = 0, False
        while place < len(best.data) and time.monotonic() < end:
            some = best.data[:place] + best.data[place + size :]
            answer = try_input(target, best.seed, some, folder)
            if isinstance(answer, Crash) and answer.signature == crash.signature:
                best, shorter = answer, True
            else:
                place += size
        size = size if shorter and size == 1 else size // 2
    return best
