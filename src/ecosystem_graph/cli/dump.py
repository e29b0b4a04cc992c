"""``dump``: the graph of a release as one RDF file."""

import gzip
from typing import Annotated

import typer

from ecosystem_graph.cli.argument import OutputOption, ReleaseOption
from ecosystem_graph.cli.output import choose_format, open_output
from ecosystem_graph.release import open_release

__all__ = ["EXAMPLE", "dump"]

EXAMPLE = "Example: ecosystem-graph dump -d out/demo -o all.nq.gz"


def dump(
    data: ReleaseOption,
    layout: Annotated[
        str | None,
        typer.Option(
            "-f", "--format", metavar="ttl|nq|nt", help="ttl (default) and nt: consolidated view; nq: all graphs."
        ),
    ] = None,
    output: OutputOption = None,
) -> None:
    """Write the graph as one RDF file."""
    from ecosystem_graph.publish.dump import DUMP_FORMATS, write_dump

    chosen = choose_format(layout, output, DUMP_FORMATS, "ttl")
    release = open_release(data)
    with open_output(output) as stream:
        if output is None or output.suffix != ".gz":
            write_dump(release, chosen, stream)
            return
        # No name and no time in the header: the same release gives the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
            write_dump(release, chosen, packed)
