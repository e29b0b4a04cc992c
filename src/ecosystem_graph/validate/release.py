"""What shapes look at in a release, and the SHACL report about it: the second tier."""

import gzip
from collections.abc import Iterator
from io import BytesIO

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.namespaces import SHAPES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.release import Release
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.report import Report, make_report
from ecosystem_graph.validate.shacl import validate_document
from ecosystem_graph.validate.shapes import Shapes, load_shapes

__all__ = ["check_release", "read_document"]

_NEEDS_RECORDS = f"{SHAPES}Fact-known-record"


def check_release(release: Release, shapes: Shapes | None = None, progress: Progress = no_progress) -> Report:
    """Validate the graph of a release with a SHACL engine.

    A release without source graphs has no source records, so whether they are described is not checked.

    Args:
        release: The release; nothing in it is changed.
        shapes: Shapes to keep; the shipped ones when left out.
        progress: Told after each step.

    Raises:
        NotFoundError: A file of the release is missing.
        ConfigError: The engine does not accept a shape.
    """
    progress("read", 0, None)
    document = read_document(release)
    findings = validate_document(document, shapes or load_shapes(), progress)
    has_records = EG.SourceRecord.encode() in document
    return make_report(found for found in findings if has_records or found.shape != _NEEDS_RECORDS)


def read_document(release: Release) -> bytes:
    """Return what shapes look at as one Turtle document.

    That is the default graph with the source records, claims, identity links, conflicts and issues of the named graphs,
    and the graphs of analyses.
    What a single source states about a thing stays out: two sources may state two dates, but the consolidated view must
    have one.

    Raises:
        NotFoundError: A file of the release is missing.
    """
    for path in (release.turtle, release.quads):
        if not path.is_file():
            raise NotFoundError(f"{path}: expected in every release, found none", hint="Build the release again.")
    return release.turtle.read_bytes() + b"".join(_statements_about_data(release))


def _statements_about_data(release: Release) -> Iterator[bytes]:
    """Yield N-Triples lines (which are Turtle too) of the classes that only named graphs have."""
    maps = [entity for entity in MAPS if entity.types and entity.view not in {"both", "default"}]
    templates = {entity.subject.under(release.base_iri) for entity in maps}
    starts = tuple(f"<{template.parts()[0][0]}".encode() for template in templates)
    with gzip.open(release.quads, "rb") as stream:
        for line in BytesIO(stream.read()):
            if line.startswith(starts):
                yield _without_graph(line)
    for path in release.analysis_files().values():
        yield from map(_without_graph, gzip.decompress(path.read_bytes()).splitlines(keepends=True))


def _without_graph(line: bytes) -> bytes:
    return line[: line.rindex(b" <")] + b" .\n"
