"""What is given damaged input: a reader, good files to damage, and what must hold whatever it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["BrokenPromiseError", "Seed", "Target", "promise"]


class BrokenPromiseError(Exception):
    """A reader came back with something that it promises never to return."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One good file.

    Attributes:
        name: File name.
        data: Content.
        beside: Files that must lie beside it, by name; they are not damaged.
    """

    name: str
    data: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """One reader.

    Attributes:
        name: ``<kind>/<what>``.
        make: Returns good files, at least one; called when they are needed.
        check: Reads a file. True when it was taken, False when it was refused with a clear error; any exception is a
            mistake of the reader.
    """

    name: str
    make: Callable[[], tuple[Seed, ...]]
    check: Callable[[Path], bool]


def promise(holds: object, message: str) -> None:
    """Raise when something that must hold does not.

    Raises:
        BrokenPromiseError: It does not hold.
    """
    if not holds:
        raise BrokenPromiseError(message)
