"""The same tables for every engine: Parquet for ours, CSV with the exported RML for the others."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.synthetic import synthetic_records
from ecosystem_graph.graph.dataset import GraphPart, graph_parts
from ecosystem_graph.graph.mapping import View, maps_of
from ecosystem_graph.graph.rml import write_rml
from ecosystem_graph.issues import Issue
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.records import RecordSet
from ecosystem_graph.release import Release
from ecosystem_graph.resolve.consolidate import resolve

__all__ = ["Workload", "release_workload", "synthetic_workload"]


@dataclass(frozen=True, slots=True)
class Workload:
    """One data set in its folder.

    Attributes:
        name: Shown in the results.
        folder: Holds ``parts.json`` and ``morph.ini``; outputs go there too.
        has_named_graphs: Whether there is more than the default graph.
    """

    name: str
    folder: Path
    has_named_graphs: bool


def synthetic_workload(projects: int, folder: Path) -> Workload:
    """Write the default graph's tables of synthetic records, as a build would."""
    resolved = resolve(synthetic_records(projects))
    default = next(graph_parts(resolved.stated, resolved.consolidated, DEFAULT_BASE, source_graphs=False))
    return _write(f"synthetic, {projects:,} projects", [default], folder)


def release_workload(name: str, release: Release, folder: Path) -> Workload:
    """Write the tables of all graphs of a release: default, identity, quality, one per source."""
    lines = release.issues.read_text(encoding="utf-8").splitlines()
    resolved = resolve(RecordSet.read(release.records), [Issue(**json.loads(line)) for line in lines])
    return _write(name, graph_parts(resolved.stated, resolved.consolidated, DEFAULT_BASE), folder)


def _write(name: str, parts: Iterable[GraphPart], folder: Path) -> Workload:
    folder.mkdir(parents=True)
    listed, mappings = [], []
    for number, part in enumerate(filter(_has_statements, parts)):
        name_of_graph = f"graph{number}"
        place = folder / name_of_graph
        _write_parquet(part.tables, place)
        csv = place / "csv"
        mappings.append(write_rml(part.maps, part.tables, DEFAULT_BASE, csv, graph=part.graph, name=name_of_graph))
        listed.append({"graph": part.graph, "view": _view(part), "tables": place.name})
    (folder / "parts.json").write_text(json.dumps(listed), encoding="utf-8")
    workload = Workload(name, folder, has_named_graphs=len(listed) > 1)
    (folder / "morph.ini").write_text(_morph_configuration(mappings, workload), encoding="utf-8")
    return workload


def _has_statements(part: GraphPart) -> bool:
    """Tell whether there is anything to map; the other engine stops at a mapping without any."""
    return any(part.tables[entity.table].height for entity in part.maps)


def _write_parquet(tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    folder.mkdir()
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet")


def _view(part: GraphPart) -> View:
    views: tuple[View, ...] = ("default", "identity", "quality", "source")
    return next(view for view in views if maps_of(view) == part.maps)


def _morph_configuration(mappings: Iterable[Path], workload: Workload) -> str:
    syntax = "N-QUADS" if workload.has_named_graphs else "N-TRIPLES"
    # Every text is data: the engine's own list of words for "missing" ("NA", "None"…) is switched off.
    head = (
        f"[CONFIGURATION]\nna_values=\nnumber_of_processes=2\nlogging_level=WARNING\noutput_format={syntax}\n"
        f"output_file={workload.folder / 'morph-unsorted'}\n"
    )
    sources = (f"[GRAPH{number}]\nmappings={mapping}\n" for number, mapping in enumerate(mappings))
    return head + "".join(sources)
