"""``fetch``: the official files of a source, into a cache."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import JsonOption
from ecosystem_graph.cli.drawing import DrawnProgress
from ecosystem_graph.cli.message import is_quiet, note
from ecosystem_graph.cli.output import print_lines, print_table

if TYPE_CHECKING:
    from ecosystem_graph.fetch.download import Download
    from ecosystem_graph.fetch.fetch import Fetched

__all__ = ["EXAMPLE", "fetch"]

EXAMPLE = "Example: ecosystem-graph build $(ecosystem-graph fetch cordis --only '*HORIZON*') -o out/horizon"


def fetch(
    source: Annotated[
        str | None, typer.Argument(metavar="SOURCE", help="Source (default: list what there is).")
    ] = None,
    *,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PATTERN", help="Files by name, * for any letters."),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", envvar="ECOSYSTEM_GRAPH_CACHE", help="Folder of fetched files.", show_default="user's"),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Never use the network; take what was fetched.")] = False,
    attempts: Annotated[int, typer.Option("--attempts", min=1, help="Requests per file.")] = 6,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Longest silence.")] = 60,
    max_bytes: Annotated[int, typer.Option("--max-bytes", min=1, help="Largest file taken.")] = 20_000_000_000,
    as_json: JsonOption = False,
) -> None:
    """Fetch the files of a source; print where they are.

    A transfer that broke off goes on where it stopped; a file that the publisher did not change is not sent again.
    """
    from ecosystem_graph.fetch.cache import default_cache
    from ecosystem_graph.fetch.download import downloads_of, select_downloads
    from ecosystem_graph.fetch.fetch import fetch as bring
    from ecosystem_graph.fetch.patience import Patience

    if source is None:
        _list_downloads(as_json=as_json)
        return
    chosen = select_downloads(downloads_of(source), only or [])
    note(f"{source}: {chosen[0].licence}. {chosen[0].licence_page}")
    patience = Patience(
        attempts=attempts, connect_seconds=min(timeout, 15), silence_seconds=timeout, max_bytes=max_bytes
    )
    with DrawnProgress(quiet=is_quiet()) as progress:
        for each in bring(chosen, cache or default_cache(), offline=offline, patience=patience, progress=progress):
            print_lines([json.dumps(_to_dict(each)) if as_json else str(each.path)])


def _list_downloads(*, as_json: bool) -> None:
    from ecosystem_graph.fetch.download import downloads_of, fetchable_sources

    offered = [each for source in fetchable_sources() for each in downloads_of(source)]
    if as_json:
        print_lines([json.dumps([_shown(each) for each in offered])])
    else:
        print_table(("source", "file", "url", "note"), [tuple(_shown(each).values()) for each in offered])


def _shown(download: "Download") -> dict[str, str]:
    return {"source": download.source, "file": download.name, "url": download.url, "note": download.note}


def _to_dict(fetched: "Fetched") -> dict[str, object]:
    return {"path": str(fetched.path), "isNew": fetched.is_new, **asdict(fetched.origin)}
