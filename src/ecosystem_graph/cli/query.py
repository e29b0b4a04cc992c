"""``query``: a packed query, a file or a text, asked of a release or an endpoint."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import EngineOption, OutputOption, TimeoutOption
from ecosystem_graph.cli.message import note
from ecosystem_graph.cli.output import choose_format, open_output
from ecosystem_graph.errors import ConfigError
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    from ecosystem_graph.query.engine import Engines
    from ecosystem_graph.query.pack import PackedQuery
    from ecosystem_graph.store.view import GraphView

__all__ = ["ENGINES", "EXAMPLE", "open_engines", "open_view", "query", "read_arguments", "read_prefixes"]

EXAMPLE = "Example: ecosystem-graph query project-partners -d out/demo -p project=TraCS3 -f csv"

ENGINES = {"sparql": "SPARQL over the graph", "tables": "SQL over the consolidated tables"}
"""What each engine is, for people."""

OptionalReleaseOption = Annotated[
    Path | None,
    typer.Option("-d", "--data", metavar="OUT", envvar="ECOSYSTEM_GRAPH_RELEASE", help="Release folder to ask."),
]


def query(
    asked: Annotated[
        str, typer.Argument(metavar="NAME|FILE|TEXT", help="Packed query, .rq file, SPARQL, or - (stdin).")
    ],
    *,
    data: OptionalReleaseOption = None,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="SPARQL endpoint to ask instead of a release.")
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="Repeat for more.")
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            "-f", "--format", metavar="FORMAT", help="table, csv, tsv, json, xml, xlsx, parquet, geojson, ttl or nt."
        ),
    ] = None,
    output: OutputOption = None,
    timeout: TimeoutOption = 60.0,
    engine: EngineOption = "auto",
    wide: Annotated[bool, typer.Option("--wide", help="Do not cut wide cells of a table.")] = False,
) -> None:
    """Ask a packed query, a query file or a SPARQL text."""
    from ecosystem_graph.query.engine import Engine
    from ecosystem_graph.query.format import FORMATS, default_format, format_result
    from ecosystem_graph.query.table import MAX_CELL_WIDTH

    if layout or output:  # a wrong name is told before the query runs
        choose_format(layout, output, FORMATS, "table")
    packed, arguments = _find(asked), read_arguments(parameters or [])
    answered = open_engines(data, endpoint, timeout).answer(packed, arguments, engine=Engine(engine))
    if packed.twin:
        note(f"answered by {ENGINES[answered.engine]}")
    result = answered.result
    chosen = choose_format(layout, output, FORMATS, default_format(result))
    prefixes = read_prefixes(data) if chosen in {"table", "ttl"} else {}
    content = format_result(result, chosen, prefixes=prefixes, cell_width=sys.maxsize if wide else MAX_CELL_WIDTH)
    with open_output(output) as stream:
        stream.write(content)


def open_view(data: Path | None, endpoint: str | None, timeout: float) -> "GraphView":
    """Open what answers queries.

    Args:
        data: Release folder, or None.
        endpoint: Web address, or None.
        timeout: Seconds.

    Raises:
        ConfigError: None or both are given.
        NotFoundError: The folder is not a release.
    """
    if (data is None) == (endpoint is None):
        raise ConfigError("expected either a release (-d OUT) or an endpoint (--endpoint URL)")
    if endpoint is not None:
        from ecosystem_graph.store.remote import RemoteView

        return RemoteView(endpoint, timeout=timeout)
    from ecosystem_graph.store.isolated import IsolatedView

    return IsolatedView(open_release(data or Path()).store, timeout=timeout)


def open_engines(data: Path | None, endpoint: str | None, timeout: float) -> "Engines":
    """Open all that answers queries; see [`open_view`][ecosystem_graph.cli.query.open_view]."""
    from ecosystem_graph.query.engine import Engines, engines_of_release

    view = open_view(data, endpoint, timeout)
    return Engines(view) if data is None else engines_of_release(open_release(data), view, timeout=timeout)


def read_prefixes(data: Path | None) -> dict[str, str]:
    """Return the namespace of each prefix that answers of a release (or of any endpoint) are shown with."""
    from ecosystem_graph.query.prefix import answer_prefixes

    return answer_prefixes(open_release(data).base_iri) if data else answer_prefixes()


def read_arguments(parameters: Iterable[str]) -> dict[str, list[str]]:
    """Read ``name=value`` words; a repeated name gathers its values.

    Raises:
        ConfigError: A word has no ``=``.

    Examples:
        >>> read_arguments(["country=AT", "country=SI", "text=a=b"])
        {'country': ['AT', 'SI'], 'text': ['a=b']}
    """
    arguments: dict[str, list[str]] = {}
    for word in parameters:
        name, mark, value = word.partition("=")
        if not mark or not name:
            raise ConfigError(f"parameter: expected NAME=VALUE, found {word!r}")
        arguments.setdefault(name, []).append(value)
    return arguments


def _find(asked: str) -> "PackedQuery":
    from ecosystem_graph.query.pack import find_query, load_packs, parse_query, read_query

    if asked == "-":
        return parse_query(sys.stdin.read(), Path("stdin.rq"))
    if "{" in asked or "\n" in asked:
        return parse_query(asked, Path("text.rq"))
    if asked.endswith(".rq"):
        return read_query(Path(asked))
    return find_query(load_packs(), asked)
