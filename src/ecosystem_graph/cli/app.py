"""Entry point: global options, the list of commands, and exit codes.

Exit codes are a contract: 0 done, 1 bug, 2 usage, 3 input or output, 4 check failed, 5 limit hit, 6 not found,
130 interrupted.
"""

import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from ecosystem_graph import __version__
from ecosystem_graph.cli import (
    analyse,
    annotate,
    build,
    describe,
    doctor,
    dump,
    fetch,
    link,
    network,
    queries,
    query,
    reason,
    report,
    sources,
    specialisation,
    validate,
)
from ecosystem_graph.cli.message import report_bug, report_error, report_interruption, report_usage, set_quiet
from ecosystem_graph.errors import EcosystemGraphError

__all__ = ["app", "main", "run"]

_EVERYWHERE = ("--debug", "--no-color", "--quiet", "--verbose", "-q", "-v")
_EXIT_CODES = (
    "Exit codes: 0 done, 1 bug, 2 usage, 3 input or output, 4 check failed, 5 limit hit, 6 not found, 130 interrupted."
)

app = typer.Typer(
    name="ecosystem-graph",
    help="A knowledge graph of regional innovation ecosystems: build it, ask it, draw it.",
    epilog=_EXIT_CODES,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich's help costs 0.1 s
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("build", epilog=build.EXAMPLE)(build.build)
app.command("annotate", epilog=annotate.EXAMPLE)(annotate.annotate)
app.command("query", epilog=query.EXAMPLE)(query.query)
app.add_typer(queries.app, name="queries")
app.command("network", epilog=network.EXAMPLE)(network.network)
app.command("specialisation", epilog=specialisation.EXAMPLE)(specialisation.specialisation)
app.add_typer(analyse.app, name="analyse")
app.add_typer(report.app, name="report")
app.command("describe", epilog=describe.EXAMPLE)(describe.describe)
app.command("validate", epilog=validate.EXAMPLE)(validate.validate)
app.command("reason", epilog=reason.EXAMPLE)(reason.reason)
app.command("dump", epilog=dump.EXAMPLE)(dump.dump)
app.command("fetch", epilog=fetch.EXAMPLE)(fetch.fetch)
app.add_typer(link.app, name="link")
app.add_typer(sources.app, name="sources")
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Run the command line and end the process."""
    arguments = sys.argv[1:]
    _prepare_process(debug="--debug" in arguments)
    sys.exit(run(arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: Words after the program's name; global options may stand anywhere.

    Returns:
        Exit code.
    """
    debug = "--debug" in arguments
    command = typer.main.get_command(app)
    try:
        code = command.main(_hoist(arguments), prog_name="ecosystem-graph", standalone_mode=False)
    except EcosystemGraphError as error:
        return report_error(error, debug=debug)
    except typer.TyperException as error:
        return report_usage(error)
    finally:
        set_quiet(quiet=False)  # for the next command of the process
    if code == 130:
        report_interruption()
    return int(code or 0)


def _hoist(arguments: Sequence[str]) -> list[str]:
    """Move global options to the front, where the parser wants them."""
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    return sorted(arguments[:end], key=lambda word: word not in _EVERYWHERE) + list(arguments[end:])


def _prepare_process(*, debug: bool) -> None:
    if not debug:
        sys.excepthook = report_bug
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that temporaries are removed
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"ecosystem-graph {__version__}")
        raise typer.Exit


@app.callback()
def set_globals(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - read by its callback
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,  # noqa: ARG001 - read by run
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no notes.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log counts and seconds of each stage.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours (also: NO_COLOR=1).")] = False,
) -> None:
    """Take the options that hold for every command."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
    set_quiet(quiet=quiet)
    if no_color:
        os.environ["NO_COLOR"] = "1"
    if verbose:
        _show_log()


def _show_log() -> None:
    """Write what the package logs to stderr; without this, warnings alone get there."""
    import logging

    logger = logging.getLogger("ecosystem_graph")
    logger.setLevel(logging.INFO)
    logger.handlers = [logging.StreamHandler(sys.stderr)]
