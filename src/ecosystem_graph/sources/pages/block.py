"""Parts of a page, each about one project."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Block", "block_at", "whole_page"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page.

    Attributes:
        project: Number of the project on the page, from 1; 0 for a part about no project (a programme, a heading).
            Two parts may be about the same project.
        start: First character.
        end: Character after the last.
    """

    project: int
    start: int
    end: int


def whole_page(text: str) -> tuple[Block, ...]:
    """Return the one block of a page that is about one project."""
    return (Block(1, 0, len(text)),)


def block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    """Return the block that holds a character, or None.

    Examples:
        >>> block_at([Block(1, 0, 10), Block(2, 10, 30)], 10).project
        2
    """
    return next((block for block in blocks if block.start <= offset < block.end), None)
