"""What a build depends on, as one short text: equal keys promise equal bytes."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import ecosystem_graph
from ecosystem_graph.resources import resource
from ecosystem_graph.settings import BuildSettings

__all__ = ["LIBRARIES", "build_key"]

LIBRARIES = ("polars", "pyarrow", "pyoxigraph")
"""Libraries whose versions may change the bytes of a release."""


def build_key(inputs: Iterable[Mapping[str, str]], settings: BuildSettings) -> str:
    """Return a digest of inputs, settings, code and libraries.

    Args:
        inputs: For each file what ``run.json`` says of it, its checksum included; the order counts.
        settings: Those that change the output count; threads and engine do not.
    """
    told = [str(sorted(each.items())) for each in inputs]
    asked = (settings.base_iri, settings.store, settings.source_graphs, settings.least_confidence, settings.identity)
    known = [f"{name} {version(name)}" for name in LIBRARIES]
    return hashlib.sha256(repr((told, asked, known, _code())).encode()).hexdigest()


@cache
def _code() -> str:
    """Return a digest of the package and its files: a version number does not change while somebody works on it."""
    package = Path(ecosystem_graph.__file__).parent
    paths = [*package.rglob("*.py"), *package.rglob("*.toml"), *package.rglob("*.csv")]
    for folder in (resource("ontology"), resource("data", "reference")):
        paths += [path for path in folder.rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()
