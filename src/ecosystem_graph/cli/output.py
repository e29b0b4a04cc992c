"""Where data goes: stdout, or a file that appears whole or not at all."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import typer

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import ConfigError

__all__ = ["align", "choose_format", "open_output", "print_lines", "print_table"]

FormatName = TypeVar("FormatName", bound=str)


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Open stdout (for None or ``-``) or a file for bytes.

    A reader that has seen enough (``| head``) ends the command quietly.

    Args:
        path: File to write or replace.

    Yields:
        Stream to write to.

    Raises:
        OutputError: The file cannot be written.
    """
    if path is not None and str(path) != "-":
        with atomic_file(path) as partial, partial.open("wb") as stream:
            yield stream
        return
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error


def print_lines(lines: Iterable[str], path: Path | None = None) -> None:
    """Write lines of text as UTF-8."""
    with open_output(path) as stream:
        stream.writelines(f"{line}\n".encode() for line in lines)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], path: Path | None = None) -> None:
    """Write aligned columns, a rule below the headings; see [`align`][ecosystem_graph.cli.output.align]."""
    head, *lines = align([columns, *rows])
    print_lines([head, "-" * max(map(len, (head, *lines))), *lines], path)


def align(rows: Sequence[Sequence[object]]) -> list[str]:
    """Return one line per row, columns aligned; nothing is cut, whatever the width of the terminal.

    Args:
        rows: As many values each; None is an empty cell. Columns of numbers (below the first row) are flush right;
            control characters become blanks, so that data cannot drive the terminal.

    Examples:
        >>> align([("country", "projects"), ("AT", 12), ("SI", 7)])
        ['country  projects', 'AT             12', 'SI              7']
    """
    from rich.cells import cell_len

    cells = [[_printable(value) for value in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    numeric = [
        bool(rows[1:]) and all(isinstance(value, int | float) for value in column)
        for column in zip(*rows[1:], strict=True)
    ]
    lines = []
    for row in cells:
        padding = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        parts = [
            pad + cell if right else cell + pad
            for cell, pad, right in zip(row, padding, numeric or [False] * len(row), strict=True)
        ]
        lines.append("  ".join(parts).rstrip())
    return lines


def _printable(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "".join(char if char.isprintable() else " " for char in str("" if value is None else value))


def choose_format(
    given: str | None, path: Path | None, formats: Collection[FormatName], default: FormatName
) -> FormatName:
    """Return the format asked for, else the one that the file name tells, else the default.

    Args:
        given: Value of ``--format``.
        path: File to write; ``.gz`` at its end is not looked at.
        formats: Names to choose from; each is also a file name extension.
        default: Used when nothing tells.

    Raises:
        ConfigError: The format is not one of the names.

    Examples:
        >>> choose_format(None, Path("a.ttl.gz"), ["nt", "ttl"], "nt")
        'ttl'
    """
    suffixes = [suffix.removeprefix(".").lower() for suffix in path.suffixes if suffix != ".gz"] if path else []
    said = given or (suffixes[-1] if suffixes else default)
    for name in formats:
        if name == said:
            return name
    place = "format" if given else f"format of {path}"
    raise ConfigError(f"{place}: expected one of {', '.join(formats)}, found {said!r}", hint="Say it with --format.")
