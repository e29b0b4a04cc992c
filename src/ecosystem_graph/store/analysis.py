"""Putting the graph of an analysis into a release: its store and its dumps, both or neither."""

import gzip
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from ecosystem_graph.atomic import atomic_folder, link_tree
from ecosystem_graph.errors import NotFoundError, StoreError
from ecosystem_graph.graph.analysis import Analysis, analysis_graph
from ecosystem_graph.graph.archive import CompressedWriter
from ecosystem_graph.graph.cube import write_analysis
from ecosystem_graph.namespaces import ONTOLOGY
from ecosystem_graph.release import ANALYSIS_SUFFIX, RELEASE_ENTRIES, Release
from ecosystem_graph.store.oxigraph import open_store

__all__ = ["Published", "describe_runs", "publish_analysis", "withdraw_analysis"]

logger = logging.getLogger(__name__)


_ABOUT_RUN = f"""PREFIX eg: <{ONTOLOGY}>
SELECT ?kind ?title ?period (COUNT(?one) AS ?observations) WHERE {{
  ?run a eg:Analysis ; eg:analysisKind ?kind ; <http://purl.org/dc/terms/title> ?title .
  OPTIONAL {{ ?parameter eg:parameterOf ?run ; eg:parameterName "period" ; eg:parameterValue ?period }}
  OPTIONAL {{ ?one a <http://purl.org/linked-data/cube#Observation> }}
}} GROUP BY ?kind ?title ?period"""


@dataclass(frozen=True, slots=True)
class Published:
    """Where the figures of an analysis are.

    Attributes:
        run: Name of the run: a digest of what was asked for and of the release.
        graph: IRI of its graph.
        statements: Number of quads in it.
    """

    run: str
    graph: str
    statements: int


def publish_analysis(release: Release, analysis: Analysis) -> Published:
    """Write an analysis as named graph ``graph/analysis/<run>`` of a release.

    The store and ``analysis/<run>.nq.gz`` get the graph; nothing else of the release changes, not a byte. The same run
    replaces its own graph. All of it appears at once: after an error or interruption the release is as it was.

    Args:
        release: The release that the analysis was made from.
        analysis: What was computed.

    Returns:
        Where it is. Costs time and room for the new graph only: other files are linked, not copied.

    Raises:
        MappingError: The tables of the analysis do not hold together.
        StoreError: The store cannot be read.
        OutputError: The release cannot be written.
    """
    run, base = analysis.run(release.iri), release.base_iri
    graph = analysis_graph(base, run)
    lines = b"".join(write_analysis(analysis, release.iri, base))
    with atomic_folder(release.folder) as folder:
        made = _copy_but(release, Release(folder), run)
        made.analyses.mkdir(exist_ok=True)
        with CompressedWriter(made.analyses / f"{run}{ANALYSIS_SUFFIX}") as stream:
            stream.write(lines)
        if release.store.exists():
            _replace_graph(release.store, made.store, graph, lines)
    published = Published(run, graph, lines.count(b"\n"))
    logger.info("published %d statements as %s", published.statements, graph)
    return published


def withdraw_analysis(release: Release, run: str) -> None:
    """Take the graph of a run out of a release again, with the same care.

    Raises:
        NotFoundError: The release has no such run; the message names those it has.
        StoreError: The store cannot be read.
        OutputError: The release cannot be written.
    """
    if run not in (known := release.analysis_files()):
        raise NotFoundError(f"no analysis {run!r} in {release.folder}; there is {', '.join(known) or 'none'}")
    with atomic_folder(release.folder) as folder:
        made = _copy_but(release, Release(folder), run)
        if release.store.exists():
            _replace_graph(release.store, made.store, analysis_graph(release.base_iri, run), b"")


def describe_runs(release: Release) -> list[dict[str, str | int]]:
    """Return what a release holds of analyses: run, kind, title, period and number of observations, by kind and run."""
    runs = []
    for run, path in release.analysis_files().items():
        store = ox.Store()
        with gzip.open(path, "rb") as lines:
            store.bulk_load(lines.read(), ox.RdfFormat.N_QUADS, lenient=True)
        found = cast(ox.QuerySolutions, store.query(_ABOUT_RUN, use_default_graph_as_union=True))
        for row in found:
            told: dict[str, str | int] = {name: _text(row[name]) for name in ("kind", "title", "period")}
            runs.append({"run": run, **told, "observations": int(_text(row["observations"]) or 0)})
    return sorted(runs, key=lambda row: (str(row["kind"]), str(row["run"])))


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.Literal) else ""


def _copy_but(release: Release, made: Release, run: str) -> Release:
    """Link all of a release into a new folder but its store and one analysis."""
    for path in sorted(release.folder.iterdir()):
        if path.name in RELEASE_ENTRIES and path not in {release.store, release.analyses}:
            link_tree(path, made.folder / path.name)
    for name, path in release.analysis_files().items():
        if name != run:
            made.analyses.mkdir(exist_ok=True)
            link_tree(path, made.analyses / path.name)
    return made


def _replace_graph(directory: Path, new: Path, graph: str, lines: bytes) -> None:
    """Make a store that differs from another one in one graph; tables of both that are alike are on disk once."""
    try:
        # Read-only: opening for writing would change files of the release that is to stay as it was.
        open_store(directory).backup(str(new))
        store = ox.Store(str(new))
        store.remove_graph(ox.NamedNode(graph))
        store.bulk_load(lines, ox.RdfFormat.N_QUADS, lenient=True)
        store.flush()
    except OSError as error:
        raise StoreError(f"{new.name}: the store cannot be written: {error}") from error
