"""``report``: pages about one thing, for reading and printing."""

from pathlib import Path
from typing import Annotated

import typer

from ecosystem_graph.cli.argument import ReleaseOption
from ecosystem_graph.cli.output import open_output
from ecosystem_graph.errors import ConfigError
from ecosystem_graph.release import open_release

__all__ = ["app"]

EXAMPLE = "Example: ecosystem-graph report region AT31 -d out/demo -o at31.html"

app = typer.Typer(help="Write a report about one region.", no_args_is_help=True)


@app.callback()
def report() -> None:
    """Write a report about one region."""


@app.command("region", epilog=EXAMPLE)
def region(
    code: Annotated[str, typer.Argument(metavar="CODE", help="NUTS code of any level, in the edition of the release.")],
    *,
    data: ReleaseOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Page to write (.html), or - .")],
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="FILTER=VALUE", help="programme, project, region, country, topic; repeat for more."
        ),
    ] = None,
    period: Annotated[str | None, typer.Option("--period", metavar="YEAR..YEAR", help="Projects running then.")] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="NAME", help="Concept scheme of domains; default: the commonest.")
    ] = None,
    min_region: Annotated[
        int, typer.Option("--min-region", metavar="N", help="Analyse regions of at least so many participations.")
    ] = 10,
    min_domain: Annotated[
        int, typer.Option("--min-domain", metavar="N", help="Analyse domains of at least so many participations.")
    ] = 10,
    geometry: Annotated[
        Path | None, typer.Option("--geometry", metavar="FILE", help="Boundaries of regions (GISCO GeoJSON).")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of draws and layouts.")] = 0,
) -> None:
    """Write one page about a region: network, specialisation, organisations, money, coverage."""
    from ecosystem_graph.report.region import format_region_report
    from ecosystem_graph.report.subject import ReportRequest

    if str(output) != "-" and output.suffix not in {".html", ".htm"}:
        raise ConfigError(f"{output}: expected a file name that ends in .html, found {output.suffix!r}")
    request = ReportRequest(code, tuple(where or ()), period, scheme, min_region, min_domain, geometry, seed)
    page = format_region_report(open_release(data), request)
    with open_output(output) as stream:
        stream.write(page.encode())
