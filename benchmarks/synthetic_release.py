"""A whole synthetic release: tables, store, ``run.json``; dumps are left out."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.ecosystem import ecosystem_records, synthetic_issues
from ecosystem_graph.graph.dataset import graph_parts
from ecosystem_graph.graph.emit import emit_nquads
from ecosystem_graph.graph.ontology import ontology_quads
from ecosystem_graph.release import MARKER, Release
from ecosystem_graph.resolve.consolidate import Resolved, resolve, write_consolidated
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.store.load import load_quads

__all__ = ["write_synthetic_release"]


def write_synthetic_release(projects: int, folder: Path) -> Release:
    """Write a release of synthetic projects and their ecosystem, as a build would.

    Args:
        projects: Number of projects; each gives about 200 quads in all graphs.
        folder: Folder to make.
    """
    folder.mkdir(parents=True)
    release, settings = Release(folder), BuildSettings()
    records = ecosystem_records(projects)
    resolved = resolve(records, synthetic_issues(projects // 5))
    records.write(release.records)
    write_consolidated(resolved.consolidated, release.consolidated)
    quads = load_quads(_quads(resolved, settings.base_iri), release.store)
    run = {"settings": asdict(settings), "counts": {"quads": quads}}
    (folder / MARKER).write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")
    return release


def _quads(resolved: Resolved, base: str) -> Iterator[bytes | memoryview]:
    parts = graph_parts(resolved.stated, resolved.consolidated, base)
    for part in parts:
        yield from emit_nquads(part.maps, part.tables, base, part.graph)
    yield ontology_quads(f"{base}graph/ontology")
