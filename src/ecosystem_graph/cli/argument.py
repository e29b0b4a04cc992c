"""Arguments and options that several commands share, so that they read the same everywhere."""

from pathlib import Path
from typing import Annotated, Literal

import typer

__all__ = ["EngineOption", "JsonOption", "OutputOption", "ReleaseOption", "TimeoutOption"]

ReleaseOption = Annotated[
    Path,
    typer.Option(
        "-d", "--data", metavar="OUT", envvar="ECOSYSTEM_GRAPH_RELEASE", help="Release folder that a build made."
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="File to write (default: stdout).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="The same for machines.")]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=0.001, metavar="SECONDS", help="Stop a query after this.")
]
EngineOption = Annotated[
    Literal["auto", "sparql", "tables"],
    typer.Option("--engine", help="Ask the graph or the tables; auto: tables for large releases. Same answer."),
]
