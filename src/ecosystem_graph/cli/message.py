"""What people read while a command runs: one-line messages on stderr, never on stdout."""

import os
import sys
import traceback
from types import TracebackType

import typer

from ecosystem_graph.errors import EcosystemGraphError, SourceFormatError

__all__ = ["is_quiet", "note", "report_bug", "report_error", "report_interruption", "report_usage", "set_quiet", "warn"]

_MAX_LENGTH = 2000
_quiet = False


def set_quiet(*, quiet: bool) -> None:
    """Choose whether notes are shown; warnings and errors always are."""
    global _quiet  # noqa: PLW0603 - one process, one terminal
    _quiet = quiet


def is_quiet() -> bool:
    """Tell whether notes and progress are off."""
    return _quiet


def note(text: str) -> None:
    """Tell something worth knowing."""
    if not _quiet:
        _write("", text)


def warn(text: str) -> None:
    """Tell that something is doubtful but work goes on."""
    _write("warning", text, typer.colors.YELLOW)


def report_error(error: EcosystemGraphError, *, debug: bool) -> int:
    """Print an error in one line, and its hint in another.

    Args:
        error: What went wrong.
        debug: Print the traceback too.

    Returns:
        Exit code of the error's class.
    """
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    _write("error", _words_of(error), typer.colors.RED)
    if error.hint:
        _write("hint", error.hint, typer.colors.CYAN)
    return error.exit_code


def _words_of(error: EcosystemGraphError) -> str:
    """Return the message, without contact data in what was found in a file; the path stays as it is."""
    if isinstance(error, SourceFormatError):
        from ecosystem_graph.sources.personal_data import mask_personal_data

        return f"{error.where}: expected {error.expected}, found {mask_personal_data(error.found)[0]}"
    return str(error.args[0] if error.args else error)


def report_usage(error: typer.TyperException) -> int:
    """Print what is wrong with the words of a command.

    Args:
        error: What the parser says.

    Returns:
        Exit code 2.
    """
    context: typer.Context | None = getattr(error, "ctx", None)
    _write("error", error.format_message(), typer.colors.RED)
    _write("hint", f"Try: {context.command_path if context else 'ecosystem-graph'} --help", typer.colors.CYAN)
    return 2


def report_interruption() -> None:
    """Tell that the user stopped the work."""
    _write("error", "interrupted; nothing was written", typer.colors.RED)


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print an error that no one foresaw; takes the place of ``sys.excepthook``, so the process ends with 1."""
    del trace
    _write("error", f"unexpected {kind.__name__}: {error}", typer.colors.RED)
    _write("hint", "This is a bug. Run again with --debug and report what it prints.", typer.colors.CYAN)


def _write(label: str, text: str, colour: str = "") -> None:
    """Write one line; control characters in it (they come from data) cannot reach the terminal."""
    line = "".join(char if char.isprintable() else " " for char in text)[:_MAX_LENGTH]
    head = typer.style(f"{label}:", fg=colour, bold=True) if label and _is_coloured() else f"{label}:"
    typer.echo(f"{head} {line}" if label else line, err=True)


def _is_coloured() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")
