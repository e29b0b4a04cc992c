"""All checks of one release."""

import gzip
from collections.abc import Iterator
from typing import IO, cast

import polars as pl
import pyoxigraph
from rdflib import RDF, Graph, URIRef

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.namespaces import SHAPES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.release import Release
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.finding import Finding
from ecosystem_graph.validate.report import Report, make_report
from ecosystem_graph.validate.shacl import validate_graph
from ecosystem_graph.validate.totals import check_totals
from ecosystem_graph.validate.turtle import parse_graph, read_graph

__all__ = ["check_release"]

_NEEDS_RECORDS = f"{SHAPES}Fact-known-record"


def check_release(release: Release, progress: Progress = no_progress) -> Report:
    """Check stated totals on the tables and shapes on the graph.

    A release without source graphs has no source records, so whether they are described is not checked.

    Args:
        release: The release; nothing in it is changed.
        progress: Told after each step.

    Returns:
        All findings.

    Raises:
        NotFoundError: A file of the release is missing.
    """
    names = ("project", "participation", "amount")
    paths = {name: release.consolidated / f"{name}.parquet" for name in names}
    for path in (*paths.values(), release.turtle, release.quads):
        if not path.is_file():
            raise NotFoundError(f"{path}: expected in every release, found none", hint="Build the release again.")
    totals = check_totals({name: pl.read_parquet(path) for name, path in paths.items()}, base=release.base_iri)
    progress("read", 0, None)
    graph = read_graph(release.turtle)
    described = _described_elsewhere(release, graph)
    graph += parse_graph(described, syntax=".nt")
    store = pyoxigraph.Store()
    store.bulk_load(path=str(release.turtle), format=pyoxigraph.RdfFormat.TURTLE)
    store.bulk_load(described, format=pyoxigraph.RdfFormat.N_TRIPLES)
    has_records = (None, RDF.type, URIRef(EG.SourceRecord)) in graph
    findings = validate_graph(graph, progress=progress, store=store)
    return make_report(totals, _applicable(findings, has_records=has_records))


def _described_elsewhere(release: Release, graph: Graph) -> bytes:
    """Return, as N-Triples, what the named graphs say about things that the default graph does not describe.

    These are records, claims, links, conflicts and issues. Statements of a single source about a thing of the default
    graph stay out: two sources may state two dates, but the consolidated view must have one.
    """
    known = {str(subject) for subject in graph.subjects(unique=True)}
    ontology = f"{release.base_iri}graph/ontology"
    with gzip.open(release.quads, "rb") as stream:
        quads = pyoxigraph.parse(cast("IO[bytes]", stream), format=pyoxigraph.RdfFormat.N_QUADS)
        lines = [
            f"{quad.triple} .\n"
            for quad in quads
            if isinstance(quad.graph_name, pyoxigraph.NamedNode)
            and quad.graph_name.value != ontology
            and getattr(quad.subject, "value", "") not in known
        ]
    return "".join(lines).encode()


def _applicable(findings: tuple[Finding, ...], *, has_records: bool) -> Iterator[Finding]:
    yield from (finding for finding in findings if has_records or finding.shape != _NEEDS_RECORDS)
